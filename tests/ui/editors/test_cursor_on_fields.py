"""Where the cursor stands: on what is only read, and on a field to which the window comes back."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from forms.spec import Field, FieldType
from tests.ui.editors.samples import FILES, GOOD, OPTIONS
from tests.ui.keys import press, type_text
from ui.editors.attachment import AttachmentEditor
from ui.editors.base import FieldEditor
from ui.editors.line import LineEditor
from ui.editors.multi_choice import MultiChoiceEditor
from ui.editors.registry import make_editor
from ui.editors.view import FieldView, Standing
from ui.parts.controls.check import CheckBox
from ui.theme import Theme

Show = Callable[[FieldEditor], None]


@pytest.fixture
def show(theme: Theme, qtbot: QtBot) -> Show:
    """Show a field below another that has the cursor."""
    frames: list[QWidget] = []

    def shown(editor: FieldEditor) -> None:
        frame = QWidget()
        column = QVBoxLayout(frame)
        column.addWidget(QLineEdit())
        column.addWidget(editor)
        qtbot.addWidget(frame)
        frames.append(frame)
        with qtbot.waitActive(frame):
            frame.show()
            frame.activateWindow()

    return shown


def made(kind: FieldType) -> FieldEditor:
    return make_editor(Field("form.field", "在校人数", kind, choices="list"), OPTIONS)


@pytest.mark.parametrize("kind", FieldType)
def test_what_is_only_read_takes_the_cursor_and_tells_where_it_is(
    show: Show, kind: FieldType
) -> None:
    editor = made(kind)
    show(editor)
    editor.show_view(FieldView(GOOD[kind], standing=Standing.REFERENCED))
    entered: list[str] = []
    editor.entered.connect(entered.append)
    assert editor.takes_focus()
    editor.setFocus(Qt.FocusReason.TabFocusReason)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert editor.isAncestorOf(focused)
    assert entered == ["form.field"]


def test_ticks_that_are_only_read_stay_as_they_are(show: Show) -> None:
    editor = made(FieldType.MULTI_CHOICE)
    assert isinstance(editor, MultiChoiceEditor)
    show(editor)
    editor.show_view(FieldView("a,c", standing=Standing.REFERENCED))
    edited: list[str] = []
    editor.value_edited.connect(lambda _, text: edited.append(text))
    box = editor.input.boxes["b"]
    box.setFocus()
    press(None, Qt.Key.Key_Space)
    box.click()
    assert editor.input_text() == "a,c"
    assert edited == []
    editor.show_view(FieldView("a,c"))
    press(box, Qt.Key.Key_Space)
    assert edited == ["a,b,c"]
    assert isinstance(box, CheckBox)


def test_attachments_that_are_only_read_are_opened_and_none_is_said(
    show: Show,
) -> None:
    editor = made(FieldType.ATTACHMENT)
    assert isinstance(editor, AttachmentEditor)
    show(editor)
    opened: list[object] = []
    editor.file_opened.connect(opened.append)
    editor.show_view(FieldView("", standing=Standing.REFERENCED))
    editor.setFocus(Qt.FocusReason.TabFocusReason)
    files = QApplication.focusWidget()
    assert isinstance(files, QListWidget)
    assert [files.item(row).text() for row in range(files.count())] == ["没有附件"]
    files.setCurrentRow(0)
    press(files, Qt.Key.Key_Return)
    assert opened == []
    editor.show_view(FieldView(FILES, standing=Standing.REFERENCED))
    files.setCurrentRow(0)
    press(files, Qt.Key.Key_Return)
    assert len(opened) == 1
    press(files, Qt.Key.Key_Delete)
    assert editor.input_text() == FILES


@pytest.fixture
def line(show: Show) -> LineEditor:
    editor = made(FieldType.INTEGER)
    assert isinstance(editor, LineEditor)
    show(editor)
    editor.show_view(FieldView("120"))
    editor.setFocus(Qt.FocusReason.TabFocusReason)
    return editor


def away_and_back(editor: FieldEditor, qtbot: QtBot) -> None:
    """Another window comes up and goes, as Excel or a dialog does."""
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    window = editor.window()
    with qtbot.waitActive(window):
        window.activateWindow()


def test_after_another_window_typing_replaces_what_stands_there(
    line: LineEditor, qtbot: QtBot
) -> None:
    away_and_back(line, qtbot)
    assert line.input.selectedText() == "120"
    type_text(None, "98")
    assert line.input_text() == "98"


def test_what_is_being_typed_goes_on_after_another_window(line: LineEditor, qtbot: QtBot) -> None:
    type_text(None, "12")
    away_and_back(line, qtbot)
    type_text(None, "5")
    assert line.input_text() == "125"


LONG_NAME = "武汉市硚口区华中科技大学附属宝善街中心小学（汉正街校区）" * 3


@pytest.fixture
def long_name(show: Show) -> LineEditor:
    editor = made(FieldType.TEXT)
    assert isinstance(editor, LineEditor)
    show(editor)
    editor.show_view(FieldView(LONG_NAME))
    return editor


def test_a_long_name_is_shown_from_its_beginning_without_the_cursor(long_name: LineEditor) -> None:
    assert long_name.input.cursorPosition() == 0
    long_name.setFocus(Qt.FocusReason.TabFocusReason)
    press(None, Qt.Key.Key_End)
    type_text(None, "x")
    assert long_name.input_text() == f"{LONG_NAME}x"
    other = long_name.window().findChild(QLineEdit)
    assert other is not None
    other.setFocus(Qt.FocusReason.TabFocusReason)
    assert long_name.input.cursorPosition() == 0


def test_a_jump_to_a_long_name_goes_on_at_its_end(long_name: LineEditor) -> None:
    long_name.input.setFocus(Qt.FocusReason.OtherFocusReason)
    type_text(None, "x")
    assert long_name.input_text() == f"{LONG_NAME}x"
