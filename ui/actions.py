"""Actions as data: one table names what can be done, its key, its icon and when it is offered.

Menus, buttons, the shortcut list and the tests read the same table.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from forms.workflow import State
from ui.icons import set_icon


@dataclass(frozen=True, slots=True)
class Situation:
    """What decides whether an action is offered.

    Attributes:
        state: State of the open return; ``None`` without one.
        can_undo: There is something to undo.
        can_redo: There is something to redo.
        has_certificate: The bureau's opening file was read.

    """

    state: State | None = None
    can_undo: bool = False
    can_redo: bool = False
    has_certificate: bool = False


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
        text: What the user reads, a verb with its object.
        shortcut: Portable key sequence, or ``""``.
        icon: Icon name.
        enabled: When it is offered.

    """

    id: str
    text: str
    shortcut: str = ""
    icon: str = ""
    enabled: Callable[[Situation], bool] = always


SCHOOL_ACTIONS: tuple[ActionSpec, ...] = (
    ActionSpec("section.previous", "上一部分", "Ctrl+PgUp", "chevron-left"),
    ActionSpec("section.next", "下一部分", "Ctrl+PgDown", "chevron-right"),
    ActionSpec("problem.next", "下一个问题", "F8", "chevron-down"),
    ActionSpec("problem.previous", "上一个问题", "Shift+F8", "chevron-up"),
    ActionSpec("return.check", "全部检查", "Ctrl+Return", "list-checks"),
    ActionSpec("return.undo", "撤销", "Ctrl+Alt+Z", "undo-2", lambda now: now.can_undo),
    ActionSpec("return.redo", "重做", "Ctrl+Alt+Y", "redo-2", lambda now: now.can_redo),
    ActionSpec(
        "comment.add", "对这一项写意见", "Ctrl+M", "message-square", in_state(State.IN_REVIEW)
    ),
    ActionSpec("page.keys", "密钥与开户", "Ctrl+1", "key-round"),
    ActionSpec("page.review", "审核与签名", "Ctrl+2", "signature"),
    ActionSpec("page.delivery", "导出与回执", "Ctrl+3", "send"),
    ActionSpec("page.history", "修改记录", "Ctrl+4", "history"),
    ActionSpec("page.exchange", "Excel 与备份", "Ctrl+5", "file-spreadsheet"),
    ActionSpec("panel.toggle", "指标与问题栏", "Ctrl+0", "gauge"),
    ActionSpec("return.next_step", "下一步", "F9", "arrow-right"),
    ActionSpec("window.home", "回到首页", "Ctrl+W", "house"),
    ActionSpec("window.theme", "切换深浅色", "Ctrl+Shift+D", "moon"),
    ActionSpec("window.keys", "快捷键", "F1", "keyboard"),
)


class Actions:
    """The actions of one window, made from a table and wired to callbacks by id."""

    def __init__(
        self,
        owner: QWidget,
        specs: Iterable[ActionSpec],
        callbacks: Mapping[str, Callable[[], object]],
    ) -> None:
        self.specs = tuple(specs)
        self._by_id: dict[str, QAction] = {}
        for spec in self.specs:
            action = QAction(spec.text, owner)
            action.setObjectName(spec.id)
            if spec.shortcut:
                action.setShortcut(QKeySequence(spec.shortcut))
                action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
                action.setToolTip(f"{spec.text}（{shown_shortcut(spec)}）")
            if spec.icon:
                set_icon(action, spec.icon)
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
