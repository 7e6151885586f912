"""First verifier: a CAdES signature of exactly our profile over exactly these manifest bytes.

It proves that the key of the certificate inside made the signature. Whether that certificate may be
believed is :mod:`exporters.pki.trust`'s question.
"""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from exporters import limits
from exporters.refusal import Refusal
from forms.exchange import Code

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat import asn1

    from exporters.asic.cms_profile import Attribute, SignedData, SignerInfo


@dataclass(frozen=True, slots=True)
class Signature:
    """What a sound signature shows.

    Attributes:
        certificate: The signer's certificate (DER), not yet believed.
        claimed_time: signing-time (UTC): a claim of the signer's computer.

    """

    certificate: bytes
    claimed_time: datetime


def verify_signature(p7s: bytes, manifest: bytes) -> Signature:
    """Verify a detached signature.

    Args:
        p7s: The CMS, DER.
        manifest: The bytes it should cover.

    Raises:
        Refusal: ``E_SIG``, ``E_SIZE``.

    """
    if len(p7s) > limits.SIGNATURE:
        raise Refusal(Code.E_SIZE, f"签名超过上限 {limits.SIGNATURE} 字节")
    try:
        return _verify(p7s, manifest)
    except Refusal:
        raise
    except Exception as error:
        raise Refusal(Code.E_SIG, "签名的结构不合规定", technical=repr(error)) from error


def _verify(p7s: bytes, manifest: bytes) -> Signature:
    from cryptography import x509
    from cryptography.hazmat import asn1

    from exporters.asic import cms_profile as cms

    info = asn1.decode_der(cms.ContentInfo, p7s)
    signed = info.content
    _require(asn1.encode_der(info) == p7s, "DER 编码不唯一")
    _require(info.type == cms.SIGNED_DATA, "不是 CMS 签名")
    certificate, signer = _parts(signed)
    leaf = x509.load_der_x509_certificate(certificate)
    _require(
        bytes(asn1.encode_der(signer.sid.issuer)) == leaf.issuer.public_bytes()
        and signer.sid.serial == leaf.serial_number,
        "签名人与证书不是同一个",
    )
    attributes = _attributes(signer)
    _require(
        attributes[cms.CONTENT_TYPE].parse(x509.ObjectIdentifier) == cms.DATA,
        "被签内容的类型不对",
    )
    _check_certificate_id(attributes[cms.SIGNING_CERTIFICATE_V2], certificate, leaf)
    when = attributes[cms.SIGNING_TIME].parse(asn1.UTCTime).as_datetime()
    digest = attributes[cms.MESSAGE_DIGEST].parse(bytes)
    if digest != hashlib.sha256(manifest).digest():
        raise Refusal(Code.E_SIG, "签名与签名清单不符，清单被改动过或签名是从别处拿来的")
    _check_ecdsa(leaf, signer)
    return Signature(certificate, when.replace(tzinfo=UTC))


def _require(condition: bool, what: str) -> None:  # noqa: FBT001 - reads as a sentence
    if not condition:
        raise Refusal(Code.E_SIG, f"签名的结构不合规定：{what}")


def _parts(signed: "SignedData") -> tuple[bytes, "SignerInfo"]:
    """Give the certificate (DER) and the signer, after checking all that stands beside them."""
    from cryptography.hazmat import asn1

    from exporters.asic import cms_profile as cms

    certificates = signed.certificates.as_list()
    signers = signed.signer_infos.as_list()
    _require(len(certificates) == 1, "应当只有一张证书")
    _require(len(signers) == 1, "应当只有一个签名人")
    signer = signers[0]
    digests = [item.algorithm for item in signed.digest_algorithms.as_list()]
    _require(
        digests == [cms.SHA256] and signer.digest_algorithm.algorithm == cms.SHA256,
        "摘要算法不是 SHA-256",
    )
    _require(
        signer.signature_algorithm.algorithm == cms.ECDSA_SHA256
        and signer.signature_algorithm.parameters is None,
        "签名算法不是 ECDSA-SHA256",
    )
    _require(signed.version == 1 and signer.version == 1, "版本号不对")
    _require(signed.content.type == cms.DATA, "被签内容的类型不对")
    return asn1.encode_der(certificates[0]), signer


def _attributes(signer: "SignerInfo") -> "dict[x509.ObjectIdentifier, asn1.TLV]":
    """Give the value of each signed attribute: the four of the profile, each once, one value each."""
    from exporters.asic import cms_profile as cms

    found: list[Attribute] = signer.signed_attributes.as_list()
    wanted = {
        cms.CONTENT_TYPE,
        cms.MESSAGE_DIGEST,
        cms.SIGNING_TIME,
        cms.SIGNING_CERTIFICATE_V2,
    }
    _require(
        len(found) == len(wanted) and {item.type for item in found} == wanted,
        "签名属性不全或有多余",
    )
    values = {item.type: item.values.as_list() for item in found}
    _require(all(len(items) == 1 for items in values.values()), "签名属性应当各有一个值")
    return {oid: items[0] for oid, items in values.items()}


def _check_certificate_id(value: "asn1.TLV", der: bytes, leaf: "x509.Certificate") -> None:
    """Check that the attribute names this certificate, so that no other can be put in its place."""
    from exporters.asic import cms_profile as cms

    named = value.parse(cms.SigningCertificate).certificates
    _require(
        len(named) == 1 and named[0].digest == hashlib.sha256(der).digest(),
        "签名属性指明的不是这张证书",
    )
    issuer = named[0].issuer_serial
    if issuer is not None:
        names = [bytes(item.data) for item in issuer.issuer if item.tag_bytes == b"\xa4"]
        _require(
            issuer.serial == leaf.serial_number
            and len(issuer.issuer) == 1
            and names == [leaf.issuer.public_bytes()],
            "签名属性指明的颁发者不对",
        )


def _check_ecdsa(leaf: "x509.Certificate", signer: "SignerInfo") -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat import asn1
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.hashes import SHA256

    key = leaf.public_key()
    if not isinstance(key, ec.EllipticCurvePublicKey) or not isinstance(key.curve, ec.SECP256R1):
        raise Refusal(Code.E_SIG, "签名人的密钥不是规定的 P-256")
    # What was signed is the SET OF itself, not the [0] it is stored under (RFC 5652, 5.4).
    signed = asn1.encode_der(signer.signed_attributes)
    try:
        key.verify(signer.signature, signed, ec.ECDSA(SHA256()))
    except InvalidSignature as error:
        raise Refusal(Code.E_SIG, "签名与内容不符，内容被改动过或签名是伪造的") from error
