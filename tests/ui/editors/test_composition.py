"""A composition that is broken off stays as text; one that is given up leaves nothing."""

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.ime import commit, compose
from ui.editors.inputs import BoxInput, LineInput
from ui.theme import Theme

KINDS: tuple[type[LineInput | BoxInput], ...] = (LineInput, BoxInput)


def shown(kind: type[LineInput | BoxInput], qtbot: QtBot) -> LineInput | BoxInput:
    made = kind()
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


def text_of(made: LineInput | BoxInput) -> str:
    return made.text() if isinstance(made, LineInput) else made.toPlainText()


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_composed_stays_when_the_cursor_leaves(
    kind: type[LineInput | BoxInput], theme: Theme, qtbot: QtBot
) -> None:
    made = shown(kind, qtbot)
    texts: list[str] = []
    made.left.connect(lambda: texts.append(text_of(made)))
    commit(made, "1")
    compose(made, "qiao")
    made.clearFocus()
    assert texts == ["1qiao"]
    assert not made.is_composing


@pytest.mark.parametrize("kind", KINDS)
def test_a_composition_given_up_leaves_nothing(
    kind: type[LineInput | BoxInput], theme: Theme, qtbot: QtBot
) -> None:
    made = shown(kind, qtbot)
    compose(made, "qiao")
    compose(made, "")
    made.clearFocus()
    assert text_of(made) == ""
