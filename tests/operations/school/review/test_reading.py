"""A return to be read through: its lines, what changed, what was remarked, and the search."""

from collections.abc import Iterator

import pytest

from forms.edits import SetAnswer
from forms.live.compare import Change, compare
from forms.live.sheet import Sheet
from forms.reply import PointReply, ReplyKind
from operations.school.review.reading import AnswerLine, found_in, lines_of
from operations.school.store import open_school, open_sheet
from storage.school.comments import Origin
from tests.operations.staging import PRINCIPAL, District

CELL, CLASSES = "pupils.minority_primary", "pupils.classes"


@pytest.fixture
def sheet(district: District) -> Iterator[Sheet]:
    with open_school(district.school(), read_only=True) as store:
        yield open_sheet(store)


def line_at(lines: tuple[AnswerLine, ...], address: str) -> AnswerLine:
    (found,) = (line for line in lines if line.address == address)
    return found


def test_every_answer_stands_in_the_order_of_the_forms(sheet: Sheet) -> None:
    lines = lines_of(sheet, ())
    forms = [form.label for form in sheet.plan.forms]
    order = [forms.index(line.form) for line in lines]
    assert order == sorted(order)
    assert {*sheet.record.answers} <= {line.address for line in lines}
    assert line_at(lines, CELL).before is None


def test_what_follows_from_the_answers_stands_among_them(sheet: Sheet) -> None:
    lines = lines_of(sheet, ())
    total = line_at(lines, "pupils.enrolled_primary")
    assert (total.calculated, total.text) == (True, sheet.cell("pupils.enrolled_primary").text)
    assert not line_at(lines, CELL).calculated
    table = [line.address for line in lines if line.address.startswith(f"{CLASSES}[")]
    rows = [address.partition("]")[0] for address in table]
    assert rows == sorted(rows, key=rows.index)  # a row is told whole before the next
    made = sum(column.calculate is not None for column in sheet.plan.tables[CLASSES].table.columns)
    assert sum(line.calculated for line in lines if line.address in table) == made * len(set(rows))
    assert "pupils.enrolled_junior" not in {line.address for line in lines}


def test_what_changed_says_what_stood_there(sheet: Sheet) -> None:
    before = sheet.record
    old = line_at(lines_of(sheet, ()), CELL).text
    sheet.apply(SetAnswer(CELL, "77"))
    lines = lines_of(sheet, compare(before, sheet.record, sheet.plan.pack))
    assert (line_at(lines, CELL).text, line_at(lines, CELL).before) == ("77", old)
    assert found_in(lines, "", only_changed=True) == (line_at(lines, CELL),)


def test_what_was_cleared_is_not_lost_from_sight(sheet: Sheet) -> None:
    lines = lines_of(sheet, [Change("pupils.gone", "已经没有的一项", "5", "未填")])
    gone = line_at(lines, "pupils.gone")
    assert (gone.form, gone.label, gone.before) == ("已删除或清空", "已经没有的一项", "5")


def test_open_comments_stand_at_their_place(district: District) -> None:
    with open_school(district.school()) as store:
        store.comments.add(CELL, "请核对", actor=PRINCIPAL, origin=Origin.PRINCIPAL)
        store.comments.add(CELL, "已核", actor=PRINCIPAL, origin=Origin.PRINCIPAL)
        store.comments.answer(
            store.comments.all()[-1].id, PointReply(ReplyKind.CHANGED), actor=PRINCIPAL
        )
        waiting = [(one.address, one.text) for one in store.comments.all() if one.is_open]
        lines = lines_of(open_sheet(store), (), waiting)
    assert line_at(lines, CELL).remarks == ("请核对",)


def test_every_word_of_the_search_has_to_stand_in_a_line(sheet: Sheet) -> None:
    lines = lines_of(sheet, ())
    found = found_in(lines, "学生 少数民族", only_changed=False)
    assert [line.address for line in found] == [CELL]
    assert found_in(lines, "没有这个词", only_changed=False) == ()
    by_initials = found_in(lines, "ssmzxs", only_changed=False)
    assert [line.label for line in by_initials] == ["小学少数民族学生"]
