"""What the files of a container, and the container itself, are called."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from exporters import limits
from forms.confirmation import Signatory
from forms.exchange import ContainerKind, PackageInfo

MIMETYPE: Final = "mimetype"
MIMETYPE_CONTENT: Final = b"application/vnd.etsi.asic-e+zip"
INFO: Final = "package.json"
MANIFEST: Final = "META-INF/ASiCManifest001.xml"
SIGNATURE: Final = "META-INF/signature001.p7s"


@dataclass(frozen=True, slots=True)
class FurtherNames:
    """What the files of a further signature are called.

    Attributes:
        statement: What is signed: a confirmation as it stands in the return.
        manifest: Names the statement alone.
        signature: Over that manifest.

    """

    statement: str
    manifest: str
    signature: str

    @property
    def all(self) -> tuple[str, ...]:
        """All three: a container has all of them, or none."""
        return (self.statement, self.manifest, self.signature)


FURTHER: Final[Mapping[Signatory, FurtherNames]] = {
    Signatory.STATISTICIAN: FurtherNames(
        "data/confirmation-statistician.json",
        "META-INF/ASiCManifest002.xml",
        "META-INF/signature002.p7s",
    ),
    Signatory.REVIEWER: FurtherNames(
        "data/confirmation-reviewer.json",
        "META-INF/ASiCManifest003.xml",
        "META-INF/signature003.p7s",
    ),
}
"""Of those who have keys of their own, in order; only reports have such signatures."""
FIXED: Final = frozenset({MIMETYPE, MANIFEST, SIGNATURE}) | {
    name for own in FURTHER.values() for name in (own.manifest, own.signature)
}
"""The files that the head's manifest does not name."""

RETURN: Final = "data/return.json"
REPORT_PDF: Final = "report.pdf"
REPORT_XLSX: Final = "report.xlsx"
RENEWAL_REQUEST: Final = "data/request.csr"
JOURNAL: Final = "data/journal.json"
OPENING: Final = "data/opening.json"
RECEIPT: Final = "data/receipt.json"
SLIP: Final = "data/return-slip.json"
CERTIFICATE: Final = "data/certificate.cer"
ROOT: Final = "data/root.cer"
REVOCATIONS: Final = "data/bureau.crl"

_PLAIN: Final = re.compile(
    r"(?:[a-z0-9][a-z0-9_-]{0,31}/){0,2}[a-z0-9][a-z0-9_-]{0,79}\.[a-z0-9]{1,8}", re.ASCII
)
_DEVICE: Final = re.compile(r"(?:.*/)?(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:[./].*|)", re.ASCII)
"""Names Windows gives to devices, as any part of a path."""

_ATTACHMENT: Final = re.compile(r"data/attachments/([0-9a-f]{64})\.[a-z0-9]{1,8}", re.ASCII)

REQUIRED: Final[dict[ContainerKind, frozenset[str]]] = {
    ContainerKind.REPORT: frozenset({INFO, RETURN}),
    ContainerKind.OPENING: frozenset({INFO, OPENING, CERTIFICATE, ROOT, REVOCATIONS}),
    ContainerKind.RECEIPT: frozenset({INFO, RECEIPT, REVOCATIONS}),
    ContainerKind.RETURN_SLIP: frozenset({INFO, SLIP, REVOCATIONS}),
}
"""Files each kind of container must have."""

OPTIONAL: Final[dict[ContainerKind, frozenset[str]]] = {
    ContainerKind.REPORT: frozenset(
        {
            *(REPORT_PDF, REPORT_XLSX, RENEWAL_REQUEST, JOURNAL),
            *(own.statement for own in FURTHER.values()),
        }
    ),
    ContainerKind.OPENING: frozenset({JOURNAL}),
    ContainerKind.RECEIPT: frozenset({CERTIFICATE, JOURNAL}),
    ContainerKind.RETURN_SLIP: frozenset({JOURNAL}),
}
"""Files each kind may have; reports may have attachments too."""


def is_allowed(name: str) -> bool:
    """Whether a file of a container may be called ``name`` at all."""
    if name in FIXED:
        return True
    return bool(_PLAIN.fullmatch(name)) and not _DEVICE.fullmatch(name)


def attachment(sha256: str, extension: str) -> str:
    """Name an attachment after its content: ``data/attachments/<sha256>.<extension>``.

    Args:
        sha256: 64 lower-case hex digits.
        extension: Ending of the original name; what is not a plain ending becomes ``bin``.

    """
    ending = extension.lower().lstrip(".")
    if not re.fullmatch(r"[a-z0-9]{1,8}", ending, re.ASCII):
        ending = "bin"
    return f"data/attachments/{sha256}.{ending}"


def attachment_digest(name: str) -> str | None:
    """Give the SHA-256 an attachment's name promises; ``None`` if ``name`` is no attachment."""
    found = _ATTACHMENT.fullmatch(name)
    return found[1] if found else None


def belongs(name: str, kind: ContainerKind) -> bool:
    """Whether a container of ``kind`` may have a file of this name."""
    if name in REQUIRED[kind] or name in OPTIONAL[kind]:
        return True
    return kind is ContainerKind.REPORT and attachment_digest(name) is not None


def limit_of(name: str) -> int:
    """How many bytes the file of this name may have."""
    if name.endswith(".json"):
        return limits.JSON
    if name in {REPORT_PDF, REPORT_XLSX}:
        return limits.REPORT
    return limits.ATTACHMENT if attachment_digest(name) is not None else limits.CRL


_ENDING: Final = {
    ContainerKind.REPORT: "{number:04d}.asice",
    ContainerKind.OPENING: "opening.asice",
    ContainerKind.RECEIPT: "receipt-{number:04d}.asice",
    ContainerKind.RETURN_SLIP: "return-{number:04d}.asice",
}


def file_name(info: PackageInfo, *, encrypted: bool = False) -> str:
    """Name the container's file: ``<school>-<period>-<number>.asice``, with ``.age`` if encrypted."""
    ending = _ENDING[info.kind].format(number=info.number)
    return f"{info.school}-{info.period}-{ending}{'.age' if encrypted else ''}"


def opening_file_name(school: str, period: int) -> str:
    """Name an opening file before it is made; :func:`file_name` gives the same."""
    return f"{school}-{period}-{_ENDING[ContainerKind.OPENING]}"


_PACKAGE_FILE: Final = re.compile(
    r"([0-9A-Za-z]{1,32})-([0-9]{4})-([0-9]{4,9})\.asice\.age", re.ASCII
)


def named_package(name: str) -> tuple[str, int] | None:
    """School and year an encrypted package's name claims; ``None`` for a name of another kind."""
    found = _PACKAGE_FILE.fullmatch(name)
    return (found[1], int(found[2])) if found else None


def request_file_name(school: str) -> str:
    """Name the file of a certificate request."""
    return f"{school}-request.csr"
