"""Face: the frame that fills the window while a store is open; each side of the program fills it."""

from collections.abc import Callable, Iterable
from typing import Protocol

from PySide6.QtCore import Signal, SignalInstance, Slot
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.actions import ActionSpec, shown_shortcut
from ui.desktop import Desktop
from ui.editors.inputs import BoxInput, LineInput
from ui.metrics import space
from ui.parts.header import Header
from ui.parts.side import Side
from ui.parts.strips import MessageStrip
from ui.recent import save_scheme


class Desk(Protocol):
    """The open store as a face knows it."""

    @property
    def opened(self) -> SignalInstance:
        """The store is open."""

    @property
    def failed(self) -> SignalInstance:
        """It could not be opened, in a sentence."""

    @property
    def said(self) -> SignalInstance:
        """A sentence for the strip, and its tone."""

    def open(self) -> None:
        """Open the store; ends in ``opened`` or in ``failed`` with a sentence."""

    def close(self) -> None:
        """Close the store."""


class Face(QWidget):
    """Header above, navigation at the left, pages with what is said about them in the centre.

    A face opens its store itself (on the database thread) and says how that ended. It never closes
    the window; it asks with :attr:`left`.
    """

    opened = Signal()
    failed = Signal(str)
    left = Signal()

    title = ""

    def __init__(self, desktop: Desktop) -> None:
        super().__init__()
        self.desktop = desktop
        self.strip = MessageStrip()

    def attach(self, desk: Desk) -> None:
        """Take the desk this face works at; call once, first of all."""
        self._store = desk
        desk.opened.connect(self._on_opened)
        desk.failed.connect(self.failed)
        desk.said.connect(self._on_said)

    def start(self) -> None:
        """Open the store; ends in :attr:`opened` or :attr:`failed` with a sentence."""
        self._store.open()

    @Slot()
    def _on_opened(self) -> None:
        self.fill()
        self.opened.emit()

    def fill(self) -> None:
        """Make the parts, now that the store is open, and :meth:`lay_out` them."""
        raise NotImplementedError

    def lay_out(
        self, *, header: Header, side: Side, pages: QWidget, aside: QFrame | None = None
    ) -> None:
        """Put the parts in their places."""
        said = QVBoxLayout()
        space(said, margins=(3, 1, 3, 0))
        said.addWidget(self.strip)
        centre = QVBoxLayout()
        space(centre, gap=0)
        centre.addLayout(said)
        centre.addWidget(pages, 1)
        row = QHBoxLayout()
        space(row, gap=0)
        row.addWidget(side)
        row.addLayout(centre, 1)
        if aside is not None:
            row.addWidget(aside)
        outer = QVBoxLayout(self)
        space(outer, gap=0)
        outer.addWidget(header)
        outer.addLayout(row, 1)

    # -- what every face can do ----------------------------------------------------------------

    def window_callbacks(
        self, specs: Iterable[ActionSpec], *hints: str
    ) -> dict[str, Callable[[], object]]:
        """What the actions of the window do; ``hints`` stand below the shortcuts of ``specs``."""
        keys = [f"{shown_shortcut(spec)}　{spec.text}" for spec in specs if spec.shortcut]
        return {
            "window.home": self.left.emit,
            "window.theme": self._switch_theme,
            "window.keys": lambda: self._show_keys("\n".join((*keys, *hints))),
        }

    def _switch_theme(self) -> None:
        dark = not self.desktop.theme.dark
        self.desktop.theme.use(dark=dark)
        save_scheme("dark" if dark else "light")

    def _show_keys(self, keys: str) -> None:
        self.desktop.messages.inform("快捷键", "所有步骤都可以只用键盘完成。", detail=keys)

    @Slot(str, str)
    def _on_said(self, sentence: str, tone: str) -> None:
        self.strip.say(sentence, tone=tone)

    # -- leaving -------------------------------------------------------------------------------

    def hand_on(self) -> None:
        """Hand on what is being typed, so that it can be saved."""
        widget = QApplication.focusWidget()
        if isinstance(widget, (LineInput, BoxInput)) and self.isAncestorOf(widget):
            widget.left.emit()

    def unsaved(self) -> str:
        """What would be lost by leaving now, in a sentence; ``""`` if nothing."""
        return ""

    def may_leave(self) -> bool:
        """Whether everything is safe to leave, or the user gives it up."""
        lost = self.unsaved()
        return not lost or self.desktop.messages.confirm(
            "有修改没有保存", lost, accept="放弃修改", danger=True
        )

    def release(self) -> None:
        """Close the store. Called once, after :meth:`may_leave`."""
        self._store.close()
