"""GivingWay: parts of a bar that leave it, one after the other, where the bar is too narrow for all."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

_CHANGES = {QEvent.Type.Resize, QEvent.Type.LayoutRequest}


class GivingWay(QObject):
    """Hides parts until the rest fits, and shows them again where there is room.

    Args:
        bar: What they stand in; it no longer asks for the room of everything in it.
        parts: In the order in which they can be missed; each must be reached in another way too.
        wish: How many pixels more than their least those want that stay; the parts leave for them.

    """

    def __init__(
        self, bar: QWidget, parts: Sequence[QWidget], *, wish: Callable[[], int] = int
    ) -> None:
        super().__init__(bar)
        self._bar = bar
        self._parts = tuple(parts)
        self._wish = wish
        self._unwanted: set[QWidget] = set()
        bar.setMinimumWidth(1)
        bar.installEventFilter(self)

    def want(self, part: QWidget, *, wanted: bool) -> None:
        """Say whether a part has anything to show; without it, it stays away where there is room too."""
        (self._unwanted.discard if wanted else self._unwanted.add)(part)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again when the bar has another width, or something in it."""
        if watched is self._bar and event.type() in _CHANGES:
            self._fit()
        return False

    def _fit(self) -> None:
        layout = self._bar.layout()
        if layout is None:
            return
        gap = max(layout.spacing(), 0)
        takes = {
            part: 0 if part in self._unwanted else part.minimumSizeHint().width() + gap
            for part in self._parts
        }
        room = self._bar.width() - layout.minimumSize().width() - self._wish()
        room -= sum(takes[part] for part in self._parts if part.isHidden())
        for part in self._parts:
            leaves = room < 0 or part in self._unwanted
            if part.isHidden() is not leaves:
                part.setVisible(not leaves)
            if leaves:
                room += takes[part]
