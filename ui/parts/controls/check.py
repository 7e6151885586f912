"""Boxes with our tick, alone and in lists; the style's own is invisible on a dark ground."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
    QWidget,
)

from ui.icons import pixmap
from ui.metrics import line_height, unit
from ui.parts.restyle import restyle


class CheckBox(QCheckBox):
    """Ground and border come from the stylesheet, the tick from our icons."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._read_only = False

    @property
    def read_only(self) -> bool:
        """Whether it is only read: the cursor may stand on it, and nothing is ticked."""
        return self._read_only

    @read_only.setter
    def read_only(self, read_only: bool) -> None:
        self._read_only = read_only
        restyle(self, "state", "referenced" if read_only else "ok")

    def nextCheckState(self) -> None:
        """A click or a key changes nothing where it is only read."""
        if not self._read_only:
            super().nextCheckState()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        element = QStyle.SubElement.SE_CheckBoxIndicator
        painter = QPainter(self)
        box = self.style().subElementRect(element, option, self)
        _paint_tick(painter, box, "on_accent" if self.isEnabled() else "surface")
        painter.end()


class TickDelegate(QStyledItemDelegate):
    """The same for the lines of a list that may be ticked."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().paint(painter, option, index)
        own = QStyleOptionViewItem(option)
        self.initStyleOption(own, index)
        if own.checkState is not Qt.CheckState.Checked or own.widget is None:
            return
        element = QStyle.SubElement.SE_ItemViewItemCheckIndicator
        box = own.widget.style().subElementRect(element, own, own.widget)
        _paint_tick(painter, box, "on_accent")

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """A line with room around its text, even before the stylesheet has reached the list.

        Qt wraps over the whole width and paints within the padding of the style sheet.
        """
        inner = QStyleOptionViewItem(option)
        inner.rect.setWidth(max(option.rect.width() - unit(2), 0))
        hint = super().sizeHint(inner, index)
        return QSize(hint.width(), max(hint.height(), line_height() + unit(1)))


def _paint_tick(painter: QPainter, box: QRect, role: str) -> None:
    inside = box.adjusted(1, 1, -1, -1)
    painter.drawPixmap(inside, pixmap("check", role, pixels=inside.width()))
