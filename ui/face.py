"""Face: the frame that fills the window while a store is open; each side of the program fills it."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from operations.entry.saving import SaveState, SaveStatus
from ui.actions import ActionSpec, shown_shortcut
from ui.desk import StoreDesk
from ui.desktop import Desktop
from ui.entry.session import FormSession
from ui.metrics import space
from ui.palettes import Scheme
from ui.parts.frame.floating import FloatingStrip
from ui.parts.frame.header import Header
from ui.parts.frame.side import Side
from ui.recent import save_scheme

if TYPE_CHECKING:
    from operations.failures.explain import Failure
    from operations.verify.inspect_file import TrustStore
    from ui.parts.frame.connection_bar import ConnectionBar

_UNSAVED = "最近的修改还没有保存。"


class Face(QWidget):
    """Header above, navigation at the left, pages with what is said about them in the centre.

    A face opens its store itself (on the database thread) and says how that ended. It never closes
    the window; it asks with :attr:`left`.
    """

    opened = Signal()
    failed = Signal(object)
    """A :class:`operations.failures.explain.Failure`."""
    left = Signal()
    resized = Signal()
    """The text has another size: everything is to be made again."""
    restore_wanted = Signal(Path)
    """Asks for this backup in the place of the store that is open."""

    title = ""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__()
        self.desktop = desktop
        self.strip = FloatingStrip()
        self.connection: ConnectionBar | None = None
        """Says above every page that the server does not answer; made when that happens."""
        self._focused: QWidget | None = None
        self._side: Side | None = None

    def attach(self, desk: StoreDesk[Any, Any]) -> None:
        """Take the desk this face works at; call once, first of all."""
        self._store = desk
        desk.opened.connect(self._on_opened)
        desk.working.connect(self._on_working)
        desk.form_opened.connect(self._on_form_opened)
        desk.failed.connect(self.failed)
        desk.said.connect(self._on_said)
        desk.disconnected.connect(self._on_disconnected)
        desk.reconnecting.connect(self._on_reconnecting)
        desk.reconnected.connect(self._on_reconnected)
        desk.restore_wanted.connect(self.restore_wanted)

    def start(self) -> None:
        """Open the store; ends in :attr:`opened` or :attr:`failed`."""
        self._store.open()

    @Slot()
    def _on_opened(self) -> None:
        self.fill()
        self.opened.emit()

    def begin(self) -> None:
        """Put the cursor where work goes on, now that the face is in sight."""
        self.setFocus()

    def fill(self) -> None:
        """Make the parts, now that the store is open, and :meth:`lay_out` them."""
        raise NotImplementedError

    def lay_out(
        self,
        *,
        header: Header,
        side: Side,
        pages: QStackedWidget,
        aside: QFrame | None = None,
        banner: QWidget | None = None,
    ) -> None:
        """Put the parts in their places; a banner stands above the pages."""
        self._centre, self._side = pages, side
        self.strip.float_over(pages)
        row = QHBoxLayout()
        space(row, gap=0)
        side.share(self.width())
        row.addWidget(side)
        centre = QVBoxLayout()
        space(centre, gap=0)
        if banner is not None:
            centre.addWidget(banner)
        centre.addWidget(pages, 1)
        row.addLayout(centre, 1)
        if aside is not None:
            row.addWidget(aside)
        outer = self._outer = QVBoxLayout(self)
        space(outer, gap=0)
        outer.addWidget(header)
        outer.addLayout(row, 1)

    # -- what every face can do ----------------------------------------------------------------

    def window_callbacks(
        self, specs: Iterable[ActionSpec], *hints: str
    ) -> dict[str, Callable[[], object]]:
        """What the actions of the window do; ``hints`` stand below the shortcuts of ``specs``."""
        keys = [f"{shown_shortcut(spec)}　{_act(spec)}" for spec in specs if spec.shortcut]
        return {
            "window.home": self.left.emit,
            "window.theme": self._switch_theme,
            "window.look": self._choose_look,
            "window.keys": lambda: self._show_keys("\n".join((*keys, *hints))),
        }

    def _switch_theme(self) -> None:
        dark = self.desktop.theme.scheme is Scheme.DARK
        scheme = Scheme.LIGHT if dark else Scheme.DARK
        self.desktop.theme.use(scheme)
        save_scheme(scheme)

    def _choose_look(self) -> None:
        from ui.look import choose_look

        if choose_look(self.desktop, self):
            self.resized.emit()

    def _show_keys(self, keys: str) -> None:
        self.desktop.messages.inform("快捷键", "所有步骤都可以只用键盘完成。", detail=keys)

    @Slot(str, str)
    def _on_said(self, sentence: str, tone: str) -> None:
        """What is in doubt stays until it is closed; a step that was done or refused is soon past."""
        if tone == "query":
            self.strip.say(sentence, tone=tone)
        else:
            self.strip.say_in_passing(sentence, tone)

    @Slot(object)
    def _on_form_opened(self, session: FormSession) -> None:
        session.status_changed.connect(self._on_status)
        session.refused.connect(self._store.say_failed)

    @Slot(object)
    def _on_status(self, status: SaveStatus) -> None:
        if status.state is SaveState.FAILED and not self._store.is_disconnected:
            self.strip.say(_UNSAVED, tone="error", detail=status.reason)
        elif self.strip.text() == _UNSAVED:
            self.strip.clear()

    @Slot(object)
    def _on_disconnected(self, failure: "Failure") -> None:
        """Say it between header and pages, where it hides nothing and no page says anything else."""
        # Here, as it is seldom needed, and never with a file.
        from ui.parts.frame.connection_bar import ConnectionBar

        if self.connection is None:
            self.connection = ConnectionBar()
            self.connection.wanted.connect(self._store.reconnect)
            self._outer.insertWidget(1, self.connection)
        self.connection.show_lost(failure)

    @Slot()
    def _on_reconnecting(self) -> None:
        if self._store.is_disconnected and self.connection is not None:
            self.connection.show_trying()

    @Slot()
    def _on_reconnected(self) -> None:
        bar, focused = self.connection, self.window().focusWidget()
        if bar is not None:
            bar.hide()
            if focused is not None and bar.isAncestorOf(focused):
                self._keep_keyboard()
        self.strip.say("已重新连接服务器。", tone="ok")

    @Slot(bool)
    def _on_working(self, working: bool) -> None:
        """Let nothing be typed while a step runs, then go on where the keyboard was.

        What was said of an earlier step goes: it would lie over what the page says of this one.
        """
        if working:
            if self.strip.text() != _UNSAVED:
                self.strip.clear()
            self._focused = self.window().focusWidget()  # also while a dialog is just going away
            if self._focused is not None:
                self._focused.clearFocus()  # else Qt looks for the next one and scrolls there
        self._centre.setEnabled(not working)
        if not working and self._focused is not None and shiboken6.isValid(self._focused):
            within = self._centre.isAncestorOf(self._focused)
            self._focused.setFocus()
            if within:
                # What the step was begun with may be gone once the page shows what came of it.
                QTimer.singleShot(0, self, self._keep_keyboard)

    def _keep_keyboard(self) -> None:
        """Leave the keyboard in the page; on the button to the first page, Enter would close the store."""
        now, page = self.window().focusWidget(), self._centre.currentWidget()
        if page is not None and (now is None or not self._centre.isAncestorOf(now)):
            page.setFocus()

    def ask_anchor(self, then: "Callable[[TrustStore | None], object]") -> None:
        """Give what the open store knows of its bureau, to check files with."""
        from operations.verify.inspect_file import anchor_of

        self._store.run(anchor_of, owner=self, then=then)

    def take_review(self, _review: Path) -> bool:
        """Open a review file here; ``False`` where this side has nothing to do with any."""
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The column at the left takes no more of a narrow window than its share."""
        super().resizeEvent(event)
        if self._side is not None:
            self._side.share(event.size().width())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes away the message that lies over the page, where nothing else needs the key."""
        if event.key() == Qt.Key.Key_Escape and self.strip.text() != _UNSAVED:
            self.strip.clear()
        else:
            super().keyPressEvent(event)

    # -- leaving -------------------------------------------------------------------------------

    def hand_on(self) -> None:
        """Hand on what is being typed, so that it can be saved."""
        from ui.editors.inputs import hand_on

        hand_on(self)

    def unsaved(self) -> str:
        """What would be lost by leaving now, in a sentence; ``""`` if nothing."""
        form = self._store.form
        return "" if form is None else form.opened.status.unsaved

    def may_leave(self) -> bool:
        """Whether everything is safe to leave, or the user gives it up."""
        lost = self.unsaved()
        return not lost or self.desktop.messages.confirm(
            "有修改没有保存", lost, accept="放弃修改", danger=True
        )

    def release(self) -> None:
        """Close the store. Called once, after :meth:`may_leave`."""
        self._store.close()


def _act(spec: ActionSpec) -> str:
    """What an action does, in the list of keys: a page, which has a name, is opened."""
    is_page = spec.id.startswith("page.") and spec.id != "page.back"
    return f"打开“{spec.text}”" if is_page else spec.text
