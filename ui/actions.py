"""Actions as data: one table names what can be done, its key, its icon and when it is offered.

Menus, buttons, the shortcut list and the tests read the same table.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from forms.workflow import State


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides whether an action is offered.

    Attributes:
        state: State of the open return; ``None`` without one.
        can_undo: There is something to undo.
        can_redo: There is something to redo.

    """

    state: State | None = None
    can_undo: bool = False
    can_redo: bool = False


def always(_: Situation) -> bool:
    """Offered at any time."""
    return True


def in_state(*states: State) -> Callable[[Situation], bool]:
    """Offered in these states of the return."""
    return lambda situation: situation.state in states


@dataclass(frozen=True, slots=True)
class ActionSpec:
    """One thing the user can do.

    Attributes:
        id: Dotted id, ``return.submit``.
        text: What the user reads, a verb with its object; of a page its name.
        shortcut: Portable key sequence, or ``""``.
        icon: Icon name.
        enabled: When it is offered.

    """

    id: str
    text: str
    shortcut: str = ""
    icon: str = ""
    enabled: Callable[[Situation], bool] = always


WINDOW_ACTIONS: Final[tuple[ActionSpec, ...]] = (
    ActionSpec("window.home", "回到首页", "Ctrl+W", "house"),
    ActionSpec("window.look", "调整外观：颜色和字号", "Ctrl+Shift+L", "sliders-horizontal"),
    ActionSpec("window.theme", "切换深浅色", "Ctrl+Shift+D", "moon"),
    ActionSpec("window.keys", "查看快捷键", "Ctrl+F1", "keyboard"),
)
"""What every face offers."""


class Actions:
    """The actions of one window, made from a table and wired to callbacks by id."""

    def __init__(
        self,
        owner: QWidget,
        specs: Iterable[ActionSpec],
        callbacks: Mapping[str, Callable[[], object]],
        *,
        context: Qt.ShortcutContext = Qt.ShortcutContext.WindowShortcut,
    ) -> None:
        self.specs = tuple(specs)
        self._by_id: dict[str, QAction] = {}
        for spec in self.specs:
            action = QAction(spec.text, owner)
            action.setObjectName(spec.id)
            if spec.shortcut:
                action.setShortcut(QKeySequence(spec.shortcut))
                action.setShortcutContext(context)
                action.setToolTip(f"{spec.text}（{shown_shortcut(spec)}）")
            action.setProperty("icon_of_button", spec.icon)  # painted where there is a button
            action.triggered.connect(_without_argument(callbacks[spec.id]))
            owner.addAction(action)
            self._by_id[spec.id] = action

    def __getitem__(self, action_id: str) -> QAction:
        return self._by_id[action_id]

    def update(self, situation: Situation) -> None:
        """Offer what the situation allows."""
        for spec in self.specs:
            self._by_id[spec.id].setEnabled(spec.enabled(situation))


def _without_argument(callback: Callable[[], object]) -> Callable[[], None]:
    """Qt tells whether an action is checked; ours never are."""

    def call() -> None:
        callback()

    return call


def shown_shortcut(spec: ActionSpec) -> str:
    """The key as it is written on the keyboard."""
    return spec.shortcut.replace("Return", "Enter").replace("PgDown", "PgDn")
