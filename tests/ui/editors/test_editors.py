"""Every field type: set, type, clear, read only, wrong text kept, wheel, input method."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from forms.problems import Problem, Severity
from forms.spec import FieldType
from tests.ui.editors.samples import GOOD, Make, heard
from tests.ui.ime import commit, compose
from tests.ui.keys import press, type_text
from ui.editors.line import LineEditor
from ui.editors.long_text import LongTextEditor
from ui.editors.registry import EDITORS
from ui.editors.view import FieldView, Standing

LINES = [kind for kind in FieldType if EDITORS[kind] is LineEditor]
TYPED = [*LINES, FieldType.LONG_TEXT]


def a_problem(severity: Severity, **changes: Any) -> Problem:  # noqa: ANN401 - as Problem takes
    words = "【人数】大于【总数】。请改正。"
    return replace(Problem("R-pupils-001", severity, "form.field", words), **changes)


def test_every_type_has_an_editor() -> None:
    assert set(EDITORS) == set(FieldType)


@pytest.mark.parametrize("kind", FieldType)
def test_what_is_shown_is_what_it_holds_and_nothing_is_emitted(make: Make, kind: FieldType) -> None:
    editor = make(kind)
    texts = heard(editor)
    for text in (GOOD[kind], "", GOOD[kind]):
        editor.show_view(FieldView(text))
        assert editor.input_text() == text
    assert texts == []


@pytest.mark.parametrize("kind", FieldType)
def test_a_blank_field_left_untouched_stays_missing(
    make: Make, kind: FieldType, qtbot: QtBot
) -> None:
    editor = make(kind)
    texts = heard(editor)
    editor.setFocus()
    press(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert texts == []
    assert editor.input_text() == ""


@pytest.mark.parametrize("kind", FieldType)
def test_the_label_names_the_input(make: Make, kind: FieldType) -> None:
    editor = make(kind, unit="人", help="以学籍为准")
    answer = "：未选" if kind is FieldType.YES_NO else ""
    assert editor.input.accessibleName() == f"在校人数（人）{answer}"
    assert "以学籍为准" in editor.input.accessibleDescription()
    assert editor.label.buddy() is editor.input


@pytest.mark.parametrize("kind", FieldType)
def test_optional_fields_say_so(make: Make, kind: FieldType) -> None:
    assert "选填" in make(kind).help_text()
    assert "选填" not in make(kind, required=True).help_text()


@pytest.mark.parametrize("kind", FieldType)
def test_the_wheel_never_changes_a_value(make: Make, kind: FieldType) -> None:
    editor = make(kind)
    editor.show_view(FieldView(GOOD[kind]))
    texts = heard(editor)
    place = QPointF(5, 5)
    for target in [editor.input, *editor.input.findChildren(QWidget)]:
        event = QWheelEvent(
            place,
            place,
            QPoint(0, -120),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(target, event)
    assert editor.input_text() == GOOD[kind]
    assert texts == []


@pytest.mark.parametrize("standing", [Standing.REFERENCED, Standing.ABSENT])
@pytest.mark.parametrize("kind", TYPED)
def test_what_is_not_asked_cannot_be_typed(
    make: Make, kind: FieldType, standing: Standing, qtbot: QtBot
) -> None:
    editor = make(kind)
    editor.show_view(FieldView("12", standing))
    texts = heard(editor)
    type_text(editor.input, "34")
    editor.hand_on()
    assert texts == []
    assert editor.input_text() == ("不适用" if standing is Standing.ABSENT else "12")
    assert editor.input.property("state") == standing.value


@pytest.mark.parametrize("kind", LINES)
def test_a_calculated_field_is_a_line_that_is_only_read(make: Make, kind: FieldType) -> None:
    from forms.expr import parse

    editor = make(kind, calculate=parse("1"))
    editor.show_view(FieldView("1040", Standing.CALCULATED))
    assert isinstance(editor, LineEditor)
    assert editor.input.isReadOnly()
    assert not editor.takes_focus()


@pytest.mark.parametrize("kind", LINES)
@pytest.mark.parametrize("typed", ["120", "十二", "12,000", "abc"])
def test_text_is_handed_on_as_typed_when_enter_leaves(
    make: Make, kind: FieldType, typed: str, qtbot: QtBot
) -> None:
    editor = make(kind)
    texts = heard(editor)
    editor.input.setFocus()
    commit(editor.input, typed)
    with qtbot.waitSignal(editor.advanced) as forward:
        press(editor.input, Qt.Key.Key_Return)
    editor.input.clearFocus()
    assert forward.args == [True]
    assert texts == [typed]


def test_full_width_digits_of_an_input_method_are_kept(make: Make) -> None:
    editor = make(FieldType.INTEGER)
    texts = heard(editor)
    commit(editor.input, "１２")
    editor.hand_on()
    assert texts == ["１２"]


def test_normalised_text_comes_back_visibly(make: Make) -> None:
    editor = make(FieldType.INTEGER)
    commit(editor.input, "１，２００")
    editor.hand_on()
    editor.show_view(FieldView("1200"))
    assert editor.input_text() == "1200"


@pytest.mark.parametrize("kind", TYPED)
def test_nothing_is_emitted_or_overwritten_while_composing(
    make: Make, kind: FieldType, qtbot: QtBot
) -> None:
    editor = make(kind)
    texts = heard(editor)
    compose(editor.input, "qiao kou")
    assert editor.is_composing()
    editor.show_view(FieldView("别处改的"))
    assert editor.input_text() == ""
    assert texts == []
    commit(editor.input, "硚口")
    assert not editor.is_composing()
    editor.hand_on()
    assert texts == ["硚口"]


@pytest.mark.parametrize("kind", TYPED)
def test_what_is_being_typed_is_not_overwritten(make: Make, kind: FieldType) -> None:
    editor = make(kind)
    editor.show_view(FieldView("1"))
    commit(editor.input, "2")
    typed = editor.input_text()
    editor.show_view(FieldView("7"))
    assert editor.input_text() == typed


@pytest.mark.parametrize("kind", TYPED)
def test_a_pause_hands_on_without_leaving(make: Make, kind: FieldType, qtbot: QtBot) -> None:
    editor = make(kind)
    left: list[str] = []
    editor.left.connect(left.append)
    with qtbot.waitSignal(editor.value_edited) as edited:
        type_text(editor.input, "12")
    assert edited.args == ["form.field", "12"]
    assert left == []


def test_pasted_text_is_taken_whole(make: Make, qtbot: QtBot) -> None:
    editor = make(FieldType.TEXT)
    texts = heard(editor)
    QGuiApplication.clipboard().setText("　武汉市硚口区 𠀀 小学　")
    editor.input.setFocus()
    press(editor.input, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    editor.hand_on()
    assert texts == ["　武汉市硚口区 𠀀 小学　"]


@pytest.mark.parametrize("kind", FieldType)
def test_an_error_is_shown_with_sentence_and_number(make: Make, kind: FieldType) -> None:
    """Its number has hyphens at which no line ends."""
    editor = make(kind)
    editor.show_view(FieldView(GOOD[kind], problems=(a_problem(Severity.ERROR),)))
    assert editor.input.property("state") == "error"
    assert [note.sentence() for note in editor.notes] == [
        "【人数】大于【总数】。请改正。（R‑pupils‑001）"
    ]
    assert editor.notes[0].box is None
    editor.show_view(FieldView(GOOD[kind]))
    assert editor.notes == ()
    assert editor.input.property("state") == ""


def test_a_query_brings_a_box_with_its_example(make: Make, qtbot: QtBot) -> None:
    editor = make(FieldType.INTEGER)
    found = a_problem(Severity.QUERY, example="按 2024 年测绘报告第 3 页填报。")
    editor.show_view(FieldView("9", problems=(found,)))
    note = editor.notes[0]
    assert note.box is not None
    assert "测绘报告" in note.advice()
    commit(note.box, "因校舍改建，当年借用。")
    with qtbot.waitSignal(editor.justified) as written:
        note.box.left.emit()
    assert written.args == ["R-pupils-001", "因校舍改建，当年借用。"]


def test_an_insufficient_justification_says_why(make: Make) -> None:
    editor = make(FieldType.INTEGER)
    found = a_problem(Severity.QUERY, justification="无", justification_fault="说明太短。")
    editor.show_view(FieldView("9", problems=(found,)))
    assert editor.notes[0].advice() == "说明太短。"
    assert editor.input.property("state") == "query"


def test_an_answered_query_is_calm(make: Make) -> None:
    editor = make(FieldType.INTEGER)
    found = a_problem(Severity.QUERY, justification="因 2024 年校舍改建，借用邻校。")
    editor.show_view(FieldView("9", problems=(found,)))
    assert editor.input.property("state") == ""


def test_a_box_takes_line_breaks_and_tab_leaves_it(make: Make, qtbot: QtBot) -> None:
    editor = make(FieldType.LONG_TEXT)
    assert isinstance(editor, LongTextEditor)
    type_text(editor.input, "a")
    press(editor.input, Qt.Key.Key_Return)
    type_text(editor.input, "b")
    press(editor.input, Qt.Key.Key_Tab)
    assert editor.input_text() == "a\nb"


def test_enter_goes_on_from_a_box_without_text(make: Make, qtbot: QtBot) -> None:
    editor = make(FieldType.LONG_TEXT)
    with qtbot.waitSignal(editor.advanced) as heard:
        press(editor.input, Qt.Key.Key_Return)
    assert heard.args == [True]
    with qtbot.waitSignal(editor.advanced) as heard:
        press(editor.input, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert heard.args == [False]
    assert editor.input_text() == ""
