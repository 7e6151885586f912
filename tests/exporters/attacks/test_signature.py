"""Attacks on the signature: only one form of CMS counts, and only over these bytes."""

from collections.abc import Callable

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.hashes import SHA512

from exporters.asic.manifest import write_manifest
from exporters.asic.strict_cms import verify_signature
from exporters.refusal import Refusal
from forms.exchange import Code
from tests.exporters.asic.world import OTHER_SCHOOL, world
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
from tests.exporters.attacks.forge_cms import (
    DATA,
    ECDSA_SHA256,
    SHA256_OID,
    SHA512_OID,
    algorithm,
    attribute,
    forged,
    signing_certificate,
)
from tests.exporters.attacks.forge_zip import Signer, container
from tests.exporters.attacks.reasons import reason
from tests.exporters.attacks.refused import assert_refused

MANIFEST = write_manifest({"package.json": bytes(32)})


def _school() -> x509.Certificate:
    return x509.load_der_x509_certificate(world().school.certificate)


def _other() -> bytes:
    return world().other_school.certificate


def _attribute(name: str, value: bytes | None) -> Signer:
    return forged(attributes={name: value}).sign


def _indefinite(manifest: bytes) -> bytes:
    """Write the outermost length in the indefinite form of BER."""
    good = forged().sign(manifest)
    body = good[4:] if good[1] == 0x82 else good[3:]
    return b"\x30\x80" + body + b"\0\0"


def _long_length(manifest: bytes) -> bytes:
    """Write the outermost length with one byte more than needed."""
    good = forged().sign(manifest)
    assert good[1] == 0x82
    return b"\x30\x83\x00" + good[2:]


def _attached(manifest: bytes) -> bytes:
    return forged(content=tlv(0xA0, octets(manifest))).sign(manifest)


def _foreign_issuer() -> bytes:
    return x509.Name([]).public_bytes()


ATTACKS: dict[str, Callable[[], Signer]] = {
    "empty": lambda: lambda _: b"",
    "text": lambda: lambda _: b"signed by the principal",
    "only a certificate": lambda: lambda _: world().school.certificate,
    "indefinite length": lambda: _indefinite,
    "length longer than needed": lambda: _long_length,
    "trailing byte": lambda: lambda manifest: forged().sign(manifest) + b"\0",
    "cut": lambda: lambda manifest: forged().sign(manifest)[:-1],
    "over another manifest": lambda: lambda _: forged().sign(MANIFEST),
    "two signers": lambda: forged(copies=2).sign,
    "no signer": lambda: forged(copies=0).sign,
    "attached content": lambda: _attached,
    "no signed attributes": lambda: forged(no_attributes=True).sign,
    "unsigned attribute": lambda: forged(unsigned=tlv(0xA1, attribute("1.2.3.4", NULL))).sign,
    "two certificates": lambda: (
        forged(certificates=sorted((world().school.certificate, world().authority.root))).sign
    ),
    "list of revoked certificates inside": lambda: forged(crls=tlv(0xA1, world().crl)).sign,
    "another content type": lambda: forged(content_type="1.2.840.113549.1.7.3").sign,
    "another outer type": lambda: forged(outer_type="1.2.840.113549.1.7.3").sign,
    "version 3": lambda: forged(version=3).sign,
    "signer version 3": lambda: forged(signer_version=3).sign,
    "SHA-512 digest": lambda: (
        forged(
            digest_algorithm=algorithm(SHA512_OID), digest_algorithms=(algorithm(SHA512_OID),)
        ).sign
    ),
    "two digest algorithms": lambda: (
        forged(digest_algorithms=(algorithm(SHA256_OID), algorithm(SHA512_OID))).sign
    ),
    "digest algorithm with parameters": lambda: (
        forged(digest_algorithm=algorithm(SHA256_OID, integer(1))).sign
    ),
    "ECDSA with SHA-512": lambda: (
        forged(signature_algorithm=algorithm("1.2.840.10045.4.3.4"), hash_algorithm=SHA512()).sign
    ),
    "ECDSA with SHA-512 under the name of SHA-256": lambda: forged(hash_algorithm=SHA512()).sign,
    "signature algorithm with NULL": lambda: (
        forged(signature_algorithm=algorithm(ECDSA_SHA256, NULL)).sign
    ),
    "signature algorithm that only names the key": lambda: (
        forged(signature_algorithm=algorithm("1.2.840.10045.2.1")).sign
    ),
    "other issuer named": lambda: forged(issuer=_foreign_issuer()).sign,
    "other serial number named": lambda: forged(serial=1).sign,
    "certificate of another school put in place": lambda: forged(certificates=(_other(),)).sign,
    "certificate of another school, named too": lambda: (
        forged(
            certificates=(_other(),), serial=x509.load_der_x509_certificate(_other()).serial_number
        ).sign
    ),
    "attributes not sorted": lambda: forged(reverse_attributes=True).sign,
    "without signing-certificate": lambda: _attribute("signing-certificate", None),
    "without signing-time": lambda: _attribute("signing-time", None),
    "without message-digest": lambda: _attribute("message-digest", None),
    "without content-type": lambda: _attribute("content-type", None),
    "attribute too many": lambda: _attribute("more", attribute("1.2.3.4", NULL)),
    "attribute twice": lambda: _attribute(
        "more", attribute("1.2.840.113549.1.9.5", utc_time("250101000000Z"))
    ),
    "attribute with two values": lambda: _attribute(
        "signing-time",
        attribute("1.2.840.113549.1.9.5", utc_time("250101000000Z"), utc_time("250102000000Z")),
    ),
    "attribute without value": lambda: _attribute(
        "signing-time", attribute("1.2.840.113549.1.9.5")
    ),
    "content-type attribute differs": lambda: _attribute(
        "content-type", attribute("1.2.840.113549.1.9.3", oid("1.2.840.113549.1.7.3"))
    ),
    "message-digest of other bytes": lambda: _attribute(
        "message-digest", attribute("1.2.840.113549.1.9.4", octets(bytes(32)))
    ),
    "message-digest too short": lambda: _attribute(
        "message-digest", attribute("1.2.840.113549.1.9.4", octets(b""))
    ),
    "signing-time as text": lambda: _attribute(
        "signing-time", attribute("1.2.840.113549.1.9.5", octets(b"now"))
    ),
    "signing-time impossible": lambda: _attribute(
        "signing-time", attribute("1.2.840.113549.1.9.5", utc_time("251399000000Z"))
    ),
    "signing-certificate of another": lambda: _attribute(
        "signing-certificate", signing_certificate(_other())
    ),
    "signing-certificate names two": lambda: _attribute(
        "signing-certificate", signing_certificate(world().school.certificate, copies=2)
    ),
    "signing-certificate names none": lambda: _attribute(
        "signing-certificate", signing_certificate(world().school.certificate, copies=0)
    ),
    "signing-certificate with another serial number": lambda: _attribute(
        "signing-certificate",
        signing_certificate(world().school.certificate, leaf=_school(), serial=1),
    ),
    "signing-certificate with another issuer": lambda: _attribute(
        "signing-certificate",
        signing_certificate(world().school.certificate, leaf=_school(), issuer=_foreign_issuer()),
    ),
    "signing-certificate of version 1": lambda: _attribute(
        "signing-certificate",
        attribute("1.2.840.113549.1.9.16.2.12", sequence(sequence(sequence(octets(bytes(20)))))),
    ),
    "signature of another key": lambda: (
        forged(
            holder=type(world().school)(world().other_school.key, world().school.certificate)
        ).sign
    ),
    "plain PKCS#7": lambda: _plain_pkcs7,
    "deep nesting": lambda: lambda _: _nested(4000),
}


def _plain_pkcs7(manifest: bytes) -> bytes:
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.hazmat.primitives.serialization.pkcs7 import (
        PKCS7Options,
        PKCS7SignatureBuilder,
    )

    options = [PKCS7Options.DetachedSignature, PKCS7Options.Binary]
    builder = PKCS7SignatureBuilder().set_data(manifest)
    signed = builder.add_signer(_school(), world().school.key.native, SHA256())
    return signed.sign(Encoding.DER, options)


def _nested(levels: int) -> bytes:
    found = b""
    for _ in range(levels):
        found = sequence(found)
    return found


@pytest.mark.parametrize("name", ATTACKS)
def test_signature_of_any_other_form_is_refused(name: str) -> None:
    assert_refused(container(sign=ATTACKS[name]()), Code.E_SIG, reason("signature", name))


def test_certificate_id_without_issuer_is_accepted() -> None:
    bare = signing_certificate(world().school.certificate)
    signature = verify_signature(
        forged(attributes={"signing-certificate": bare}).sign(MANIFEST), MANIFEST
    )
    assert signature.certificate == world().school.certificate


def test_set_of_digest_algorithms_may_not_be_empty() -> None:
    with pytest.raises(Refusal, match="SHA-256"):
        verify_signature(forged(digest_algorithms=()).sign(MANIFEST), MANIFEST)
    assert set_of() == b"\x31\x00"


def test_no_single_bit_of_a_signature_can_change() -> None:
    good = world().school.signer.sign(MANIFEST)
    accepted = []
    for place in range(len(good) * 8):
        mutant = bytearray(good)
        mutant[place // 8] ^= 1 << place % 8
        if _accepts(bytes(mutant)):
            accepted.append(place)
    assert accepted == []


def test_no_truncation_of_a_signature_is_accepted() -> None:
    good = world().school.signer.sign(MANIFEST)
    assert not any(_accepts(good[:length]) for length in range(len(good)))
    assert _accepts(good)


def _accepts(p7s: bytes) -> bool:
    try:
        verify_signature(p7s, MANIFEST)
    except Refusal:
        return False
    return True


def test_another_school_cannot_pass_as_ours() -> None:
    package = container(sign=world().other_school.signer.sign)
    verdict = assert_refused(package, Code.E_WHO, f"签名的却是 示例第二中学（{OTHER_SCHOOL}）")
    assert verdict.trusted
    assert not verdict.right_party


def test_data_constant_is_that_of_pkcs7() -> None:
    assert DATA == "1.2.840.113549.1.7.1"
