"""Files that are whole and signed by somebody, but not for us, not by the right one, or not now."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from exporters.asic import names
from exporters.asic.agreement import Expectation, at_bureau, at_school
from exporters.asic.build import build
from exporters.asic.bureau_files import Receipt, receipt_files
from exporters.asic.verify import inspect, offered_root
from exporters.pki.authority import issue_crl
from exporters.pki.trust import TrustStore
from forms.exchange import Code, ContainerKind, Level
from tests.exporters.asic.world import (
    BUREAU,
    BUREAU_EXPECTS,
    DAY,
    NOW,
    OTHER_SCHOOL,
    SCHOOL,
    SCHOOL_EXPECTS,
    bureau_file,
    good_report,
    info,
    judge,
    revoked_list,
    world,
)
from tests.exporters.attacks.der import utc_time
from tests.exporters.attacks.forge_cms import attribute, forged
from tests.exporters.attacks.forge_zip import container, package_json
from tests.exporters.attacks.reasons import reason
from tests.exporters.attacks.refused import assert_refused


def _receipt(crl: bytes | None = None) -> bytes:
    receipt = Receipt(
        accepted_number=1,
        accepted_identity="ab" * 32,
        next_number=2,
        crl=crl or world().crl,
    )
    return bureau_file(ContainerKind.RECEIPT, receipt_files(receipt))


def _receipt_by_school() -> bytes:
    files = receipt_files(Receipt(1, "ab" * 32, 2, world().crl))
    return build(files, info=info(ContainerKind.RECEIPT), signer=world().school.signer)


def _report_by_bureau() -> bytes:
    return build({names.RETURN: b"{}"}, info=info(), signer=world().operator.signer)


PARTIES: dict[str, tuple[Callable[[], bytes], Expectation, Code]] = {
    "report signed by another school": (
        lambda: container(sign=world().other_school.signer.sign),
        BUREAU_EXPECTS,
        Code.E_WHO,
    ),
    "report naming another school": (
        lambda: container(package=package_json(school=OTHER_SCHOOL)),
        BUREAU_EXPECTS,
        Code.E_WHO,
    ),
    "report signed by the bureau": (_report_by_bureau, BUREAU_EXPECTS, Code.E_WHO),
    "receipt signed by a school": (_receipt_by_school, SCHOOL_EXPECTS, Code.E_WHO),
    "report for another bureau": (
        lambda: container(package=package_json(bureau="320100", period=2024)),
        BUREAU_EXPECTS,
        Code.E_ADDRESSEE,
    ),
    "school not on the roster": (
        good_report,
        at_bureau(BUREAU, period=2024, active=()),
        Code.E_SCHOOL,
    ),
    "receipt for another school": (
        _receipt,
        at_school(OTHER_SCHOOL, bureau=BUREAU, period=2024),
        Code.E_ADDRESSEE,
    ),
    "receipt of another bureau": (
        _receipt,
        at_school(SCHOOL, bureau="320100", period=2024),
        Code.E_ADDRESSEE,
    ),
    "receipt at the bureau": (_receipt, BUREAU_EXPECTS, Code.E_PKG),
    "report at a school": (good_report, SCHOOL_EXPECTS, Code.E_PKG),
    "report of another year": (
        lambda: container(package=package_json(period=2023)),
        BUREAU_EXPECTS,
        Code.E_PERIOD,
    ),
    "receipt of another year": (
        _receipt,
        at_school(SCHOOL, bureau=BUREAU, period=2023),
        Code.E_PERIOD,
    ),
    "made long before it was signed": (
        lambda: container(package=package_json(created=NOW - 2 * DAY)),
        BUREAU_EXPECTS,
        Code.E_TIME,
    ),
    "clock before the last file accepted": (
        good_report,
        replace(BUREAU_EXPECTS, not_before=NOW + DAY),
        Code.E_CLOCK,
    ),
}


@pytest.mark.parametrize("name", PARTIES)
def test_file_of_the_wrong_party_is_refused(name: str) -> None:
    make, expect, code = PARTIES[name]
    verdict = assert_refused(make(), code, reason("party", name), expect=expect)
    assert not verdict.right_party


def test_report_after_the_last_file_accepted_is_no_obstacle() -> None:
    assert judge(good_report(), expect=replace(BUREAU_EXPECTS, not_before=NOW - DAY))[0].accepted


def test_school_without_bureau_takes_the_file_of_the_root_it_compared() -> None:
    verdict, package = judge(_receipt(), expect=at_school(SCHOOL, bureau="", period=2024))
    assert verdict.level == Level.VALID
    assert package is not None
    assert package.signer.role == "bureau"


def test_newer_list_inside_a_bureau_file_is_used_against_its_own_signer() -> None:
    receipt = _receipt(revoked_list(world().operator))
    assert_refused(receipt, Code.E_SIG, "证书已被区局吊销", expect=SCHOOL_EXPECTS)


def test_older_list_inside_a_bureau_file_does_not_replace_the_one_known() -> None:
    old = issue_crl(world().authority, number=1, revoked=[], now=NOW)
    trust = TrustStore(world().authority.root, revoked_list(world().operator))
    why = "证书已被区局吊销"
    assert_refused(_receipt(old), Code.E_SIG, why, expect=SCHOOL_EXPECTS, trust=trust)


def test_list_inside_a_bureau_file_serves_a_school_that_has_none() -> None:
    trust = TrustStore(world().authority.root, b"")
    assert judge(_receipt(), expect=SCHOOL_EXPECTS, trust=trust)[0].level == Level.VALID


def test_list_of_another_authority_inside_a_bureau_file_serves_nobody() -> None:
    trust = TrustStore(world().authority.root, b"")
    why = "没有区局的证书吊销列表"
    assert_refused(_receipt(b"no list"), Code.E_SIG, why, expect=SCHOOL_EXPECTS, trust=trust)


def test_other_root_inside_an_opening_file_is_refused() -> None:
    files = {
        names.OPENING: b"{}",
        names.CERTIFICATE: world().school.certificate,
        names.ROOT: world().school.certificate,
        names.REVOCATIONS: world().crl,
    }
    opening = bureau_file(ContainerKind.OPENING, files)
    why = "文件里的根证书不是已核对过的那一张"
    assert_refused(opening, Code.E_SIG, why, expect=SCHOOL_EXPECTS)
    right = bureau_file(ContainerKind.OPENING, {**files, names.ROOT: world().authority.root})
    assert judge(right, expect=SCHOOL_EXPECTS)[0].accepted
    assert offered_root(right) == world().authority.root


@pytest.mark.parametrize("data", [b"", b"PK", good_report()], ids=["empty", "cut", "report"])
def test_no_root_is_offered_by_other_files(data: bytes) -> None:
    assert offered_root(data) is None


def test_claimed_time_in_the_future_is_remarked() -> None:
    late = attribute("1.2.840.113549.1.9.5", utc_time("250601000000Z"))
    ahead = package_json(created=datetime(2025, 6, 1, tzinfo=UTC))
    signer = forged(attributes={"signing-time": late}).sign
    verdict, package = judge(container(package=ahead, sign=signer))
    assert (verdict.level, verdict.code) == (Level.REMARK, Code.OK)
    assert "时钟" in verdict.message
    assert package is not None


def test_claimed_time_outside_the_certificate_is_refused() -> None:
    early = attribute("1.2.840.113549.1.9.5", utc_time("240601000000Z"))
    verdict, _ = judge(container(sign=forged(attributes={"signing-time": early}).sign))
    assert verdict.code is Code.E_TIME
    assert "签名时间 2024-06-01 不在签名人证书的有效期内" in verdict.message


def test_time_without_zone_is_a_fault_of_the_caller() -> None:
    with pytest.raises(ValueError, match="zone"):
        judge(good_report(), now=NOW.replace(tzinfo=None))


class TestInspection:
    """What ``verify FILE`` says without a place to use the file in."""

    def test_without_root_the_signer_stays_unknown(self) -> None:
        found = inspect(good_report(), now=NOW)
        assert found.verdict.level == Level.UNKNOWN_SIGNER
        assert found.verdict.code == Code.OK
        assert found.verdict.intact
        assert not found.verdict.trusted
        assert not found.verdict.accepted
        assert found.info == info()
        assert len(found.identity) == 64

    def test_with_root_alone_revocation_is_left_open(self) -> None:
        found = inspect(good_report(), now=NOW, root=world().authority.root)
        assert found.verdict.level == Level.REMARK
        assert "吊销" in found.verdict.message

    def test_with_root_and_list_it_is_valid(self) -> None:
        found = inspect(good_report(), now=NOW, root=world().authority.root, crl=world().crl)
        assert found.verdict.level == Level.VALID

    def test_with_root_alone_an_expired_certificate_is_refused(self) -> None:
        found = inspect(good_report(), now=NOW + 2000 * DAY, root=world().authority.root)
        assert (found.verdict.level, found.verdict.code) == (Level.INVALID, Code.E_SIG)
        assert "签名人的证书已于 2028-03-03 到期" in found.verdict.message

    def test_with_a_wrong_root_it_is_refused(self) -> None:
        found = inspect(good_report(), now=NOW, root=world().school.certificate)
        assert (found.verdict.level, found.verdict.code) == (Level.INVALID, Code.E_SIG)
        assert "不是区局的根证书" in found.verdict.message

    def test_damaged_file_has_no_info(self) -> None:
        found = inspect(good_report()[:-1], now=NOW)
        assert (found.verdict.code, found.info, found.identity) == (Code.E_ZIP, None, "")

    def test_bureau_file_is_vouched_for_by_its_own_list(self) -> None:
        found = inspect(_receipt(), now=NOW, root=world().authority.root)
        assert found.verdict.level == Level.VALID
