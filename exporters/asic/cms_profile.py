"""The one form of CMS signature that is accepted, as declarations for a strict DER reader.

RFC 5652 SignedData, detached, with one certificate and one signer. What the declarations do not
name (CRLs, unsigned attributes, content) cannot be parsed and is refused with the rest.
``hazmat.asn1`` of ``cryptography`` is not a stable interface; the version is pinned, and a second,
independent verifier follows (:mod:`exporters.asic.second_opinion`).
"""

from typing import Annotated, Final

from cryptography import x509
from cryptography.hazmat import asn1

DATA: Final = x509.ObjectIdentifier("1.2.840.113549.1.7.1")
SIGNED_DATA: Final = x509.ObjectIdentifier("1.2.840.113549.1.7.2")
SHA256: Final = x509.ObjectIdentifier("2.16.840.1.101.3.4.2.1")
ECDSA_SHA256: Final = x509.ObjectIdentifier("1.2.840.10045.4.3.2")
CONTENT_TYPE: Final = x509.ObjectIdentifier("1.2.840.113549.1.9.3")
MESSAGE_DIGEST: Final = x509.ObjectIdentifier("1.2.840.113549.1.9.4")
SIGNING_TIME: Final = x509.ObjectIdentifier("1.2.840.113549.1.9.5")
SIGNING_CERTIFICATE_V2: Final = x509.ObjectIdentifier("1.2.840.113549.1.9.16.2.47")


@asn1.sequence
class Algorithm:
    """AlgorithmIdentifier without parameters worth the name."""

    algorithm: x509.ObjectIdentifier
    parameters: asn1.Null | None


@asn1.sequence
class Attribute:
    """A signed attribute."""

    type: x509.ObjectIdentifier
    values: asn1.SetOf[asn1.TLV]


@asn1.sequence
class IssuerAndSerial:
    """Names the signer's certificate."""

    issuer: asn1.TLV
    serial: int


@asn1.sequence
class SignerInfo:
    """One signature."""

    version: int
    sid: IssuerAndSerial
    digest_algorithm: Algorithm
    signed_attributes: Annotated[asn1.SetOf[Attribute], asn1.Implicit(0)]
    signature_algorithm: Algorithm
    signature: bytes


@asn1.sequence
class DetachedContent:
    """EncapsulatedContentInfo with nothing inside."""

    type: x509.ObjectIdentifier


@asn1.sequence
class SignedData:
    """Certificates and signatures."""

    version: int
    digest_algorithms: asn1.SetOf[Algorithm]
    content: DetachedContent
    certificates: Annotated[asn1.SetOf[asn1.TLV], asn1.Implicit(0)]
    signer_infos: asn1.SetOf[SignerInfo]


@asn1.sequence
class ContentInfo:
    """The outermost structure."""

    type: x509.ObjectIdentifier
    content: Annotated[SignedData, asn1.Explicit(0)]


@asn1.sequence
class IssuerSerial:
    """Issuer and serial number inside signing-certificate-v2."""

    issuer: list[asn1.TLV]
    serial: int


@asn1.sequence
class CertificateId:
    """ESSCertIDv2 with the default algorithm, SHA-256."""

    digest: bytes
    issuer_serial: IssuerSerial | None


@asn1.sequence
class SigningCertificate:
    """signing-certificate-v2 without policies."""

    certificates: list[CertificateId]
