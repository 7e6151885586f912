"""Plain types that travel between the layers about packages: who sent what, and how far it can be trusted.

Verdicts keep apart what pyHanko and DigiDoc keep apart: readable, intact, signed by whom, trusted
for this school, covering everything, pack known. The overall level is the worst that was found.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum

from forms.labelled_enum import LabelledEnum


class Level(IntEnum):
    """Overall verdict; levels combine by maximum."""

    VALID = 0
    REMARK = 1
    UNKNOWN_SIGNER = 2
    INVALID = 3

    @property
    def label(self) -> str:
        return ("有效", "有效，有说明", "签名人未知", "无效")[self.value]


class ContainerKind(LabelledEnum):
    """What a signed container is for."""

    REPORT = "report", "上报包"
    """A school's return, to the bureau."""
    OPENING = "opening", "开户文件"
    """开户文件: certificate, root, CRL, settings, to the school."""
    RECEIPT = "receipt", "回执"
    """回执: number accepted, to the school."""
    RETURN_SLIP = "return_slip", "退回单"
    """退回单: cell-addressed comments, to the school."""


class Code(StrEnum):
    """Why a container was refused, in the order in which it is examined (reference: signing 0.4)."""

    OK = "OK"
    E_SIZE = "E_SIZE"
    E_CRYPT = "E_CRYPT"
    E_ZIP = "E_ZIP"
    E_NAME = "E_NAME"
    E_DUP = "E_DUP"
    E_BOMB = "E_BOMB"
    E_MIME = "E_MIME"
    E_SIG = "E_SIG"
    E_XML = "E_XML"
    E_ALG = "E_ALG"
    E_MAN = "E_MAN"
    E_SET = "E_SET"
    E_DIGEST = "E_DIGEST"
    E_JSON = "E_JSON"
    E_PKG = "E_PKG"
    E_WHO = "E_WHO"
    E_ADDRESSEE = "E_ADDRESSEE"
    E_SCHOOL = "E_SCHOOL"
    E_PERIOD = "E_PERIOD"
    E_TIME = "E_TIME"
    E_PACK = "E_PACK"
    E_DATA = "E_DATA"
    E_SEEN = "E_SEEN"
    E_GAP = "E_GAP"
    E_FORK = "E_FORK"
    E_CHAIN = "E_CHAIN"
    E_CLOCK = "E_CLOCK"


@dataclass(frozen=True, slots=True)
class Signer:
    """Whose certificate signed.

    Attributes:
        name: Common name, the principal (or the bureau's operator).
        organisation: School or bureau as the bureau's own list has it.
        code: Subject serialNumber: 学校标识码, or the bureau's code.
        role: ``school``, ``bureau``, ``statistician`` or ``reviewer`` (from the certificate's policy OID).
        certificate_serial: Serial number of the certificate, lower-case hex.
        fingerprint: SHA-256 of the certificate, lower-case hex.
        claimed_time: signing-time as the signer's PC had it: a claim, never proof (UTC).

    """

    name: str
    organisation: str
    code: str
    role: str
    certificate_serial: str
    fingerprint: str
    claimed_time: datetime | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What can be said of some bytes that claim to be one of our containers. Any bytes have one.

    Attributes:
        level: The worst of all findings.
        code: First reason to refuse, or ``OK``.
        message: One Chinese sentence: what is wrong, where, what to do.
        readable: The container could be opened.
        intact: Signature and digests hold for every byte.
        signer: Whose signature it is, as far as it could be read.
        trusted: The signer's certificate chains to our root, is current and not revoked.
        covers_everything: No file inside is outside the signature.
        right_party: The signer may speak for the school (or bureau) the container names, and we
            are the addressee.
        technical: Detail for experts (English), may be empty.
        further: Who else has signed: those of the three who have keys of their own, by their role.

    """

    level: Level
    code: Code
    message: str
    readable: bool = False
    intact: bool = False
    signer: Signer | None = None
    trusted: bool = False
    covers_everything: bool = False
    right_party: bool = False
    technical: str = ""
    further: tuple[Signer, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether the content may be used at all."""
        return self.level <= Level.REMARK


@dataclass(frozen=True, slots=True)
class PackageInfo:
    """``package.json``: what the container says about itself.

    Attributes:
        kind: See :class:`ContainerKind`.
        bureau: Bureau code; the addressee of a report, the sender of everything else.
        school: 学校标识码; the sender of a report, the addressee of everything else.
        package_id: Random 128-bit id, 32 lower-case hex digits.
        number: 1, 2, 3 … per school and direction.
        previous: Identity of the last accepted report (64 hex digits), ``""`` for the first.
        period: The year reported.
        created: When it was made, UTC, to the second.

    """

    kind: ContainerKind
    bureau: str
    school: str
    package_id: str
    number: int
    previous: str
    period: int
    created: datetime


@dataclass(frozen=True, slots=True)
class VerifiedPackage:
    """A container that passed every check; made only by ``exporters.asic.verify``.

    Attributes:
        identity: SHA-256 (hex) of the manifest bytes. The identity of a package: several different
            files and signatures can carry the same manifest.
        info: Its ``package.json``.
        signer: Who signed.
        files: Name → content, without mimetype and META-INF.
        container: The plain ``.asice`` bytes as received, to be kept.
        further: Who else has signed, by the role.

    """

    identity: str
    info: PackageInfo
    signer: Signer
    files: Mapping[str, bytes] = field(repr=False)
    container: bytes = field(repr=False)
    further: tuple[Signer, ...] = ()
