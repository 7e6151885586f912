"""A row begun under the last one: kept nowhere until something is typed into it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.editors.table.classes import ROWS, heard, row
from tests.ui.keys import press, type_text
from ui.editors.table.table_view import FormTableView
from ui.editors.view import FieldView
from ui.models.form_table import TableRow


def test_enter_under_the_last_row_begins_one_that_is_kept_nowhere(view: FormTableView) -> None:
    view._model.show_rows(ROWS[:2])
    view.setCurrentIndex(view._model.index(1, 1))
    press(view, Qt.Key.Key_Return)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (2, 1)
    assert view._model.has_begun_row
    assert view.block().rows == ()
    press(view, Qt.Key.Key_Return)
    assert view._model.rowCount() == 3


def test_the_begun_row_gets_its_id_when_it_is_typed_into(view: FormTableView) -> None:
    edits = heard(view._model)
    view._model.show_rows(ROWS[:2])
    view.setCurrentIndex(view._model.index(1, 1))
    press(view, Qt.Key.Key_Return)
    type_text(view, "3")
    press(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert edits == [("pupils.classes[].name", "3")]
    view._model.show_rows((*ROWS[:2], row("r9", "", "3", "")))
    assert not view._model.has_begun_row
    assert view._model.rows[-1].id == "r9"
    assert view.currentIndex().row() == 2


def test_rows_pasted_at_the_begun_row_take_its_place(view: FormTableView) -> None:
    view._model.show_rows(ROWS[:2])
    view.setCurrentIndex(view._model.index(1, 1))
    press(view, Qt.Key.Key_Return)
    pasted = (row("r8", "", "3", ""), row("r9", "", "4", ""))
    view._model.show_rows((*ROWS[:2], *pasted))
    assert [found.id for found in view._model.rows] == ["r1", "r2", "r8", "r9"]
    assert view.currentIndex().row() == 2


def test_the_begun_row_goes_with_the_cursor(view: FormTableView) -> None:
    view._model.show_rows(ROWS[:2])
    view.setCurrentIndex(view._model.index(1, 1))
    press(view, Qt.Key.Key_Return)
    view._model.show_rows((row("r1", "1", "1", "46"), ROWS[1]))
    assert view._model.has_begun_row
    view.clearFocus()
    assert view._model.rowCount() == 2


@pytest.mark.parametrize("table", ["blank", "closed"])
def test_no_row_is_begun_below_a_blank_one_or_where_nothing_may_be_typed(
    view: FormTableView, table: str
) -> None:
    blank = TableRow("r9", "9", (*(FieldView() for _ in range(3)), ROWS[0].cells[3]))
    view._model.show_rows((*ROWS[:2], blank if table == "blank" else ROWS[2]))
    view._model.can_change = table == "blank"
    view.setCurrentIndex(view._model.index(2, 1))
    press(view, Qt.Key.Key_Return)
    assert view._model.rowCount() == 3
