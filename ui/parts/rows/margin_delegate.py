"""MarginDelegate: rows with a margin at the right, in which stands what was remarked on each row."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyleOptionViewItem

from ui.icons import pixmap
from ui.metrics import characters, unit
from ui.models.row_list import LOOK_ROLE, RowLook
from ui.parts.rows.row_list import Index, RowDelegate, fitted_text
from ui.theme import Theme

_WIDTH = 16
"""Characters the margin is wide, where the list has three times as much."""
_MOST_LINES = 6
"""Lines of one remark; the tool tip has all of it."""


class MarginDelegate(RowDelegate):
    """A row is as high as its remarks need, so that both stand on one line.

    Attributes:
        has_margin: Whether any row has a remark; without one the rows have the whole width.

    """

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(theme, parent)
        self.has_margin = False

    @property
    def room(self) -> int:
        """Width of a row beside the margin."""
        return super().room - self._margin

    @property
    def _margin(self) -> int:
        return min(characters(_WIDTH), super().room // 3) if self.has_margin else 0

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the row, or as its remarks if these are higher."""
        own = super().sizeHint(option, index)
        look: RowLook = index.data(LOOK_ROLE)
        remarks = sum(box.height() + unit(0.75) for box, _ in self._boxes(look))
        return QSize(own.width() + self._margin, max(own.height(), remarks + unit(0.5)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        whole = QRect(option.rect)
        row = QStyleOptionViewItem(option)
        row.rect = whole.adjusted(0, 0, -self._margin, 0)
        super().paint(painter, row, index)
        look: RowLook = index.data(LOOK_ROLE)
        if look.beside:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_remarks(painter, whole, look)
            painter.restore()

    def _paint_remarks(self, painter: QPainter, whole: QRect, look: RowLook) -> None:
        theme, left = self._theme, whole.right() - self._margin + unit(1)
        top = whole.top() + unit(0.5)
        painter.setFont(self._small())
        for box, text in self._boxes(look):
            ground = QRect(left, top, self._margin - unit(1), box.height() + unit(0.5))
            painter.setPen(theme.colour("query"))
            painter.setBrush(theme.colour("query_soft"))
            painter.drawRoundedRect(QRectF(ground).adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
            icon = pixmap("message-square", "query", pixels=unit(1.5))
            painter.drawPixmap(left + unit(0.5), top + unit(0.5), unit(1.5), unit(1.5), icon)
            painter.setPen(theme.colour("text"))
            place = box.translated(left + unit(2.5), top + unit(0.25))
            painter.drawText(place, int(Qt.TextFlag.TextWordWrap), text)
            top += box.height() + unit(0.75)

    def _boxes(self, look: RowLook) -> list[tuple[QRect, str]]:
        """The size and the text of each remark, as they are painted."""
        metrics, width = QFontMetrics(self._small()), self._margin - unit(4)
        room = QRect(0, 0, width, 10_000)
        texts = (fitted_text(one, metrics, width, _MOST_LINES) for one in look.beside)
        wrap = int(Qt.TextFlag.TextWordWrap)
        return [(metrics.boundingRect(room, wrap, text), text) for text in texts]
