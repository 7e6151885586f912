"""Files the bureau sends: signed by its operator, numbered per school, kept byte for byte."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from exporters.asic import bureau_files, names
from exporters.asic.agreement import at_school
from exporters.asic.build import build
from exporters.asic.bureau_files import SlipComment
from exporters.asic.journal_note import encode_note, note_of
from exporters.asic.package_info import new_info
from exporters.asic.signing import FileKeySigner
from exporters.asic.verify import verify
from exporters.pki.certificates import describe
from forms.document.format import MOST_COMMENTS
from forms.exchange import ContainerKind
from forms.rights import Right
from operations.bureau.clock import check_clock
from operations.bureau.keys.officer_keys import officer_certificate
from operations.bureau.rights import require
from operations.bureau.settings import due_fault
from operations.bureau.store import Desk, bureau_trust, crl_bytes
from operations.errors import PackageRefused, Refused, refusing
from storage.bureau.issued import AlreadyReturned, IssuedFile, SlipBefore
from storage.bureau.packages import PackageRecord, ReturnState
from storage.bureau.store import BureauStore

__all__ = [
    "AlreadyReturned",
    "IssuedBytes",
    "SlipBefore",
    "SlipComment",
    "issue_file",
    "issue_receipt",
    "issue_return_slip",
    "sign_receipt",
    "slip_before",
    "told_key",
    "waiting_for_receipt",
]


@dataclass(frozen=True, slots=True)
class IssuedBytes:
    """A file ready to be sent: to whom, what, its usual name and its bytes."""

    kind: ContainerKind
    school: str
    name: str
    content: bytes


def told_key(school: str) -> str:
    """Blob under which the bureau keeps what it has told a school (settings, older figures)."""
    return f"told-{school}"


def issue_file(
    desk: Desk,
    kind: ContainerKind,
    files: Mapping[str, bytes],
    *,
    school: str,
    answers: str = "",
    reason: str = "",
    known: int = 0,
) -> IssuedBytes:
    """Sign, verify and keep a file for a school; ``known`` as :meth:`storage.bureau.issued.Issued.add`.

    Raises:
        Refused: The clock was set back, or the operator's key or certificate cannot sign.
        PackageRefused: The finished file did not verify; nothing was kept.

    """
    store = desk.store
    check_clock(store, clock=desk.clock)
    certificate = officer_certificate(store, desk.actor.name)
    meta = store.meta
    info = new_info(
        kind,
        bureau=meta.bureau_code,
        school=school,
        number=store.issued.next_number(school),
        previous=store.chain.tip(school).identity or "",
        period=meta.period,
        created=desk.clock(),
    )
    with refusing():
        signer = FileKeySigner(desk.keys.operator, certificate, clock=desk.clock)
        container = build({**files, names.JOURNAL: _head(store)}, info=info, signer=signer)
    expect = at_school(school, bureau=meta.bureau_code, period=meta.period)
    verdict, package = verify(container, bureau_trust(store), now=desk.clock(), expect=expect)
    if package is None:
        raise PackageRefused(verdict)
    record = IssuedFile(kind, school, info.number, info.created, answers, reason)
    named = describe(certificate)
    signed_by = {"name": named.name, "certificate": named.serial}
    store.issued.add(record, container, actor=desk.actor, signed_by=signed_by, known=known)
    return IssuedBytes(kind, school, names.file_name(info), container)


def _head(store: BureauStore) -> bytes:
    head = store.journal.head()
    return encode_note(note_of((head.seq, head.hash), ()))


def waiting_for_receipt(store: BureauStore) -> list[PackageRecord]:
    """Packages that were taken and not answered yet, by school code."""
    return [
        status.package
        for status in store.packages.statuses()
        if status.package is not None and status.package.state is ReturnState.DELIVERED
    ]


def issue_receipt(
    desk: Desk, package: PackageRecord, *, note: str = "", certificate: bytes = b""
) -> IssuedBytes:
    """Make the receipt for an accepted package.

    Args:
        desk: The bureau at work.
        package: The package that is answered.
        note: What the bureau wants to say.
        certificate: A renewed certificate of the school (DER) to go along; see
            :func:`operations.bureau.keys.renew.renew_certificate`.

    Raises:
        Refused: The officer may not issue receipts.
        storage.errors.StoreRefusal: The package does not stand, or was returned already.

    """
    require(desk.store, desk.actor, Right.RECEIPTS)
    return sign_receipt(desk, package, note=note, certificate=certificate)


def sign_receipt(
    desk: Desk, package: PackageRecord, *, note: str = "", certificate: bytes = b""
) -> IssuedBytes:
    """Make a receipt as part of a step that has asked for the officer's right; see :func:`issue_receipt`."""
    receipt = bureau_files.Receipt(
        accepted_number=package.number,
        accepted_identity=package.identity,
        next_number=desk.store.chain.tip(package.school_code).number + 1,
        crl=crl_bytes(desk.store),
        note=note,
        certificate=certificate,
    )
    return issue_file(
        desk,
        ContainerKind.RECEIPT,
        bureau_files.receipt_files(receipt),
        school=package.school_code,
        answers=package.identity,
    )


def issue_return_slip(
    desk: Desk,
    school: str,
    *,
    reason: str,
    comments: Sequence[SlipComment] = (),
    due: str = "",
    known: int = 0,
) -> IssuedBytes:
    """Make the return slip for a school's newest package.

    Args:
        desk: The bureau at work.
        school: Code of the school.
        reason: Why, in a sentence.
        comments: What is to be done, and where.
        due: By which day it is to be corrected, as typed; empty for none.
        known: Number of a slip of another officer for the same package, beside which this one is to go
            out: the school gets the points of both.

    Raises:
        AlreadyReturned: Somebody has returned the package meanwhile, by another slip than the known one.
        Refused: The officer may not return, the school has delivered nothing, no reason is given, or the
            day is none or past.

    """
    require(desk.store, desk.actor, Right.REVIEW)
    if not reason.strip():
        raise Refused("请写明退回的原因；学校会看到这句话。")
    if len(comments) > MOST_COMMENTS:
        raise Refused(
            f"意见有 {len(comments)} 条，一份退回单最多 {MOST_COMMENTS} 条，请合并后再退回。"
        )
    day = _due_day(due.strip(), today=desk.clock().astimezone().date())
    with desk.store.transaction():  # whoever writes a slip at the same time comes before or after
        return _slip(desk, school, reason=reason, comments=comments, due=day, known=known)


def _slip(
    desk: Desk,
    school: str,
    *,
    reason: str,
    comments: Sequence[SlipComment],
    due: date | None,
    known: int,
) -> IssuedBytes:
    store = desk.store
    found = [item for item in store.packages.all(school) if item.undone_at is None]
    if not found:
        raise Refused(f"学校 {school} 还没有导入上报包，没有可以退回的内容。")
    package = found[-1]
    tip = store.chain.tip(school)
    slip = bureau_files.ReturnSlip(
        returned_number=package.number,
        returned_identity=package.identity,
        next_number=tip.number + 1,
        previous=tip.identity or "",
        reason=reason,
        crl=crl_bytes(store),
        comments=tuple(comments),
        due=due,
    )
    return issue_file(
        desk,
        ContainerKind.RETURN_SLIP,
        bureau_files.slip_files(slip),
        school=school,
        answers=package.identity,
        reason=reason,
        known=known,
    )


def slip_before(store: BureauStore, school: str) -> SlipBefore | None:
    """The newest return slip for a school's newest package; ``None`` if it was not returned."""
    package = store.packages.newest(school)
    return None if package is None else store.issued.slip_for(package.identity)


def _due_day(text: str, *, today: date) -> date | None:
    if fault := due_fault(text, name="要求改好的日期"):
        raise Refused(fault)
    if not text:
        return None
    day = date.fromisoformat(text)
    if day < today:
        raise Refused(f"要求改好的日期 {text} 已经过了，请写今天或以后的日期，或留空。")
    return day
