"""TabPages: tabs that ask for the room of the one in sight, not of the highest."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QSizePolicy, QTabWidget, QWidget


class TabPages(QTabWidget):
    """Pages one behind another, as calm as the page they stand on."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.tabBar().setAccessibleName(name)
        self.setDocumentMode(True)
        self.tabBar().setDrawBase(False)
        self.currentChanged.connect(self._on_changed)

    def tabInserted(self, index: int) -> None:
        super().tabInserted(index)
        self._on_changed()

    @Slot()
    def _on_changed(self) -> None:
        policy = QSizePolicy.Policy
        for number in range(self.count()):
            page: QWidget | None = self.widget(number)
            if page is not None:
                kind = policy.Preferred if number == self.currentIndex() else policy.Ignored
                page.setSizePolicy(policy.Preferred, kind)
        self.updateGeometry()
