"""Columns give way where that makes a table fit, and only then."""

import pytest
from pytestqt.qtbot import QtBot

from forms.expr.expression import constant
from forms.spec import Bounds, Field, FieldType, Table
from ui.editors.table.table_measures import ColumnWidth, fitted, text_widths
from ui.editors.table.table_view import FormTableView
from ui.metrics import characters
from ui.models.form_table import FormTableModel
from ui.theme import Theme

WIDTHS = [ColumnWidth(100, 60), ColumnWidth(80, 80), ColumnWidth(120, 40)]


@pytest.mark.parametrize(
    ("room", "expected"),
    [
        (400, [100, 80, 120]),
        (300, [100, 80, 120]),
        (240, [80, 80, 80]),
        (180, [60, 80, 40]),
        (179, [100, 80, 120]),
        (-5, [100, 80, 120]),
    ],
)
def test_columns_share_what_is_too_much(room: int, expected: list[int]) -> None:
    assert fitted(WIDTHS, room) == expected


def test_rounding_never_makes_it_too_wide() -> None:
    widths = [ColumnWidth(101, 60), ColumnWidth(77, 40), ColumnWidth(53, 30)]
    for room in range(130, 231):
        assert sum(fitted(widths, room)) <= room


def test_columns_that_cannot_give_way_stay() -> None:
    assert fitted([ColumnWidth(50, 50)], 40) == [50]
    assert fitted([], 40) == []


@pytest.mark.parametrize(("longest", "wanted", "least"), [(4, 4, 4), (20, 8, 5), (40, 11, 7)])
def test_a_column_of_texts_is_as_wide_as_they_may_be_long(
    longest: int, wanted: int, least: int
) -> None:
    usual, narrow = text_widths(longest)
    assert wanted <= usual < wanted + 1
    assert least <= narrow < least + 1
    assert text_widths(longest, is_code=True)[0] < usual


def test_no_text_makes_a_column_wider_than_a_page_can_bear() -> None:
    assert text_widths(2000) == text_widths(200) == (16, 9)


def test_columns_of_a_table_follow_the_length_of_their_field(theme: Theme, qtbot: QtBot) -> None:
    lengths = [Bounds(None, constant(str(most), most)) for most in (4, 40)]
    columns = [
        Field(f"c{number}", "名", FieldType.TEXT, hard=length)
        for number, length in enumerate(lengths)
    ]
    made = FormTableView(FormTableModel(Table("a.b", "表", tuple(columns), ()), {}), theme)
    qtbot.addWidget(made)
    assert characters(4) <= made.columnWidth(0) < characters(6.5)
    assert characters(11) <= made.columnWidth(1) < characters(14)
