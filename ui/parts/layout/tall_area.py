"""TallArea: content that has the height it needs, and scrolls where a small window has less."""

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
        self.setWidget(content)
        on_focus_change(self._on_focus_changed)
        self._followed: QWidget | None = None
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)

    def follow(self, part: QWidget) -> None:
        """Bring a part into sight that only now came, and again when what is around it grows.

        Nested texts that wrap know their heights only after several turns of the event loop.
        """
        self._followed = part
        bring(self, part)

    @Slot()
    def _on_range_changed(self) -> None:
        if self._followed is not None and self._followed.isVisibleTo(self):
            bring(self, self._followed)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is not None and self.isAncestorOf(new):
            bring(self, new)
