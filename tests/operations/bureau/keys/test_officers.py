"""Who did what at the bureau: officers with a certificate each, rights that are asked, refused and noted."""

from dataclasses import replace
from pathlib import Path

import pytest

from exporters.pki.certificates import describe
from exporters.pki.requests import CertificateRequest
from forms.rights import ALL_RIGHTS, Right, rights_told
from forms.workflow import State
from operations.bureau.keys import renew
from operations.bureau.keys.key_care import bureau_keys_state
from operations.bureau.keys.officer_keys import officer_certificate
from operations.bureau.keys.officers import (
    add_officer,
    officer_states,
    officers_of,
    parse_rights,
    revoke_officer,
    set_rights,
)
from operations.bureau.rights import require
from operations.bureau.schools.requests import check_own_key
from operations.bureau.sent import issue
from operations.bureau.store import Desk, at_work, officer, unlock_daily_keys
from operations.errors import Misused, OperationError, PackageRefused, Refused
from operations.journal.proof import verify_history
from operations.keys.key_care import KeyKind, KeyStatus
from operations.keys.recovery import daily_recovery_sheet
from operations.school.delivery.replies import read_reply
from storage.bureau.officers import Officer
from storage.journal.journal import EntryKind
from tests.operations import care, staging
from tests.operations.care import Life
from tests.operations.office import FIRST, PASSPHRASE, SECOND, Office, added
from tests.operations.staging import CLERK, PRIMARY


class TestOne:
    def test_whatever_name_is_given_everything_is_allowed_and_nothing_is_kept(
        self, life: Life
    ) -> None:
        before = life.desk.store.journal.head()
        for right in Right:
            require(life.desk.store, officer("谁都行"), right)
        assert life.desk.store.journal.head() == before
        assert life.desk.store.officers.all() == ()
        assert officers_of(life.desk.store) == (Officer(1, FIRST.name, ALL_RIGHTS),)

    def test_the_only_one_can_be_neither_limited_nor_revoked(self, life: Life) -> None:
        with pytest.raises(Refused, match="只有一名操作员，有全部权限"):
            revoke_officer(
                life.desk.store,
                FIRST.name,
                authority=life.authority,
                actor=FIRST,
                reason="x",
            )

    def test_another_name_than_the_certificates_has_to_be_settled_first(self, life: Life) -> None:
        desk = replace(life.desk, actor=officer("王芳"))
        with pytest.raises(Refused, match=f"证书上的姓名是“{FIRST.name}”.*请先换发操作员证书"):
            added(desk, "李娜", life.authority)
        assert life.desk.store.officers.all() == ()


class TestAdding:
    def test_the_first_keeps_all_rights_and_the_second_signs_under_the_own_name(
        self, opened: Office
    ) -> None:
        store = opened.second.store
        assert officers_of(store) == (
            Officer(1, FIRST.name, ALL_RIGHTS),
            Officer(2, SECOND.name, frozenset()),
        )
        assert describe(officer_certificate(store, SECOND.name)).name == SECOND.name
        assert [item.status for item in officer_states(store)] == [KeyStatus.VALID] * 2
        own = unlock_daily_keys(store, PASSPHRASE, name=SECOND.name)
        assert own.identity.recipient == opened.life.desk.keys.identity.recipient
        with pytest.raises(Refused, match=f"{SECOND.name}的口令不对"):
            unlock_daily_keys(store, care.PASSPHRASE, name=SECOND.name)
        with pytest.raises(Refused, match=f"“别人”不是这个局端库的操作员（{FIRST.name}、李娜）"):
            unlock_daily_keys(store, PASSPHRASE, name="别人")

    def test_keys_and_sheets_are_each_officers_own(self, opened: Office) -> None:
        store = opened.second.store
        assert daily_recovery_sheet(store, name=SECOND.name) != daily_recovery_sheet(
            store, name=FIRST.name
        )
        told = [item.name for item in bureau_keys_state(store) if item.kind is KeyKind.OPERATOR]
        assert told == [FIRST.name, SECOND.name]
        with (
            pytest.raises(Refused, match="打开的密钥不是李娜的"),
            at_work(store, opened.life.desk.keys, SECOND),
        ):
            pytest.fail("another officer's keys were taken")

    def test_the_journal_holds_who_and_what_and_is_replayed(self, opened: Office) -> None:
        opened.allow(Right.REVIEW, Right.INTAKE)
        entry = opened.second.store.journal.last(EntryKind.OFFICER)
        assert entry is not None
        assert entry.actor == FIRST
        assert entry.payload == {"officer": "李娜", "rights": ["intake", "review"]}
        verdict = verify_history(opened.second.store)
        assert (verdict.intact, verdict.findings) == (True, ())

    @pytest.mark.parametrize(
        ("name", "passphrase", "said"),
        [
            ("李娜", PASSPHRASE, "“李娜”已经是操作员"),
            ("  ", PASSPHRASE, "操作员姓名不能为空"),
            ("王\u202e芳", PASSPHRASE, "看不见的字符"),
            ("长" * 30, PASSPHRASE, "证书上写不下"),
            ("王芳", "short", "口令"),
        ],
    )
    def test_a_name_or_passphrase_that_cannot_be_is_refused_and_nothing_is_left(
        self, opened: Office, name: str, passphrase: str, said: str
    ) -> None:
        before = opened.second.store.journal.head()
        with pytest.raises(OperationError, match=said):
            added(opened.life.desk, name, opened.life.authority, passphrase)
        assert opened.second.store.journal.head() == before

    def test_no_school_is_enrolled_with_an_officers_key(self, opened: Office) -> None:
        store, keys = opened.second.store, opened.second.keys
        request = CertificateRequest(PRIMARY.code, keys.operator.public)
        with pytest.raises(Refused, match="用的是区局操作员的密钥"):
            check_own_key(store, request)

    def test_rights_are_typed_as_ids_or_as_words(self) -> None:
        assert parse_rights(["intake", "签发回执"]) == {Right.INTAKE, Right.RECEIPTS}
        assert rights_told(parse_rights(["签发回执", "intake"])) == "导入上报包、签发回执"
        assert rights_told(parse_rights([])) == "没有权限"
        assert rights_told(ALL_RIGHTS) == "全部权限"
        with pytest.raises(Misused, match="没有“root”这项权限，可以写 intake（导入上报包）"):
            parse_rights(["root"])


class TestSigning:
    def test_a_receipt_says_who_signed_and_the_school_takes_it(
        self, opened: Office, tmp_path: Path
    ) -> None:
        opened.allow(Right.INTAKE, Right.RECEIPTS)
        life = replace(opened.life, desk=opened.second)
        assert care.taken(life, tmp_path).accepted
        with at_work(life.desk.store, life.desk.keys, SECOND) as desk:
            receipt = issue.issue_receipt(desk, care.newest(life))
        entry = life.desk.store.journal.last(EntryKind.ISSUE)
        assert entry is not None
        assert entry.actor == SECOND
        serial = describe(officer_certificate(life.desk.store, SECOND.name)).serial
        assert entry.payload["signed_by"] == {"name": SECOND.name, "certificate": serial}
        assert read_reply(life.store, receipt.content, actor=CLERK).state is State.ACCEPTED
        assert verify_history(life.desk.store).intact

    def test_what_a_revoked_officer_signed_is_worth_nothing_to_a_school_that_has_heard(
        self, opened: Office, tmp_path: Path
    ) -> None:
        opened.allow(Right.INTAKE, Right.RECEIPTS)
        life = replace(opened.life, desk=opened.second)
        care.taken(life, tmp_path)
        forged = issue.issue_receipt(opened.second, care.newest(life), note="假的")
        gone = revoke_officer(
            life.desk.store, "李娜", authority=life.authority, actor=FIRST, reason="调离"
        )
        assert gone == Officer(2, "李娜", frozenset())
        life.hand_over_list()
        with pytest.raises(PackageRefused, match="吊销"):
            read_reply(life.store, forged.content, actor=CLERK)
        with pytest.raises(Refused, match="李娜的证书已经吊销，密钥已从库里删去"):
            unlock_daily_keys(life.desk.store, PASSPHRASE, name="李娜")
        assert [item.status for item in officer_states(life.desk.store)] == [
            KeyStatus.VALID,
            KeyStatus.REVOKED,
        ]
        genuine = issue.issue_receipt(opened.life.desk, care.newest(life))
        assert read_reply(life.store, genuine.content, actor=CLERK).state is State.ACCEPTED
        assert verify_history(life.desk.store).intact

    def test_keys_still_open_in_a_revoked_officers_hands_sign_nothing_more(
        self, opened: Office, tmp_path: Path
    ) -> None:
        care.taken(opened.life, tmp_path)
        package = care.newest(opened.life)
        revoke_officer(
            opened.second.store, "李娜", authority=opened.life.authority, actor=FIRST, reason="调离"
        )
        with pytest.raises(PackageRefused, match="吊销"):
            issue.sign_receipt(opened.second, package)

    def test_the_revoked_may_come_back_with_new_keys_under_the_same_number(
        self, opened: Office
    ) -> None:
        store = opened.second.store
        revoke_officer(
            store, "李娜", authority=opened.life.authority, actor=FIRST, reason="口令泄露"
        )
        with pytest.raises(Refused, match="李娜的证书已经吊销，请用根密钥重新添加李娜"):
            opened.allow(Right.INTAKE)
        again = add_officer(
            opened.life.desk,
            "李娜",
            frozenset({Right.INTAKE}),
            authority=opened.life.authority,
            passphrase="two slow turtles 31",
        )
        assert again == Officer(2, "李娜", frozenset({Right.INTAKE}))
        assert unlock_daily_keys(store, "two slow turtles 31", name="李娜")
        assert verify_history(store).intact

    def test_each_renews_the_own_certificate_and_revokes_no_other(self, opened: Office) -> None:
        store, first = opened.second.store, officer_certificate(opened.second.store, FIRST.name)
        keys = renew.renew_operator(
            store,
            opened.second.keys,
            authority=opened.life.authority,
            passphrase="two slow turtles 31",
            actor=SECOND,
            revoke_reason="口令泄露",
        )
        assert officer_certificate(store, FIRST.name) == first
        revoked = [item for item in store.certificates.all() if item.revoked_at is not None]
        assert [item.holder for item in revoked] == [f"{store.meta.bureau_code}/2"]
        assert keys.operator.public in officer_certificate(store, SECOND.name)
        with pytest.raises(Refused, match="不是李娜的"):
            renew.renew_operator(
                store,
                opened.life.desk.keys,
                authority=opened.life.authority,
                passphrase="two slow turtles 32",
                actor=SECOND,
            )


class TestTheLastWhoMay:
    def test_keeps_the_right_to_give_rights(self, opened: Office) -> None:
        said = f"只有{FIRST.name}有“密钥和证书”的权限"
        with pytest.raises(Refused, match=said):
            opened.allow(Right.INTAKE, to=FIRST)
        with pytest.raises(Refused, match=said):
            revoke_officer(
                opened.second.store,
                FIRST.name,
                authority=opened.life.authority,
                actor=FIRST,
                reason="调离",
            )
        opened.allow(Right.KEYS)
        opened.allow(Right.INTAKE, to=FIRST)
        assert officers_of(opened.second.store)[0].rights == {Right.INTAKE}

    def test_another_bureaus_root_key_gives_no_rights(
        self, opened: Office, stranger: Desk, tmp_path_factory: pytest.TempPathFactory
    ) -> None:
        assert stranger.store.meta.bureau_code != opened.second.store.meta.bureau_code
        other = staging.other_bureau(tmp_path_factory.getbasetemp() / "other").authority
        with pytest.raises(Refused, match="根密钥不是这个局端库的"):
            set_rights(opened.second.store, "李娜", ALL_RIGHTS, authority=other, actor=FIRST)
