"""Review files (送审文件, ``….yhr``): a return between the clerk's computer and the principal's.

Not signed and not encrypted, and it says so. A zip in the one spelling of
:mod:`exporters.asic.zip_writer`, of one of two kinds:

==================  ========================================================================
``mimetype``        first; :data:`MIMETYPE`
``review.json``     profile, kind, the notice that nothing is signed, and what only this kind has
``package.json``    what the signed package is to say of itself (kind ``report``)
``data/return.json``  the return as it was sent
``data/journal.json``  request: where the clerk's journal ends
``data/previous.json``  request: the return of the revision signed before, where there is one
``data/attachments/…``  request: as in a package
``signatures/….p7s``  request: over the confirmations of those who have keys of their own
``package.asice``   answer: the signed package, where the principal has signed
==================  ========================================================================
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

from exporters import limits
from exporters.asic import names, shapes
from exporters.asic.journal_note import JournalNote, JournalNoteError, decode_note, encode_note
from exporters.asic.package_info import decode_info, encode_info
from exporters.asic.zip_reader import Archive
from exporters.asic.zip_writer import write_zip
from exporters.errors import SentenceError
from exporters.foreign_kind import refusal_as
from exporters.refusal import Refusal
from exporters.strict_json import Json, JsonError, decode, encode
from forms.confirmation import Signatory
from forms.exchange import PackageInfo
from forms.labelled_enum import LabelledEnum

MIMETYPE: Final = b"application/vnd.youheng.review+zip"
NOTICE: Final = "未签名，只供本校审核，不能上报"
_PROFILE: Final = "youheng-review-1"
_ABOUT: Final = "review.json"
_PREVIOUS: Final = "data/previous.json"
_PACKAGE: Final = "package.asice"
_SIGNATURES: Final = {
    signatory: f"signatures/{signatory.value}.p7s"
    for signatory in (Signatory.STATISTICIAN, Signatory.REVIEWER)
}
_REASON: Final = 4000
_NAME: Final = 200


class ReviewFileError(SentenceError):
    """Bytes are no whole review file."""


class Decision(LabelledEnum):
    """What the principal has decided."""

    COMMENT = "comment", "只写了意见"
    RETURN = "return", "退回修改"
    SIGN = "sign", "已签名"


@dataclass(frozen=True, slots=True)
class ReviewComment:
    """A comment on a cell, or with an empty address on the return as a whole."""

    address: str
    text: str
    origin: str
    author: str
    at: datetime


@dataclass(frozen=True)
class ReviewRequest:
    """A return as it is sent to the principal.

    Attributes:
        info: What the package is to say of itself.
        document: ``data/return.json`` as it stands, with the confirmations given so far.
        journal: Where the clerk's journal ends.
        people: Who is who, by the values of :class:`forms.confirmation.Signatory`.
        previous: The document of the revision signed before, or ``b""``.
        remarks: The open comments.
        attachments: Name in a container → content.
        signatures: Over the confirmations of those who have keys of their own (DER).

    """

    info: PackageInfo
    document: bytes
    journal: JournalNote
    people: Mapping[str, str]
    previous: bytes = b""
    remarks: tuple[ReviewComment, ...] = ()
    attachments: Mapping[str, bytes] = field(default_factory=dict)
    signatures: Mapping[Signatory, bytes] = field(default_factory=dict)


@dataclass(frozen=True)
class ReviewAnswer:
    """What the principal sends back.

    Attributes:
        info: As in the request.
        document: The return that was looked at, as in the request.
        decision: What he decided.
        reason: Why it is returned, or ``""``.
        person: His name.
        at: When (UTC).
        remarks: His comments.
        package: The signed package, or ``b""``.

    """

    info: PackageInfo
    document: bytes
    decision: Decision
    reason: str
    person: str
    at: datetime
    remarks: tuple[ReviewComment, ...] = ()
    package: bytes = b""


def is_review(data: bytes) -> bool:
    """Whether bytes begin as a review file does."""
    return data.startswith(b"PK\3\4") and MIMETYPE in data[: limits.INFO]


def file_name(review: ReviewRequest | ReviewAnswer) -> str:
    """Name the file of one: ``<school>-<period>-review.yhr`` or ``…-answer.yhr``."""
    kind = "review" if isinstance(review, ReviewRequest) else "answer"
    return f"{review.info.school}-{review.info.period}-{kind}.yhr"


def write_review(review: ReviewRequest | ReviewAnswer) -> bytes:
    """Write a review file.

    Raises:
        ReviewFileError: It is larger than its reader takes, or holds what its reader would refuse.

    """
    shared = {"profile": _PROFILE, "notice": NOTICE, "remarks": list(map(_remark, review.remarks))}
    files = {names.INFO: encode_info(review.info), names.RETURN: review.document}
    if isinstance(review, ReviewRequest):
        about = {**shared, "kind": "request", "people": dict(review.people)}
        files[names.JOURNAL] = encode_note(review.journal)
        files |= {**({_PREVIOUS: review.previous} if review.previous else {}), **review.attachments}
        files |= {_SIGNATURES[one]: found for one, found in review.signatures.items()}
    else:
        decided = {"decision": review.decision.value, "reason": review.reason}
        about = {**shared, "kind": "answer", "person": review.person, **decided}
        about["at"] = _time(review.at)
        files |= {_PACKAGE: review.package} if review.package else {}
    try:
        files[_ABOUT] = encode(about, multiline=True)
    except JsonError as error:
        raise ReviewFileError(f"送审文件写不出来：{error}，请改正后再保存。") from error
    data = write_zip({names.MIMETYPE: MIMETYPE, **{name: files[name] for name in sorted(files)}})
    read_review(data)
    return data


def read_review(data: bytes) -> ReviewRequest | ReviewAnswer:
    """Read a review file; nothing in it is believed but its shape.

    Raises:
        ReviewFileError: It is none, or not whole.

    """
    if not is_review(data):
        raise ReviewFileError(
            refusal_as(data, wanted="送审文件", otherwise="请选择对方发来的 .yhr 文件")
        )
    try:
        return _read(Archive(data))
    except Refusal as refusal:
        raise ReviewFileError(
            f"送审文件不能读入：{refusal.what}，请对方重新保存后再发。"
        ) from refusal
    except (JsonError, JournalNoteError, shapes.ShapeError) as error:
        raise ReviewFileError(f"送审文件不能读入：{error}，请对方重新保存后再发。") from error


def _read(archive: Archive) -> ReviewRequest | ReviewAnswer:
    listed = tuple(archive.entries)
    if listed[0] != names.MIMETYPE or archive.read(names.MIMETYPE, limit=len(MIMETYPE)) != MIMETYPE:
        raise shapes.ShapeError("mimetype 项不对")
    if list(listed[1:]) != sorted(listed[1:]):
        raise shapes.ShapeError("文件的次序不对")
    missing = {_ABOUT, names.INFO, names.RETURN} - set(listed)
    if missing:
        raise shapes.ShapeError(f"缺少 {min(missing)}")
    about = _about(decode(archive.read(_ABOUT, limit=limits.JSON), multiline=True))
    info = decode_info(archive.read(names.INFO, limit=limits.INFO))
    document = archive.read(names.RETURN, limit=limits.JSON)
    rest = set(listed) - {names.MIMETYPE, _ABOUT, names.INFO, names.RETURN}
    if about["kind"] == "request":
        return _request(archive, about, info, document, rest)
    if rest - {_PACKAGE}:
        raise shapes.ShapeError(f"不应有 {min(rest - {_PACKAGE})}")
    decision = Decision(about["decision"])
    if (_PACKAGE in rest) is not (decision is Decision.SIGN):
        raise shapes.ShapeError("答复与签名包对不上")
    package = archive.read(_PACKAGE) if rest else b""
    person, reason, at = about["person"], about["reason"], about["at"]
    return ReviewAnswer(info, document, decision, reason, person, at, about["remarks"], package)


def _request(
    archive: Archive, about: Mapping[str, Any], info: PackageInfo, document: bytes, rest: set[str]
) -> ReviewRequest:
    if names.JOURNAL not in rest:
        raise shapes.ShapeError(f"缺少 {names.JOURNAL}")
    journal = decode_note(archive.read(names.JOURNAL, limit=limits.JSON))
    previous = archive.read(_PREVIOUS, limit=limits.JSON) if _PREVIOUS in rest else b""
    signatures = {
        signatory: archive.read(name, limit=limits.SIGNATURE)
        for signatory, name in _SIGNATURES.items()
        if name in rest
    }
    attached: dict[str, bytes] = {}
    for name in sorted(rest - {names.JOURNAL, _PREVIOUS, *_SIGNATURES.values()}):
        if names.attachment_digest(name) is None:
            raise shapes.ShapeError(f"不应有 {name}")
        attached[name] = archive.read(name, limit=limits.ATTACHMENT)
    return ReviewRequest(
        info, document, journal, about["people"], previous, about["remarks"], attached, signatures
    )


def _remark(remark: ReviewComment) -> dict[str, str]:
    return {
        "address": remark.address,
        "text": remark.text,
        "origin": remark.origin,
        "author": remark.author,
        "at": _time(remark.at),
    }


def _time(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _moment(value: Json) -> datetime:
    text = shapes.text(value)
    try:
        moment = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except ValueError as error:
        raise shapes.ShapeError("不是日期和时间") from error
    if _time(moment) != text:
        raise shapes.ShapeError("日期和时间的写法不对")
    return moment


def _at_most(most: int) -> shapes.Shape:
    def check(value: Json) -> str:
        text = shapes.text(value)
        if len(text) > most:
            raise shapes.ShapeError(f"超过 {most} 字")
        return text

    return check


def _one_of(*allowed: str) -> shapes.Shape:
    def check(value: Json) -> str:
        text = shapes.text(value)
        if text not in allowed:
            raise shapes.ShapeError("不是本程序认识的写法")
        return text

    return check


def _line(value: Json) -> str:
    text: str = _at_most(_NAME)(value)
    if not text.isprintable():
        raise shapes.ShapeError("应当是一行文字")
    return text


_REMARK: Final = shapes.record(
    {
        "address": _line,
        "text": _at_most(_REASON),
        "origin": _one_of("principal", "bureau"),
        "author": _line,
        "at": _moment,
    }
)


def _as_remark(value: Json) -> ReviewComment:
    return ReviewComment(**_REMARK(value))


_SHARED: Final[dict[str, shapes.Shape]] = {
    "profile": _one_of(_PROFILE),
    "notice": _one_of(NOTICE),
    "remarks": shapes.list_of(_as_remark, most=limits.COMMENTS),
}
_REQUEST: Final = shapes.record(
    {**_SHARED, "kind": _one_of("request"), "people": shapes.mapping_of(_line)}
)
_ANSWER: Final = shapes.record(
    {
        **_SHARED,
        "kind": _one_of("answer"),
        "decision": _one_of(*(decision.value for decision in Decision)),
        "reason": _at_most(_REASON),
        "person": _line,
        "at": _moment,
    }
)


def _about(value: Json) -> dict[str, Any]:
    is_request = isinstance(value, dict) and value.get("kind") == "request"
    return _REQUEST(value) if is_request else _ANSWER(value)
