"""A store that begins with the opening file or last year's store: nothing is asked twice."""

from pathlib import Path

import pytest

from operations.check_context import SCHOOL_TYPE
from operations.demo.plans import plan_schools
from operations.errors import Misused, PackageRefused, Refused
from operations.journal.proof import verify_history
from operations.school.beginning import (
    found_from_older,
    found_from_opening,
    look_at_older,
    look_at_opening,
)
from operations.school.identity import CODE, NAME, TYPE
from operations.school.keys.enrolment import enrolment
from operations.school.last_year import unconfirmed
from operations.school.store import open_school
from storage.named.blobs import BlobKind
from tests.operations import care, staging
from tests.operations.staging import CLERK, District


def opening_of(district: District, number: int = 0) -> bytes:
    with open_school(district.school(number), read_only=True) as store:
        return store.blobs.get(BlobKind.OPENING) or b""


@pytest.fixture
def older(tmp_path: Path) -> Path:
    folder = tmp_path / "older"
    folder.mkdir()
    with staging.new_school(folder, period=2023) as store:
        staging.fill_whole(store)
        return store.path


def test_the_file_says_school_type_and_year(district: District) -> None:
    offer = look_at_opening(opening_of(district))
    assert (offer.school_code, offer.period) == (district.code(), 2024)
    assert offer.school_name == staging.PRIMARY.name
    assert offer.principal
    assert (offer.school_type, offer.type_label) == ("211", "小学")
    assert offer.root.name == "演示区教育局"


def test_a_store_made_of_it_is_enrolled_and_asks_nothing_again(
    district: District, tmp_path: Path
) -> None:
    content = opening_of(district)
    print_of = look_at_opening(content).root.fingerprint
    path = tmp_path / "新.yhs"
    brought = found_from_opening(path, content, actor=CLERK, root_fingerprint=print_of)
    with open_school(path) as store:
        answers = store.answers.load().answers
        assert answers[CODE] == district.code()
        assert answers[NAME] == staging.PRIMARY.name
        assert answers[TYPE] == "211"
        found = enrolment(store)
        assert found is not None
        assert found.bureau_name == "演示区教育局"
        assert store.settings.all()[f"setting.{SCHOOL_TYPE}"] == "211"
        assert 0 < len(unconfirmed(store)) <= brought.fields + brought.rows
        assert {CODE, NAME, TYPE}.isdisjoint(unconfirmed(store))
        assert verify_history(store).intact


def test_last_years_return_in_the_file_comes_along(district: District, tmp_path: Path) -> None:
    content, path = opening_of(district), tmp_path / "新.yhs"
    assert look_at_opening(content).has_last
    brought = found_from_opening(path, content, actor=CLERK)
    assert brought.fields > 20
    with open_school(path) as store:
        record = store.answers.load()
        assert "facilities.site_area" in record.unconfirmed
        assert "pupils.entrants_primary" not in record.answers


@pytest.mark.parametrize(("content", "said"), [(b"", "开户文件"), (b"PK\x03\x04", "开户文件")])
def test_anything_else_is_refused_and_makes_no_store(
    tmp_path: Path, content: bytes, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        found_from_opening(tmp_path / "新.yhs", content, actor=CLERK)
    assert not (tmp_path / "新.yhs").exists()


def test_a_changed_file_is_refused(district: District, tmp_path: Path) -> None:
    content = opening_of(district).replace(staging.PRIMARY.name.encode(), "假".encode() * 6, 1)
    with pytest.raises((PackageRefused, Refused)):
        found_from_opening(tmp_path / "新.yhs", content, actor=CLERK)
    assert not (tmp_path / "新.yhs").exists()


def test_another_fingerprint_than_the_notice_makes_no_store(
    district: District, tmp_path: Path
) -> None:
    with pytest.raises(Misused, match="根证书的指纹与输入的不同"):
        found_from_opening(
            tmp_path / "新.yhs",
            opening_of(district),
            actor=CLERK,
            root_fingerprint="0000 0000 0000 0000 0000",
        )
    assert not (tmp_path / "新.yhs").exists()


def test_this_years_store_is_made_from_last_years(older: Path, tmp_path: Path) -> None:
    assert look_at_older(older).school_name == staging.PRIMARY.name
    path = tmp_path / "2024.yhs"
    brought = found_from_older(path, older, period=2024, actor=CLERK)
    assert brought.fields > 40
    with open_school(path) as store:
        assert store.meta.school_code == staging.PRIMARY.code
        assert store.answers.load().answers[TYPE] == "211"
        assert TYPE in unconfirmed(store)


def test_a_store_that_is_not_older_makes_none(older: Path, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="2023 年以前的"):
        found_from_older(tmp_path / "新.yhs", older, period=2023, actor=CLERK)
    assert not (tmp_path / "新.yhs").exists()


def test_last_years_store_goes_along_with_a_file_that_brings_none(
    life: care.Life, older: Path, tmp_path: Path
) -> None:
    content = life.store.blobs.get(BlobKind.OPENING) or b""
    assert not look_at_opening(content).has_last
    path = tmp_path / "新.yhs"
    brought = found_from_opening(path, content, actor=CLERK, older=older)
    assert brought.fields > 40
    with open_school(path) as store:
        assert store.own_last.all()
        assert store.last_values.all() == {}
        assert TYPE not in unconfirmed(store)


def test_another_schools_store_beside_the_file_makes_none(life: care.Life, tmp_path: Path) -> None:
    content = life.store.blobs.get(BlobKind.OPENING) or b""
    (tmp_path / "other").mkdir()
    plan = plan_schools(3, seed=staging.SEED)[1]
    with staging.new_school(tmp_path / "other", plan, period=2023) as other:
        older = other.path
    with pytest.raises(Refused, match="应选择本校"):
        found_from_opening(tmp_path / "新.yhs", content, actor=CLERK, older=older)
    assert not (tmp_path / "新.yhs").exists()
