"""A new key waits beside the one in force until its opening file is read."""

from pathlib import Path

import pytest

from operations.bureau.schools.enrol import enrol_school
from operations.errors import Refused
from operations.school.keys import opening as school_keys
from operations.school.keys.enrolment import enrolment
from operations.school.keys.requests import (
    keep_request,
    last_request,
    request_certificate,
    withdraw_request,
)
from operations.school.signing.sign import unlock_school_key
from storage.named.blobs import BlobKind
from storage.school.store import SchoolStore
from tests.operations import care, staging
from tests.operations.care import PASSPHRASE, Life
from tests.operations.staging import CLERK, PRINCIPAL, import_package

NEW = "seven purple umbrellas sing"


def keys_of(store: SchoolStore) -> dict[BlobKind, bytes | None]:
    """The keys, requests and the certificate of a store."""
    return {kind: store.blobs.get(kind) for kind in BlobKind}


def test_the_old_key_signs_on_while_the_new_one_waits(life: Life, tmp_path: Path) -> None:
    before = keys_of(life.store)
    made = request_certificate(life.store, passphrase=NEW, actor=PRINCIPAL)
    after = keys_of(life.store)
    assert {kind for kind in BlobKind if after[kind] != before[kind]} == {
        BlobKind.NEXT_REQUEST,
        BlobKind.NEXT_PRIVATE_KEY,
    }
    assert made.waiting
    assert last_request(life.store) == made
    key = unlock_school_key(life.store, PASSPHRASE)
    assert import_package(life.desk, life.report(tmp_path, key=key)).accepted


def test_its_opening_file_puts_it_in_the_place_of_the_old_one(life: Life, tmp_path: Path) -> None:
    made = request_certificate(life.store, passphrase=NEW, actor=PRINCIPAL)
    waiting = life.store.blobs.get(BlobKind.NEXT_PRIVATE_KEY)
    enrolled = enrol_school(life.desk, made.content, authority=life.authority, replaces="换人")
    care.read(life.store, enrolled)
    after = keys_of(life.store)
    assert (after[BlobKind.REQUEST], after[BlobKind.PRIVATE_KEY]) == (made.content, waiting)
    assert (after[BlobKind.NEXT_REQUEST], after[BlobKind.NEXT_PRIVATE_KEY]) == (None, None)
    found = last_request(life.store)
    assert found is not None
    assert not found.waiting
    with pytest.raises(Refused, match="口令不对"):
        unlock_school_key(life.store, PASSPHRASE)
    key = unlock_school_key(life.store, NEW)
    assert import_package(life.desk, life.report(tmp_path, key=key)).accepted


def test_a_renewal_of_the_old_key_leaves_the_new_one_waiting(life: Life) -> None:
    old = last_request(life.store)
    assert old is not None
    made = request_certificate(life.store, passphrase=NEW, actor=PRINCIPAL)
    before = keys_of(life.store)
    care.read(life.store, enrol_school(life.desk, old.content, authority=life.authority))
    after = keys_of(life.store)
    assert after[BlobKind.CERTIFICATE] != before[BlobKind.CERTIFICATE]
    for kind in (BlobKind.PRIVATE_KEY, BlobKind.REQUEST, BlobKind.NEXT_PRIVATE_KEY):
        assert after[kind] == before[kind]
    assert last_request(life.store) == made


def test_the_key_that_was_replaced_does_not_come_back(life: Life) -> None:
    old = last_request(life.store)
    assert old is not None
    made = request_certificate(life.store, passphrase=NEW, actor=PRINCIPAL)
    care.read(life.store, enrol_school(life.desk, made.content, authority=life.authority))
    renewed = enrol_school(life.desk, old.content, authority=life.authority)
    before = keys_of(life.store)
    with pytest.raises(Refused, match="不是给本机生成的密钥"):
        care.read(life.store, renewed)
    assert keys_of(life.store) == before


def test_an_opening_file_that_fails_half_way_leaves_both_keys_where_they_are(
    life: Life, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = request_certificate(life.store, passphrase=NEW, actor=PRINCIPAL)
    enrolled = enrol_school(life.desk, made.content, authority=life.authority)
    before = keys_of(life.store)

    def fail(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(school_keys, "keep_revocations", fail)
    with pytest.raises(OSError, match="disk"):
        care.read(life.store, enrolled)
    assert keys_of(life.store) == before


def test_a_second_request_does_not_push_the_first_out(life: Life) -> None:
    made = request_certificate(life.store, passphrase=NEW, actor=PRINCIPAL)
    with pytest.raises(Refused, match="已经有一份开户申请在等区局的开户文件"):
        request_certificate(life.store, passphrase=NEW, actor=PRINCIPAL)
    assert last_request(life.store) == made


def test_before_the_enrolment_a_second_request_does_not_either(empty_school: SchoolStore) -> None:
    made = request_certificate(empty_school, passphrase=NEW, actor=PRINCIPAL)
    with pytest.raises(Refused, match="先撤回它"):
        request_certificate(empty_school, passphrase=NEW, actor=PRINCIPAL)
    assert last_request(empty_school) == made


def test_a_request_that_is_withdrawn_takes_its_key_along(life: Life) -> None:
    before = keys_of(life.store)
    made = request_certificate(life.store, passphrase=NEW, actor=PRINCIPAL)
    enrolled = enrol_school(life.desk, made.content, authority=life.authority)
    withdraw_request(life.store, actor=PRINCIPAL)
    assert keys_of(life.store) == before
    with pytest.raises(Refused, match="不是给本机生成的密钥"):
        care.read(life.store, enrolled)
    with pytest.raises(Refused, match="没有在等开户文件的申请"):
        withdraw_request(life.store, actor=PRINCIPAL)
    assert life.store.verify_journal().intact


def test_the_first_request_can_be_withdrawn_too(tmp_path: Path) -> None:
    with staging.new_school(tmp_path) as store:
        request_certificate(store, passphrase=NEW, actor=PRINCIPAL)
        withdraw_request(store, actor=PRINCIPAL)
        assert last_request(store) is None
        assert store.blobs.get(BlobKind.PRIVATE_KEY) is None


def test_a_key_on_a_token_takes_the_place_of_the_file_in_the_store(life: Life) -> None:
    from exporters.pki.requests import make_request

    _, request = make_request(life.store.meta.school_code)
    keep_request(life.store, request, locked_key=None, actor=PRINCIPAL)
    assert life.store.blobs.get(BlobKind.PRIVATE_KEY) is not None
    care.read(life.store, enrol_school(life.desk, request, authority=life.authority))
    assert life.store.blobs.get(BlobKind.PRIVATE_KEY) is None
    assert life.store.blobs.get(BlobKind.REQUEST) == request


def test_the_new_passphrase_tried_too_early_is_told_so(life: Life) -> None:
    request_certificate(life.store, passphrase=NEW, actor=PRINCIPAL)
    with pytest.raises(Refused, match="在那以前签名用原来的口令"):
        unlock_school_key(life.store, NEW)


def test_a_store_that_waited_before_keys_could_wait_is_enrolled(tmp_path: Path, life: Life) -> None:
    with staging.new_school(tmp_path) as store:
        made = request_certificate(store, passphrase=NEW, actor=CLERK)
        assert store.blobs.get(BlobKind.REQUEST) == made.content
        assert store.blobs.get(BlobKind.NEXT_REQUEST) is None
        enrolled = enrol_school(
            life.desk, made.content, authority=life.authority, replaces="电脑损坏"
        )
        care.read(store, enrolled)
        assert enrolment(store) is not None
