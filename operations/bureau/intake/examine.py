"""Examine one package as it arrived: decrypt, verify, recalculate. Pure bytes in, plain values out.

What runs in the pool's processes: nothing here touches a store.
"""

from collections.abc import Container, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from exporters.age import Identity
from exporters.asic import names
from exporters.asic.agreement import Expectation, check_pack
from exporters.asic.further import statements_fault
from exporters.asic.journal_note import JournalNote, JournalNoteError, decode_note
from exporters.asic.report import open_report
from exporters.pki.trust import TrustStore
from exporters.refusal import Refusal
from exporters.strict_json import Json, JsonError, decode
from forms.canonical import canonical_members, canonical_object
from forms.confirmation import Confirmation, confirmations_fault
from forms.document import DocumentError, from_document, to_document
from forms.document.comments import comments_in, reply_in
from forms.document.confirmed import confirmations_in, digest_of_members
from forms.document.recheck import differences
from forms.exchange import Code, Level, Verdict, VerifiedPackage
from forms.known_names import CAMPUSES
from forms.live.attached import attached_files
from forms.live.sheet import Sheet
from forms.problems import Severity
from forms.record import PackRef, cell_address
from forms.reply import PointReply
from forms.spec import FieldType
from forms.values import Maybe
from operations.bureau.sent.told_bytes import told_in
from operations.check_context import Told, school_context
from operations.errors import Refused
from operations.last_return import value_text
from operations.packs.bundled import bundled_engine, engine_for

_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Examined:
    """What is known of a package after the examination.

    Attributes:
        verdict: Of the container and of its content.
        package: The container, if everything held.
        values: Field id → exact value, for the wide row; ``None`` beside a package that was taken
            before.
        campuses: Rows of the campus table, column id → exact value as text.
        problems: Findings per severity.
        journal: What the package says about the school's journal.
        lacking: The school whose opening file has to be known before the content is examined; ``""``
            for none.

    """

    verdict: Verdict
    package: VerifiedPackage | None = None
    values: Mapping[str, Maybe] | None = None
    campuses: tuple[Mapping[str, str], ...] = ()
    problems: Mapping[Severity, int] | None = None
    journal: JournalNote | None = None
    lacking: str = ""


def examine(
    data: bytes,
    *,
    identity: Identity,
    trust: TrustStore,
    now: datetime,
    expect: Expectation,
    told: Mapping[str, bytes | None],
    taken: Container[str] = (),
) -> Examined:
    """Examine a file whole; any bytes give a verdict.

    Args:
        data: The file's bytes.
        identity: The bureau's decryption key.
        trust: What the bureau believes in.
        now: Present time (UTC).
        expect: What the bureau accepts.
        told: School code → what is kept of what it was told, ``None`` if nothing is. Of a school that
            is not among them the content is not examined, see :class:`Examined`.
        taken: Identities of the packages the bureau has: their content was examined when they came.

    """
    verdict, package = open_report(data, identity=identity, trust=trust, now=now, expect=expect)
    if package is None or package.identity in taken:
        return Examined(verdict, package)
    if package.info.school not in told:
        return Examined(verdict, lacking=package.info.school)
    known = told_in(told[package.info.school], looked_at=_looked_at(expect))
    try:
        document = _document(package)
        check_pack(_stated_pack(document), expect)
        sheet = _recalculated(package, document, known)
        journal = journal_note(package, head=str(document["journal_head"]))
    except Refusal as refusal:
        return Examined(_refused(verdict, ContentError(refusal.code, refusal.what)))
    except ContentError as wrong:
        return Examined(_refused(verdict, wrong))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001 - one school's file must not end the import of all
        unforeseen = ContentError(Code.E_DATA, "重新计算时遇到了不能处理的数据")
        return Examined(replace(_refused(verdict, unforeseen), technical=repr(error)))
    counts = dict.fromkeys(Severity, 0)
    for problem in sheet.problems:
        counts[problem.severity] += 1
    return Examined(verdict, package, field_values(sheet), campus_rows(sheet), counts, journal)


def _looked_at(expect: Expectation) -> frozenset[str] | None:
    """What the returns that are expected look at of the last one; ``None`` where any pack will do."""
    return None if expect.pack is None else bundled_engine(*expect.pack).plan.last_names


def journal_note(package: VerifiedPackage, *, head: str) -> JournalNote | None:
    """Read what a verified package says about its journal; ``None`` if it says nothing.

    Args:
        package: The package.
        head: The journal's head that its return names.

    Raises:
        ContentError: It is unreadable, or not about the journal the return names.

    """
    if names.JOURNAL not in package.files:
        return None
    try:
        note = decode_note(package.files[names.JOURNAL])
    except JournalNoteError as error:
        raise ContentError(Code.E_DATA, str(error)) from error
    if note.head.hash != head:
        raise ContentError(Code.E_DATA, "日志记录（data/journal.json）与填报表写明的日志不是同一本")
    return note


def journal_head(document: bytes) -> str:
    """Give the journal's head a return names; ``""`` if it names none."""
    try:
        content = decode(document, multiline=True)
    except JsonError:
        return ""
    return str(content.get("journal_head", "")) if isinstance(content, dict) else ""


def recalculated(package: VerifiedPackage, told: Told) -> Sheet:
    """Read the return out of a verified package and recalculate everything.

    Raises:
        ContentError: The data are not what the pack asks for, or not what they say they are.

    """
    return _recalculated(package, _document(package), told)


def confirmations_of(package: VerifiedPackage) -> tuple[Confirmation, ...] | None:
    """Say who has confirmed the return in a package whose content holds; ``None`` in the first format."""
    return confirmations_in(_document(package))


def replies_of(package: VerifiedPackage) -> dict[tuple[str, str], PointReply]:
    """Give the school's answers in a package whose content holds, by address and text of the point."""
    return {
        (str(one["address"]), str(one["text"])): reply
        for one in comments_in(_document(package))
        if one["origin"] == "bureau" and (reply := reply_in(one))
    }


def _document(package: VerifiedPackage) -> Mapping[str, Json]:
    try:
        document = decode(package.files[names.RETURN], multiline=True)
    except JsonError as error:
        raise ContentError(Code.E_JSON, f"数据文件读不出来：{error}") from error
    if not isinstance(document, dict):
        raise ContentError(Code.E_JSON, "数据文件不是一份填报表")
    return document


def _stated_pack(document: Mapping[str, Json]) -> tuple[str, str]:
    stated = document.get("pack")
    if not isinstance(stated, dict):
        raise ContentError(Code.E_PACK, "数据没有写明所用的表册")
    return str(stated.get("id", "")), str(stated.get("version", ""))


def _recalculated(package: VerifiedPackage, document: Mapping[str, Json], told: Told) -> Sheet:
    sheet = _open(document, package, told)
    try:
        rewritten = _rewritten(document, sheet)
    except ValueError as error:
        raise ContentError(Code.E_DATA, "数据里有的数太大，写不出计算结果") from error
    if canonical_object(rewritten) != package.files[names.RETURN]:
        found = differences(document, sheet) or [
            "数据里有填报内容以外的部分，或写法不是规定的唯一写法"
        ]
        more = f"等 {len(found)} 处" if len(found) > _SHOWN else ""
        raise ContentError(
            Code.E_DATA, "；".join(text.rstrip("。") for text in found[:_SHOWN]) + more
        )
    if still_open := sheet.open_problems:
        first = still_open[0]
        raise ContentError(
            Code.E_DATA,
            f"还有 {len(still_open)} 个问题没有处理，第一个是 {first.number}（{first.address}）",
        )
    # Equal bytes, so these members are the document's own.
    _check_confirmations(document, sheet, package, digest_of_members(rewritten))
    _check_attachments(sheet, package)
    return sheet


def _check_confirmations(
    document: Mapping[str, Json], sheet: Sheet, package: VerifiedPackage, digest: str
) -> None:
    """Refuse what was not confirmed as the pack demands; the first format knew no confirmations."""
    given, info = confirmations_in(document), package.info
    said = statements_fault(package.files, given or (), school=info.school, period=info.period)
    if said:
        raise ContentError(Code.E_DATA, said)
    if given is None:
        return
    rule = sheet.plan.pack.confirmation
    if fault := confirmations_fault(rule, given, digest=digest):
        raise ContentError(Code.E_DATA, fault)


def _rewritten(document: Mapping[str, Json], sheet: Sheet) -> dict[str, str]:
    """Write the members of the document that these answers give.

    The package's own has to be equal to them byte for byte.

    Only what the bureau cannot recalculate is taken over.
    """
    comments = document["comments"]
    return canonical_members(
        to_document(
            sheet,
            program_version=str(document["program_version"]),
            journal_head=str(document["journal_head"]),
            comments=comments if isinstance(comments, list) else [],  # type: ignore[arg-type]
            confirmations=confirmations_in(document),
        )
    )


def field_values(sheet: Sheet) -> dict[str, Maybe]:
    """Exact values of all fields but attachments: the wide row of a return."""
    answers = sheet.answers()
    return {
        name: answers[name].value
        for name, slot in sheet.plan.slots.items()
        if slot.item.type is not FieldType.ATTACHMENT
    }


def campus_rows(sheet: Sheet) -> tuple[Mapping[str, str], ...]:
    """Rows of the campus table as texts that can be read back exactly."""
    table = sheet.plan.tables[CAMPUSES].table
    rows: list[Mapping[str, str]] = []
    for row in sheet.rows(CAMPUSES) if sheet.is_relevant(CAMPUSES) else ():
        cells = {
            column.id: value_text(
                sheet, column, sheet.cell(cell_address(CAMPUSES, row.id, column.id)).value
            )
            for column in table.columns
        }
        rows.append({name: text for name, text in cells.items() if text})
    return tuple(rows)


class ContentError(Exception):
    """The content of a package is not what its answers give."""

    def __init__(self, code: Code, what: str) -> None:
        super().__init__(what)
        self.code = code
        self.what = what


def _open(document: Mapping[str, object], package: VerifiedPackage, told: Told) -> Sheet:
    stated = document.get("pack")
    if not isinstance(stated, dict) or {type(part) for part in stated.values()} != {str}:
        raise ContentError(Code.E_PACK, "数据没有写明所用的表册")
    try:
        ref = PackRef(**stated)
        engine = engine_for(ref)
    except (TypeError, Refused) as error:
        raise ContentError(Code.E_PACK, str(error).rstrip("。")) from error
    try:
        record = from_document(document, engine.plan)
    except DocumentError as error:
        raise ContentError(Code.E_DATA, str(error).rstrip("。")) from error
    info = package.info
    if record.school_code != info.school or record.period != info.period:
        raise ContentError(Code.E_WHO, "数据里的学校或报告期与上报包写明的不同")
    context = school_context(engine.plan, told, school=info.school, year=info.period)
    return engine.open(record, context)


def _check_attachments(sheet: Sheet, package: VerifiedPackage) -> None:
    present = {names.attachment_digest(name): len(data) for name, data in package.files.items()}
    named = attached_files(sheet)
    for file in named.values():
        if present.get(file.sha256) != file.size:
            raise ContentError(Code.E_DATA, f"附件“{file.name}”不在上报包里，或大小不符")
    for name in package.files:
        digest = names.attachment_digest(name)
        if digest is not None and digest not in named:
            raise ContentError(Code.E_SET, f"附件 {name} 没有哪一项答案用到，不应在上报包里")


def _refused(verdict: Verdict, wrong: ContentError) -> Verdict:
    advice = "请学校升级程序并读入最新的开户文件，重新检查、签名并导出"
    return replace(
        verdict,
        level=Level.INVALID,
        code=wrong.code,
        message=f"上报包的签名有效，但内容不能接收：{wrong.what}。{advice}。",
    )
