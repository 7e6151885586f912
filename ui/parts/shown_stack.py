"""ShownStack: widgets one behind another that ask for the room of the one in sight alone."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

_IGNORED = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)


class ShownStack(QStackedWidget):
    """A page that needs much room does not make the window larger while another one is shown."""

    def __init__(self) -> None:
        super().__init__()
        self._own: dict[QWidget, QSizePolicy] = {}
        self.currentChanged.connect(self._on_changed)

    def addWidget(self, widget: QWidget) -> int:
        """Add one behind the others; what it asks for counts once it is shown."""
        self._own[widget] = widget.sizePolicy()
        number = super().addWidget(widget)
        self._on_changed()
        return number

    @Slot()
    def _on_changed(self) -> None:
        shown = self.currentWidget()
        for widget, own in self._own.items():
            widget.setSizePolicy(own if widget is shown else _IGNORED)
        self.updateGeometry()
