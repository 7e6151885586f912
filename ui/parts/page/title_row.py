"""TitleRow: title, what state it is in, and buttons; in two lines where a window has no room for one."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from ui.metrics import space, unit
from ui.parts.layout.flow import FlowLayout

_CHANGES = frozenset(
    {QEvent.Type.ShowToParent, QEvent.Type.HideToParent, QEvent.Type.LayoutRequest}
)
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_TITLE = 8
"""For so many characters of the title, or the whole of a shorter one, states and buttons go below it."""


class TitleRow(QWidget):
    """From the left: a way back, the title, states; at the right the buttons.

    Args:
        title: Gives way where there is less room still.
        back: The button that leads back, perhaps.

    """

    def __init__(self, title: QLabel, back: QWidget | None = None) -> None:
        super().__init__()
        self._title, self._back = title, back
        self._parts: list[QWidget] = []
        self._buttons: list[QWidget] = []
        self._states = QWidget()
        self._flow = FlowLayout()
        self._states.setLayout(self._flow)
        self._states.hide()
        outer = QVBoxLayout(self)
        space(outer, gap=1)
        self._line, self._below = QHBoxLayout(), QHBoxLayout()
        for line in (self._line, self._below):
            space(line, gap=1)
            outer.addLayout(line)
        if back is not None:
            self._line.addWidget(back)
        self._line.addWidget(title)
        self._line.addWidget(self._states, 0, _MIDDLE)
        self._line.addStretch(1)
        self.is_folded = False
        """Whether states and buttons stand below the title."""

    def add_states(self, *parts: QWidget) -> None:
        """Add what tells how things are, behind the title."""
        for part in parts:
            part.installEventFilter(self)
            self._parts.append(part)
            self._flow.addWidget(part)
        self._arrange()

    def add_buttons(self, *buttons: QWidget) -> None:
        """Add what is pressed, or what gives way by itself, at the right."""
        for made in buttons:
            made.installEventFilter(self)
            self._buttons.append(made)
            (self._below if self.is_folded else self._line).addWidget(made)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        """As narrow as it can be folded; as high as it is now."""
        gap = unit()
        above = [self._title.minimumSizeHint().width()]
        if self._back is not None:
            above.append(self._back.sizeHint().width())
        below = [made.minimumSizeHint().width() for made in self._seen(self._buttons)]
        states = [part.minimumSizeHint().width() for part in self._seen(self._parts)]
        below += [max(states)] if states else []
        width = max(sum(line) + gap * (len(line) - 1) for line in (above, below or [0]))
        return QSize(width, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._look_again()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow a page that shows or hides a part, or gives it another text."""
        if event.type() in _CHANGES:
            self._look_again()
        return super().eventFilter(watched, event)

    def _look_again(self) -> None:
        # Never at once: a part that changes its line while that line is laid out crashes Qt.
        QCoreApplication.postEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def event(self, event: QEvent) -> bool:
        """Look for room before anything is painted."""
        if event.type() is QEvent.Type.LayoutRequest:
            self._arrange()
        return super().event(event)

    @staticmethod
    def _seen(parts: list[QWidget]) -> list[QWidget]:
        return [part for part in parts if not part.isHidden()]

    def _arrange(self) -> None:
        """Put states and buttons where there is room for them."""
        gap = unit()
        states = self._seen(self._parts)
        whole = sum(part.sizeHint().width() + gap for part in states)
        title = self._title.fontMetrics().horizontalAdvance("填") * _TITLE
        needed = min(title, self._title.sizeHint().width()) + whole
        if self._back is not None:
            needed += self._back.sizeHint().width() + gap
        buttons = sum(made.minimumSizeHint().width() + gap for made in self._seen(self._buttons))
        self._states.setHidden(not states)
        self._fold(folded=needed + buttons > self.width())
        # No state is cut for a long title, nor for buttons that could wait in a menu.
        room = self.width() - buttons if self.is_folded else whole
        self._states.setMinimumWidth(max(0, min(whole - gap, room)))

    def _fold(self, *, folded: bool) -> None:
        if folded is self.is_folded:
            return
        self.is_folded = folded
        source, target = (self._line, self._below) if folded else (self._below, self._line)
        for part in (self._states, *self._buttons):
            source.removeWidget(part)
        if folded:
            target.addWidget(self._states, 1, _MIDDLE)
        else:
            target.insertWidget(1 if self._back is None else 2, self._states, 0, _MIDDLE)
        for made in self._buttons:
            target.addWidget(made)
