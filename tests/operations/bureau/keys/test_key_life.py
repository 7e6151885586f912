"""The life of keys: renewed and run out; and clocks that were set back."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from exporters.asic import names
from exporters.asic.zip_reader import Archive
from exporters.pki.certificates import describe
from exporters.pki.profile import LEAF_LIFE
from forms.exchange import Code
from forms.workflow import State
from operations.bureau import store as bureau_store
from operations.bureau.clock import correct_clock
from operations.bureau.keys.renew import (
    refresh_revocations,
    renew_certificate,
    renew_operator,
    wanted_renewals,
)
from operations.bureau.schools.enrol import enrol_school
from operations.bureau.schools.roster import put_roster, retire_school
from operations.bureau.sent.issue import issue_receipt
from operations.errors import PackageRefused, Refused
from operations.school import store as school_store
from operations.school.delivery.replies import read_reply
from operations.school.keys import requests as school_requests
from storage.errors import StoreRefusal
from storage.named.blobs import BlobKind
from tests.operations import care
from tests.operations.care import PASSPHRASE, ROOT_PASSPHRASE, Life, answered, newest, taken
from tests.operations.staging import CLERK, PRIMARY, PRINCIPAL, import_package

DAY = timedelta(days=1)


def near_the_end(life: Life, left: timedelta = 40 * DAY) -> Life:
    """The same shortly before the certificates end, with a fresh list on both sides."""
    later = life.at(life.begun + LEAF_LIFE - left)
    desk = later.desk
    keys = renew_operator(
        desk.store,
        desk.keys,
        authority=life.authority,
        passphrase=PASSPHRASE,
        actor=desk.actor,
        clock=desk.clock,
    )
    refresh_revocations(desk.store, authority=life.authority, actor=desk.actor, clock=desk.clock)
    later.hand_over_list()
    return Life(
        bureau_store.Desk(desk.store, keys, desk.actor, desk.clock),
        life.store,
        life.authority,
        life.key,
        life.begun,
        life.root_key,
    )


class TestRenewal:
    """A new certificate inside the receipt of an ordinary report."""

    def test_a_package_asks_for_nothing_while_there_is_time(
        self, life: Life, tmp_path: Path
    ) -> None:
        result = taken(life, tmp_path)
        container = life.desk.store.packages.container(result.identity)
        assert names.RENEWAL_REQUEST not in Archive(container or b"").entries
        assert wanted_renewals(life.desk.store) == []
        with pytest.raises(Refused, match="没有换发申请"):
            renew_certificate(life.desk, newest(life), authority=life.authority)

    def test_near_the_end_it_asks_and_the_receipt_brings_the_certificate(
        self, life: Life, tmp_path: Path
    ) -> None:
        later = near_the_end(life)
        assert taken(later, tmp_path).accepted
        [wanted] = wanted_renewals(later.desk.store, clock=later.desk.clock)
        assert wanted.package.school_code == PRIMARY.code
        receipt = renew_certificate(later.desk, wanted.package, authority=life.authority)
        reply = read_reply(life.store, receipt.content, actor=CLERK, clock=later.desk.clock)
        assert (reply.renewed, reply.state) == (True, State.ACCEPTED)
        certificate = life.store.blobs.get(BlobKind.CERTIFICATE)
        assert certificate is not None
        assert describe(certificate).not_after > life.begun + LEAF_LIFE + 300 * DAY
        assert wanted_renewals(later.desk.store, clock=later.desk.clock) == []

    def test_the_same_key_signs_on_after_the_old_certificate_has_ended(
        self, life: Life, tmp_path: Path
    ) -> None:
        later = near_the_end(life)
        taken(later, tmp_path)
        receipt = renew_certificate(later.desk, newest(life), authority=life.authority)
        read_reply(life.store, receipt.content, actor=CLERK, clock=later.desk.clock)
        after = later.at(life.begun + LEAF_LIFE + DAY)
        assert taken(after, tmp_path, minority="13").accepted

    def test_without_it_nothing_can_be_signed_after_the_end(
        self, life: Life, tmp_path: Path
    ) -> None:
        later = near_the_end(life, left=-DAY)
        with pytest.raises(PackageRefused, match="到期"):
            later.report(tmp_path)

    def test_a_plain_receipt_first_does_not_stand_in_the_way(
        self, life: Life, tmp_path: Path
    ) -> None:
        later = near_the_end(life)
        taken(later, tmp_path)
        answered(later)
        assert len(wanted_renewals(later.desk.store, clock=later.desk.clock)) == 1
        receipt = renew_certificate(later.desk, newest(life), authority=life.authority)
        reply = read_reply(life.store, receipt.content, actor=CLERK, clock=later.desk.clock)
        assert reply.renewed

    def test_a_new_principal_is_not_renewed_but_enrolled(self, life: Life, tmp_path: Path) -> None:
        later = near_the_end(life)
        taken(later, tmp_path)
        put_roster(later.desk.store, care.roster_rows("刘校长"), actor=later.desk.actor)
        with pytest.raises(Refused, match="换校长须重新开户"):
            renew_certificate(later.desk, newest(life), authority=life.authority)

    def test_a_certificate_is_renewed_for_a_person_alone(self, life: Life, tmp_path: Path) -> None:
        later = near_the_end(life)
        taken(later, tmp_path)
        put_roster(later.desk.store, care.roster_rows(""), actor=later.desk.actor)
        with pytest.raises(Refused, match="没有写校长，不能签发证书"):
            renew_certificate(later.desk, newest(life), authority=life.authority)

    def test_a_name_longer_than_a_certificate_holds_is_the_same_person(
        self, life: Life, tmp_path: Path
    ) -> None:
        later = near_the_end(life)
        taken(later, tmp_path)
        put_roster(later.desk.store, care.roster_rows("很长的姓名" * 6), actor=later.desk.actor)
        known = describe(certificate_for_another_key(later))
        renew_certificate(later.desk, newest(life), authority=life.authority)
        renewed = later.desk.store.certificates.all(PRIMARY.code)[-1]
        assert describe(renewed.certificate).name == known.name

    def test_a_retired_school_is_not_renewed(self, life: Life, tmp_path: Path) -> None:
        later = near_the_end(life)
        taken(later, tmp_path)
        retire_school(later.desk.store, PRIMARY.code, actor=later.desk.actor)
        assert wanted_renewals(later.desk.store, clock=later.desk.clock) == []
        with pytest.raises(Refused, match="不在名册中或已停用，请先核对学校名册"):
            renew_certificate(later.desk, newest(life), authority=life.authority)

    def test_the_school_refuses_a_certificate_for_another_key(
        self, life: Life, tmp_path: Path
    ) -> None:
        taken(life, tmp_path)
        own = life.store.blobs.get(BlobKind.CERTIFICATE)
        operator = life.desk.store.blobs.get(BlobKind.OPERATOR_CERTIFICATE) or b""
        receipt = issue_receipt(life.desk, newest(life), certificate=operator)
        with pytest.raises(Refused, match="不是发给本校的"):
            read_reply(life.store, receipt.content, actor=CLERK)
        other = certificate_for_another_key(life)
        receipt = issue_receipt(life.desk, newest(life), certificate=other)
        with pytest.raises(Refused, match="不是给本校现在这把签名密钥的"):
            read_reply(life.store, receipt.content, actor=CLERK)
        assert life.store.blobs.get(BlobKind.CERTIFICATE) == own
        assert life.store.revisions.state is State.DELIVERED

    def test_a_certificate_that_is_no_newer_changes_nothing(
        self, life: Life, tmp_path: Path
    ) -> None:
        taken(life, tmp_path)
        own = life.store.blobs.get(BlobKind.CERTIFICATE) or b""
        receipt = issue_receipt(life.desk, newest(life), certificate=own)
        assert not read_reply(life.store, receipt.content, actor=CLERK).renewed


def certificate_for_another_key(life: Life) -> bytes:
    """A certificate of the bureau for this school, but for a key the school does not have."""
    from exporters.pki.requests import make_request

    _, request = make_request(PRIMARY.code)
    enrol_school(life.desk, request, authority=life.authority)
    return life.desk.store.certificates.all(PRIMARY.code)[-1].certificate


class TestClock:
    """Clocks that were set back are noticed on both sides."""

    def test_the_school_does_not_sign_before_the_bureaus_last_file(
        self, life: Life, tmp_path: Path
    ) -> None:
        with pytest.raises(Refused, match="早于区局最近一次发来文件的时间"):
            life.at(life.begun - DAY).report(tmp_path)

    def test_an_hour_is_forgiven(self, life: Life, tmp_path: Path) -> None:
        early = life.at(life.begun - timedelta(minutes=30))
        assert import_package(life.desk, early.report(tmp_path)).accepted

    def test_the_school_reads_no_receipt_with_a_clock_set_back(
        self, life: Life, tmp_path: Path
    ) -> None:
        taken(life, tmp_path)
        receipt = issue_receipt(life.desk, newest(life))
        with pytest.raises(PackageRefused, match="请先校准这台电脑的日期和时间") as refused:
            read_reply(life.store, receipt.content, actor=CLERK, clock=lambda: life.begun - DAY)
        assert refused.value.verdict.code is Code.E_CLOCK

    def test_the_bureau_imports_nothing_with_a_clock_set_back(
        self, life: Life, tmp_path: Path
    ) -> None:
        taken(life, tmp_path)
        path = life.report(tmp_path, minority="13")
        result = import_package(life.at(life.begun - DAY).desk, path)
        assert (result.accepted, result.code) == (False, Code.E_CLOCK)
        assert import_package(life.desk, path).accepted

    def test_a_bureau_whose_clock_ran_ahead_goes_on_after_it_says_so(
        self, life: Life, tmp_path: Path
    ) -> None:
        ahead = life.at(life.begun + 200 * DAY)
        import_package(ahead.desk, life.report(tmp_path))
        path = life.report(tmp_path, minority="13")
        assert import_package(life.desk, path).code is Code.E_CLOCK
        store, actor = life.desk.store, life.desk.actor
        with pytest.raises(StoreRefusal, match="写明校正时间的原因"):
            correct_clock(store, actor=actor, reason=" ")
        correct_clock(store, actor=actor, reason="换主板电池后年份错误")
        assert import_package(life.desk, path).accepted
        assert "换主板电池后年份错误" in {entry.reason for entry in store.journal.entries(limit=9)}
        with pytest.raises(Refused, match="不用校正"):
            correct_clock(store, actor=actor, reason="再来一次")

    def test_a_bureau_whose_clock_was_set_back_signs_nothing(
        self, life: Life, tmp_path: Path
    ) -> None:
        import_package(life.at(life.begun + DAY).desk, life.report(tmp_path))
        with pytest.raises(Refused, match="早于上一次收件的时间"):
            issue_receipt(life.desk, newest(life))
        flat_battery = life.at(datetime(1970, 1, 2, tzinfo=UTC))
        with pytest.raises(Refused, match=r"1970-01-02 08:00，早于建立根证书的时间"):
            issue_receipt(flat_battery.desk, newest(life))
        with pytest.raises(Refused, match="早于建立根证书的时间"):
            correct_clock(
                life.desk.store, actor=life.desk.actor, reason="x", clock=flat_battery.desk.clock
            )

    def test_a_clock_that_ran_ahead_once_does_not_lock_the_school_out(
        self, life: Life, tmp_path: Path
    ) -> None:
        taken(life, tmp_path)
        receipt = issue_receipt(life.desk, newest(life))
        ahead = life.begun + 300 * DAY
        read_reply(life.store, receipt.content, actor=CLERK, clock=lambda: ahead)
        assert taken(life, tmp_path, minority="13").accepted


class TestPassphrases:
    """The root key has its own passphrase, and no key file is kept untested."""

    def test_the_daily_passphrase_does_not_open_the_root_key(self, life: Life) -> None:
        store = life.desk.store
        with pytest.raises(Refused, match="口令不对"):
            bureau_store.unlock_authority(store, life.root_key, PASSPHRASE)
        opened = bureau_store.unlock_authority(store, life.root_key, ROOT_PASSPHRASE)
        assert opened.root == life.authority.root

    def test_a_key_file_that_does_not_open_is_not_kept(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from exporters.pki.keys import generate_key
        from operations.keys import locked_keys as keys

        monkeypatch.setattr(keys, "unlock_key", lambda *_: generate_key())
        with school_store.create_school(
            tmp_path / "a.yhs",
            school_code=PRIMARY.code,
            school_name="某校",
            period=2024,
            actor=CLERK,
        ) as store:
            with pytest.raises(Refused, match="试着打开，没有成功"):
                school_requests.request_certificate(store, passphrase=PASSPHRASE, actor=PRINCIPAL)
            assert store.blobs.get(BlobKind.PRIVATE_KEY) is None
