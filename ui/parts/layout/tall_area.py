"""TallArea: content that has the height it needs, and scrolls where a small window has less."""

import shiboken6
from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.parts.focus.changes import on_focus_change
from ui.parts.layout.in_sight import bring


class TallArea(QScrollArea):
    """Whatever gets the keyboard is brought into sight, as much of it as there is room for."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content.setProperty("part", "page")
        content.setMinimumWidth(1)  # what is too wide folds, and takes the end of nothing else
        self.setWidget(content)
        on_focus_change(self._on_focus_changed)
        self._followed: QWidget | None = None
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._on_range_changed)
        bar.actionTriggered.connect(self._on_scrolled)

    def follow(self, part: QWidget) -> None:
        """Bring a part into sight that only now came, and again when what is around it grows.

        Nested texts that wrap know their heights only after several turns of the event loop.
        """
        self._followed = part
        bring(self, part)

    @Slot()
    def _on_range_changed(self) -> None:
        part = self._followed
        if part is not None and shiboken6.isValid(part) and part.isVisibleTo(self):
            bring(self, part)

    @Slot()
    def _on_scrolled(self) -> None:
        """Who looks elsewhere is left there."""
        self._followed = None

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new):
            self.follow(self.seen_with(new))

    def seen_with(self, focused: QWidget) -> QWidget:
        """What has to be in sight when a part within gets the keyboard."""
        return focused
