"""PictureView: a picture as large as its place; a mark under the mouse says what it is."""

from collections.abc import Callable
from math import hypot

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QFontInfo,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import QApplication, QMenu, QSizePolicy, QToolTip, QWidget

from forms.pictures import Chart, Room
from forms.pictures.picture import SMALL, Box, Dot
from ui.metrics import characters
from ui.pictures.painter import image_of, on_screen, paint
from ui.theme import SCALE, Theme

Make = Callable[[Room], Chart]

_NEAR = 3.0
"""How far beside a mark the mouse still means it, in units."""


class PictureView(QWidget):
    """Made anew for the room it gets; Ctrl+C copies it, a click chooses a mark's row in the table."""

    chosen = Signal(object)
    """What a mark or bar stands for."""
    save_wanted = Signal()
    copied = Signal()

    def __init__(self, theme: Theme, *, high: float) -> None:
        super().__init__()
        self._theme = theme
        self._make: Make | None = None
        self._picture: Chart | None = None
        self._high = high
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.update)

    def show_picture(self, make: Make) -> None:
        """Show a picture; ``make`` makes it for the room there is."""
        self._make, self._picture = make, None
        picture = self.picture
        self.setAccessibleName(f"图：{picture.title}")
        self.setAccessibleDescription(picture.sentence)
        self.updateGeometry()
        self.update()

    @property
    def picture(self) -> Chart:
        """The picture as it is shown; an empty one before the first."""
        if self._make is None:
            return Chart("", "", self.room)
        if self._picture is None or self._picture.room != self.room:
            self._picture = self._make(self.room)
        return self._picture

    @property
    def room(self) -> Room:
        """Room for the picture, in its units."""
        scale = self._scale
        return Room(max(320.0, self.width() / scale), max(80.0, self.height() / scale))

    @property
    def _scale(self) -> float:
        """Pixels of a unit: small texts of a picture are as large as those of the page."""
        return QFontInfo(self.font()).pixelSize() * SCALE["small"] / SMALL

    def sizeHint(self) -> QSize:
        """As high as it is wanted; where there is nothing to show a line for the sentence."""
        is_empty = self._make is not None and self.picture.is_empty
        return QSize(characters(40), round((40 if is_empty else self._high) * self._scale))

    def minimumSizeHint(self) -> QSize:
        return QSize(characters(16), self.sizeHint().height())

    # -- painting ------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter = QPainter(self)
        picture = self.picture
        painter.fillRect(self.rect(), self._theme.colour("surface"))
        painter.save()
        scale = min(self._scale, self.width() / picture.room.width)
        painter.scale(scale, scale)
        paint(painter, picture, on_screen(self._theme))
        painter.restore()
        if picture.is_empty:
            painter.setPen(self._theme.colour("muted"))
            wrapped = int(Qt.AlignmentFlag.AlignCenter) | int(Qt.TextFlag.TextWordWrap)
            painter.drawText(self.rect(), wrapped, picture.sentence)
        if self.hasFocus():
            painter.setPen(self._theme.colour("accent"))
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    # -- mouse and keyboard --------------------------------------------------------------------

    def key_at(self, place: QPoint) -> object:
        """What the mark or bar at a place stands for; ``None`` beside all of them."""
        scale = min(self._scale, self.width() / self.picture.room.width)
        x, y = place.x() / scale, place.y() / scale
        for shape in reversed(self.picture.shapes):
            if isinstance(shape, Dot) and shape.key is not None:
                if hypot(shape.x - x, shape.y - y) <= shape.radius + _NEAR:
                    return shape.key
            elif isinstance(shape, Box) and shape.key is not None:
                is_across = shape.x <= x <= shape.x + shape.width
                if is_across and shape.y - _NEAR <= y <= shape.y + shape.height + _NEAR:
                    return shape.key
        return None

    def _said(self, key: object) -> str:
        """The row of the table that a mark stands for, in words."""
        table = self.picture.table
        row = next((row for row in table.rows if row.key == key), None)
        if row is None:
            return ""
        pairs = zip(table.headings, row.cells, strict=True)
        return "\n".join(f"{heading.label}：{cell.text}" for heading, cell in pairs)

    def event(self, event: QEvent) -> bool:
        """Say what the mark under the mouse is."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            key = self.key_at(event.pos())
            around = QRect(event.pos(), QSize(1, 1))
            QToolTip.showText(event.globalPos(), self._said(key) if key else "", self, around)
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        key = self.key_at(QPointF(event.position()).toPoint())
        if key is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+C copies, Ctrl+S saves."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Save):
            self.save_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        for text, act in (("复制图", self.copy), ("保存图…", self.save_wanted.emit)):
            action = QAction(text, menu)
            action.triggered.connect(act)
            menu.addAction(action)
        menu.popup(event.globalPos())

    @Slot()
    def copy(self) -> None:
        """Put the picture on the clipboard, black on white with its title and sentence."""
        if not self.picture.is_empty:
            QApplication.clipboard().setImage(image_of(self.picture))
            self.copied.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
