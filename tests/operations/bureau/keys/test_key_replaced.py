"""Keys that are lost, stolen or handed on: replaced, and what the old ones signed."""

from datetime import timedelta
from pathlib import Path

import pytest

from forms.exchange import Code, Level
from forms.workflow import State
from operations.bureau import store as bureau_store
from operations.bureau.keys.renew import (
    renew_operator,
)
from operations.bureau.schools.enrol import enrol_school, revoke_school
from operations.bureau.schools.roster import put_roster, retire_school
from operations.bureau.sent.issue import issue_receipt
from operations.errors import PackageRefused, Refused
from operations.school.delivery.export import export_package
from operations.school.delivery.replies import read_reply
from operations.school.keys import requests as school_requests
from operations.school.keys.enrolment import enrolment
from operations.school.keys.opening import read_opening
from operations.school.signing.sign import unlock_school_key
from storage.named.blobs import BlobKind
from tests.operations import care, staging
from tests.operations.care import PASSPHRASE, Life, answered, newest, taken
from tests.operations.staging import CLERK, PRIMARY, PRINCIPAL, import_package

DAY = timedelta(days=1)


class TestReplacement:
    """Lost keys, new principals, schools that close."""

    def test_a_lost_key_is_replaced_and_the_numbers_go_on(self, life: Life, tmp_path: Path) -> None:
        taken(life, tmp_path)
        answered(life)
        request = school_requests.request_certificate(
            life.store, passphrase="a quite new one", actor=PRINCIPAL
        )
        enrolled = enrol_school(
            life.desk, request.content, authority=life.authority, replaces="密钥遗失"
        )
        care.read(life.store, enrolled)
        key = unlock_school_key(life.store, "a quite new one")
        result = import_package(life.desk, life.report(tmp_path, minority="13", key=key))
        assert (result.accepted, result.number) == (True, 2)
        assert [item.revoke_reason for item in life.desk.store.certificates.all(PRIMARY.code)] == [
            "密钥遗失",
            "",
        ]

    def test_an_old_opening_file_does_not_bring_old_things_back(self, life: Life) -> None:
        request = school_requests.last_request(life.store)
        assert request is not None
        later = [
            enrol_school(
                life.at(life.begun + days * DAY).desk, request.content, authority=life.authority
            )
            for days in (1, 2)
        ]
        old, new = (enrolled.opening.content for enrolled in later)

        def read(content: bytes) -> None:
            read_opening(life.store, content, actor=CLERK, clock=lambda: life.begun + 3 * DAY)

        read(new)
        with pytest.raises(Refused, match="比已经读入的旧"):
            read(old)
        assert life.store.blobs.get(BlobKind.OPENING) == new
        read(new)

    def test_what_the_old_key_signed_meanwhile_is_refused(self, life: Life, tmp_path: Path) -> None:
        path = life.report(tmp_path)
        request = school_requests.request_certificate(
            life.store, passphrase="a quite new one", actor=PRINCIPAL
        )
        enrol_school(life.desk, request.content, authority=life.authority, replaces="校长更换")
        result = import_package(life.desk, path)
        assert (result.accepted, result.code) == (False, Code.E_SIG)
        assert "吊销" in result.message

    def test_a_new_key_goes_on_behind_the_last_package_that_was_taken(
        self, life: Life, tmp_path: Path
    ) -> None:
        taken(life, tmp_path)
        answered(life)
        lost = life.report(tmp_path, minority="13")
        request = school_requests.request_certificate(
            life.store, passphrase="a quite new one", actor=PRINCIPAL
        )
        enrolled = enrol_school(
            life.desk, request.content, authority=life.authority, replaces="密钥遗失"
        )
        assert not import_package(life.desk, lost).accepted
        care.read(life.store, enrolled)
        assert life.store.deliveries.next_number() == 2
        assert [item.withdrawn_at is None for item in life.store.deliveries.all()] == [True, False]
        with pytest.raises(Refused, match="不再接收"):
            export_package(life.store, tmp_path / "again", actor=CLERK, replace=False)
        assert not (tmp_path / "again").exists()
        key = unlock_school_key(life.store, "a quite new one")
        later = tmp_path / "later"
        later.mkdir()
        result = import_package(life.desk, life.report(later, minority="14", key=key))
        assert (result.accepted, result.number) == (True, 2)
        assert [item.number for item in life.store.deliveries.all()] == [1, 2, 2]

    def test_a_renewed_certificate_of_the_same_key_leaves_the_packages_as_they_are(
        self, life: Life, tmp_path: Path
    ) -> None:
        life.report(tmp_path)
        request = school_requests.last_request(life.store)
        assert request is not None
        care.read(life.store, enrol_school(life.desk, request.content, authority=life.authority))
        assert life.store.deliveries.next_number() == 2
        assert life.store.deliveries.all()[0].withdrawn_at is None

    def test_a_new_principal_has_his_name_from_the_roster(self, life: Life) -> None:
        put_roster(life.desk.store, care.roster_rows("刘校长"), actor=life.desk.actor)
        request = school_requests.request_certificate(
            life.store, passphrase="a quite new one", actor=PRINCIPAL
        )
        enrolled = enrol_school(
            life.desk, request.content, authority=life.authority, replaces="校长更换"
        )
        care.read(life.store, enrolled)
        found = enrolment(life.store)
        assert found is not None
        assert found.principal == "刘校长"

    def test_a_new_store_after_a_lost_computer_goes_on_and_the_break_is_shown(
        self, life: Life, tmp_path: Path
    ) -> None:
        taken(life, tmp_path)
        answered(life)
        with staging.new_school(tmp_path) as fresh:
            request = school_requests.request_certificate(
                fresh, passphrase=PASSPHRASE, actor=PRINCIPAL
            )
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
        own = bureau_store.Desk(desk.store, keys, desk.actor)
        genuine = issue_receipt(own, newest(life))
        assert read_reply(life.store, genuine.content, actor=CLERK).state is State.ACCEPTED
