"""The bureau's certificate authority: makes its root, certificates and revocation lists.

Everything goes in and comes out as bytes (DER); where the authority's key is kept, and that it is
not on the daily computer, is the caller's business.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from exporters.pki import profile
from exporters.pki.keys import SigningKey, generate_key
from exporters.pki.profile import CertificateRole

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePublicKey


_LONGEST: Final = 64
"""Characters that X.520 allows in a name."""


@dataclass(frozen=True, slots=True)
class Authority:
    """The authority at work: its root certificate (DER) and the key to it."""

    root: bytes
    key: SigningKey


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom a certificate names. From the bureau's own roster, never from a request.

    Attributes:
        organisation: Name of the school or bureau.
        name: Name of the principal or operator.
        code: 学校标识码, or the bureau's code.

    """

    organisation: str
    name: str
    code: str

    @property
    def common_name(self) -> str:
        """The name as the certificate has room for it; never cut through a character."""
        # cryptography counts the bytes of a common name, not its characters.
        return self.name.encode("utf-8")[:_LONGEST].decode("utf-8", "ignore")


@dataclass(frozen=True, slots=True)
class Revoked:
    """One certificate that is not valid any more.

    Attributes:
        serial: Serial number, lower-case hex.
        at: When it was revoked (UTC).

    """

    serial: str
    at: datetime


def create_authority(*, name: str, code: str, now: datetime) -> Authority:
    """Make a root certificate and its key, valid ten years.

    Args:
        name: Name of the bureau.
        code: Code of the bureau.
        now: Present time (UTC).

    """
    from cryptography import x509

    key = generate_key()
    subject = _name(Subject(organisation=name, name=f"{name}数据签名根证书", code=code), unit=None)
    public = key.native.public_key()
    builder = (
        _builder(subject=subject, issuer=subject, now=now)
        .public_key(public)
        .not_valid_after(now + profile.ROOT_LIFE)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(profile.key_usage(authority=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
    )
    return Authority(_sign(builder, key), key)


def issue_certificate(
    authority: Authority,
    *,
    subject: Subject,
    role: CertificateRole,
    public_key: bytes,
    now: datetime,
) -> bytes:
    """Issue a certificate for a school or for an operator of the bureau, valid three years.

    It never outlives the root.

    Args:
        authority: Who issues.
        subject: Whom it names.
        role: What it entitles to.
        public_key: DER SubjectPublicKeyInfo of the holder, P-256.
        now: Present time (UTC).

    Returns:
        The certificate (DER).

    Raises:
        ValueError: The public key is not P-256.

    """
    from cryptography import x509

    root = x509.load_der_x509_certificate(authority.root)
    public = _public_key(public_key)
    policy = x509.PolicyInformation(x509.ObjectIdentifier(role.oid), None)
    usages = [x509.ObjectIdentifier(oid) for oid in profile.EXTENDED_USAGES]
    issuer_key = authority.key.native.public_key()
    builder = (
        _builder(subject=_name(subject, unit=role.unit), issuer=root.subject, now=now)
        .public_key(public)
        .not_valid_after(min(now + profile.LEAF_LIFE, root.not_valid_after_utc))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(profile.key_usage(authority=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage(usages), critical=False)
        .add_extension(x509.CertificatePolicies([policy]), critical=False)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False
        )
    )
    return _sign(builder, authority.key)


def issue_crl(
    authority: Authority, *, number: int, revoked: Sequence[Revoked], now: datetime
) -> bytes:
    """Issue a revocation list, good for 400 days.

    Args:
        authority: Who issues.
        number: CRLNumber: one more than the last; readers refuse one that falls.
        revoked: Every certificate revoked so far.
        now: Present time (UTC).

    Returns:
        The list (DER).

    """
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import Encoding

    root = x509.load_der_x509_certificate(authority.root)
    issuer_key = authority.key.native.public_key()
    issued = now - profile.CLOCK_SLACK
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(root.subject)
        .last_update(issued)
        .next_update(now + profile.CRL_LIFE)
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key), critical=False
        )
    )
    for item in revoked:
        entry = (
            x509.RevokedCertificateBuilder()
            .serial_number(int(item.serial, 16))
            # A date behind thisUpdate would read as "not revoked yet" to some verifiers.
            .revocation_date(min(item.at, issued))
        )
        builder = builder.add_revoked_certificate(entry.build())
    return builder.sign(authority.key.native, SHA256()).public_bytes(Encoding.DER)


def _builder(
    *, subject: "x509.Name", issuer: "x509.Name", now: datetime
) -> "x509.CertificateBuilder":
    from cryptography import x509

    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - profile.CLOCK_SLACK)
    )


def _name(subject: Subject, *, unit: str | None) -> "x509.Name":
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    parts = [
        (NameOID.COUNTRY_NAME, "CN"),
        (NameOID.ORGANIZATION_NAME, subject.organisation),
        (NameOID.ORGANIZATIONAL_UNIT_NAME, unit),
        (NameOID.COMMON_NAME, subject.common_name),
        (NameOID.SERIAL_NUMBER, subject.code),
    ]
    # What follows in a longer name tells nobody more.
    return x509.Name([x509.NameAttribute(oid, text[:_LONGEST]) for oid, text in parts if text])


def _public_key(der: bytes) -> "EllipticCurvePublicKey":
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        key = load_der_public_key(der)
    except UnsupportedAlgorithm as error:
        raise ValueError("public key of an unknown kind") from error
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise ValueError("public key is not P-256")  # noqa: TRY004 - a value from outside
    return key


def _sign(builder: "x509.CertificateBuilder", key: SigningKey) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import Encoding

    return builder.sign(key.native, SHA256()).public_bytes(Encoding.DER)
