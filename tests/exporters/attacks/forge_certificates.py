"""Certificates and lists that are wrong in one respect, signed by the real authority."""

from dataclasses import dataclass, replace
from datetime import datetime

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA256, SHA384
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import NameOID

from exporters.pki import profile
from exporters.pki.authority import Authority
from exporters.pki.keys import SigningKey
from exporters.pki.profile import CertificateRole
from tests.exporters.asic.world import DAY, NOW, SCHOOL, Holder, world

PrivateKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey | ed25519.Ed25519PrivateKey

SCHOOL_NAME = (
    (NameOID.COUNTRY_NAME, "CN"),
    (NameOID.ORGANIZATION_NAME, "示例第一小学"),
    (NameOID.ORGANIZATIONAL_UNIT_NAME, "学校填报签名"),
    (NameOID.COMMON_NAME, "张三"),
    (NameOID.SERIAL_NUMBER, SCHOOL),
)

_PLAIN = x509.BasicConstraints(ca=False, path_length=None)


@dataclass(frozen=True)
class Leaf:
    """A certificate of the profile; every part may be changed."""

    authority: Authority | None = None
    key: PrivateKey | None = None
    name: tuple[tuple[x509.ObjectIdentifier, str], ...] = SCHOOL_NAME
    start: datetime = NOW - DAY
    end: datetime = NOW + DAY
    constraints: x509.BasicConstraints | None = _PLAIN
    usage: x509.KeyUsage | None = None
    usage_critical: bool = True
    extended: tuple[str, ...] = profile.EXTENDED_USAGES
    policies: tuple[str, ...] = (CertificateRole.SCHOOL.oid,)
    authority_identifier: bool = True
    subject_identifier: bool = True
    extra: x509.ExtensionType | None = None
    hash_algorithm: SHA384 | None = None

    def issue(self) -> Holder:
        """Let the authority sign it."""
        authority = self.authority or world().authority
        root = x509.load_der_x509_certificate(authority.root)
        key = self.key or ec.generate_private_key(ec.SECP256R1())
        names = [x509.NameAttribute(oid, text) for oid, text in self.name]
        builder = (
            x509.CertificateBuilder()
            .subject_name(x509.Name(names))
            .issuer_name(root.subject)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(self.start)
            .not_valid_after(self.end)
        )
        for extension, critical in self._extensions(authority, key):
            builder = builder.add_extension(extension, critical=critical)
        signed = builder.sign(authority.key.native, self.hash_algorithm or SHA256())
        # The forger also signs with keys the product would never make.
        return Holder(SigningKey(key), signed.public_bytes(Encoding.DER))  # type: ignore[arg-type]

    def _extensions(
        self, authority: Authority, key: PrivateKey
    ) -> list[tuple[x509.ExtensionType, bool]]:
        found: list[tuple[x509.ExtensionType | None, bool]] = [
            (self.constraints, True),
            (self.usage or profile.key_usage(authority=False), self.usage_critical),
            (self.extra, False),
        ]
        if self.extended:
            usages = [x509.ObjectIdentifier(oid) for oid in self.extended]
            found.append((x509.ExtendedKeyUsage(usages), False))
        if self.policies:
            policies = [
                x509.PolicyInformation(x509.ObjectIdentifier(oid), None) for oid in self.policies
            ]
            found.append((x509.CertificatePolicies(policies), False))
        if self.subject_identifier:
            found.append((x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False))
        if self.authority_identifier:
            public = authority.key.native.public_key()
            found.append((x509.AuthorityKeyIdentifier.from_issuer_public_key(public), False))
        return [(item, critical) for item, critical in found if item is not None]


def leaf(**changes: object) -> Holder:
    """Issue a certificate with some parts changed."""
    return replace(Leaf(), **changes).issue()  # type: ignore[arg-type]


@dataclass(frozen=True)
class RevocationList:
    """A list of the profile; every part may be changed."""

    authority: Authority | None = None
    number: int | None = 6
    start: datetime = NOW - DAY
    end: datetime = NOW + DAY
    extra: x509.ExtensionType | None = None
    revoked: tuple[Holder, datetime] | None = None
    hash_algorithm: SHA384 | None = None

    def issue(self) -> bytes:
        """Let the authority sign it."""
        authority = self.authority or world().authority
        root = x509.load_der_x509_certificate(authority.root)
        public = authority.key.native.public_key()
        builder = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(root.subject)
            .last_update(self.start)
            .next_update(self.end)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(public), False)
        )
        if self.number is not None:
            builder = builder.add_extension(x509.CRLNumber(self.number), critical=False)
        if self.extra is not None:
            builder = builder.add_extension(self.extra, critical=False)
        if self.revoked is not None:
            holder, when = self.revoked
            serial = x509.load_der_x509_certificate(holder.certificate).serial_number
            entry = x509.RevokedCertificateBuilder().serial_number(serial).revocation_date(when)
            builder = builder.add_revoked_certificate(entry.build())
        signed = builder.sign(authority.key.native, self.hash_algorithm or SHA256())
        return signed.public_bytes(Encoding.DER)


def revocation_list(**changes: object) -> bytes:
    """Issue a list with some parts changed."""
    return replace(RevocationList(), **changes).issue()  # type: ignore[arg-type]
