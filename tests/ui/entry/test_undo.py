"""Ctrl+Z and Ctrl+Y: the typing first, then the saved steps; what was undone is said and shown."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from forms.edits import SetAnswer
from operations.entry import steps
from operations.school.records import SchoolStore
from tests.ui.keys import press, tab_to, type_text
from ui.editors.inputs import BoxInput, LineInput
from ui.entry.places import Place
from ui.entry.section_page import SectionPage
from ui.school.face import SchoolFace

CTRL = Qt.KeyboardModifier.ControlModifier
AREA = "facilities.site_area"
CLASSES = "pupils.classes"


@pytest.fixture
def keyboard(school: SchoolFace) -> SchoolFace:
    """The school's window, active."""
    school.window().activateWindow()
    return school


def show(school: SchoolFace, form: str, number: int) -> SectionPage:
    school.entry.pages.show_place(Place(form, number))
    page = school.pages.currentWidget()
    assert isinstance(page, SectionPage)
    return page


def stored(school: SchoolFace, address: str) -> str | None:
    """What is on the disk, read through another opening of the store."""
    with SchoolStore.open(school.desk.path, read_only=True) as store:
        return store.answers.load().answers.get(address)


def line() -> LineInput:
    found = QApplication.focusWidget()
    assert isinstance(found, LineInput)
    return found


def test_the_typing_is_undone_before_what_was_saved(keyboard: SchoolFace) -> None:
    editor = show(keyboard, "facilities", 0).fields[AREA]
    before = editor.input_text()
    tab_to(editor.input)
    press(None, Qt.Key.Key_A, CTRL)
    type_text(None, "31000")
    press(None, Qt.Key.Key_Return)
    press(None, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert line() is editor.input
    type_text(None, "7")
    assert editor.input_text() == "7"
    press(None, Qt.Key.Key_Z, CTRL)
    assert editor.input_text() == "31000"
    assert stored(keyboard, AREA) == "31000.00"
    press(None, Qt.Key.Key_Y, CTRL)
    assert editor.input_text() == "7"
    press(None, Qt.Key.Key_Z, CTRL)
    press(None, Qt.Key.Key_Z, CTRL)
    assert editor.input_text() == before
    assert keyboard.strip.text() == f"已撤销：占地面积由“31000”改回“{before}”。"
    press(None, Qt.Key.Key_Y, CTRL)
    assert editor.input_text() == "31000"
    assert stored(keyboard, AREA) == "31000.00"
    assert keyboard.strip.text() == f"已重做：占地面积由“{before}”改为“31000”。"


def test_the_place_is_shown_wherever_one_is(keyboard: SchoolFace) -> None:
    editor = show(keyboard, "facilities", 0).fields[AREA]
    tab_to(editor.input)
    press(None, Qt.Key.Key_A, CTRL)
    type_text(None, "31000")
    press(None, Qt.Key.Key_5, CTRL)
    assert keyboard.pages.currentWidget() is not editor.window()
    press(None, Qt.Key.Key_Z, CTRL)
    assert keyboard.entry.pages.place == Place("facilities", 0)
    assert keyboard.entry.pages.current_address == AREA
    assert QApplication.focusWidget() is editor.input


def test_a_cell_being_typed_is_undone_first(keyboard: SchoolFace) -> None:
    view = show(keyboard, "pupils", 0).tables[CLASSES].view
    model = view.model()
    first = model.index(0, 3)
    before = first.data()
    view.setCurrentIndex(first)
    view.setFocus()
    type_text(None, "19")
    cell = QApplication.focusWidget()
    assert isinstance(cell, QLineEdit)
    press(cell, Qt.Key.Key_Z, CTRL)
    assert cell.text() in {"", before}
    press(cell, Qt.Key.Key_Escape)
    type_text(None, "18")
    press(None, Qt.Key.Key_Return)
    assert first.data() == "18"
    press(None, Qt.Key.Key_Z, CTRL)
    assert first.data() == before
    assert view.currentIndex() == first
    assert QApplication.focusWidget() is view


def test_the_first_cell_of_a_block_is_selected_after_undo_and_redo(keyboard: SchoolFace) -> None:
    view = show(keyboard, "pupils", 0).tables[CLASSES].view
    model = view.model()
    anchor = model.index(1, 3)
    view.setCurrentIndex(anchor)
    view.setFocus()
    keyboard.desktop.messages.script(True)
    QApplication.clipboard().setText("31\t11\n32\t12\n33\t13")
    press(view, Qt.Key.Key_V, CTRL)
    assert model.index(3, 4).data() == "13"
    view.setCurrentIndex(model.index(3, 4))
    for key in (Qt.Key.Key_Z, Qt.Key.Key_Y, Qt.Key.Key_Z):
        press(view, key, CTRL)
        assert view.currentIndex() == anchor
        assert view.selectionModel().selectedIndexes() == [anchor]
    rows = model.rowCount()
    press(view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    keyboard.desktop.messages.script(True)
    press(view, Qt.Key.Key_Minus, CTRL)
    assert model.rowCount() == rows - 2
    press(view, Qt.Key.Key_Z, CTRL)
    assert (model.rowCount(), view.currentIndex().row()) == (rows, 1)
    press(view, Qt.Key.Key_Y, CTRL)
    assert (model.rowCount(), view.currentIndex().row()) == (rows - 2, 1)


def test_a_step_over_several_forms_says_how_far_it_goes(keyboard: SchoolFace) -> None:
    show(keyboard, "profile", 0)
    desk = keyboard.desk
    edits = [SetAnswer(AREA, None), SetAnswer("pupils.entrants_primary", None)]
    before = stored(keyboard, AREA)
    desk.step(lambda store: store.answers.write(edits, actor=desk.clerk), owner=keyboard)
    press(None, Qt.Key.Key_Z, CTRL)
    said = keyboard.strip.text()
    assert said.startswith("已撤销一步，共 2 处，在“"), said
    assert stored(keyboard, AREA) == before
    assert keyboard.entry.pages.place.form in {"facilities", "pupils"}


def test_with_nothing_to_undo_ctrl_z_in_a_box_reaches_the_form(keyboard: SchoolFace) -> None:
    page = show(keyboard, "facilities", 0)
    tab_to(page.fields[AREA].input)
    press(None, Qt.Key.Key_A, CTRL)
    type_text(None, "31000")
    pages = [show(keyboard, place.form, place.section) for place in keyboard.side.sections.places()]
    boxes = [
        (page, editor)
        for page in pages
        for editor in page.fields.values()
        if isinstance(editor.input, BoxInput) and editor.takes_focus()
    ]
    page, editor = boxes[0]
    keyboard.entry.pages.go_to(editor.address)
    text = editor.input_text()
    type_text(None, "x")
    press(None, Qt.Key.Key_Z, CTRL)
    assert editor.input_text() == text
    assert stored(keyboard, AREA) == "31000.00"
    press(None, Qt.Key.Key_Z, CTRL)
    assert keyboard.entry.pages.place == Place("facilities", 0)
    assert stored(keyboard, AREA) != "31000.00"


def test_a_step_that_takes_back_very_much_is_asked_about_and_says_the_way_back(
    keyboard: SchoolFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "MANY", 3)
    page = show(keyboard, "facilities", 0)
    desk, messages = keyboard.desk, keyboard.desktop.messages
    places = [name for name, one in page.fields.items() if one.takes_focus()][:4]
    before = [stored(keyboard, place) for place in places]
    cleared = [SetAnswer(place, None) for place in places]
    desk.step(lambda store: store.answers.write(cleared, actor=desk.clerk), owner=keyboard)
    messages.script(False)
    press(None, Qt.Key.Key_Z, CTRL)
    QApplication.processEvents()
    asked = messages.shown[-1]
    assert (asked.kind, asked.options["accept"]) == ("confirm", "撤销这一步")
    assert "撤回 4 处，在“办学条件”" in asked.text
    assert "Ctrl+Y" in asked.text
    assert [stored(keyboard, place) for place in places] == [None] * 4
    messages.script(True)
    press(None, Qt.Key.Key_Z, CTRL)
    QApplication.processEvents()
    assert [stored(keyboard, place) for place in places] == before
    assert keyboard.strip.text().endswith("要找回来，按 Ctrl+Y。")
    press(None, Qt.Key.Key_Y, CTRL)
    assert [stored(keyboard, place) for place in places] == [None] * 4
    monkeypatch.setattr(steps, "MANY", 4)
    press(None, Qt.Key.Key_Z, CTRL)  # so much is done without a question
    assert [stored(keyboard, place) for place in places] == before
    assert "Ctrl+Y" not in keyboard.strip.text()
