"""Writes CMS signatures with any part replaced; with none it makes a good one."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256, HashAlgorithm

from tests.exporters.asic.world import Holder, world
from tests.exporters.attacks.der import (
    NULL,
    integer,
    octets,
    oid,
    sequence,
    set_of,
    tlv,
    utc_time,
)

SHA256_OID = "2.16.840.1.101.3.4.2.1"
SHA512_OID = "2.16.840.1.101.3.4.2.3"
ECDSA_SHA256 = "1.2.840.10045.4.3.2"
DATA = "1.2.840.113549.1.7.1"


def algorithm(dotted: str, *parameters: bytes) -> bytes:
    return sequence(oid(dotted), *parameters)


def attribute(dotted: str, *values: bytes) -> bytes:
    return sequence(oid(dotted), tlv(0x31, *values))


@dataclass(frozen=True)
class Forgery:
    """One signature; every part has the right value unless it is given.

    Attributes:
        holder: Whose key signs and whose certificate is inside.
        attributes: Replaces or adds (``None`` removes) signed attributes by name.
        order: Order of the attributes as written; sorted as DER wants it unless given.
        hash_algorithm: Hash of the ECDSA signature.

    """

    holder: Holder = field(default_factory=lambda: world().school)
    version: int = 1
    signer_version: int = 1
    content_type: str = DATA
    content: bytes = b""
    outer_type: str = "1.2.840.113549.1.7.2"
    digest_algorithms: Sequence[bytes] = (algorithm(SHA256_OID, NULL),)
    digest_algorithm: bytes = algorithm(SHA256_OID, NULL)
    signature_algorithm: bytes = algorithm(ECDSA_SHA256)
    certificates: Sequence[bytes] | None = None
    crls: bytes = b""
    issuer: bytes | None = None
    serial: int | None = None
    attributes: Mapping[str, bytes | None] = field(default_factory=dict)
    reverse_attributes: bool = False
    no_attributes: bool = False
    unsigned: bytes = b""
    hash_algorithm: HashAlgorithm = field(default_factory=SHA256)
    copies: int = 1

    def sign(self, manifest: bytes) -> bytes:
        """Write the signature over ``manifest``."""
        leaf = x509.load_der_x509_certificate(self.holder.certificate)
        certificates = self.certificates or (self.holder.certificate,)
        signer = self._signer(manifest, leaf)
        signed = sequence(
            integer(self.version),
            set_of(*self.digest_algorithms),
            sequence(oid(self.content_type), self.content),
            tlv(0xA0, *certificates),
            self.crls,
            tlv(0x31, *([signer] * self.copies)),
        )
        return sequence(oid(self.outer_type), tlv(0xA0, signed))

    def _signer(self, manifest: bytes, leaf: x509.Certificate) -> bytes:
        attributes = b"".join(self._attributes(manifest, leaf))
        signed = manifest if self.no_attributes else tlv(0x31, attributes)
        native = self.holder.key.native
        signature = native.sign(signed, ec.ECDSA(self.hash_algorithm))
        return sequence(
            integer(self.signer_version),
            sequence(
                self.issuer or leaf.issuer.public_bytes(),
                integer(leaf.serial_number if self.serial is None else self.serial),
            ),
            self.digest_algorithm,
            b"" if self.no_attributes else tlv(0xA0, attributes),
            self.signature_algorithm,
            octets(signature),
            self.unsigned,
        )

    def _attributes(self, manifest: bytes, leaf: x509.Certificate) -> list[bytes]:
        plain: dict[str, bytes | None] = {
            "content-type": attribute("1.2.840.113549.1.9.3", oid(DATA)),
            "message-digest": attribute(
                "1.2.840.113549.1.9.4", octets(hashlib.sha256(manifest).digest())
            ),
            "signing-time": attribute("1.2.840.113549.1.9.5", utc_time()),
            "signing-certificate": signing_certificate(self.holder.certificate, leaf=leaf),
            **self.attributes,
        }
        items = [item for item in plain.values() if item is not None]
        return sorted(items, reverse=self.reverse_attributes)


def signing_certificate(
    der: bytes,
    *,
    leaf: x509.Certificate | None = None,
    serial: int | None = None,
    issuer: bytes | None = None,
    copies: int = 1,
) -> bytes:
    """Write signing-certificate-v2; with ``leaf`` it names issuer and serial number too."""
    named = octets(hashlib.sha256(der).digest())
    if leaf is not None:
        name = tlv(0xA4, issuer or leaf.issuer.public_bytes())
        named += sequence(sequence(name), integer(leaf.serial_number if serial is None else serial))
    value = sequence(sequence(*([sequence(named)] * copies)))
    return attribute("1.2.840.113549.1.9.16.2.47", value)


def forged(**changes: object) -> Forgery:
    """Make a forgery with some parts changed."""
    return replace(Forgery(), **changes)  # type: ignore[arg-type]
