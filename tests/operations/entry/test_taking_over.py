"""Last year's answers in an open return: beside, taken over, brought over, confirmed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from forms.edits import Await
from forms.workflow import State
from operations.demo.plans import plan_schools
from operations.entry.open_return import OpenReturn
from operations.entry.saving import Done, Write
from operations.errors import NotConfirmed, NotEditable, Refused
from operations.last_return import flat_texts, last_fields, last_tables
from operations.school.check import submit_return
from operations.school.last_year import (
    Brought,
    bring_last_year,
    confirm_all,
    plan_bringing,
    take_older,
    unconfirmed,
)
from operations.school.store import open_return, open_sheet, read_context
from storage.school.store import SchoolStore
from tests.operations import staging
from tests.operations.staging import CLERK, SEED

SITE, PATROLS = "facilities.site_area", "safety.water_tests"


@pytest.fixture
def older(tmp_path: Path) -> Iterator[SchoolStore]:
    """Last year's store, whole."""
    folder = tmp_path / "older"
    folder.mkdir()
    with staging.new_school(folder, period=2023) as store:
        staging.fill_whole(store)
        yield store


@pytest.fixture
def begun(empty_school: SchoolStore, older: SchoolStore) -> SchoolStore:
    """A store of the year, begun from last year's."""
    take_older(empty_school, older, actor=CLERK)
    return empty_school


@pytest.fixture
def opened(begun: SchoolStore) -> OpenReturn:
    return open_return(begun, actor=CLERK)


def raw(store: SchoolStore, field: str) -> str | None:
    return store.answers.load().answers.get(field)


def test_a_new_store_begins_with_identity_structures_and_lists(
    begun: SchoolStore, older: SchoolStore
) -> None:
    record, last = begun.answers.load(), older.answers.load()
    for name in ("profile.school_type", "profile.address", SITE, "facilities.water_source"):
        assert record.answers[name] == last.answers[name]
        assert name in record.unconfirmed
    for table in ("facilities.music_rooms", "burden.lessons", "staffing.backbone_teachers"):
        assert [row.cells for row in record.tables[table]], table
        assert all(f"{table}[{row.id}]" in record.unconfirmed for row in record.tables[table])
    assert [row.cells["room_name"] for row in record.tables["facilities.music_rooms"]] == [
        row.cells["room_name"] for row in last.tables["facilities.music_rooms"]
    ]


def test_figures_of_a_year_are_not_brought(begun: SchoolStore) -> None:
    record = begun.answers.load()
    for name in (PATROLS, "funding.income_total", "pupils.entrants_primary", "profile.status"):
        assert name not in record.answers
    assert "pupils.classes" not in record.tables
    assert "safety.inspections" not in record.tables
    courses = record.tables["burden.service_courses"]
    assert courses
    assert all("pupils" not in row.cells for row in courses), "how many came is counted anew"


def test_bringing_is_one_step_that_is_undone_at_once(begun: SchoolStore) -> None:
    begun.answers.undo(CLERK)
    record = begun.answers.load()
    assert (record.answers, record.tables, record.unconfirmed) == ({}, {}, frozenset())


def test_what_is_filled_is_left_alone(empty_school: SchoolStore, older: SchoolStore) -> None:
    opened = open_return(empty_school, actor=CLERK)
    opened.set_text(SITE, "1")
    opened.insert_row("facilities.music_rooms", cells={"room_name": "新教室"})
    take_older(empty_school, older, actor=CLERK)
    record = empty_school.answers.load()
    assert record.answers[SITE] == "1"
    assert [row.cells for row in record.tables["facilities.music_rooms"]] == [
        {"room_name": "新教室"}
    ]
    assert SITE not in record.unconfirmed


def test_the_rehearsal_says_what_would_be_brought(
    empty_school: SchoolStore, older: SchoolStore
) -> None:
    assert plan_bringing(empty_school) == Brought(0, 0)
    assert "没有可以从上年带来的内容" in Brought(0, 0).sentence
    texts = staging_texts(older)
    empty_school.own_last.replace(texts, actor=CLERK)
    planned = plan_bringing(empty_school)
    assert planned.fields > 40
    assert planned.rows > 20
    assert empty_school.answers.load().answers == {}
    assert bring_last_year(empty_school, actor=CLERK) == planned
    assert f"{planned.fields} 项、{planned.rows} 行" in planned.sentence
    assert bring_last_year(empty_school, actor=CLERK) == Brought(0, 0)


def staging_texts(store: SchoolStore) -> dict[str, str]:
    sheet = open_sheet(store)
    return flat_texts(last_fields(sheet), last_tables(sheet), {})


def test_the_checks_look_only_at_what_the_bureau_told(begun: SchoolStore) -> None:
    assert read_context(begun).last is None


def test_what_the_bureau_told_comes_before_the_schools_own(begun: SchoolStore) -> None:
    begun.last_values.replace({SITE: "77"}, actor=CLERK)
    beside = open_return(begun, actor=CLERK).last_year.at(SITE)
    assert beside is not None
    assert beside.last == 77


def test_another_schools_store_is_refused(empty_school: SchoolStore, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    with (
        staging.new_school(tmp_path / "other", plan_schools(3, seed=SEED)[1], period=2023) as other,
        pytest.raises(Refused, match="应选择本校"),
    ):
        take_older(empty_school, other, actor=CLERK)


def test_this_years_store_is_refused(empty_school: SchoolStore, tmp_path: Path) -> None:
    (tmp_path / "same").mkdir()
    with (
        staging.new_school(tmp_path / "same") as same,
        pytest.raises(Refused, match="2024 年以前的"),
    ):
        take_older(empty_school, same, actor=CLERK)


def test_an_empty_store_is_refused(empty_school: SchoolStore, tmp_path: Path) -> None:
    (tmp_path / "none").mkdir()
    with (
        staging.new_school(tmp_path / "none", period=2023) as none,
        pytest.raises(Refused, match="还没有填报内容"),
    ):
        take_older(empty_school, none, actor=CLERK)


def test_a_key_confirms_and_the_journal_says_who_and_why(
    opened: OpenReturn, begun: SchoolStore
) -> None:
    opened.take_last_year([SITE])
    assert SITE not in opened.record.unconfirmed
    assert SITE not in begun.answers.load().unconfirmed
    entry = begun.journal.entries(limit=1)[0]
    assert (entry.actor.name, entry.reason, entry.addresses) == (CLERK.name, "同上年", (SITE,))
    opened.undo()
    assert SITE in opened.record.unconfirmed


def test_a_blank_takes_last_years_state_over(opened: OpenReturn, begun: SchoolStore) -> None:
    name = "staffing.authorised_posts"
    assert raw(begun, name) is None
    opened.take_last_year([name])
    beside = opened.last_year.at(name)
    assert beside is not None
    assert beside.is_same
    assert raw(begun, name)
    assert name not in begun.answers.load().unconfirmed


def test_of_several_places_those_that_can_are_taken_in_one_step(
    opened: OpenReturn, begun: SchoolStore
) -> None:
    opened.take_last_year([PATROLS, "staffing.authorised_posts", SITE])
    assert raw(begun, PATROLS) is None
    assert raw(begun, "staffing.authorised_posts")
    assert SITE not in opened.record.unconfirmed
    opened.undo()
    assert raw(begun, "staffing.authorised_posts") is None
    assert SITE in opened.record.unconfirmed


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        (PATROLS, "每年重新统计，不能同上年"),
        ("facilities.teaching_area_net", "由程序计算"),
        ("profile.private_licence_no", "与本校无关"),
    ],
)
def test_what_cannot_be_taken_over_says_why(opened: OpenReturn, address: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason):
        opened.take_last_year([address])


def test_a_printed_key_is_not_taken_over(opened: OpenReturn) -> None:
    row = f"facilities.special_rooms[{opened.sheet.rows('facilities.special_rooms')[0].id}]"
    opened.take_last_year([f"{row}.rooms"])
    assert row not in opened.record.unconfirmed
    with pytest.raises(Refused, match="印在表上"):
        opened.take_last_year([f"{row}.room_type"])


def test_who_changes_a_place_has_confirmed_it(opened: OpenReturn, begun: SchoolStore) -> None:
    row = opened.sheet.rows("facilities.music_rooms")[0].id
    opened.set_text(SITE, "12345")
    opened.set_text(f"facilities.music_rooms[{row}].area", "101")
    unwaited = {SITE, f"facilities.music_rooms[{row}]"}
    assert not unwaited & opened.record.unconfirmed
    assert not unwaited & begun.answers.load().unconfirmed


def test_typing_on_does_not_lose_the_confirmation(begun: SchoolStore) -> None:
    waiting_jobs: list[tuple[Write, Done]] = []
    opened = open_return(
        begun, actor=CLERK, submit=lambda write, done: waiting_jobs.append((write, done))
    )
    opened.set_text("facilities.green_area", "1")
    opened.set_text(SITE, "1")
    opened.set_text(SITE, "12")
    while waiting_jobs:
        write, done = waiting_jobs.pop(0)
        done(write(begun), None)
    assert raw(begun, SITE) == "12"
    assert SITE not in begun.answers.load().unconfirmed


def test_a_new_revision_keeps_the_marks_and_the_store_follows_from_its_journal(
    begun: SchoolStore,
) -> None:
    assert begun.verify_journal().intact
    marks = unconfirmed(begun)
    assert len(marks) > 60
    assert confirm_all(begun, actor=CLERK) == len(marks)
    assert unconfirmed(begun) == ()
    assert confirm_all(begun, actor=CLERK) == 0


def test_nothing_is_brought_into_what_is_no_draft(school: SchoolStore) -> None:
    submit_return(school, actor=CLERK)
    with pytest.raises(NotEditable, match="不能填入"):
        bring_last_year(school, actor=CLERK)


def test_a_whole_return_with_something_to_confirm_is_not_submitted(school: SchoolStore) -> None:
    school.answers.write([Await(SITE, waiting=True)], actor=CLERK)
    with pytest.raises(NotConfirmed, match=r"1 处从上年带来的内容没有确认.*占地面积") as refusal:
        submit_return(school, actor=CLERK)
    assert refusal.value.waiting == (SITE,)
    confirm_all(school, actor=CLERK)
    submit_return(school, actor=CLERK)
    assert school.revisions.state is State.IN_REVIEW
