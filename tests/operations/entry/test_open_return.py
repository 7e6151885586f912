"""The open return: typing, leaving a field, rows, saving, undo."""

import re
from pathlib import Path

import pytest

from forms.live.delta import Delta
from operations.entry.open_return import OpenReturn
from operations.entry.saving import Done, SaveState, Write
from operations.errors import NotEditable, Refused
from operations.failures.explain import explain
from operations.school.check import submit_return
from operations.school.store import open_return, open_school, read_return, school_engine
from storage.errors import DiskFull
from storage.school.store import SchoolStore
from tests.operations.entry.class_rows import ADDRESS, CLASSES, delete
from tests.operations.staging import CLERK


def test_typing_is_in_memory_and_on_disk_at_once(opened: OpenReturn, school: SchoolStore) -> None:
    delta = opened.set_text(ADDRESS, "150")
    assert ADDRESS in delta.addresses
    assert opened.sheet.value(ADDRESS) == 150
    assert school.answers.load().answers[ADDRESS] == "150"
    assert opened.status.state is SaveState.SAVED
    assert opened.is_settled


@pytest.mark.parametrize(
    ("typed", "left"),
    [("１５０", "150"), (" 150 ", "150"), ("1,150", "1150"), ("007", "7")],
)
def test_leaving_a_field_shows_the_canonical_text(
    opened: OpenReturn, school: SchoolStore, typed: str, left: str
) -> None:
    opened.set_text(ADDRESS, typed)
    assert opened.leave(ADDRESS) is not None
    assert opened.sheet.cell(ADDRESS).raw == left
    assert school.answers.load().answers[ADDRESS] == left


@pytest.mark.parametrize("typed", ["一百五十", "150人", "无", "/", "1.5", "12a"])
def test_wrong_text_is_kept_and_reported(
    opened: OpenReturn, school: SchoolStore, typed: str
) -> None:
    delta = opened.set_text(ADDRESS, typed)
    assert opened.leave(ADDRESS) is None
    assert school.answers.load().answers[ADDRESS] == typed
    assert [found.code for found in delta.problems_added if found.address == ADDRESS] == ["F2"]


def test_leaving_a_cell_of_a_deleted_row_does_nothing(opened: OpenReturn) -> None:
    row, _ = opened.insert_row(CLASSES, cells={"enrolled": "４"})
    delete(opened, row)
    assert opened.leave(f"{CLASSES}[{row}].enrolled") is None


def test_leaving_a_cell_normalises_it(opened: OpenReturn) -> None:
    row, _ = opened.insert_row(CLASSES, cells={"enrolled": "４"})
    assert opened.leave(f"{CLASSES}[{row}].enrolled") is not None
    assert opened.sheet.cell(f"{CLASSES}[{row}].enrolled").raw == "4"


def test_leaving_a_field_that_is_canonical_writes_nothing(opened: OpenReturn) -> None:
    opened.set_text(ADDRESS, "150")
    assert opened.leave(ADDRESS) is None


@pytest.mark.parametrize("blank", [None, "", "   ", "\u3000"])
def test_blank_clears_an_answer(opened: OpenReturn, school: SchoolStore, blank: str | None) -> None:
    opened.set_text(ADDRESS, blank)
    assert ADDRESS not in school.answers.load().answers


@pytest.mark.parametrize(
    ("address", "why"),
    [
        ("pupils.enrolled_primary", "由程序计算，不能填写。"),
        ("no.such", "表册中没有“no.such”这一格"),
        ("pupils.classes[r1].nothing", "表册中没有“pupils.classes[r1].nothing”这一格"),
    ],
)
def test_what_cannot_be_typed_is_refused(opened: OpenReturn, address: str, why: str) -> None:
    with pytest.raises(Refused, match=re.escape(why)):
        opened.set_text(address, "1")


def test_a_new_row_gets_an_id_that_was_never_used(opened: OpenReturn) -> None:
    known = {row.id for row in opened.record.tables[CLASSES]}
    first, _ = opened.insert_row(CLASSES, cells={"grade": "1"})
    delete(opened, first)
    second, _ = opened.insert_row(CLASSES)
    assert first not in known
    assert second != first


def test_row_ids_stay_unused_after_reopening(opened: OpenReturn, school: SchoolStore) -> None:
    first, _ = opened.insert_row(CLASSES)
    delete(opened, first)
    again = open_return(school, actor=CLERK)
    second, _ = again.insert_row(CLASSES)
    assert second != first


def test_a_table_with_rows_is_not_marked_empty(opened: OpenReturn) -> None:
    with pytest.raises(Refused, match="还有数据行"):
        opened.mark_empty(CLASSES, empty=True)


def test_inserting_into_an_empty_table_takes_its_mark_away(opened: OpenReturn) -> None:
    assert "safety.incidents" in opened.record.empty_tables
    opened.insert_row("safety.incidents")
    assert "safety.incidents" not in opened.record.empty_tables


def test_undo_and_redo_come_back_through_the_listener(
    opened: OpenReturn, school: SchoolStore
) -> None:
    before = opened.record.answers[ADDRESS]
    heard: list[Delta] = []
    opened.on_delta = heard.append
    opened.set_text(ADDRESS, "99")
    assert opened.can_undo
    opened.undo()
    assert opened.record.answers[ADDRESS] == before == school.answers.load().answers[ADDRESS]
    assert ADDRESS in heard[-1].addresses
    assert opened.can_redo
    opened.redo()
    assert opened.record.answers[ADDRESS] == "99"
    assert not opened.can_redo


def test_typing_after_undo_ends_redo(opened: OpenReturn) -> None:
    opened.set_text(ADDRESS, "99")
    opened.undo()
    opened.set_text(ADDRESS, "98")
    assert not opened.can_redo


def test_undo_survives_reopening(opened: OpenReturn, school: SchoolStore) -> None:
    before = opened.record.answers[ADDRESS]
    opened.set_text(ADDRESS, "99")
    path = school.path
    school.close()
    with open_school(path) as store:
        again = open_return(store, actor=CLERK)
        assert again.can_undo
        again.undo()
        assert again.record.answers[ADDRESS] == before


def test_justification_goes_to_the_store(opened: OpenReturn, school: SchoolStore) -> None:
    opened.justify("R-pupils-013", "  由于 2024 年扩招，超出 12 人。 ")
    assert school.answers.load().justifications["R-pupils-013"] == "由于 2024 年扩招，超出 12 人。"
    opened.justify("R-pupils-013", " ")
    assert "R-pupils-013" not in school.answers.load().justifications


def test_a_return_in_review_is_read_only(school: SchoolStore) -> None:
    submit_return(school, actor=CLERK)
    opened = open_return(school, actor=CLERK)
    assert not opened.editable
    for change in (
        lambda: opened.set_text(ADDRESS, "1"),
        lambda: opened.insert_row(CLASSES),
        lambda: opened.plan_paste(ADDRESS, "1"),
        lambda: opened.justify("x", "y"),
        opened.undo,
    ):
        with pytest.raises(NotEditable, match="待校长审核"):
            change()
    assert opened.leave(ADDRESS) is None


class SlowStore:
    """Runs writes only when told to; can fail."""

    def __init__(self, store: SchoolStore) -> None:
        self.store = store
        self.waiting: list[tuple[Write, Done]] = []

    def submit(self, write: Write, done: Done) -> None:
        self.waiting.append((write, done))

    def run(self, error: Exception | None = None) -> None:
        write, done = self.waiting.pop(0)
        if error is not None:
            done(None, explain(error))
        else:
            done(write(self.store), None)


@pytest.fixture
def slow(school: SchoolStore) -> tuple[OpenReturn, SlowStore]:
    store = SlowStore(school)
    opened = OpenReturn(
        read_return(school), engine=school_engine(school), submit=store.submit, actor=CLERK
    )
    return opened, store


def test_nothing_is_lost_when_the_disk_is_full(
    slow: tuple[OpenReturn, SlowStore], school: SchoolStore
) -> None:
    opened, store = slow
    statuses: list[str] = []
    opened.watch_status(lambda status: statuses.append(status.text))
    opened.set_text(ADDRESS, "101")
    store.run(DiskFull(Path("/x/y.yhs")))
    assert statuses[-1].startswith("未保存：磁盘已满")
    assert opened.record.answers[ADDRESS] == "101"
    opened.set_text("pupils.graduates_primary", "102")
    while store.waiting:
        store.run()
    assert school.answers.load().answers[ADDRESS] == "101"
    assert school.answers.load().answers["pupils.graduates_primary"] == "102"
    assert opened.is_settled


def test_typing_while_an_undo_is_on_its_way_ends_as_on_disk(
    slow: tuple[OpenReturn, SlowStore], school: SchoolStore
) -> None:
    opened, store = slow
    opened.set_text(ADDRESS, "101")
    store.run()
    opened.undo()
    opened.set_text(ADDRESS, "103")
    opened.set_text("pupils.graduates_primary", "104")
    while store.waiting:
        store.run()
    stored = school.answers.load()
    assert stored.answers == opened.record.answers
    assert stored.answers[ADDRESS] == "103"


def test_fast_typing_ends_with_the_last_text_on_disk(
    slow: tuple[OpenReturn, SlowStore], school: SchoolStore
) -> None:
    opened, store = slow
    for text in ("1", "10", "101", "1012"):
        opened.set_text(ADDRESS, text)
    runs = 0
    while store.waiting:
        store.run()
        runs += 1
    assert school.answers.load().answers[ADDRESS] == "1012"
    assert runs < 4
    opened.undo()
    while store.waiting:
        store.run()
    assert opened.record.answers == school.answers.load().answers


def test_a_paste_is_one_step(opened: OpenReturn, school: SchoolStore) -> None:
    before = school.answers.load()
    row = before.tables[CLASSES][0].id
    plan = opened.plan_paste(f"{CLASSES}[{row}].enrolled", "40\t20\n41\t21")
    delta = opened.apply_paste(plan)
    assert delta.addresses
    assert opened.record == school.answers.load()
    assert opened.sheet.value("pupils.enrolled_primary") != 0
    opened.undo()
    assert opened.record == before


def test_writing_what_stands_there_is_no_step(opened: OpenReturn, school: SchoolStore) -> None:
    opened.set_text("pupils.minority_primary", "12")
    opened.undo()
    stands = opened.record.answers.get("pupils.minority_primary")
    opened.set_text("pupils.minority_primary", stands)
    assert (opened.can_undo, opened.can_redo) == (school.answers.can_undo, True)
    opened.redo()
    assert opened.record.answers["pupils.minority_primary"] == "12"
