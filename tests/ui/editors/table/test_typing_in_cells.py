"""What is typed, composed or chosen in a cell is what comes out of it."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from forms.spec import Option
from operations.entry.block import Block
from tests.ui.editors.table.classes import heard
from tests.ui.ime import commit, compose
from tests.ui.keys import press, type_text
from ui.editors.inputs import LineInput
from ui.editors.table.table_view import FormTableView
from ui.parts.controls.combo import ComboBox


def test_the_first_key_typed_is_not_lost(view: FormTableView, qtbot: QtBot) -> None:
    edits = heard(view._model)
    view.setCurrentIndex(view._model.index(0, 2))
    press(view, "3")
    editor = QApplication.focusWidget()
    assert isinstance(editor, LineInput)
    type_text(editor, "8")
    press(editor, Qt.Key.Key_Return)
    assert edits == [("pupils.classes[r1].pupils", "38")]
    assert view.currentIndex().row() == 1
    assert view.hasFocus()


@pytest.mark.parametrize("composed", [True, False])
def test_an_input_method_opens_the_cell_and_loses_nothing(
    view: FormTableView, composed: bool
) -> None:
    edits = heard(view._model)
    view.setCurrentIndex(view._model.index(0, 1))
    if composed:
        compose(view, "shi yan")
    commit(view, "实验")
    editor = QApplication.focusWidget()
    assert isinstance(editor, LineInput)
    commit(editor, "班")
    view.commitData(editor)
    assert edits == [("pupils.classes[r1].name", "实验班")]


@pytest.mark.parametrize("way", [Qt.Key.Key_Tab, Qt.Key.Key_Return, Qt.Key.Key_Down])
def test_a_composition_broken_off_stays_as_text_in_a_number_cell(
    view: FormTableView, way: Qt.Key, qtbot: QtBot
) -> None:
    edits = heard(view._model)
    view.setCurrentIndex(view._model.index(0, 2))
    compose(view, "shi er")
    press(None, way)
    assert edits == [("pupils.classes[r1].pupils", "shi er")]


def test_a_composition_in_a_list_cell_chooses_by_its_letters(
    view: FormTableView, qtbot: QtBot
) -> None:
    edits = heard(view._model)
    view.setCurrentIndex(view._model.index(0, 0))
    compose(view, "enj")
    press(None, Qt.Key.Key_Tab)
    assert edits == [("pupils.classes[r1].grade", "2")]


def test_a_choice_is_made_by_digit_and_enter(view: FormTableView, qtbot: QtBot) -> None:
    edits = heard(view._model)
    press(view, Qt.Key.Key_F2)
    editor = QApplication.focusWidget()
    assert isinstance(editor, ComboBox)
    press(editor, "2")
    press(editor, Qt.Key.Key_Return)
    assert edits[0] == ("pupils.classes[r1].grade", "2")
    assert view.currentIndex().row() == 1


def test_a_digit_that_begins_a_longer_code_waits(
    monkeypatch: pytest.MonkeyPatch, view: FormTableView
) -> None:
    grades = (Option("1", "一年级"), Option("11", "高二"))
    monkeypatch.setattr(view._model, "options", lambda _column: grades)
    edits = heard(view._model)
    press(view, "1")
    editor = QApplication.focusWidget()
    assert isinstance(editor, ComboBox)
    assert (editor.currentText(), edits) == ("一年级", [])
    press(editor, "1")
    assert edits == [("pupils.classes[r1].grade", "11")]


def test_what_means_no_option_stays_as_it_was_typed(view: FormTableView, qtbot: QtBot) -> None:
    edits = heard(view._model)
    type_text(view, "9")
    press(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert edits == [("pupils.classes[r1].grade", "9")]


def test_a_digit_on_the_cell_itself_chooses_at_once(view: FormTableView) -> None:
    edits = heard(view._model)
    press(view, "2")
    assert edits == [("pupils.classes[r1].grade", "2")]


def test_ctrl_enter_gives_what_is_typed_to_every_selected_cell(
    view: FormTableView, qtbot: QtBot
) -> None:
    edits = heard(view._model)
    view.setCurrentIndex(view._model.index(0, 2))
    press(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(view, "4")
    type_text(None, "0")
    with qtbot.waitSignal(view.fill_wanted) as wanted:
        press(QApplication.focusWidget(), Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert wanted.args == ["40"]
    assert edits == []
    assert view.block() == Block("pupils.classes", ("r1", "r2"), ("pupils",))
