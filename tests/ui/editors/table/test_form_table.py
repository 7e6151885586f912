"""The view of a table: walking through its cells, acts by key and menu, cells by standing."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from forms.problems import Problem, Severity
from operations.entry.block import Block
from tests.ui.editors.table.classes import ROWS, heard, row
from tests.ui.keys import press
from ui.editors.table.table_keys import ACTS, TableAct
from ui.editors.table.table_view import FormTableView
from ui.theme import Theme


def test_tab_walks_over_the_cells_that_are_typed(view: FormTableView, qtbot: QtBot) -> None:
    walked = []
    for _ in range(4):
        press(view, Qt.Key.Key_Tab)
        walked.append((view.currentIndex().row(), view.currentIndex().column()))
    assert walked == [(0, 1), (0, 2), (1, 0), (1, 1)]
    press(view, Qt.Key.Key_Backtab)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, 0)


def test_tab_in_an_open_cell_hands_on_and_goes_right(view: FormTableView, qtbot: QtBot) -> None:
    edits = heard(view._model)
    view.setCurrentIndex(view._model.index(0, 1))
    press(view, "7")
    press(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert edits == [("pupils.classes[r1].name", "7")]
    assert (view.currentIndex().row(), view.currentIndex().column()) == (0, 2)


def test_the_cursor_stays_beside_rows_that_went(view: FormTableView) -> None:
    view.setCurrentIndex(view._model.index(1, 2))
    view._model.show_rows((ROWS[0],))
    assert (view.currentIndex().row(), view.currentIndex().column()) == (0, 2)


def test_enter_goes_back_to_where_the_walk_along_the_row_began(view: FormTableView) -> None:
    view.setCurrentIndex(view._model.index(0, 1))
    press(view, Qt.Key.Key_Tab)
    press(view, Qt.Key.Key_Return)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (1, 1)
    press(view, Qt.Key.Key_Right)
    press(view, Qt.Key.Key_Return)
    assert (view.currentIndex().row(), view.currentIndex().column()) == (2, 2)


def test_keys_ask_for_acts_with_what_is_selected(view: FormTableView, qtbot: QtBot) -> None:
    control = Qt.KeyboardModifier.ControlModifier
    press(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert view.block() == Block("pupils.classes", ("r1", "r2"), ("grade",))
    asked: list[TableAct] = []
    view.asked.connect(asked.append)
    for key in (Qt.Key.Key_C, Qt.Key.Key_X, Qt.Key.Key_V, Qt.Key.Key_D, Qt.Key.Key_Minus):
        press(view, key, control)
    press(view, Qt.Key.Key_Delete)
    press(view, Qt.Key.Key_Insert)
    press(view, Qt.Key.Key_Minus, control | Qt.KeyboardModifier.KeypadModifier)
    assert asked == [
        TableAct.COPY,
        TableAct.CUT,
        TableAct.PASTE,
        TableAct.FILL_DOWN,
        TableAct.DELETE_ROWS,
        TableAct.CLEAR,
        TableAct.ADD_ROW,
        TableAct.DELETE_ROWS,
    ]


def test_the_menu_offers_what_the_keys_do(view: FormTableView) -> None:
    asked: list[TableAct] = []
    view.asked.connect(asked.append)
    menu = view.make_menu()
    offered = [action for action in menu.actions() if not action.isSeparator()]
    assert [action.text() for action in offered] == [spec.text for spec in ACTS]
    assert {action.shortcut().toString() for action in offered} >= {"Ctrl+D", "Ctrl+-", "Ins"}
    for action in offered:
        action.trigger()
    assert asked == list(TableAct)
    view._model.can_change = False
    usable = [action.text() for action in view.make_menu().actions() if action.isEnabled()]
    assert [text for text in usable if text] == ["复制", "连同表头复制"]


def test_going_to_a_cell_that_is_not_there_says_so(view: FormTableView) -> None:
    assert view.go_to("r2", "pupils")
    assert view.currentIndex().row() == 1
    assert not view.go_to("r77", None)


def test_every_standing_and_finding_is_painted(
    view: FormTableView, theme: Theme, qtbot: QtBot
) -> None:
    view.resize(900, 300)
    before = view.grab().toImage()
    wrong = Problem("F2", Severity.ERROR, "pupils.classes[r1].pupils", "请只填数字。")
    view._model.show_rows((row("r1", "1", "1", "四十", problem=wrong), *ROWS[1:]))
    image = view.grab().toImage()
    grounds = {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    }
    assert image != before
    assert {theme.colours.error_soft, theme.colours.calculated} <= grounds
