"""DeliveryBar: where the schools stand, as one bar; each part is a door to its schools."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from operations.bureau.today.standings import DeliveryState, SchoolGroup
from ui.bureau.words import STANDINGS
from ui.icons import pixmap
from ui.metrics import line_height, unit
from ui.theme import Theme

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_CHOOSE = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}
_LEAST = 3
"""Least width of a part with one school, in units: it can still be hit."""


class DeliveryBar(QWidget):
    """Left and Right walk the parts, Enter or a click opens one; icon, word and number stand below."""

    chosen = Signal(object)
    """The :class:`operations.bureau.today.standings.DeliveryState` that was chosen."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._group: SchoolGroup | None = None
        self._parts: tuple[DeliveryState, ...] = ()
        self._at = 0
        self.setAccessibleName("上报进度")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    @property
    def current(self) -> DeliveryState | None:
        """The part that is chosen by Enter."""
        return self._parts[self._at] if self._parts else None

    def show_group(self, group: SchoolGroup) -> None:
        """Show where these schools stand."""
        kept = self.current
        self._group = group
        self._parts = tuple(item for item in DeliveryState if group.count(item))
        self._at = self._parts.index(kept) if kept in self._parts else 0
        self.setAccessibleDescription(self._spoken())
        self._fit()
        self.update()

    def _spoken(self) -> str:
        here = self.current
        if here is None or self._group is None:
            return "没有要上报的学校"
        counts = "，".join(f"{item.label} {self._group.count(item)} 所" for item in self._parts)
        return f"{counts}。选中：{here.label}，按 Enter 查看"

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The words take more lines in a narrow window."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self._bar_height() + self._lines() * self._line() + unit(0.5))

    # -- keyboard and mouse --------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk and choose."""
        here = self.current
        if event.key() in _STEPS and self._parts:
            self._at = max(0, min(len(self._parts) - 1, self._at + _STEPS[Qt.Key(event.key())]))
            self.setAccessibleDescription(self._spoken())
            self.update()
        elif event.key() in _CHOOSE and here is not None:
            self.chosen.emit(here)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """A click opens the part below it, or the word."""
        for place, area in enumerate(self._areas()):
            words = self._word_areas()[place]
            if area.contains(event.position()) or words.contains(event.position()):
                self._at = place
                self.update()
                self.chosen.emit(self._parts[place])
                return

    # -- painting ------------------------------------------------------------------------------

    def _bar_height(self) -> int:
        return unit(4)

    def _line(self) -> int:
        return line_height() + unit(1)

    def _lines(self) -> int:
        return max(1, len({area.top() for area in self._word_areas()}))

    def _areas(self) -> list[QRectF]:
        """The parts of the bar: as wide as their share, none too narrow to be hit."""
        if self._group is None or not self._parts:
            return []
        counts = [self._group.count(item) for item in self._parts]
        least = min(unit(_LEAST), self.width() / len(counts))
        free = self.width() - least * len(counts)
        areas, left = [], 0.0
        for count in counts:
            width = least + free * count / sum(counts)
            areas.append(QRectF(left, 0, width, self._bar_height()))
            left += width
        return areas

    def _word(self, item: DeliveryState) -> str:
        if self._group is None:
            return ""
        count, every = self._group.count(item), len(self._group.codes)
        return f"{item.label} {count} 所（{_percent(count, every)}）"

    def _word_areas(self) -> list[QRectF]:
        room, metrics = self.width(), self.fontMetrics()
        areas, left, top = [], 0.0, self._bar_height() + unit(0.5)
        for item in self._parts:
            wide = unit(3) + metrics.horizontalAdvance(self._word(item)) + unit(2)
            if left and left + wide > room:
                left, top = 0.0, top + self._line()
            areas.append(QRectF(left, top, wide, self._line()))
            left += wide
        return areas

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint from memory."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(0.5, 0.5, self.width() - 1, self._bar_height() - 1)
        outline = QPainterPath()
        outline.addRoundedRect(whole, unit(1), unit(1))
        painter.save()
        painter.setClipPath(outline)
        painter.fillRect(whole, self._theme.colour("sunken"))
        for item, area in zip(self._parts, self._areas(), strict=True):
            self._paint_part(painter, item, area)
        painter.restore()
        painter.setPen(self._theme.colour("border"))
        painter.drawPath(outline)
        for item, area in zip(self._parts, self._word_areas(), strict=True):
            self._paint_word(painter, item, area)
        if self.hasFocus() and self._parts:
            painter.setPen(self._theme.colour("accent"))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for area in (self._areas()[self._at], self._word_areas()[self._at]):
                painter.drawRoundedRect(area.adjusted(1.5, 1.5, -1.5, -1.5), unit(0.75), unit(0.75))
        painter.end()

    def _paint_part(self, painter: QPainter, item: DeliveryState, area: QRectF) -> None:
        _, tone = STANDINGS[item]
        painter.fillRect(area, self._theme.colour("sunken" if tone == "muted" else f"{tone}_soft"))
        painter.setPen(self._theme.colour("border"))
        painter.drawLine(area.topRight(), area.bottomRight())
        painter.setPen(self._theme.colour(tone))
        font = self.font()
        font.setBold(True)
        painter.setFont(font)
        number = "" if self._group is None else str(self._group.count(item))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, number)

    def _paint_word(self, painter: QPainter, item: DeliveryState, area: QRectF) -> None:
        icon, tone = STANDINGS[item]
        size = unit(2)
        top = area.top() + (area.height() - size) / 2
        painter.drawPixmap(QPointF(area.left() + unit(0.5), top), pixmap(icon, tone, pixels=size))
        painter.setFont(self.font())
        painter.setPen(self._theme.colour("text"))
        words = area.adjusted(unit(3), 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter, self._word(item))


def _percent(count: int, every: int) -> str:
    """A share in whole percent; of a few never 0 %, of not quite all never 100 %."""
    exact = 100 * count / every
    whole = round(exact)
    if whole == 0 or (whole == 100 and count < every):
        return "<1%" if whole == 0 else ">99%"
    return f"{whole}%"
