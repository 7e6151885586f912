"""What the bureau sends back: 开户文件, 回执 and 退回单, as plain values and as container files.

Each is a signed container like a report (:func:`exporters.asic.build.build`), and the school
verifies it just as strictly (:func:`exporters.asic.verify.verify`) before one of the ``read_…``
functions looks inside.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Final

from exporters import limits
from exporters.age import is_recipient
from exporters.asic import names, shapes
from exporters.asic.journal_note import JournalNoteError, decode_note
from exporters.errors import SentenceError
from exporters.pki.certificates import CertificateError, describe
from exporters.pki.profile import CertificateRole
from exporters.pki.trust import check_issued
from exporters.refusal import Refusal
from exporters.strict_json import JsonError, decode, encode
from forms.exchange import ContainerKind, VerifiedPackage


class BureauFileError(SentenceError):
    """The content of a verified bureau file is not usable."""


@dataclass(frozen=True, slots=True)
class Opening:
    """开户文件: everything a school needs to begin, or to begin again with another key.

    Attributes:
        school_name: Name of the school on the bureau's roster.
        bureau_name: Name of the bureau.
        principal: Name in the certificate.
        certificate: The school's certificate (DER).
        root: The bureau's root certificate (DER).
        crl: Revocation list of the day (DER).
        recipient: age recipient of the bureau (``age1…``).
        next_number: Number the school's next report has to carry.
        previous: Identity of the last accepted report, empty if there is none.
        pack: Id and version of the form pack, e.g. ``balance`` ``2024.1``.
        due: Last day for delivery; ``None`` while the bureau has set none.
        settings: Setting id (without ``setting.``) → raw text.
        last: Field id → raw text of the last accepted return.
        last_tables: Table id → rows of it, column id → raw text.
        last_justifications: Problem key → 说明 of it. Written only if there are any: files of earlier
            versions of the program do not have it.
        stat: Field id → raw text from the statistics return.

    """

    school_name: str
    bureau_name: str
    principal: str
    certificate: bytes
    root: bytes
    crl: bytes
    recipient: str
    next_number: int
    previous: str
    pack: tuple[str, str]
    due: date | None = None
    settings: Mapping[str, str] = field(default_factory=dict)
    last: Mapping[str, str] = field(default_factory=dict)
    last_tables: Mapping[str, Sequence[Mapping[str, str]]] = field(default_factory=dict)
    last_justifications: Mapping[str, str] = field(default_factory=dict)
    stat: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Receipt:
    """回执: a report was accepted.

    Attributes:
        accepted_number: Its number.
        accepted_identity: Its identity (64 hex digits).
        next_number: Number the next report has to carry.
        note: What the bureau wants to say, may be empty.
        crl: Revocation list of the day (DER).
        certificate: A renewed certificate of the school (DER), or empty. To be checked with
            :func:`check_school_certificate` before it is kept.

    """

    accepted_number: int
    accepted_identity: str
    next_number: int
    crl: bytes
    note: str = ""
    certificate: bytes = b""


@dataclass(frozen=True, slots=True)
class SlipComment:
    """One remark of the bureau.

    Attributes:
        address: Address of the field, row or cell (:mod:`forms.record`); empty for the whole return.
        text: What is to be done.

    """

    address: str
    text: str


@dataclass(frozen=True, slots=True)
class ReturnSlip:
    """退回单: a report has to be corrected.

    Attributes:
        returned_number: Number of the report returned.
        returned_identity: Its identity (64 hex digits).
        next_number: Number the corrected report has to carry.
        previous: Identity the corrected report has to name, empty if none was ever accepted.
        reason: Why, in a sentence.
        comments: Remarks, cell by cell.
        crl: Revocation list of the day (DER).
        due: By which day; ``None`` for none. Written only if there is one: slips of earlier versions
            of the program do not have it.

    """

    returned_number: int
    returned_identity: str
    next_number: int
    previous: str
    reason: str
    crl: bytes
    comments: tuple[SlipComment, ...] = ()
    due: date | None = None


def opening_files(opening: Opening) -> dict[str, bytes]:
    """Write the files of an opening container, for :func:`exporters.asic.build.build`.

    Raises:
        exporters.strict_json.JsonError: A text the format does not allow.

    """
    content = asdict(opening)
    files = {
        names.CERTIFICATE: content.pop("certificate"),
        names.ROOT: content.pop("root"),
        names.REVOCATIONS: content.pop("crl"),
    }
    content["due"] = opening.due.isoformat() if opening.due else ""
    if not opening.last_justifications:
        del content["last_justifications"]
    return {names.OPENING: encode(content, multiline=True), **files}


def receipt_files(receipt: Receipt) -> dict[str, bytes]:
    """Write the files of a receipt container.

    Raises:
        exporters.strict_json.JsonError: A text the format does not allow.

    """
    content = asdict(receipt)
    files = {names.REVOCATIONS: content.pop("crl")}
    certificate = content.pop("certificate")
    if certificate:
        files[names.CERTIFICATE] = certificate
    return {names.RECEIPT: encode(content, multiline=True), **files}


def slip_files(slip: ReturnSlip) -> dict[str, bytes]:
    """Write the files of a return slip container.

    Raises:
        exporters.strict_json.JsonError: A text the format does not allow.

    """
    content = asdict(slip)
    files = {names.REVOCATIONS: content.pop("crl")}
    due = content.pop("due")
    if due is not None:
        content["due"] = due.isoformat()
    return {names.SLIP: encode(content, multiline=True), **files}


def read_opening(package: VerifiedPackage) -> Opening:
    """Read a verified opening container.

    Raises:
        BureauFileError: It is another kind of container, or its shape is not that of an opening.

    """
    content = _read(package, ContainerKind.OPENING, names.OPENING, _OPENING)
    opening = Opening(
        **{**content, "pack": _pair(content["pack"])},
        certificate=package.files[names.CERTIFICATE],
        root=package.files[names.ROOT],
        crl=package.files[names.REVOCATIONS],
    )
    check_school_certificate(opening.certificate, root=opening.root, school=package.info.school)
    _check_opening(opening)
    return opening


def _check_opening(opening: Opening) -> None:
    """What an opening file says must be what its own certificates say, and of use."""
    holder, issuer = describe(opening.certificate), describe(opening.root)
    stated = (opening.school_name, opening.principal, opening.bureau_name)
    if stated != (holder.organisation, holder.name, issuer.organisation):
        raise BureauFileError("开户文件写明的名称与证书上的不同，请区局重新生成后再发一次。")
    if not is_recipient(opening.recipient):
        raise BureauFileError("开户文件里区局的加密公钥不对，请区局重新生成后再发一次。")


def read_receipt(package: VerifiedPackage) -> Receipt:
    """Read a verified receipt container.

    Raises:
        BureauFileError: It is another kind of container, or its shape is not that of a receipt.

    """
    content = _read(package, ContainerKind.RECEIPT, names.RECEIPT, _RECEIPT)
    return Receipt(
        **content,
        crl=package.files[names.REVOCATIONS],
        certificate=package.files.get(names.CERTIFICATE, b""),
    )


def read_slip(package: VerifiedPackage) -> ReturnSlip:
    """Read a verified return slip container.

    Raises:
        BureauFileError: It is another kind of container, or its shape is not that of a slip.

    """
    content = _read(package, ContainerKind.RETURN_SLIP, names.SLIP, _SLIP)
    comments = tuple(SlipComment(**item) for item in content.pop("comments"))
    return ReturnSlip(**content, comments=comments, crl=package.files[names.REVOCATIONS])


def slip_due(content: bytes) -> date | None:
    """Read by which day a kept slip wants the correction; its file was read by :func:`read_slip` before."""
    found: date | None = _SLIP(decode(content, multiline=True)).get("due")
    return found


def check_school_certificate(certificate: bytes, *, root: bytes, school: str) -> None:
    """Check that a certificate the bureau sent is one of its own, for this school.

    Raises:
        BureauFileError: It is not.

    """
    try:
        check_issued(certificate, root=root)
        info = describe(certificate)
    except (Refusal, CertificateError) as error:
        raise BureauFileError("文件里本校的证书不是区局颁发的，请区局重新生成。") from error
    if info.role is not CertificateRole.SCHOOL or info.code != school:
        raise BureauFileError("文件里的证书不是发给本校的，请区局重新生成。")


_TEXTS: Final = shapes.mapping_of(shapes.text)
_OPENING: Final = shapes.record(
    {
        "school_name": shapes.text,
        "bureau_name": shapes.text,
        "principal": shapes.text,
        "recipient": shapes.text,
        "next_number": shapes.number,
        "previous": shapes.optional_digest,
        "pack": shapes.list_of(shapes.text),
        "due": shapes.optional_day,
        "settings": _TEXTS,
        "last": _TEXTS,
        "last_tables": shapes.mapping_of(shapes.list_of(_TEXTS, most=limits.ROWS)),
        "stat": _TEXTS,
    },
    optional={"last_justifications": _TEXTS},
)
_RECEIPT: Final = shapes.record(
    {
        "accepted_number": shapes.number,
        "accepted_identity": shapes.digest,
        "next_number": shapes.number,
        "note": shapes.text,
    }
)
_SLIP: Final = shapes.record(
    {
        "returned_number": shapes.number,
        "returned_identity": shapes.digest,
        "next_number": shapes.number,
        "previous": shapes.optional_digest,
        "reason": shapes.text,
        "comments": shapes.list_of(
            shapes.record({"address": shapes.text, "text": shapes.text}), most=limits.COMMENTS
        ),
    },
    optional={"due": shapes.optional_day},
)


def _read(
    package: VerifiedPackage, kind: ContainerKind, name: str, shape: shapes.Shape
) -> dict[str, Any]:
    if package.info.kind is not kind:
        raise BureauFileError(
            f"这是{package.info.kind.label}，不是{kind.label}，请选择正确的文件。"
        )
    try:
        content: dict[str, Any] = shape(decode(package.files[name], multiline=True))
        if names.JOURNAL in package.files:
            decode_note(package.files[names.JOURNAL])
    except (JsonError, shapes.ShapeError, JournalNoteError) as error:
        raise BureauFileError(
            f"{kind.label}的内容不合规定：{error}；请区局重新生成后再发一次。"
        ) from error
    return content


def _pair(items: tuple[str, ...]) -> tuple[str, str]:
    if len(items) != 2:
        raise BureauFileError("开户文件没有写明表册和版本，请区局重新生成后再发一次。")
    return items[0], items[1]
