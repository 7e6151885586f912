"""Schools, requests, certificates and revocation lists."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from storage.address import StorePlace
from storage.bureau.certificates import IssuedCertificate
from storage.bureau.requests import RequestState
from storage.bureau.revocations import RevocationList
from storage.bureau.roster import School, from_json, to_json
from storage.bureau.store import BureauStore
from storage.errors import StoreRefusal
from storage.named.blobs import BlobKind
from tests.storage.stores import OFFICER, PACK, START, for_an_officer, new_bureau

SCHOOL = "4201040001"


@pytest.fixture
def store(place: StorePlace) -> Iterator[BureauStore]:
    with for_an_officer(new_bureau(place)) as opened:
        yield opened


def certificate(serial: str, holder: str = SCHOOL) -> IssuedCertificate:
    end = START + timedelta(days=730)
    return IssuedCertificate(serial, holder, "f" * 64, START, end, b"certificate")


def test_a_bureau_survives_reopening(place: StorePlace) -> None:
    new_bureau(place).close()
    with BureauStore.open(place) as store:
        meta = store.meta
        assert (meta.bureau_code, meta.bureau_name, meta.period) == (
            "420104",
            "样例区教育局",
            2024,
        )
        assert (meta.pack, meta.created) == (PACK, START)
        assert len(store.roster.all()) == 2
        assert store.verify_journal().intact
        assert store.verify_journal().entries == 2


def test_schools_are_added_and_replaced_by_code(store: BureauStore) -> None:
    old = store.roster.get(SCHOOL)
    assert old is not None
    closed = School(SCHOOL, "样例小学", "211", active=False, retired="2025-01-01", note="撤并")
    third = School("4201040000", "教学点", "218", "7", "220", "赵", contact="027-1", note="远")
    store.roster.upsert([closed, third], actor=OFFICER)
    assert set(store.journal.entries(limit=1)[0].addresses) == {SCHOOL, "4201040000"}
    assert store.roster.get(SCHOOL) == closed
    assert [item.code for item in store.roster.all()] == ["4201040000", SCHOOL, "4201040002"]
    assert store.roster.all()[0] == third
    assert closed not in store.roster.all(active_only=True)
    assert store.roster.get("1") is None
    assert store.packages.statuses()[1].active is False


def test_a_request_is_filed_and_answered(store: BureauStore) -> None:
    number = store.requests.add(SCHOOL, b"csr", fingerprint="ab12", received_at=START)
    (request,) = store.requests.all(open_only=True)
    assert (request.id, request.school_code, request.csr) == (number, SCHOOL, b"csr")
    store.certificates.add(certificate("0a"), request=number, actor=OFFICER)
    assert store.journal.entries(limit=1)[0].addresses == (SCHOOL,)
    assert store.requests.all(open_only=True) == []
    assert store.requests.all()[0].state is RequestState.ISSUED
    with pytest.raises(StoreRefusal, match="待处理的证书申请"):
        store.certificates.add(certificate("0b"), request=number)
    assert [item.serial for item in store.certificates.all()] == ["0a"]


def test_a_request_is_refused(store: BureauStore) -> None:
    number = store.requests.add(SCHOOL, b"csr", fingerprint="ab12", received_at=START)
    store.requests.refuse(number, actor=OFFICER, reason="指纹不符")
    assert store.requests.all()[0].state is RequestState.REFUSED
    assert store.journal.entries(limit=1)[0].reason == "指纹不符"
    with pytest.raises(StoreRefusal, match="不在本区学校名册"):
        store.requests.add("1", b"csr", fingerprint="", received_at=START)


def test_certificates_are_revoked_once(store: BureauStore) -> None:
    store.certificates.add(certificate("0a"))
    store.certificates.add(certificate("0b", "420104"))
    store.certificates.revoke("0a", at=START, reason="U盘丢失", actor=OFFICER)
    (revoked,) = store.certificates.all(SCHOOL)
    assert (revoked.revoked_at, revoked.revoke_reason) == (START, "U盘丢失")
    assert store.certificates.all("420104") == [certificate("0b", "420104")]
    for serial in ("0a", "0c"):
        with pytest.raises(StoreRefusal, match=serial):
            store.certificates.revoke(serial, at=START, reason="x", actor=OFFICER)


def test_the_number_of_revocation_lists_never_falls(store: BureauStore) -> None:
    assert store.revocations.newest() is None
    store.revocations.put(1, b"one", issued_at=START)
    store.revocations.put(5, b"five", issued_at=START)
    for number in (5, 4):
        with pytest.raises(StoreRefusal, match="不大于已有的 5"):
            store.revocations.put(number, b"old", issued_at=START)
    assert store.revocations.newest() == RevocationList(5, START, b"five")


def test_keys_and_settings(store: BureauStore) -> None:
    store.blobs.put(BlobKind.CA_KEY, b"locked", actor=OFFICER)
    store.settings.replace({"setting.escort_minutes": "30"}, actor=OFFICER)
    assert store.blobs.get(BlobKind.CA_KEY) == b"locked"
    assert store.settings.all() == {"setting.escort_minutes": "30"}
    assert store.journal.entries(limit=2)[1].actor == OFFICER


def test_a_school_in_the_journal_of_an_earlier_version_is_read() -> None:
    written = ["4201040001", "样例小学", "211", "7", "111", "张", True, "", "027-1", "备注"]
    school = from_json(written)
    assert (school.note, school.education_group) == ("备注", "")
    assert from_json(to_json(school)) == school
