"""RowList: a quiet list for the keyboard, its rows painted from their looks."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from ui.icons import pixmap
from ui.metrics import characters, unit
from ui.models.row_list import LOOK_ROLE, PAYLOAD_ROLE, ListRow, RowListModel, RowLook
from ui.parts.labels.texts import breakable
from ui.parts.layout.one_scroll import keep_one_scroll, lead_the_page
from ui.theme import SCALE, Theme

Index = QModelIndex | QPersistentModelIndex

_WRAP = Qt.TextFlag.TextWordWrap
_NAMED = 4
"""For so many characters of a title, or the whole of a shorter one, what stands beside it leaves."""
_INDENTS = 9
"""From so many characters on a row may begin further to the right than the one above it."""


class RowDelegate(QStyledItemDelegate):
    """Icon, title, second line, trailing word; a soft round ground and a bar for the chosen row."""

    def __init__(self, theme: Theme, parent: QListView) -> None:
        super().__init__(parent)
        self._theme = theme
        self._view = parent

    @property
    def room(self) -> int:
        """Width of a row."""
        return self._view.viewport().width()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As high as the texts need at the view's width."""
        del option
        look: RowLook = index.data(LOOK_ROLE)
        width = self.room
        metrics = QFontMetrics(self._font(look))
        height = metrics.height()
        if look.lines > 1:
            room = self._text_width(look, width)
            height = min(
                metrics.boundingRect(
                    QRect(0, 0, room, 10_000), _WRAP, breakable(look.title)
                ).height(),
                _line(metrics) * look.lines,
            )
        if look.subtitle:
            height += QFontMetrics(self._small()).height() + unit(0.25)
        return QSize(width, height + unit(1.5 if look.subtitle or look.lines > 1 else 1.25))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look: RowLook = index.data(LOOK_ROLE)
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option, rect)
        inner = rect.adjusted(unit(1) + _indent(look, self.room), 0, -unit(1), 0)
        if look.icon:
            size = unit(2)
            top = inner.top() + (inner.height() - size) // 2
            if look.subtitle or look.lines > 1:
                top = inner.top() + unit(0.75 if look.subtitle else 1)
            picture = pixmap(look.icon, look.tone, pixels=size)
            painter.drawPixmap(inner.left(), top, size, size, picture)
            inner.adjust(size + unit(1), 0, 0, 0)
        beside = self._paint_trailing(painter, inner, look)
        self._paint_texts(painter, beside, inner, look)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, rect: QRect) -> None:
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        ground = QRectF(rect).adjusted(1.5, 1.5, -1.5, -1.5)  # a frame of whole pixels
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or hovered:
            painter.setBrush(self._theme.colour("accent_soft" if chosen else "referenced"))
            if chosen and self._theme.frames_chosen:
                painter.setPen(self._theme.colour("muted"))
            painter.drawRoundedRect(ground, unit(0.75), unit(0.75))
        if chosen:  # a soft ground alone is hardly seen on the sunken one of the side
            bar = QRectF(ground.left(), ground.top() + unit(0.75), unit(0.375), 0)
            bar.setBottom(ground.bottom() - unit(0.75))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.colour("accent"))
            painter.drawRect(bar)  # fillRect would load every gradient Qt has a name for
        if option.state & QStyle.StateFlag.State_HasFocus and self._view.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._theme.colour("accent"))
            painter.drawRoundedRect(ground, unit(0.75), unit(0.75))

    def _paint_trailing(self, painter: QPainter, inner: QRect, look: RowLook) -> QRect:
        width = self._trailing_width(look, inner.width())
        if not width:
            return inner
        painter.setFont(self._small())
        painter.setPen(self._theme.colour(look.trailing_tone))
        side = Qt.AlignmentFlag.AlignRight
        level = Qt.AlignmentFlag.AlignTop if look.subtitle else Qt.AlignmentFlag.AlignVCenter
        room = inner.adjusted(0, unit(0.75), 0, 0) if look.subtitle else inner
        painter.drawText(room, side | level, look.trailing)
        return inner.adjusted(0, 0, -width, 0)

    def _paint_texts(self, painter: QPainter, inner: QRect, whole: QRect, look: RowLook) -> None:
        """Paint the title beside what stands at the right, and the line below it under that too."""
        font = self._font(look)
        metrics = QFontMetrics(font)
        painter.setFont(font)
        quiet = look.heading or look.muted
        painter.setPen(self._theme.colour("muted" if quiet else "text"))
        if look.lines == 1 and not look.subtitle:
            title = metrics.elidedText(look.title, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, title)
            return
        top = inner.adjusted(0, unit(0.5 if look.subtitle else 0.75), 0, 0)
        flags = Qt.AlignmentFlag.AlignTop | (_WRAP if look.lines > 1 else Qt.AlignmentFlag(0))
        words = breakable(look.title) if look.lines > 1 else look.title
        title = fitted_text(words, metrics, inner.width(), look.lines)
        box = metrics.boundingRect(top, int(flags), title)
        painter.drawText(top, int(flags), title)
        if look.subtitle:
            painter.setFont(self._small())
            painter.setPen(self._theme.colour("muted"))
            below = whole.adjusted(0, box.height() + unit(0.75), 0, 0)
            text = painter.fontMetrics().elidedText(
                look.subtitle, Qt.TextElideMode.ElideRight, below.width()
            )
            painter.drawText(below, Qt.AlignmentFlag.AlignTop, text)

    def _text_width(self, look: RowLook, width: int) -> int:
        room = width - unit(2) - _indent(look, width) - (unit(3) if look.icon else 0)
        return max(unit(4), room - self._trailing_width(look, room))

    def _trailing_width(self, look: RowLook, room: int) -> int:
        """What the text at the right takes of the room for both; nothing where the title needs it."""
        if not look.trailing:
            return 0
        width = QFontMetrics(self._small()).horizontalAdvance(look.trailing) + unit(1)
        title = QFontMetrics(self._font(look)).horizontalAdvance(look.title[:_NAMED])
        return width if width + title <= room else 0

    def _font(self, look: RowLook) -> QFont:
        font = self._small() if look.heading else QFont(self._view.font())
        font.setBold(look.strong)
        return font

    def _small(self) -> QFont:
        font = QFont(self._view.font())
        font.setPointSizeF(font.pointSizeF() * SCALE["small"])
        return font


class RowList(QListView):
    """Up and Down walk, Enter or a click chooses."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, name: str, *, part: str = "plain") -> None:
        super().__init__()
        self.setProperty("part", part)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self._is_cut = False
        self.rows = RowListModel(parent=self)
        self.setModel(self.rows)
        self.setItemDelegate(RowDelegate(theme, self))
        self.clicked.connect(self._on_activated)
        theme.changed.connect(self.viewport().update)

    def show_rows(self, rows: Sequence[ListRow]) -> None:
        """Show these rows; the current one stays current if it is still there."""
        kept = self.current_payload()
        self.rows.show_rows(rows)
        if kept is not None and self.current_payload() != kept:
            self.select(kept)

    def select(self, payload: object) -> None:
        """Make the row that stands for this the current one."""
        index = self.rows.find(payload)
        if index.isValid():
            self.setCurrentIndex(index)
        else:
            self.clearSelection()

    def current_payload(self) -> object:
        """What the current row stands for."""
        return self.currentIndex().data(PAYLOAD_ROLE) if self.currentIndex().isValid() else None

    def fit_height(self, *, most: int = 0) -> None:
        """Be as high as the rows (at most the first ``most``), so that the page scrolls instead."""
        option = QStyleOptionViewItem()
        count = min(self.rows.rowCount(), most or self.rows.rowCount())
        delegate = self.itemDelegate()
        heights = (delegate.sizeHint(option, self.rows.index(n)).height() for n in range(count))
        self.setFixedHeight(sum(heights) + unit(0.5))
        self._is_cut = count < self.rows.rowCount()
        if self._is_cut and self.isVisible():
            keep_one_scroll(self)

    def showEvent(self, event: QShowEvent) -> None:
        """A list that scrolls by itself leaves its height to the page it has come to."""
        super().showEvent(event)
        if self._is_cut:
            keep_one_scroll(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows wrap again at another width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space choose; a page that scrolls follows the row."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self._on_activated(self.currentIndex())
            return
        before = QPersistentModelIndex(self.currentIndex())
        super().keyPressEvent(event)
        if self.currentIndex() != before:
            self.lead_the_page()

    def lead_the_page(self) -> None:
        """Let the page around the list scroll to the current row, whole."""
        self.scrollTo(self.currentIndex())
        lead_the_page(self)

    @Slot(QModelIndex)
    def _on_activated(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(index.data(PAYLOAD_ROLE))


def _indent(look: RowLook, width: int) -> int:
    """How far a row begins to the right; one without an icon begins below the text above it.

    In a list of a few characters the names need that room.
    """
    if width < characters(_INDENTS):
        return look.indent * unit(0.5)
    return look.indent * unit(2.5 if look.icon else 3)


def _line(metrics: QFontMetrics) -> int:
    """Height of one wrapped line; the text layout rounds up where the metrics round down."""
    return metrics.boundingRect(QRect(0, 0, 1000, 1000), int(_WRAP), "填").height()


def fitted_text(text: str, metrics: QFontMetrics, width: int, lines: int) -> str:
    """Cut a text so that it fills at most ``lines`` lines."""
    if lines == 1:
        return metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
    high = _line(metrics) * lines
    box = QRect(0, 0, width, 10_000)
    if metrics.boundingRect(box, int(_WRAP), text).height() <= high:
        return text
    low, most = 0, len(text)
    while low < most:
        middle = (low + most + 1) // 2
        fits = metrics.boundingRect(box, int(_WRAP), f"{text[:middle]}…").height() <= high
        low, most = (middle, most) if fits else (low, middle - 1)
    return f"{text[:low]}…"
