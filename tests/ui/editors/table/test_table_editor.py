"""The editor of one table: its buttons, its keys without a row, what is told below it."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from forms.problems import Problem, Severity
from forms.spec import Table
from operations.entry.block import Block
from tests.ui.editors.table.classes import CHOICES, FIXED, ROWS, TABLE
from tests.ui.keys import press
from ui.editors.table.table_editor import TableEditor
from ui.editors.table.table_keys import TableAct
from ui.metrics import characters
from ui.parts.labels.elided_label import ElidedLabel
from ui.parts.labels.texts import unbroken
from ui.theme import Theme

Editors = Callable[[Table], TableEditor]


@pytest.fixture
def editors(theme: Theme, qtbot: QtBot) -> Editors:
    kept: list[QWidget] = []

    def make(table: Table) -> TableEditor:
        made = TableEditor(table, CHOICES, theme)
        kept.append(made)
        qtbot.addWidget(made)
        return made

    return make


def test_a_free_table_offers_rows_and_the_mark_of_no_data(editors: Editors, qtbot: QtBot) -> None:
    editor = editors(TABLE)
    editor.show_table((), empty=False, editable=True, relevant=True)
    assert not editor.add.isHidden()
    assert editor.view.isHidden()
    assert editor.status() == "Insert 添加一行，Ctrl+V 粘贴"
    with qtbot.waitSignal(editor.marked_empty) as marked:
        editor.empty.click()
    assert marked.args == ["pupils.classes", True]
    editor.add.click()
    assert editor.model.has_begun_row
    assert not editor.view.isHidden()


def test_with_rows_there_is_no_mark_of_no_data(editors: Editors) -> None:
    editor = editors(TABLE)
    editor.show_table(ROWS, empty=False, editable=True, relevant=True)
    assert editor.empty.isHidden()
    editor.show_table((), empty=False, editable=True, relevant=True)
    assert not editor.empty.isHidden()


@pytest.mark.parametrize("width", range(26, 60, 3))
def test_the_keys_beside_the_buttons_are_told_whole_or_not_at_all(
    editors: Editors, qtbot: QtBot, width: int
) -> None:
    editor = editors(TABLE)
    editor.show_table(ROWS, empty=False, editable=True, relevant=True)
    editor.resize(characters(60), 400)
    with qtbot.waitExposed(editor):
        editor.show()
    editor.resize(characters(width), 400)
    hint = next(one for one in editor.findChildren(ElidedLabel) if one.text() == editor.status())
    assert hint.isHidden() or hint.width() >= hint.sizeHint().width()
    if not hint.isHidden():
        editor.show_summary("求和 12345678　平均 1234.5　计数 4567890")
        assert not hint.isHidden()


def test_enter_goes_on_from_the_mark_of_no_data(editors: Editors, qtbot: QtBot) -> None:
    editor = editors(TABLE)
    editor.show_table((), empty=False, editable=True, relevant=True)
    with qtbot.waitSignal(editor.advanced) as on:
        press(editor.empty, Qt.Key.Key_Return)
    assert on.args == [True]
    assert not editor.empty.isChecked()


def test_an_empty_table_takes_rows_and_blocks_by_key(editors: Editors, qtbot: QtBot) -> None:
    editor = editors(TABLE)
    editor.show_table((), empty=False, editable=True, relevant=True)
    with qtbot.waitSignal(editor.asked) as asked:
        press(editor.add, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert asked.args == [TableAct.PASTE, Block("pupils.classes", (), ())]
    press(editor.add, Qt.Key.Key_Insert)
    assert editor.model.has_begun_row


def test_insert_leaves_no_blank_row_behind(editors: Editors, qtbot: QtBot) -> None:
    editor = editors(TABLE)
    editor.show_table(ROWS, empty=False, editable=True, relevant=True)
    with qtbot.waitActive(editor):
        editor.show()
        editor.activateWindow()
    editor.view.setFocus()
    editor.view.setCurrentIndex(editor.model.index(0, 2))
    with qtbot.assertNotEmitted(editor.asked):
        press(editor.view, Qt.Key.Key_Insert)
        press(editor.view, Qt.Key.Key_Insert)
    assert len(editor.model.rows) == len(ROWS) + 1
    current = editor.view.currentIndex()
    assert (current.row(), current.column()) == (len(ROWS), 0)
    editor.add.setFocus()
    assert len(editor.model.rows) == len(ROWS)


def test_when_the_last_row_goes_the_cursor_stays_on_a_blank_one(
    editors: Editors, qtbot: QtBot
) -> None:
    editor = editors(TABLE)
    editor.show_table(ROWS, empty=False, editable=True, relevant=True)
    with qtbot.waitActive(editor):
        editor.show()
        editor.activateWindow()
    editor.view.setFocus()
    editor.show_table((), empty=False, editable=True, relevant=True)
    assert editor.view.hasFocus()
    assert editor.model.has_begun_row
    assert editor.status() == "没有的按 Enter，再按空格"
    with qtbot.assertNotEmitted(editor.advanced):
        press(editor.view, Qt.Key.Key_Return)
    assert editor.empty.hasFocus()
    assert editor.view.isHidden()
    assert not editor.model.rows
    with qtbot.waitSignal(editor.marked_empty) as marked:
        press(editor.empty, Qt.Key.Key_Space)
    assert marked.args == ["pupils.classes", True]
    assert not editor.begin_first_row(), "a table said to have no data gets no row by itself"


def test_a_fixed_table_offers_neither_and_hides_its_key(editors: Editors) -> None:
    editor = editors(FIXED)
    editor.show_table(ROWS, empty=False, editable=True, relevant=True)
    assert editor.add.isHidden()
    assert editor.empty.isHidden()
    assert editor.view.isColumnHidden(0)
    assert not editor.view.isColumnHidden(1)


def test_without_the_right_to_edit_nothing_is_offered(editors: Editors, qtbot: QtBot) -> None:
    editor = editors(TABLE)
    editor.show_table(ROWS, empty=False, editable=False, relevant=True)
    assert not editor.add.isEnabled()
    assert not editor.paste.isEnabled()
    with qtbot.assertNotEmitted(editor.asked):
        press(editor.view, Qt.Key.Key_Insert)
        press(editor.view, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)


def test_what_is_wrong_in_the_row_is_told_below(editors: Editors) -> None:
    editor = editors(TABLE)
    blank = Problem("F6", Severity.ERROR, "pupils.classes", "【班级名册】没有一行。")
    twice = Problem("F8", Severity.ERROR, "pupils.classes[r2]", "一年级 1 班有两行。")
    editor.show_problems([blank, twice], read_only=False)
    assert [note.sentence() for note in editor.notes] == [
        "【班级名册】没有一行。",
        unbroken("一年级 1 班有两行。（基本校验 8）"),
    ]
    editor.show_problems([], read_only=False)
    assert editor.notes == ()
