import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from forms.workflow import State
from resources import resource
from ui import icons
from ui.actions import WINDOW_ACTIONS, Actions, Situation, shown_shortcut
from ui.icons import icon
from ui.palettes import Scheme
from ui.parts.controls.buttons import tool_button
from ui.school.actions import SCHOOL_ACTIONS
from ui.school.next_step import next_step
from ui.theme import Theme


def test_ids_and_shortcuts_are_unique() -> None:
    ids = [spec.id for spec in SCHOOL_ACTIONS]
    keys = [QKeySequence(spec.shortcut).toString() for spec in SCHOOL_ACTIONS if spec.shortcut]
    assert len(set(ids)) == len(ids)
    assert len(set(keys)) == len(keys)
    assert all(keys)


def test_every_action_has_words_and_an_icon_that_exists() -> None:
    for spec in SCHOOL_ACTIONS:
        assert spec.text
        assert resource("icons", f"{spec.icon}.svg").is_file(), spec.id


def test_actions_call_back_and_are_offered_by_situation(theme: Theme, qtbot: QtBot) -> None:
    owner, called = QWidget(), []
    qtbot.addWidget(owner)
    callbacks = {spec.id: (lambda name=spec.id: called.append(name)) for spec in SCHOOL_ACTIONS}
    actions = Actions(owner, SCHOOL_ACTIONS, callbacks)
    actions.update(Situation(state=State.DRAFT))
    assert not actions["return.undo"].isEnabled()
    assert not actions["comment.add"].isEnabled()
    actions.update(Situation(state=State.IN_REVIEW, can_undo=True))
    assert actions["return.undo"].isEnabled()
    assert actions["comment.add"].isEnabled()
    actions["return.check"].trigger()
    assert called == ["return.check"]
    assert "Ctrl+Enter" in actions["return.check"].toolTip()


def test_the_icon_of_an_action_is_painted_for_its_button(theme: Theme, qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    actions = Actions(owner, WINDOW_ACTIONS, {spec.id: list for spec in WINDOW_ACTIONS})
    made = tool_button(actions["window.look"])
    qtbot.addWidget(made)
    assert made.icon().cacheKey() == icon("sliders-horizontal").cacheKey()
    assert actions["window.keys"].icon().isNull()
    theme.use(Scheme.DARK)
    icons.refresh()
    assert made.icon().cacheKey() == icon("sliders-horizontal").cacheKey()


def test_shortcuts_read_as_on_the_keyboard() -> None:
    shown = {spec.id: shown_shortcut(spec) for spec in SCHOOL_ACTIONS}
    assert shown["return.check"] == "Ctrl+Enter"
    assert shown["section.next"] == "Ctrl+PgDn"


def test_blanks_are_to_be_filled_and_faults_come_first() -> None:
    only_blank = next_step(State.DRAFT, waiting=280, blank=280, enrolled=False)
    assert (only_blank.text, only_blank.target) == ("继续填写（280）", "blank")
    faults = next_step(State.DRAFT, waiting=283, blank=280, enrolled=False)
    assert (faults.text, faults.target) == ("处理问题（3）", "problem")
    assert "280 项没有填" in faults.hint


@pytest.mark.parametrize(
    ("state", "waiting", "enrolled", "target"),
    [
        (State.DRAFT, 3, False, "problem"),
        (State.DRAFT, 0, False, "submit"),
        (State.IN_REVIEW, 0, False, "page.keys"),
        (State.IN_REVIEW, 0, True, "page.review"),
        (State.SIGNED, 0, True, "page.delivery"),
        (State.DELIVERED, 0, True, "page.delivery"),
        (State.ACCEPTED, 0, True, "page.delivery"),
    ],
)
def test_the_next_step_is_always_said(
    state: State, waiting: int, enrolled: bool, target: str
) -> None:
    step = next_step(state, waiting=waiting, enrolled=enrolled)
    assert step.target == target
    assert step.hint.endswith("。")
    assert resource("icons", f"{step.icon}.svg").is_file()
