"""ShownStack: widgets one behind another that ask for the room of the one in sight alone."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

_IGNORED = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)


class ShownStack(QStackedWidget):
    """A page that needs much room does not make the window larger while another one is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._own: dict[QWidget, QSizePolicy] = {}
        self._shown: QWidget | None = None
        self.currentChanged.connect(self._on_changed)

    def addWidget(self, widget: QWidget) -> int:
        """Add one behind the others; what it asks for counts once it is shown."""
        self._own[widget] = widget.sizePolicy()
        widget.setSizePolicy(_IGNORED)
        return super().addWidget(widget)

    @Slot()
    def _on_changed(self) -> None:
        before, self._shown = self._shown, self.currentWidget()
        for widget in filter(None, (before, self._shown)):
            widget.setSizePolicy(self._own[widget] if widget is self._shown else _IGNORED)
        self.updateGeometry()
