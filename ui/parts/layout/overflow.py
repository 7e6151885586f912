"""OverflowRow: buttons side by side; those a narrow window has no room for wait in a menu."""

from PySide6.QtCore import QEvent, QObject, QSize, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QMenu, QPushButton, QSizePolicy, QWidget

from ui.icons import set_icon
from ui.metrics import space, unit
from ui.parts.controls.buttons import button

_CHANGES = frozenset(
    {QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.LayoutRequest}
)


class OverflowRow(QWidget):
    """The last button, the one that matters most, goes last; what its page hides is in no menu."""

    def __init__(self) -> None:
        super().__init__()
        self._slots: dict[QPushButton, QWidget] = {}
        self._row = QHBoxLayout(self)
        space(self._row, gap=1)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._fill)
        self.more = button("更多(&M)", icon="list", style="quiet")
        self.more.setMenu(self.menu)
        self._row.addStretch(1)  # what is left over makes no button wider
        self._row.addWidget(self.more)
        self.more.hide()
        self.waiting: tuple[QPushButton, ...] = ()
        """The buttons in the menu."""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def add(self, *buttons: QPushButton) -> None:
        """Add buttons at the right."""
        for made in buttons:
            # The row hides the slot and the page the button: neither undoes the other.
            slot = QWidget()
            layout = QHBoxLayout(slot)
            space(layout)
            layout.addWidget(made)
            self._slots[made] = slot
            self._row.addWidget(slot)
            made.installEventFilter(self)
        self._fit()

    def sizeHint(self) -> QSize:
        """All buttons that the page shows."""
        wanted = self._wanted()
        width = sum(made.sizeHint().width() for made in wanted) + unit() * (len(wanted) - 1)
        high = max((made.sizeHint().height() for made in self._slots), default=0)
        return QSize(max(0, width), high)

    def minimumSizeHint(self) -> QSize:
        """The menu, or the only button where that is narrower."""
        most = self.sizeHint()
        return QSize(min(most.width(), self.more.sizeHint().width()), most.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow a page that shows or hides a button, or gives it another text."""
        if event.type() in _CHANGES and watched in self._slots:
            self.updateGeometry()
            self._fit()
        return False

    def _wanted(self) -> list[QPushButton]:
        return [made for made in self._slots if not made.isHidden()]

    def _fit(self) -> None:
        """Let the first buttons go until the others have room."""
        wanted, gap = self._wanted(), unit()
        widths = [made.sizeHint().width() + gap for made in wanted]
        room = self.width() + gap
        gone = 0
        if sum(widths) > room:
            room -= self.more.sizeHint().width() + gap
            while gone < len(wanted) and sum(widths[gone:]) > room:
                gone += 1
        self.waiting = tuple(wanted[:gone])
        for made, slot in self._slots.items():
            slot.setVisible(made in wanted[gone:])
        self.more.setVisible(gone > 0)

    @Slot()
    def _fill(self) -> None:
        self.menu.clear()
        for made in self.waiting:
            action = self.menu.addAction(made.text().strip())
            action.setEnabled(made.isEnabled())
            if made.property("icon_name"):
                set_icon(action, str(made.property("icon_name")), "accent")
            action.triggered.connect(made.click)
