"""Last year's figures: out of signed packages, into the opening file, checked alike on both sides."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from exporters.pki.requests import make_request
from operations.bureau.returns import last_year as bureau_last_year
from operations.bureau.returns.last_year import (
    LastFigures,
    keep_last_figures,
    last_figures_of,
    take_over_last_year,
)
from operations.bureau.schools.enrol import enrol_school
from operations.bureau.schools.roster import put_roster
from operations.bureau.sent.told import read_told
from operations.bureau.store import BureauPlan, Desk, NewBureau, create_bureau
from operations.demo.last_year import last_figures
from operations.demo.plans import plan_schools
from operations.demo.run import BUREAU
from operations.errors import Refused
from operations.last_return import flat_texts
from operations.school.keys.opening import read_opening
from operations.school.keys.requests import keep_request
from operations.school.store import open_sheet, read_context
from storage.bureau.store import BureauStore
from storage.school.store import SchoolStore
from tests.operations import staging
from tests.operations.staging import District

ROSTER = [
    ["学校标识码", "学校名称", "办学类型", "校长"],
    [staging.PRIMARY.code, staging.PRIMARY.name, staging.PRIMARY.school_type, "张样例"],
]


@pytest.fixture
def next_year(tmp_path: Path) -> Iterator[NewBureau]:
    """The same bureau's store of the next year."""
    plan = BureauPlan(BUREAU.code, BUREAU.name, 2025, "李科员")
    made = create_bureau(
        tmp_path / "2025.yhb",
        plan,
        passphrase="明年春天再来数这些海棠花",
        root_passphrase="石榴树下面埋着一坛老酒呢",
    )
    with made.desk.store as store:
        put_roster(store, ROSTER, actor=made.desk.actor)
        yield made


def take_over(made: NewBureau, older: BureauStore) -> bureau_last_year.TakenOver:
    return take_over_last_year(made.desk.store, older, actor=made.desk.actor)


def test_figures_of_listed_schools_are_taken_over_whole(
    next_year: NewBureau, desk: Desk, district: District
) -> None:
    taken = take_over(next_year, desk.store)
    assert taken.schools == (staging.PRIMARY.code,)
    assert taken.faults == {}
    figures = last_figures_of(next_year.desk.store, staging.PRIMARY.code)
    with SchoolStore.open(district.school(), read_only=True) as school:
        sheet = open_sheet(school)
    assert figures.fields["pupils.enrolled_primary"] == str(sheet.value("pupils.enrolled_primary"))
    assert len(figures.tables["pupils.classes"]) == len(sheet.rows("pupils.classes"))


def test_the_school_and_the_bureau_look_at_the_same_figures(
    next_year: NewBureau, desk: Desk, tmp_path: Path
) -> None:
    take_over(next_year, desk.store)
    code = staging.PRIMARY.code
    taken = last_figures_of(next_year.desk.store, code)
    said = replace(taken, justifications={"R-staffing-003": "因 2024 年 9 月 3 人产假。"})
    keep_last_figures(next_year.desk.store, code, said, actor=next_year.desk.actor)
    key, request = make_request(code)
    with staging.new_school(tmp_path, period=2025) as school:
        keep_request(school, request, locked_key=b"locked", actor=staging.PRINCIPAL)
        enrolled = enrol_school(next_year.desk, request, authority=next_year.authority, school=code)
        read_opening(
            school,
            enrolled.opening.content,
            actor=staging.CLERK,
            root_fingerprint=next_year.root_fingerprint.digits,
        )
        assert key.public
        known = school.last_values.all()
        last = read_context(school).last
    told = read_told(next_year.desk.store, code).last
    figures = last_figures_of(next_year.desk.store, code)
    assert known == told == flat_texts(figures.fields, figures.tables, figures.justifications)
    assert known["pupils.classes[1].enrolled"]
    assert last is not None
    assert last.justifications == {"因 2024 年 9 月 3 人产假。"}


def test_figures_kept_by_an_earlier_version_have_no_justifications(
    next_year: NewBureau,
) -> None:
    store, code = next_year.desk.store, staging.PRIMARY.code
    kept = b'{"last": {"profile.address": "x"}, "last_tables": {}}'
    store.blobs.put(f"last-{code}", kept, actor=next_year.desk.actor)
    assert last_figures_of(store, code) == LastFigures({"profile.address": "x"})


def test_a_damaged_package_is_named_and_the_rest_is_taken_over(
    next_year: NewBureau, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk.store.packages, "container", lambda _identity: b"damaged")
    taken = take_over(next_year, desk.store)
    assert taken.schools == ()
    assert list(taken.faults) == [staging.PRIMARY.code]
    assert last_figures_of(next_year.desk.store, staging.PRIMARY.code).fields == {}


def test_only_an_earlier_year_of_the_same_bureau_will_do(
    next_year: NewBureau, desk: Desk, stranger: Desk
) -> None:
    with pytest.raises(Refused, match="2025 年以前"):
        take_over(next_year, stranger.store)
    with pytest.raises(Refused, match="以前"):
        take_over_last_year(desk.store, next_year.desk.store, actor=desk.actor)


def test_last_year_of_the_demonstration_leads_to_this_year() -> None:
    plan = plan_schools(2, seed=1)[1]
    figures = last_figures(plan)
    rows = figures.tables["pupils.classes"]
    total = sum(int(row["enrolled"]) for row in rows)
    assert figures.fields["pupils.enrolled_total"] == str(total)
    grades = {row["grade"] for row in rows}
    assert grades == {str(grade) for grade in range(1, 10)}
