"""Attacks by certificate: whose it is, who issued it, what for, and whether it still counts."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.hazmat.primitives.hashes import SHA384
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

from exporters.pki import profile
from exporters.pki.authority import Authority, create_authority, issue_crl
from exporters.pki.profile import CertificateRole
from exporters.pki.trust import TrustStore
from forms.exchange import Code, Level
from tests.exporters.asic.world import (
    BUREAU,
    DAY,
    NOW,
    SCHOOL,
    Holder,
    good_report,
    judge,
    report,
    revoked_list,
    world,
)
from tests.exporters.attacks.forge_certificates import (
    SCHOOL_NAME,
    PrivateKey,
    leaf,
    revocation_list,
)
from tests.exporters.attacks.forge_cms import forged
from tests.exporters.attacks.forge_zip import container
from tests.exporters.attacks.reasons import reason
from tests.exporters.attacks.refused import assert_refused

SERVER = ExtendedKeyUsageOID.SERVER_AUTH.dotted_string
ANY = "2.5.29.37.0"


def _usage(**changes: bool) -> x509.KeyUsage:
    plain = dict.fromkeys(
        (
            "digital_signature",
            "content_commitment",
            "key_encipherment",
            "data_encipherment",
            "key_agreement",
            "key_cert_sign",
            "crl_sign",
            "encipher_only",
            "decipher_only",
        ),
        False,
    )
    return x509.KeyUsage(**{**plain, **changes})


def _rogue() -> Authority:
    """Another authority of the same name."""
    return create_authority(name="示例区教育局", code=BUREAU, now=NOW)


def _by_a_school() -> Holder:
    """Issue a certificate by a school's own key, as if it were an authority."""
    other = world().other_school
    return leaf(authority=Authority(other.certificate, other.key))


def _root_signs() -> Holder:
    return Holder(world().authority.key, world().authority.root)


LEAVES: dict[str, Callable[[], Holder]] = {
    "expired": lambda: leaf(start=NOW - 9 * DAY, end=NOW - DAY),
    "not yet valid": lambda: leaf(start=NOW + DAY, end=NOW + 9 * DAY),
    "rogue authority of the same name": lambda: leaf(authority=_rogue()),
    "issued by a school": _by_a_school,
    "the root itself": _root_signs,
    "TLS server": lambda: leaf(extended=(SERVER,)),
    "TLS server beside signing": lambda: leaf(extended=(*profile.EXTENDED_USAGES, SERVER)),
    "e-mail only": lambda: leaf(extended=(profile.EMAIL_PROTECTION,)),
    "document signing only": lambda: leaf(extended=(profile.DOCUMENT_SIGNING,)),
    "any extended usage": lambda: leaf(extended=(ANY,)),
    "no extended usage": lambda: leaf(extended=()),
    "key agreement only": lambda: leaf(usage=_usage(key_agreement=True)),
    "digital signature only": lambda: leaf(usage=_usage(digital_signature=True)),
    "certificate signing too": lambda: leaf(
        usage=_usage(digital_signature=True, content_commitment=True, key_cert_sign=True)
    ),
    "key usage not critical": lambda: leaf(usage_critical=False),
    "is an authority": lambda: leaf(constraints=x509.BasicConstraints(ca=True, path_length=0)),
    "without basic constraints": lambda: leaf(constraints=None),
    "without role": lambda: leaf(policies=()),
    "unknown role": lambda: leaf(policies=("1.2.3.4",)),
    "two roles": lambda: leaf(policies=(CertificateRole.SCHOOL.oid, CertificateRole.BUREAU.oid)),
    "without authority identifier": lambda: leaf(authority_identifier=False),
    "without subject identifier": lambda: leaf(subject_identifier=False),
    "extension too many": lambda: leaf(extra=x509.OCSPNoCheck()),
    "alternative name": lambda: leaf(
        extra=x509.SubjectAlternativeName([x509.DNSName("example.org")])
    ),
    "name without code": lambda: leaf(name=SCHOOL_NAME[:-1]),
    "name with two codes": lambda: leaf(name=(*SCHOOL_NAME, (NameOID.SERIAL_NUMBER, "3131000009"))),
    "name of something else": lambda: leaf(name=((NameOID.COMMON_NAME, "example.org"),)),
    "P-384": lambda: leaf(key=ec.generate_private_key(ec.SECP384R1())),
    "certificate signed with SHA-384": lambda: leaf(hash_algorithm=SHA384()),
}


@pytest.mark.parametrize("name", LEAVES)
def test_certificate_that_does_not_count_is_refused(name: str) -> None:
    signed = container(sign=forged(holder=LEAVES[name]()).sign)
    assert_refused(signed, Code.E_SIG, reason("leaf", name))


def test_forged_certificates_are_good_without_changes() -> None:
    package = container(sign=forged(holder=leaf()).sign)
    assert judge(package)[0].level == Level.VALID


KEYS: dict[str, Callable[[], PrivateKey]] = {
    "RSA-1024": lambda: rsa.generate_private_key(public_exponent=65537, key_size=1024),
    "RSA-2048": lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048),
    "P-521": lambda: ec.generate_private_key(ec.SECP521R1()),
    "secp256k1": lambda: ec.generate_private_key(ec.SECP256K1()),
    "Ed25519": ed25519.Ed25519PrivateKey.generate,
}


@pytest.mark.parametrize("name", KEYS)
def test_key_of_another_kind_is_refused(name: str) -> None:
    other = Holder(world().school.key, leaf(key=KEYS[name]()).certificate)
    signed = container(sign=forged(holder=other).sign)
    assert_refused(signed, Code.E_SIG, "签名人的密钥不是规定的 P-256")


def test_rogue_authority_of_another_name_leaves_the_signer_unknown() -> None:
    rogue = create_authority(name="别处", code="1", now=NOW)
    signed = container(sign=forged(holder=leaf(authority=rogue)).sign)
    verdict = assert_refused(signed, Code.E_SIG, "签名人的证书不是本区局颁发的")
    assert verdict.level == Level.UNKNOWN_SIGNER


def test_rogue_authority_of_our_name_is_a_forgery() -> None:
    signed = container(sign=forged(holder=leaf(authority=_rogue())).sign)
    verdict = assert_refused(signed, Code.E_SIG, "签名人的证书不是本区局颁发的")
    assert verdict.level == Level.INVALID


def _trust(crl: bytes, floor: int = 0) -> TrustStore:
    return TrustStore(world().authority.root, crl, crl_number_floor=floor)


LISTS: dict[str, Callable[[], TrustStore]] = {
    "revoked": lambda: _trust(revoked_list(world().school)),
    "revoked later than now": lambda: _trust(
        revocation_list(revoked=(world().school, NOW + DAY / 48))
    ),
    "stale": lambda: _trust(revocation_list(start=NOW - 9 * DAY, end=NOW - DAY)),
    "none": lambda: _trust(b""),
    "not a list": lambda: _trust(b"nothing of the kind"),
    "too long": lambda: _trust(bytes(5 * 2**20)),
    "of another authority": lambda: _trust(issue_crl(_rogue(), number=9, revoked=[], now=NOW)),
    "of a school": lambda: _trust(
        revocation_list(authority=Authority(world().school.certificate, world().school.key))
    ),
    "without number": lambda: _trust(revocation_list(number=None)),
    "delta": lambda: _trust(revocation_list(extra=x509.DeltaCRLIndicator(1))),
    "partial": lambda: _trust(
        revocation_list(
            extra=x509.IssuingDistributionPoint(None, None, True, False, None, False, False)
        )
    ),
    "signed with SHA-384": lambda: _trust(revocation_list(hash_algorithm=SHA384())),
    "older than one seen": lambda: _trust(world().crl, floor=6),
    "root is a leaf": lambda: TrustStore(world().school.certificate, world().crl),
    "root is no certificate": lambda: TrustStore(b"root", world().crl),
    "root too long": lambda: TrustStore(bytes(9999), world().crl),
}


@pytest.mark.parametrize("name", LISTS)
def test_trust_that_does_not_hold_is_refused(name: str) -> None:
    assert_refused(good_report(), Code.E_SIG, reason("list", name), trust=LISTS[name]())


def test_forged_list_is_good_without_changes() -> None:
    assert judge(good_report(), trust=_trust(revocation_list()))[0].level == Level.VALID


def test_message_says_that_the_certificate_was_revoked() -> None:
    trust = _trust(revoked_list(world().school))
    verdict = assert_refused(good_report(), Code.E_SIG, "证书已被区局吊销", trust=trust)
    assert not verdict.trusted
    assert verdict.signer is not None
    assert verdict.signer.code == SCHOOL


def test_revocation_of_another_school_does_no_harm() -> None:
    trust = _trust(revoked_list(world().other_school))
    assert judge(good_report(), trust=trust)[0].level == Level.VALID


def test_certificate_counts_by_the_time_now_and_not_by_the_time_claimed() -> None:
    late = NOW + profile.LEAF_LIFE + DAY
    fresh = issue_crl(world().authority, number=9, revoked=[], now=late)
    why = "签名人的证书已于 2028-03-03 到期"
    assert_refused(good_report(), Code.E_SIG, why, now=late, trust=_trust(fresh))


def test_expired_root_is_refused() -> None:
    late = NOW + profile.ROOT_LIFE + DAY
    fresh = issue_crl(world().authority, number=9, revoked=[], now=late)
    why = "区局的根证书已于 2035-03-04 到期"
    assert_refused(good_report(), Code.E_SIG, why, now=late, trust=_trust(fresh))


def test_clock_before_the_list_is_refused() -> None:
    why = "这台电脑的时间早于吊销列表的签发时间 2025-03-03 15:00"
    assert_refused(good_report(), Code.E_CLOCK, why, now=NOW - DAY)


@pytest.mark.parametrize("minutes", [0, 59])
def test_clock_slow_by_minutes_is_no_obstacle(minutes: int) -> None:
    assert judge(report(), now=NOW - timedelta(minutes=minutes))[0].accepted
