"""CursorHold: what is being edited stays where it is on the screen, whatever comes and goes around it.

A message under another field, a remark, a mark that hides a question: each of them makes a page
longer or shorter above the cursor. The page is scrolled by as much, with room added at its ends where
it cannot be scrolled so far, before it is painted again.
"""

from typing import Final

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Slot
from PySide6.QtWidgets import QAbstractScrollArea, QListView, QScrollArea, QWidget

from ui.parts.focus.changes import on_focus_change

_HOLD: Final = QEvent.Type(QEvent.registerEventType())
_MOVES: Final = {QEvent.Type.Move, QEvent.Type.Resize}


class CursorHold(QObject):
    """Holds the part of a scrolling page that has the keyboard; a list is only read, and may move.

    The user's own scrolling, and a cursor that goes elsewhere, are followed.
    """

    def __init__(self, area: QScrollArea, inside: QWidget) -> None:
        super().__init__(area)
        self._area = area
        self._inside = inside
        self._bar = area.verticalScrollBar()
        self._held: QWidget | None = None
        self._watched: list[QWidget] = []
        self._reshaped: list[QWidget] = []
        self._kept, self._was_seen = 0, False
        self._is_new = (
            True  # not painted yet: it is still being laid out, and nothing stands anywhere
        )
        self._waiting = self._holding = self._cut_short = False
        self._above = self._below = 0
        area.installEventFilter(self)
        inside.installEventFilter(self)
        self._bar.rangeChanged.connect(self._on_range)
        self._bar.valueChanged.connect(self._on_scrolled)
        on_focus_change(self._on_focus)

    # -- what is held --------------------------------------------------------------------------

    @Slot(QWidget, QWidget)
    def _on_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        if new is None or not self._inside.isAncestorOf(new):
            return
        if isinstance(new, QListView):
            self._held = None
            return
        held = _outermost(new, self._inside)
        if held is not self._held:
            self._watch(held)
            self._remember()

    def hold_ahead(self) -> None:
        """Hold what the keyboard goes to once the window has it, as after a dialog that led here."""
        self._on_focus(None, self._inside.focusWidget())

    def _watch(self, held: QWidget) -> None:
        for widget in self._watched:
            if widget is not self._inside and shiboken6.isValid(widget):
                widget.removeEventFilter(self)
        self._held = held
        self._watched = _upwards(held, self._area)
        for widget in self._watched:
            widget.installEventFilter(self)

    def stand_here(self) -> None:
        """Hold what has the keyboard where it stands now: the page was laid out to be shown."""
        self._remember()

    def _remember(self) -> None:
        """Keep the height it stands at, and whether that is in sight."""
        self._kept = self._place()
        viewport = self._area.viewport()
        bottom = viewport.mapTo(viewport.window(), viewport.rect().bottomLeft()).y()
        self._was_seen = self._kept < bottom

    def _place(self) -> int:
        """Height at which the held part stands in the window."""
        held = self._held
        return held.mapTo(held.window(), held.rect().topLeft()).y() if held is not None else 0

    # -- what happens around it ----------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whatever moved or changed its size may have moved the held part."""
        if event.type() in _MOVES and not self._holding:
            self._hold_soon()
        elif watched is self._inside and event.type() is QEvent.Type.Paint:
            self._is_new = False
        elif watched is self._area and event.type() is QEvent.Type.Hide:
            self._held, self._is_new = None, True
            self._make_room(0, 0)
        return False

    @Slot()
    def _on_range(self) -> None:
        if not shiboken6.isValid(self._bar):
            return
        # Qt now cuts the value to the new range; nobody scrolled.
        self._cut_short = self._bar.value() > self._bar.maximum()
        self._hold_soon()

    @Slot()
    def _on_scrolled(self) -> None:
        if self._holding or self._cut_short:
            self._cut_short = False
            return
        self._remember()

    def settle_soon(self, part: QWidget) -> None:
        """Lay out the page around this part, which shows more or less than before.

        It happens before anything is painted; Qt alone would paint each step on the way outwards.
        """
        self._reshaped.append(part)
        self._hold_soon()

    def _hold_soon(self) -> None:
        if not self._waiting:
            self._waiting = True
            QCoreApplication.postEvent(self, QEvent(_HOLD))

    def event(self, event: QEvent) -> bool:
        if event.type() != _HOLD:
            return super().event(event)
        self._waiting = False
        held = self._held
        self._holding = True
        self._settle()
        if held is not None and shiboken6.isValid(held) and held.isVisible():
            if self._is_new:
                self._kept = self._place()
            self._hold()
        self._holding = False
        return True

    def _settle(self) -> None:
        parts, self._reshaped = [part for part in self._reshaped if shiboken6.isValid(part)], []
        for _ in range(2 if parts else 0):
            for part in dict.fromkeys(parts):
                for widget in (*reversed(part.findChildren(QWidget)), *_upwards(part, self._area)):
                    layout = widget.layout()
                    if layout is not None:
                        layout.activate()
            QCoreApplication.sendEvent(self._area, QEvent(QEvent.Type.LayoutRequest))

    # -- holding it ----------------------------------------------------------------------------

    def _hold(self) -> None:
        moved = self._place() - self._wanted()
        if not moved:
            return
        wanted = self._bar.value() + moved
        above = self._above + max(-wanted, 0)
        wanted = max(wanted, 0)
        self._make_room(above, self._below + max(self._missing(wanted), 0))
        self._bar.setValue(wanted)

    def _wanted(self) -> int:
        """Where the held part is to stand: where it stood, but in sight if the window became smaller."""
        kept, top, held = max(self._kept, self._top()), self._top(), self._held
        if not self._was_seen or held is None:
            return kept
        return max(top, min(kept, top + self._area.viewport().height() - held.height()))

    def _top(self) -> int:
        """Where the held part may stand at the highest: in sight, or with its end if it is taller."""
        viewport, held = self._area.viewport(), self._held
        top = viewport.mapTo(viewport.window(), viewport.rect().topLeft()).y()
        over = 0 if held is None else held.height() - viewport.height()
        return top - max(0, over)

    def _missing(self, value: int) -> int:
        """By how much the page is too short to be scrolled so far."""
        layout = self._inside.layout()
        if layout is None:
            return 0
        height = layout.totalHeightForWidth(self._inside.width())
        if height < 0:
            height = layout.totalMinimumSize().height()
        return value + self._area.viewport().height() - height

    def _make_room(self, above: int, below: int) -> None:
        layout = self._inside.layout()
        if layout is None or (above, below) == (self._above, self._below):
            return
        margins = layout.contentsMargins()
        margins.setTop(margins.top() + above - self._above)
        margins.setBottom(margins.bottom() + below - self._below)
        self._above, self._below = above, below
        layout.setContentsMargins(margins)
        QCoreApplication.sendEvent(self._area, QEvent(QEvent.Type.LayoutRequest))


def _upwards(widget: QWidget, end: QWidget) -> list[QWidget]:
    """The widget and what it lies in, as far as ``end``."""
    found: list[QWidget] = []
    within: QWidget | None = widget
    while within is not None and within is not end:
        found.append(within)
        within = within.parentWidget()
    return found


def _outermost(widget: QWidget, inside: QWidget) -> QWidget:
    """The widget itself, or what it scrolls in: a cell moves with its table, not with the page."""
    found, above = widget, widget.parentWidget()
    while above is not None and above is not inside:
        if isinstance(above, QAbstractScrollArea):
            found = above
        above = above.parentWidget()
    return found
