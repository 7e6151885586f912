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

    def heightForWidth(self, width: int) -> int:
        """What the page in sight needs at this width; Qt would take the highest of all."""
        return -1 if self._shown is None else height_at(self._shown, width)

    @Slot()
    def _on_changed(self) -> None:
        before, self._shown = self._shown, self.currentWidget()
        for widget in filter(None, (before, self._shown)):
            widget.setSizePolicy(self._own[widget] if widget is self._shown else _IGNORED)
        self.updateGeometry()


def height_at(page: QWidget, width: int) -> int:
    """The height a page asks for at a width, never less than its least, in pixels."""
    high = page.heightForWidth(width) if page.hasHeightForWidth() else page.sizeHint().height()
    return max(high, page.minimumSizeHint().height())
