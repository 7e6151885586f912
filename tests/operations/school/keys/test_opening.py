"""Enrolment: the request, the root that is looked at, the opening file that fits."""

import pytest

from forms.exchange import Code
from operations.errors import Misused, PackageRefused, Refused
from operations.school.keys import requests as school_requests
from operations.school.keys.enrolment import enrolment
from operations.school.keys.opening import look_at_root, read_opening
from operations.school.store import open_school
from storage.named.blobs import BlobKind
from storage.school.store import SchoolStore
from tests.operations.staging import CLERK, PRINCIPAL, District


def test_a_request_needs_a_passphrase_worth_the_name(empty_school: SchoolStore) -> None:
    known = f"{empty_school.meta.school_code}{PRINCIPAL.name}"
    for weak in ("", "12345678", "password", "abcdabcd", "qwertyuiop", known):
        with pytest.raises(Misused, match="口令太弱"):
            school_requests.request_certificate(empty_school, passphrase=weak, actor=PRINCIPAL)
    assert school_requests.last_request(empty_school) is None


def test_how_the_school_is_enrolled_is_shown(district: District) -> None:
    with open_school(district.school(), read_only=True) as store:
        found = enrolment(store)
    assert found is not None
    assert found.bureau_code == "420104"
    assert found.next_number == 2


def test_the_offered_root_can_be_looked_at_first(district: District) -> None:
    content = _opening(district, 0)
    offer = look_at_root(content)
    assert offer.name == "演示区教育局"
    assert len(offer.fingerprint.replace(" ", "")) == 20


def test_another_fingerprint_than_the_notice_is_refused(
    empty_school: SchoolStore, district: District
) -> None:
    with pytest.raises(Misused, match="指纹"):
        read_opening(
            empty_school,
            _opening(district, 0),
            actor=CLERK,
            root_fingerprint="0000 0000 0000 0000 0000",
        )
    assert enrolment(empty_school) is None


def test_the_opening_file_of_another_school_is_refused(
    empty_school: SchoolStore, district: District
) -> None:
    said = f"文件是给学校 {district.code(1)} 的，不是本校 {district.code(0)}"
    with pytest.raises(PackageRefused, match=said) as caught:
        read_opening(empty_school, _opening(district, 1), actor=CLERK)
    assert caught.value.verdict.code is Code.E_ADDRESSEE


def test_a_store_without_the_key_cannot_use_the_opening_file(
    empty_school: SchoolStore, district: District
) -> None:
    with pytest.raises(Refused, match="开户申请"):
        read_opening(empty_school, _opening(district, 0), actor=CLERK)
    assert enrolment(empty_school) is None
    assert empty_school.settings.all() == {}


@pytest.mark.parametrize("content", [b"", b"text", b"PK\x03\x04"])
def test_something_else_is_no_opening_file(empty_school: SchoolStore, content: bytes) -> None:
    with pytest.raises(Refused, match="开户文件"):
        read_opening(empty_school, content, actor=CLERK)


def test_a_package_is_no_opening_file(district: District) -> None:
    with (
        open_school(district.school()) as store,
        pytest.raises(PackageRefused, match="加密的上报包"),
    ):
        read_opening(store, district.package().read_bytes(), actor=CLERK)


def test_a_receipt_is_no_opening_file(district: District) -> None:
    with open_school(district.school()) as store:
        receipt = district.folder / "receipts" / f"{district.code()}-2024-receipt-0002.asice"
        with pytest.raises(Refused, match="这里要读入的是开户文件"):
            read_opening(store, receipt.read_bytes(), actor=CLERK)


def _opening(district: District, number: int) -> bytes:
    with open_school(district.school(number), read_only=True) as store:
        content = store.blobs.get(BlobKind.OPENING)
    assert content is not None
    return content
