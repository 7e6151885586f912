"""The life of keys: renewed, lost, replaced, restored, revoked; and clocks that were set back."""

from datetime import timedelta
from pathlib import Path

import pytest

from exporters.asic import names
from exporters.asic.zip_reader import Archive
from exporters.pki.certificates import describe
from exporters.pki.profile import LEAF_LIFE
from forms.exchange import Code, Level
from forms.workflow import State
from operations import bureau_file, school_file, school_keys
from operations.bureau_clock import correct_clock
from operations.bureau_enrol import enrol_school, revoke_school
from operations.bureau_import import ImportResult, import_package
from operations.bureau_issue import issue_receipt, waiting_for_receipt
from operations.bureau_renew import (
    refresh_revocations,
    renew_certificate,
    renew_operator,
    wanted_renewals,
)
from operations.bureau_roster import put_roster, retire_school
from operations.errors import PackageRefused, Refused
from operations.school_deliver import read_reply
from operations.school_sign import unlock_school_key
from storage.blobs import BlobKind
from storage.errors import Refusal
from storage.packages import PackageRecord
from tests.operations import care, staging
from tests.operations.care import PASSPHRASE, ROOT_PASSPHRASE, Life
from tests.operations.staging import CLERK, PRIMARY, PRINCIPAL

DAY = timedelta(days=1)


def taken(life: Life, folder: Path, *, minority: str = "12") -> ImportResult:
    """Let the school report and the bureau import."""
    return import_package(life.desk, life.report(folder, minority=minority))


def answered(life: Life) -> None:
    """Let the bureau answer the newest package and the school read the receipt."""
    [package] = waiting_for_receipt(life.desk.store)
    receipt = issue_receipt(life.desk, package)
    read_reply(life.store, receipt.content, actor=CLERK, clock=life.desk.clock)


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
        bureau_file.Desk(desk.store, keys, desk.actor, desk.clock),
        life.store,
        life.authority,
        life.key,
        life.begun,
        life.root_key,
    )


def newest(life: Life) -> PackageRecord:
    return life.desk.store.packages(PRIMARY.code)[-1]


class TestRenewal:
    """A new certificate inside the receipt of an ordinary report."""

    def test_a_package_asks_for_nothing_while_there_is_time(
        self, life: Life, tmp_path: Path
    ) -> None:
        result = taken(life, tmp_path)
        container = life.desk.store.package_container(result.identity)
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
        certificate = life.store.blob(BlobKind.CERTIFICATE)
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

    def test_a_retired_school_is_not_renewed(self, life: Life, tmp_path: Path) -> None:
        later = near_the_end(life)
        taken(later, tmp_path)
        retire_school(later.desk.store, PRIMARY.code, actor=later.desk.actor)
        assert wanted_renewals(later.desk.store, clock=later.desk.clock) == []
        with pytest.raises(Refused, match="不能换发"):
            renew_certificate(later.desk, newest(life), authority=life.authority)

    def test_the_school_refuses_a_certificate_for_another_key(
        self, life: Life, tmp_path: Path
    ) -> None:
        taken(life, tmp_path)
        own = life.store.blob(BlobKind.CERTIFICATE)
        operator = life.desk.store.blob(BlobKind.OPERATOR_CERTIFICATE) or b""
        receipt = issue_receipt(life.desk, newest(life), certificate=operator)
        with pytest.raises(Refused, match="不是发给本校的"):
            read_reply(life.store, receipt.content, actor=CLERK)
        other = certificate_for_another_key(life)
        receipt = issue_receipt(life.desk, newest(life), certificate=other)
        with pytest.raises(Refused, match="不是给本校现在这把签名密钥的"):
            read_reply(life.store, receipt.content, actor=CLERK)
        assert life.store.blob(BlobKind.CERTIFICATE) == own
        assert life.store.state is State.DELIVERED

    def test_a_certificate_that_is_no_newer_changes_nothing(
        self, life: Life, tmp_path: Path
    ) -> None:
        taken(life, tmp_path)
        own = life.store.blob(BlobKind.CERTIFICATE) or b""
        receipt = issue_receipt(life.desk, newest(life), certificate=own)
        assert not read_reply(life.store, receipt.content, actor=CLERK).renewed


def certificate_for_another_key(life: Life) -> bytes:
    """A certificate of the bureau for this school, but for a key the school does not have."""
    from exporters.pki.requests import make_request

    _, request = make_request(PRIMARY.code)
    enrol_school(life.desk, request, authority=life.authority)
    return life.desk.store.certificates(PRIMARY.code)[-1].certificate


class TestReplacement:
    """Lost keys, new principals, schools that close."""

    def test_a_lost_key_is_replaced_and_the_numbers_go_on(self, life: Life, tmp_path: Path) -> None:
        taken(life, tmp_path)
        answered(life)
        request = school_keys.request_certificate(
            life.store, passphrase="a quite new one", actor=PRINCIPAL
        )
        enrolled = enrol_school(
            life.desk, request.content, authority=life.authority, replaces="密钥遗失"
        )
        care.read(life.store, enrolled)
        key = unlock_school_key(life.store, "a quite new one")
        result = import_package(life.desk, life.report(tmp_path, minority="13", key=key))
        assert (result.accepted, result.number) == (True, 2)
        assert [item.revoke_reason for item in life.desk.store.certificates(PRIMARY.code)] == [
            "密钥遗失",
            "",
        ]

    def test_an_old_opening_file_does_not_bring_old_things_back(self, life: Life) -> None:
        request = school_keys.pending_request(life.store)
        assert request is not None
        later = [
            enrol_school(
                life.at(life.begun + days * DAY).desk, request.content, authority=life.authority
            )
            for days in (1, 2)
        ]
        old, new = (enrolled.opening.content for enrolled in later)

        def read(content: bytes) -> None:
            school_keys.read_opening(
                life.store, content, actor=CLERK, clock=lambda: life.begun + 3 * DAY
            )

        read(new)
        with pytest.raises(Refused, match="比已经读入的旧"):
            read(old)
        assert life.store.blob(BlobKind.OPENING) == new
        read(new)

    def test_what_the_old_key_signed_meanwhile_is_refused(self, life: Life, tmp_path: Path) -> None:
        path = life.report(tmp_path)
        request = school_keys.request_certificate(
            life.store, passphrase="a quite new one", actor=PRINCIPAL
        )
        enrol_school(life.desk, request.content, authority=life.authority, replaces="校长更换")
        result = import_package(life.desk, path)
        assert (result.accepted, result.code) == (False, Code.E_SIG)
        assert "吊销" in result.message

    def test_a_new_principal_has_his_name_from_the_roster(self, life: Life) -> None:
        put_roster(life.desk.store, care.roster_rows("刘校长"), actor=life.desk.actor)
        request = school_keys.request_certificate(
            life.store, passphrase="a quite new one", actor=PRINCIPAL
        )
        enrolled = enrol_school(
            life.desk, request.content, authority=life.authority, replaces="校长更换"
        )
        care.read(life.store, enrolled)
        found = school_keys.enrolment(life.store)
        assert found is not None
        assert found.principal == "刘校长"

    def test_a_new_store_after_a_lost_computer_goes_on_and_the_break_is_shown(
        self, life: Life, tmp_path: Path
    ) -> None:
        taken(life, tmp_path)
        answered(life)
        with staging.new_school(tmp_path) as fresh:
            request = school_keys.request_certificate(fresh, passphrase=PASSPHRASE, actor=PRINCIPAL)
            enrolled = enrol_school(
                life.desk, request.content, authority=life.authority, replaces="电脑损坏"
            )
            care.read(fresh, enrolled)
            staging.fill_whole(fresh)
            key = unlock_school_key(fresh, PASSPHRASE)
            anew = Life(life.desk, fresh, life.authority, key, life.begun, life.root_key)
            result = import_package(life.desk, anew.report(tmp_path))
        assert (result.accepted, result.number) == (True, 2)
        assert result.verdict is Level.REMARK
        assert "日志在第 1 号和第 2 号上报包之间没有接上" in result.message

    def test_a_retired_school_keeps_what_it_delivered(self, life: Life, tmp_path: Path) -> None:
        assert taken(life, tmp_path).accepted
        revoke_school(
            life.desk.store,
            PRIMARY.code,
            authority=life.authority,
            actor=life.desk.actor,
            reason="学校撤并",
        )
        retire_school(life.desk.store, PRIMARY.code, actor=life.desk.actor)
        result = taken(life, tmp_path, minority="13")
        assert not result.accepted
        assert newest(life).number == 1

    def test_a_stolen_operator_key_is_worth_nothing_to_a_school_that_has_heard(
        self, life: Life, tmp_path: Path
    ) -> None:
        taken(life, tmp_path)
        forged = issue_receipt(life.desk, newest(life), note="假的")
        desk = life.desk
        keys = renew_operator(
            desk.store,
            desk.keys,
            authority=life.authority,
            passphrase="a quite new one",
            actor=desk.actor,
            revoke_reason="口令泄露",
        )
        assert keys.identity.recipient == desk.keys.identity.recipient
        assert care.unlocked(life, "a quite new one").operator.public == keys.operator.public
        life.hand_over_list()
        with pytest.raises(PackageRefused, match="吊销"):
            read_reply(life.store, forged.content, actor=CLERK)
        own = bureau_file.Desk(desk.store, keys, desk.actor)
        genuine = issue_receipt(own, newest(life))
        assert read_reply(life.store, genuine.content, actor=CLERK).state is State.ACCEPTED


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
        with pytest.raises(PackageRefused) as refused:
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
        with pytest.raises(Refusal, match="写明校正时间的原因"):
            correct_clock(store, actor=actor, reason=" ")
        correct_clock(store, actor=actor, reason="换主板电池后年份错误")
        assert import_package(life.desk, path).accepted
        assert "换主板电池后年份错误" in {entry.reason for entry in store.history(limit=9)}
        with pytest.raises(Refused, match="不用校正"):
            correct_clock(store, actor=actor, reason="再来一次")

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
            bureau_file.unlock_authority(store, life.root_key, PASSPHRASE)
        opened = bureau_file.unlock_authority(store, life.root_key, ROOT_PASSPHRASE)
        assert opened.root == life.authority.root

    def test_a_key_file_that_does_not_open_is_not_kept(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        from exporters.pki.keys import generate_key
        from operations import keys

        monkeypatch.setattr(keys, "unlock_key", lambda *_: generate_key())
        with school_file.create_school(
            tmp_path / "a.yhs",
            school_code=PRIMARY.code,
            school_name="某校",
            period=2024,
            actor=CLERK,
        ) as store:
            with pytest.raises(Refused, match="试着打开，没有成功"):
                school_keys.request_certificate(store, passphrase=PASSPHRASE, actor=PRINCIPAL)
            assert store.blob(BlobKind.PRIVATE_KEY) is None
