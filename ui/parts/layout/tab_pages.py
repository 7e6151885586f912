"""TabPages: tabs that ask for the room of the one in sight, not of the highest."""

from PySide6.QtCore import QSize, Slot
from PySide6.QtWidgets import QSizePolicy, QTabWidget, QWidget

from ui.parts.layout.shown_stack import height_at


class TabPages(QTabWidget):
    """Pages one behind another, as calm as the page they stand on."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.tabBar().setAccessibleName(name)
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        wraps = self.sizePolicy()
        wraps.setHeightForWidth(True)  # what scrolls around them asks only where this is said
        self.setSizePolicy(wraps)
        self.currentChanged.connect(self._on_changed)

    def tabInserted(self, index: int) -> None:
        super().tabInserted(index)
        self._on_changed()

    def sizeHint(self) -> QSize:
        """As wide as the widest, as high as the one in sight asks for."""
        wide = super().sizeHint().width()
        return QSize(wide, self.heightForWidth(wide))

    def heightForWidth(self, width: int) -> int:
        """What the tab in sight needs at this width; Qt would take the highest of all."""
        page: QWidget | None = self.currentWidget()
        if page is None:
            return super().heightForWidth(width)
        bar = self.minimumSizeHint().height() - page.minimumSizeHint().height()
        return height_at(page, width) + bar

    @Slot()
    def _on_changed(self) -> None:
        policy = QSizePolicy.Policy
        for number in range(self.count()):
            page: QWidget | None = self.widget(number)
            if page is not None:
                kind = policy.Preferred if number == self.currentIndex() else policy.Ignored
                page.setSizePolicy(policy.Preferred, kind)
        self.updateGeometry()
