"""RecordDelegate: paints the cells of a register calmly, in two lines where a cell has a note."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.icons import pixmap
from ui.metrics import unit
from ui.models.records import CELL_ROLE, CellBar, CellLook, Column, Index
from ui.theme import SCALE, Theme

# As numbers: each & or | of two flags of Qt makes a third, and a register has hundreds of cells.
_SELECTED = QStyle.StateFlag.State_Selected.value
_LEFT = Qt.AlignmentFlag.AlignLeft.value | Qt.AlignmentFlag.AlignVCenter.value
_RIGHT = Qt.AlignmentFlag.AlignRight.value | Qt.AlignmentFlag.AlignVCenter.value


class RecordDelegate(QStyledItemDelegate):
    """Icon, text and small second line; a soft ground for the chosen row."""

    def __init__(
        self, theme: Theme, table: QTableView, columns: Sequence[Column], margin: float = 1
    ) -> None:
        super().__init__(table)
        self._margin = margin
        self._theme = theme
        self._table = table
        self._columns = columns

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look: CellLook = index.data(CELL_ROLE)
        rect: QRect = option.rect
        chosen = bool(option.state.value & _SELECTED)
        painter.save()
        if chosen:
            painter.fillRect(rect, self._theme.colour("accent_soft"))
        framed = chosen and self._theme.frames_chosen
        painter.setPen(self._theme.colour("accent" if framed else "border"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if framed:
            painter.drawLine(rect.topLeft(), rect.topRight())
        if (
            chosen
            and self._table.hasFocus()
            and index.column() == self._table.currentIndex().column()
        ):
            painter.setPen(self._theme.colour("accent"))
            painter.drawRect(rect.adjusted(0, 0, -1, -1))
        inner = rect.adjusted(unit(self._margin), 0, -unit(self._margin), 0)
        right = self._columns[index.column()].right
        if look.bar is not None:
            inner = self._paint_bar(painter, inner, look.bar, tone=look.tone)
        self._paint_look(painter, inner, look, right=right)
        painter.restore()

    def _paint_bar(self, painter: QPainter, inner: QRect, bar: CellBar, *, tone: str) -> QRect:
        """A bar at the foot of the cell with its lines; gives the room that is left above."""
        thick = max(2, unit(0.375))
        top = inner.bottom() - thick - unit(0.25)
        painter.fillRect(inner.left(), top, inner.width(), thick, self._theme.colour("sunken"))
        long = round(inner.width() * bar.long)
        painter.fillRect(inner.left(), top, long, thick, self._theme.colour(tone))
        for number, line in enumerate(bar.lines):
            style = Qt.PenStyle.DotLine if number else Qt.PenStyle.SolidLine
            painter.setPen(QPen(self._theme.colour("text"), 1, style))
            x = inner.left() + round(inner.width() * line)
            painter.drawLine(x, top - unit(0.25), x, top + thick)
        return inner.adjusted(0, 0, 0, -thick)

    def _paint_look(self, painter: QPainter, inner: QRect, look: CellLook, *, right: bool) -> None:
        body = self._table.font()
        body.setBold(look.strong)
        first = inner
        if look.note:
            first = self._paint_note(painter, inner, look, body, right=right)
        painter.setFont(body)
        if look.icon:
            first = self._paint_icon(painter, first, look, right=right)
        painter.setPen(self._theme.colour("muted" if look.muted else "text"))
        self._paint_text(painter, first, look.text, right=right)

    def _paint_note(
        self, painter: QPainter, inner: QRect, look: CellLook, body: QFont, *, right: bool
    ) -> QRect:
        """Write the second line; gives the room of the first."""
        small = self._table.font()
        small.setPointSizeF(small.pointSizeF() * SCALE["small"])
        metrics, note_metrics = QFontMetrics(body), QFontMetrics(small)
        high = metrics.height() + note_metrics.height()
        top = inner.top() + (inner.height() - high) // 2
        below = QRect(inner.left(), top + metrics.height(), inner.width(), note_metrics.height())
        painter.setFont(small)
        painter.setPen(self._theme.colour("muted" if look.tone == "ok" else look.tone))
        self._paint_text(painter, below, look.note, right=right)
        return QRect(inner.left(), top, inner.width(), metrics.height())

    def _paint_icon(self, painter: QPainter, rect: QRect, look: CellLook, *, right: bool) -> QRect:
        size = unit(2)
        left = rect.left()
        if right:
            taken = painter.fontMetrics().horizontalAdvance(look.text) + unit(0.75) + size
            left = max(rect.left(), rect.right() - taken)
        top = rect.top() + (rect.height() - size) // 2
        painter.drawPixmap(left, top, size, size, pixmap(look.icon, look.tone, pixels=size))
        return QRect(
            left + size + unit(0.75),
            rect.top(),
            rect.right() - left - size - unit(0.75) + 1,
            rect.height(),
        )

    @staticmethod
    def _paint_text(painter: QPainter, rect: QRect, text: str, *, right: bool) -> None:
        shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
        painter.drawText(rect, _RIGHT if right else _LEFT, shown)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Rows are all alike; their height is the table's business."""
        del option, index
        return QSize(unit(4), self._table.verticalHeader().defaultSectionSize())
