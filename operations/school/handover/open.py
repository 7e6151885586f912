"""The principal's side: open a review file beside the own store, which has the key."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from exporters.asic import names
from exporters.review import ReviewFileError, ReviewRequest, read_review
from exporters.strict_json import Json, JsonError, decode
from forms.canonical import canonical_bytes
from forms.confirmation import Confirmation
from forms.document import DocumentError, from_document, to_document
from forms.document.confirmed import confirmations_in, confirmed_digest
from forms.document.recheck import differences
from forms.live.attached import attached_files
from forms.live.check_plan import CheckPlan
from forms.live.compare import Change, compare
from forms.live.sheet import Sheet
from forms.record import Return
from operations.errors import Refused
from operations.school.check import open_problems
from operations.school.store import read_context, school_engine
from storage.school.store import SchoolStore

_SHOWN = 3


@dataclass(frozen=True)
class OpenedReview:
    """A return out of a review file, recalculated here.

    Attributes:
        request: The file.
        document: ``data/return.json``, decoded.
        sheet: The return; only to be read.
        digest: SHA-256 (hex) of what is confirmed of it.
        given: The confirmations it brings.
        changes: What differs from the revision signed before; ``None`` where nothing can be compared.
        hindrance: Why it cannot be signed here (Chinese sentences), or ``""``.

    """

    request: ReviewRequest
    document: Mapping[str, Json]
    sheet: Sheet
    digest: str
    given: tuple[Confirmation, ...]
    changes: tuple[Change, ...] | None
    hindrance: str


def is_answer(content: bytes) -> bool:
    """Whether a review file is what the principal answers, not what he is asked.

    Raises:
        Refused: It is no whole review file.

    """
    try:
        return not isinstance(read_review(content), ReviewRequest)
    except ReviewFileError as error:
        raise Refused(str(error)) from error


def open_review(store: SchoolStore, content: bytes) -> OpenedReview:
    """Open a review file; nothing is kept of it.

    Args:
        store: The principal's own store of the same school and period; read-only will do.
        content: The file.

    Raises:
        Refused: It is no whole review file, not of this school and period, or holds what the forms
            do not know.

    """
    try:
        request = read_review(content)
    except ReviewFileError as error:
        raise Refused(str(error)) from error
    if not isinstance(request, ReviewRequest):
        raise Refused("这是校长的答复，请由填报员在填报库里读入。")
    _check_whose(store, request)
    document, plan = decoded(request.document), school_engine(store).plan
    record = record_of(document, plan)
    if (record.school_code, record.period) != (request.info.school, request.info.period):
        raise Refused("送审文件里的学校或报告期前后不一致，请填报员重新保存。")
    sheet = school_engine(store).open(record, read_context(store))
    given = confirmations_in(document) or ()
    _check_attachments(request, sheet)
    return OpenedReview(
        request=request,
        document=document,
        sheet=sheet,
        digest=confirmed_digest(document),
        given=given,
        changes=_changes(request, record, plan),
        hindrance=_hindrance(request.document, document, sheet),
    )


def rewritten(document: Mapping[str, Json], sheet: Sheet, given: tuple[Confirmation, ...]) -> bytes:
    """Write the document that a sheet gives, with what cannot be recalculated taken over."""
    comments = document["comments"]
    return canonical_bytes(
        to_document(
            sheet,
            program_version=str(document["program_version"]),
            journal_head=str(document["journal_head"]),
            comments=comments if isinstance(comments, list) else [],  # type: ignore[arg-type]
            confirmations=given,
        )
    )


def decoded(document: bytes) -> Mapping[str, Json]:
    """Decode the document of a return.

    Raises:
        Refused: It is none.

    """
    try:
        found = decode(document, multiline=True)
    except JsonError as error:
        raise Refused(f"文件里的填报数据读不出来：{error}，请对方重新保存。") from error
    if not isinstance(found, dict):
        raise Refused("文件里没有填报数据，请对方重新保存。")
    return found


def record_of(document: Mapping[str, Json], plan: CheckPlan) -> Return:
    """Read the answers of a document.

    Raises:
        Refused: They are not what the forms ask for.

    """
    try:
        return from_document(document, plan)
    except DocumentError as error:
        raise Refused(f"文件里的填报数据不合规定：{error}") from error


def file_digest(content: bytes) -> str:
    """SHA-256 (hex) of a file, as the journal names it."""
    return hashlib.sha256(content).hexdigest()


def _check_whose(store: SchoolStore, request: ReviewRequest) -> None:
    meta, info = store.meta, request.info
    if (info.school, info.period) != (meta.school_code, meta.period):
        raise Refused(
            f"送审文件是学校 {info.school} {info.period} 年的，这个填报库是 {meta.school_code}"
            f" {meta.period} 年的，请打开同一学校同一年的填报库。"
        )


def _check_attachments(request: ReviewRequest, sheet: Sheet) -> None:
    present = {names.attachment_digest(name): data for name, data in request.attachments.items()}
    wanted = attached_files(sheet)
    for digest, file in wanted.items():
        data = present.get(digest)
        if data is None or hashlib.sha256(data).hexdigest() != digest or len(data) != file.size:
            raise Refused(f"附件“{file.name}”不在送审文件里，或内容不符，请填报员重新保存。")
    if present.keys() - wanted.keys():
        raise Refused("送审文件里有填报内容没有用到的附件，请填报员重新保存。")


def _changes(request: ReviewRequest, record: Return, plan: CheckPlan) -> tuple[Change, ...] | None:
    if not request.previous:
        return None
    try:
        before = record_of(decoded(request.previous), plan)
    except Refused:
        return None  # Of another text of the pack: nothing to compare cell by cell.
    return tuple(compare(before, record, plan.pack))


def _hindrance(content: bytes, document: Mapping[str, Json], sheet: Sheet) -> str:
    if found := open_problems(sheet):
        return f"还有 {len(found)} 个问题没有处理，不能签名，请退回填报员。"
    if rewritten(document, sheet, confirmations_in(document) or ()) == content:
        return ""
    told = differences(document, sheet)[:_SHOWN]
    return (
        "这台电脑重新计算的结果与送审文件里的不同，不能签名："
        f"{''.join(told)}请两台电脑用同一版程序，都读入区局最近的开户文件，再重新保存送审文件。"
    )
