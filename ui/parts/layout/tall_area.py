"""TallArea: content that has the height it needs, and scrolls where a small window has less."""

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from ui.parts.focus.changes import on_focus_change


class TallArea(QScrollArea):
    """Whatever gets the keyboard is brought into sight, as much of it as there is room for."""

    def __init__(self, content: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        content.setProperty("part", "page")
        self._content = content
        self.setWidget(content)
        on_focus_change(self._on_focus_changed)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new):
            self.bring(new)

    def bring(self, part: QWidget) -> None:
        """Scroll so that a part is in sight; one that is higher than the area stands at its top."""
        top = part.mapTo(self._content, QPoint()).y()
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bottom = top + part.height()
        if top < bar.value() or part.height() > room:
            bar.setValue(top)
        elif bottom > bar.value() + room:
            bar.setValue(bottom - room)
