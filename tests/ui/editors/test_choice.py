"""A list of choices by keyboard: code, words, initials; what is typed is what is chosen."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from forms.spec import Field, FieldType, Option
from tests.ui.ime import commit, compose
from tests.ui.keys import press, type_text
from ui.editors.choice import ChoiceEditor
from ui.editors.registry import make_editor
from ui.theme import Theme

SPONSORS = (
    Option("1", "中央教育部门"),
    Option("2", "民办"),
    Option("10", "地方企业"),
    Option("21", "民办园"),
)


def heard(editor: ChoiceEditor) -> list[str]:
    texts: list[str] = []
    editor.value_edited.connect(lambda _, text: texts.append(text))
    return texts


@pytest.fixture
def sponsors(theme: Theme, qtbot: QtBot) -> ChoiceEditor:
    made = make_editor(Field("a.sponsor", "举办者", FieldType.CHOICE, choices="x"), SPONSORS)
    assert isinstance(made, ChoiceEditor)
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.input.setFocus()
    return made


@pytest.mark.parametrize(
    ("typed", "code"),
    [("10", "10"), ("21", "21"), ("zyjybm", "1"), ("dfqy", "10"), ("mby", "21")],
)
def test_what_is_typed_whole_is_the_option(
    sponsors: ChoiceEditor, qtbot: QtBot, typed: str, code: str
) -> None:
    texts = heard(sponsors)
    type_text(sponsors.input, typed)
    press(sponsors.input, Qt.Key.Key_Return)
    assert texts == [code]


def test_a_code_that_begins_a_longer_one_is_shown_and_waits(
    sponsors: ChoiceEditor, qtbot: QtBot
) -> None:
    texts = heard(sponsors)
    press(sponsors.input, "1")
    assert (sponsors.input.currentText(), texts) == ("中央教育部门", [])
    press(sponsors.input, Qt.Key.Key_Return)
    assert texts == ["1"]


def test_chinese_words_are_typed_through_an_input_method(
    sponsors: ChoiceEditor, qtbot: QtBot
) -> None:
    texts = heard(sponsors)
    compose(sponsors.input, "difang")
    assert sponsors.input_text() == ""
    commit(sponsors.input, "地方")
    assert sponsors.input.currentText() == "地方企业"
    sponsors.input.clearFocus()
    assert texts == ["10"]


def test_a_composition_broken_off_chooses_by_its_letters(
    sponsors: ChoiceEditor, qtbot: QtBot
) -> None:
    texts = heard(sponsors)
    compose(sponsors.input, "dfqy")
    sponsors.input.clearFocus()
    assert (sponsors.input.currentText(), texts) == ("地方企业", ["10"])


def test_what_is_left_half_typed_stays_to_be_seen(sponsors: ChoiceEditor, qtbot: QtBot) -> None:
    texts = heard(sponsors)
    type_text(sponsors.input, "3x")
    assert sponsors.input.placeholderText() == "3x"
    sponsors.input.clearFocus()
    assert texts == ["3x"]


def test_the_last_sign_typed_is_taken_back(sponsors: ChoiceEditor, qtbot: QtBot) -> None:
    texts = heard(sponsors)
    type_text(sponsors.input, "mbx")
    press(sponsors.input, Qt.Key.Key_Backspace)
    press(sponsors.input, Qt.Key.Key_Return)
    assert texts == ["2"]


def test_a_whole_code_is_replaced_by_what_is_typed_next(
    sponsors: ChoiceEditor, qtbot: QtBot
) -> None:
    texts = heard(sponsors)
    type_text(sponsors.input, "10")
    type_text(sponsors.input, "21")
    assert texts == ["10", "21"]
