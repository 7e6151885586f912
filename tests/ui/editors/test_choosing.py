"""What is not typed: options, yes or no, boxes, attachments, each by its keys."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from forms.spec import FieldType, Option
from tests.ui.editors.samples import FILES, Make, heard
from tests.ui.keys import click, press
from ui.editors.attachment import AttachmentEditor
from ui.editors.multi_choice import MultiChoiceEditor, MultiChoiceInput
from ui.editors.view import FieldView
from ui.editors.yes_no import YesNoInput
from ui.metrics import characters


@pytest.mark.parametrize(("key", "code"), [(Qt.Key.Key_1, "a"), (Qt.Key.Key_3, "c")])
def test_digits_choose_options(make: Make, qtbot: QtBot, key: Qt.Key, code: str) -> None:
    editor = make(FieldType.CHOICE)
    texts = heard(editor)
    press(editor.input, key)
    assert texts == [code]
    press(editor.input, Qt.Key.Key_Delete)
    assert texts == [code, ""]


def test_text_that_is_no_option_is_kept_until_one_is_chosen(make: Make, qtbot: QtBot) -> None:
    editor = make(FieldType.CHOICE)
    texts = heard(editor)
    editor.show_view(FieldView("丁"))
    assert editor.input_text() == "丁"
    editor.hand_on()
    assert texts == []
    press(editor.input, Qt.Key.Key_2)
    assert texts == ["b"]


@pytest.mark.parametrize(
    ("keys", "answers"),
    [
        (["1"], ["yes"]),
        (["n"], ["no"]),
        (["0"], ["no"]),
        (["s"], ["yes"]),
        (["f"], ["no"]),
        (["y", "2"], ["yes", "no"]),
        (["y", Qt.Key.Key_Delete], ["yes", ""]),
        ([Qt.Key.Key_Space, Qt.Key.Key_Right], ["yes", "no"]),
    ],
)
def test_yes_or_no_by_key(
    make: Make, qtbot: QtBot, keys: list[str | Qt.Key], answers: list[str]
) -> None:
    editor = make(FieldType.YES_NO)
    texts = heard(editor)
    for key in keys:
        press(editor.input, key)
    assert texts == answers


def test_pressing_the_pressed_answer_takes_it_back(make: Make, qtbot: QtBot) -> None:
    editor = make(FieldType.YES_NO)
    texts = heard(editor)
    pair = editor.input
    assert isinstance(pair, YesNoInput)
    for _ in range(2):
        click(pair.buttons["yes"])
    assert texts == ["yes", ""]


def test_boxes_are_ticked_by_key_in_the_order_of_the_list(make: Make, qtbot: QtBot) -> None:
    editor = make(FieldType.MULTI_CHOICE)
    texts = heard(editor)
    assert isinstance(editor, MultiChoiceEditor)
    boxes = editor.input.boxes
    press(boxes["c"], Qt.Key.Key_Space)
    press(boxes["a"], Qt.Key.Key_Space)
    assert texts == ["c", "a,c"]
    with qtbot.waitSignal(editor.advanced):
        press(boxes["a"], Qt.Key.Key_Return)


@pytest.mark.usefixtures("theme")
def test_boxes_stand_in_as_many_columns_as_their_labels_have_room_for(qtbot: QtBot) -> None:
    names = ("学生体质健康管理平台", "学生视力健康管理平台", "学生心理健康管理平台")
    options = tuple(Option(str(number), name) for number, name in enumerate(names))
    around = QWidget()
    qtbot.addWidget(around)
    boxes = MultiChoiceInput(options, "已接入的平台", around)
    around.show()
    for width, columns in ((characters(14), 1), (characters(40), 2), (characters(14), 1)):
        boxes.resize(width, characters(12))
        qtbot.waitUntil(partial(stand_whole, boxes, columns))


def stand_whole(input_: MultiChoiceInput, columns: int) -> bool:
    boxes = input_.boxes.values()
    whole = all(box.width() >= box.sizeHint().width() for box in boxes)
    return whole and len({box.x() for box in boxes}) == columns


def test_attachments_are_asked_for_and_taken_away(make: Make, qtbot: QtBot) -> None:
    editor = make(FieldType.ATTACHMENT)
    assert isinstance(editor, AttachmentEditor)
    texts = heard(editor)
    with qtbot.waitSignal(editor.files_wanted) as wanted:
        editor.input.add.click()
    assert wanted.args == ["form.field"]
    editor.show_view(FieldView(FILES))
    assert editor.input.files.item(0).text() == "合同.pdf　2 KB"
    editor.input.files.setCurrentRow(0)
    editor.input.remove.click()
    assert texts == [""]


@pytest.mark.parametrize("text", ["not json", '{"name":1}', "[1]"])
def test_a_broken_list_of_attachments_is_no_crash(make: Make, text: str) -> None:
    editor = make(FieldType.ATTACHMENT)
    editor.show_view(FieldView(text))
    assert isinstance(editor, AttachmentEditor)
    assert editor.listed() == []
    assert editor.input_text() == text
