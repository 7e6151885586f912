"""What the bureau issues: roots, certificates, lists; and what a reader says of them."""

from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cryptography.x509.oid import NameOID

from exporters.pki import profile
from exporters.pki.authority import (
    Revoked,
    Subject,
    create_authority,
    issue_certificate,
    issue_crl,
)
from exporters.pki.certificates import (
    CertificateError,
    describe,
    load_root,
    to_pem,
)
from exporters.pki.keys import generate_key
from exporters.pki.profile import CertificateRole
from exporters.pki.trust import TrustStore, check_chain, crl_number, crl_times
from exporters.refusal import Refusal
from tests.exporters.asic.world import BUREAU, DAY, NOW, SCHOOL, enrol, revoked_list, world
from tests.exporters.attacks.forge_certificates import leaf


def _parsed(der: bytes) -> x509.Certificate:
    return x509.load_der_x509_certificate(der)


class TestRoot:
    """The bureau's root certificate."""

    def test_it_may_only_issue_leaves_and_lists(self) -> None:
        root = _parsed(world().authority.root)
        constraints = root.extensions.get_extension_for_class(x509.BasicConstraints)
        usage = root.extensions.get_extension_for_class(x509.KeyUsage)
        assert (constraints.critical, usage.critical) == (True, True)
        assert (constraints.value.ca, constraints.value.path_length) == (True, 0)
        assert usage.value.key_cert_sign
        assert usage.value.crl_sign
        assert not usage.value.digital_signature

    def test_it_lasts_ten_years(self) -> None:
        info = describe(world().authority.root)
        assert info.not_after == NOW.replace(year=2035) + DAY
        assert info.role is None
        assert info.code == BUREAU

    def test_it_is_read_from_pem_and_der_alike(self) -> None:
        root = world().authority.root
        assert load_root(root) == root
        assert load_root(b"\n" + to_pem(root)) == root

    @pytest.mark.parametrize(
        ("data", "why"),
        [
            (b"", "不是完整的证书"),
            (
                b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n",
                "不是完整的证书文件",
            ),
            (b"\x30\x03\x02\x01\x01", "不是完整的证书"),
            (bytes(4 * 2**10 + 1), "证书太长"),
            (bytes(8 * 2**10 + 1), "文件太大，不像是证书"),
        ],
        ids=["empty", "bad PEM", "bad DER", "long", "too large"],
    )
    def test_what_is_no_certificate_is_no_root(self, data: bytes, why: str) -> None:
        with pytest.raises(CertificateError, match=f"^{why}$"):
            load_root(data)

    def test_leaf_is_no_root(self) -> None:
        with pytest.raises(CertificateError, match="不是区局的根证书"):
            load_root(world().school.certificate)

    def test_root_that_did_not_sign_itself_is_none(self) -> None:
        root = bytearray(world().authority.root)
        root[-1] ^= 1
        with pytest.raises(CertificateError, match="自签名"):
            load_root(bytes(root))


class TestLeaf:
    """Certificates of schools and operators."""

    def test_it_names_whom_the_roster_names(self) -> None:
        info = describe(world().school.certificate)
        assert (info.name, info.organisation, info.code) == ("张三", "示例第一小学", SCHOOL)
        assert info.role is CertificateRole.SCHOOL
        assert describe(world().operator.certificate).role is CertificateRole.BUREAU

    def test_it_lasts_three_years_and_begins_an_hour_early(self) -> None:
        info = describe(world().school.certificate)
        assert info.not_before == NOW - timedelta(hours=1)
        assert info.not_after == NOW + profile.LEAF_LIFE

    def test_it_never_outlives_the_root(self) -> None:
        late = enrol(world().authority, at=NOW + 3000 * DAY)
        assert describe(late.certificate).not_after == describe(world().authority.root).not_after

    def test_it_may_sign_documents_and_mail(self) -> None:
        certificate = _parsed(world().school.certificate)
        usages = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage).value
        assert [usage.dotted_string for usage in usages] == [
            "1.3.6.1.5.5.7.3.36",
            "1.3.6.1.5.5.7.3.4",
        ]

    def test_long_names_are_cut_to_what_x520_allows(self) -> None:
        holder = enrol(world().authority, organisation="校" * 80)
        assert describe(holder.certificate).organisation == "校" * 64

    def test_a_long_person_or_bureau_is_no_obstacle(self) -> None:
        name = "新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县教育局"
        authority = create_authority(name=name, code="654022", now=NOW)
        assert describe(authority.root).organisation == name
        assert describe(authority.root).name == name[:21]
        assert describe(enrol(authority, name="名" * 22).certificate).name == "名" * 21

    def test_roles_stand_below_one_arc(self) -> None:
        assert CertificateRole.SCHOOL.oid == f"{profile.ARC}.1"
        assert CertificateRole.BUREAU.oid == f"{profile.ARC}.2"
        assert profile.ARC.startswith("2.25.")
        assert CertificateRole.SCHOOL.unit != CertificateRole.BUREAU.unit

    @pytest.mark.parametrize(
        "public",
        [
            ed25519.Ed25519PrivateKey.generate().public_key(),
            ec.generate_private_key(ec.SECP384R1()).public_key(),
        ],
        ids=["Ed25519", "P-384"],
    )
    def test_other_keys_get_none(
        self, public: ed25519.Ed25519PublicKey | ec.EllipticCurvePublicKey
    ) -> None:
        der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
        with pytest.raises(ValueError, match="P-256"):
            _issue(der)

    def test_unknown_keys_get_none(self) -> None:
        unknown = bytes.fromhex("300d300806042a0304050500030100")
        with pytest.raises(ValueError, match="unknown kind"):
            _issue(unknown)

    def test_two_certificates_have_two_serial_numbers(self) -> None:
        one, two = (describe(enrol(world().authority).certificate) for _ in range(2))
        assert one.serial != two.serial
        assert one.fingerprint != two.fingerprint
        assert int(one.serial, 16) > 0


def _issue(public_key: bytes) -> bytes:
    return issue_certificate(
        world().authority,
        subject=Subject("示例第一小学", "张三", SCHOOL),
        role=CertificateRole.SCHOOL,
        public_key=public_key,
        now=NOW,
    )


class TestDescription:
    """Certificates of others are described as none of ours."""

    def test_extension_twice_is_refused(self) -> None:
        der = world().school.certificate
        usage = b"\x06\x03\x55\x1d\x0f"
        assert usage in der
        with pytest.raises(CertificateError, match=r"^证书读不出来$"):
            describe(der.replace(b"\x06\x03\x55\x1d\x13", usage))

    def test_unreadable_key_is_refused(self) -> None:
        # The point of the key stands behind its BIT STRING header and the mark of an uncompressed one.
        der = world().school.certificate
        place = der.index(b"\x03\x42\x00\x04") + 3
        with pytest.raises(CertificateError, match="读不出来"):
            describe(der[:place] + b"\x05" + der[place + 1 :])

    def test_name_without_all_parts_is_refused(self) -> None:
        with pytest.raises(CertificateError, match="持有人"):
            describe(leaf(name=((NameOID.SERIAL_NUMBER, SCHOOL),)).certificate)


class TestRevocationList:
    """The list and how readers keep to the newest."""

    def test_it_carries_number_times_and_serials(self) -> None:
        root = world().authority.root
        crl = revoked_list(world().school, number=9)
        assert crl_number(crl, root=root) == 9
        assert crl_times(crl, root=root) == (NOW - timedelta(hours=1), NOW + 400 * DAY)
        serials = {f"{item.serial_number:x}" for item in x509.load_der_x509_crl(crl)}
        assert serials == {describe(world().school.certificate).serial}

    def test_revocation_dates_are_never_later_than_the_list(self) -> None:
        serial = describe(world().school.certificate).serial
        crl = issue_crl(world().authority, number=9, revoked=[Revoked(serial, NOW)], now=NOW)
        parsed = x509.load_der_x509_crl(crl)
        assert [item.revocation_date_utc for item in parsed] == [parsed.last_update_utc]

    @pytest.mark.parametrize("number", [4, 5])
    def test_list_that_is_not_newer_is_not_taken(self, number: int) -> None:
        offered = issue_crl(world().authority, number=number, revoked=[], now=NOW)
        assert world().trust.newest(offered) == world().trust

    def test_newer_list_is_taken(self) -> None:
        offered = issue_crl(world().authority, number=6, revoked=[], now=NOW)
        assert world().trust.newest(offered).crl == offered

    def test_damaged_list_is_replaced_and_damaged_offer_ignored(self) -> None:
        root = world().authority.root
        assert TrustStore(root, b"damaged").newest(world().crl).crl == world().crl
        assert world().trust.newest(b"damaged") == world().trust

    def test_list_of_another_authority_is_ignored(self) -> None:
        rogue = create_authority(name="示例区教育局", code=BUREAU, now=NOW)
        offered = issue_crl(rogue, number=99, revoked=[], now=NOW)
        assert world().trust.newest(offered) == world().trust

    def test_revoked_certificate_is_refused_and_another_is_not(self) -> None:
        trust = world().trust.newest(revoked_list(world().school))
        check_chain(world().other_school.certificate, trust=trust, now=NOW)
        with pytest.raises(Refusal, match="吊销"):
            check_chain(world().school.certificate, trust=trust, now=NOW)


def test_authority_never_shows_its_key() -> None:
    assert "PRIVATE" not in repr(world().authority)
    assert "SigningKey(…)" in repr(world().authority)
    assert generate_key().public != generate_key().public
