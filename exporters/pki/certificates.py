"""What a certificate says, and whether it is built as the profile wants it.

Nothing here decides about trust: that is :mod:`exporters.pki.trust`.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from exporters import limits
from exporters.pki import profile
from exporters.pki.hostile import parsing
from exporters.pki.profile import CertificateRole

if TYPE_CHECKING:
    from cryptography import x509


class CertificateError(ValueError):
    """Not a certificate of the profile; the message is a Chinese clause."""


@dataclass(frozen=True, slots=True)
class CertificateInfo:
    """A certificate in plain values.

    Attributes:
        name: Common name: principal or operator (for the root: its own name).
        organisation: School or bureau.
        code: Subject serialNumber: 学校标识码, or the bureau's code.
        role: What it entitles to sign; ``None`` for the root.
        serial: Serial number, lower-case hex.
        fingerprint: SHA-256 of the certificate, lower-case hex.
        not_before: Start of validity (UTC).
        not_after: End of validity (UTC).

    """

    name: str
    organisation: str
    code: str
    role: CertificateRole | None
    serial: str
    fingerprint: str
    not_before: datetime
    not_after: datetime


@parsing(CertificateError, "证书读不出来")
def describe(der: bytes) -> CertificateInfo:
    """Say what a certificate of the profile, root or leaf, holds.

    Raises:
        CertificateError: It is none.

    """
    certificate = parse(der)
    root = certificate.subject == certificate.issuer
    role = None if root else leaf_role(certificate)
    if root:
        check_root(certificate)
    texts = _subject(certificate)
    return CertificateInfo(
        name=texts["2.5.4.3"],
        organisation=texts["2.5.4.10"],
        code=texts["2.5.4.5"],
        role=role,
        serial=f"{certificate.serial_number:x}",
        fingerprint=hashlib.sha256(der).hexdigest(),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
    )


def to_pem(der: bytes) -> bytes:
    """Write a certificate as PEM, for ``--trust`` and for foreign tools."""
    from cryptography.hazmat.primitives.serialization import Encoding

    return parse(der).public_bytes(Encoding.PEM)


@parsing(CertificateError, "不是完整的证书文件")
def load_root(data: bytes) -> bytes:
    """Read a root certificate from PEM or DER.

    Returns:
        The certificate (DER).

    Raises:
        CertificateError: It is not the root of a bureau of this program.

    """
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    if len(data) > 2 * limits.CERTIFICATE:
        raise CertificateError("文件太大，不像是证书")
    if data.lstrip().startswith(b"-----BEGIN"):
        data = x509.load_pem_x509_certificate(data).public_bytes(Encoding.DER)
    check_root(parse(data))
    return data


@lru_cache(maxsize=256)
@parsing(CertificateError, "不是完整的证书")
def parse(der: bytes) -> "x509.Certificate":
    """Parse DER; the same bytes give the same object.

    Raises:
        CertificateError: Not a certificate.

    """
    from cryptography import x509

    if len(der) > limits.CERTIFICATE:
        raise CertificateError("证书太长")
    return x509.load_der_x509_certificate(der)


@parsing(CertificateError, "根证书读不出来")
def check_root(certificate: "x509.Certificate") -> None:
    """Check that a certificate is a root of the profile, signed by itself.

    Raises:
        CertificateError: It is not.

    """
    from cryptography import x509

    _check_algorithms(certificate)
    found = _extensions(certificate)
    wanted: dict[type[x509.ExtensionType], tuple[bool, x509.ExtensionType]] = {
        x509.BasicConstraints: (True, x509.BasicConstraints(ca=True, path_length=0)),
        x509.KeyUsage: (True, profile.key_usage(authority=True)),
        x509.SubjectKeyIdentifier: (False, _identifier(certificate)),
    }
    if found != wanted:
        raise CertificateError("不是区局的根证书")
    with parsing(CertificateError, "根证书的自签名不对"):
        certificate.verify_directly_issued_by(certificate)


@parsing(CertificateError, "证书读不出来")
def leaf_role(certificate: "x509.Certificate") -> CertificateRole:
    """Check that a certificate is a leaf of the profile and give its role.

    Raises:
        CertificateError: It is not: other algorithms, usages or extensions than the profile's.

    """
    from cryptography import x509

    _check_algorithms(certificate)
    found = _extensions(certificate)
    policies = found.pop(x509.CertificatePolicies, None)
    issuer = found.pop(x509.AuthorityKeyIdentifier, None)
    usages = [x509.ObjectIdentifier(oid) for oid in profile.EXTENDED_USAGES]
    wanted: dict[type[x509.ExtensionType], tuple[bool, x509.ExtensionType]] = {
        x509.BasicConstraints: (True, x509.BasicConstraints(ca=False, path_length=None)),
        x509.KeyUsage: (True, profile.key_usage(authority=False)),
        x509.ExtendedKeyUsage: (False, x509.ExtendedKeyUsage(usages)),
        x509.SubjectKeyIdentifier: (False, _identifier(certificate)),
    }
    if found != wanted or issuer is None:
        raise CertificateError("证书的用途不是签署上报数据")
    for role in CertificateRole:
        policy = x509.PolicyInformation(x509.ObjectIdentifier(role.oid), None)
        if policies == (False, x509.CertificatePolicies([policy])):
            _subject(certificate)
            return role
    raise CertificateError("证书没有写明是学校还是区局")


_SUBJECT: Final = ("2.5.4.6", "2.5.4.10", "2.5.4.11", "2.5.4.3", "2.5.4.5")
"""C, O, OU, CN, serialNumber; the root has no OU."""


def same_key(first: bytes, second: bytes) -> bool:
    """Whether two certificates (DER) are for one and the same key."""
    from cryptography import x509

    one, other = (x509.load_der_x509_certificate(der).public_key() for der in (first, second))
    return one == other


def _subject(certificate: "x509.Certificate") -> dict[str, str]:
    pairs = [(item.oid.dotted_string, item.value) for item in certificate.subject]
    texts = {oid: value for oid, value in pairs if isinstance(value, str)}
    wanted = set(_SUBJECT) - ({"2.5.4.11"} if certificate.subject == certificate.issuer else set())
    if len(pairs) != len(wanted) or set(texts) != wanted:
        raise CertificateError("证书的持有人写法不合规定")
    return texts


def _check_algorithms(certificate: "x509.Certificate") -> None:
    from cryptography.hazmat.primitives.asymmetric import ec

    key = certificate.public_key()
    plain = isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1)
    # ecdsa-with-SHA256
    if not plain or certificate.signature_algorithm_oid.dotted_string != "1.2.840.10045.4.3.2":
        raise CertificateError("证书用了规定以外的算法")


def _extensions(
    certificate: "x509.Certificate",
) -> "dict[type[x509.ExtensionType], tuple[bool, x509.ExtensionType]]":
    return {type(item.value): (item.critical, item.value) for item in certificate.extensions}


def _identifier(certificate: "x509.Certificate") -> "x509.SubjectKeyIdentifier":
    from cryptography import x509

    return x509.SubjectKeyIdentifier.from_public_key(certificate.public_key())
