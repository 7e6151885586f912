"""CellDelegate: paints the cells of a form's table by standing and finding, and edits them."""

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from forms.spec import FieldType
from ui.editors.inputs import LineInput, goes_forward, is_enter
from ui.editors.view import FieldView, LastText, Standing
from ui.icons import pixmap
from ui.metrics import unit
from ui.models.form_table import FIELD_ROLE, FormTableModel
from ui.parts.controls.combo import ComboBox
from ui.parts.controls.composition import keep_composition
from ui.theme import SCALE, Theme

Index = QModelIndex | QPersistentModelIndex

_GROUNDS = {
    Standing.CALCULATED: "calculated",
    Standing.REFERENCED: "referenced",
    Standing.ABSENT: "referenced",
}
# As numbers: each & of two flags of Qt makes a third, and a table has hundreds of cells.
_SELECTED = QStyle.StateFlag.State_Selected.value
_FOCUSED = QStyle.StateFlag.State_HasFocus.value
_MIDDLE = Qt.AlignmentFlag.AlignVCenter.value
_LEFT = Qt.AlignmentFlag.AlignLeft.value | _MIDDLE
_RIGHT = Qt.AlignmentFlag.AlignRight.value | _MIDDLE


class CellDelegate(QStyledItemDelegate):
    """White is typed, blue calculated, grey not asked; a finding brings a mark and a soft ground."""

    finished = Signal(bool, bool)
    """An editor was left by key: (down rather than sideways, forward)."""
    fill_wanted = Signal(str)
    """Ctrl+Enter: what was typed is for every selected cell."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Ground, text, mark, and a frame around the current cell."""
        model = index.model()
        if not isinstance(model, FormTableModel):
            return
        view = model.view(index)
        rect: QRect = option.rect
        state = option.state.value
        painter.save()
        painter.fillRect(rect, self._ground(view))
        if state & _SELECTED:
            soft = QColor(self._theme.colour("accent"))
            soft.setAlpha(38)
            painter.fillRect(rect, soft)
            self._paint_edges(painter, rect, index)
        self._paint_texts(painter, rect, index, model)
        if state & _FOCUSED:
            pen = painter.pen()
            pen.setColor(self._theme.colour("accent"))
            pen.setWidth(2)
            painter.setPen(pen)
            painter.drawRect(rect.adjusted(1, 1, -1, -1))
        painter.restore()

    def _paint_texts(
        self, painter: QPainter, rect: QRect, index: Index, model: FormTableModel
    ) -> None:
        """Write the mark of a finding, last year's answer and this year's."""
        view, shown, last = model.view(index), model.shown(index), model.last(index)
        tone = view.tone
        if not (shown or last or tone):
            return  # most cells of a long table
        numeric = model.table.columns[index.column()].type.is_numeric
        inner = rect.adjusted(unit(0.75), 0, -unit(0.75), 0)
        if tone:
            inner = self._paint_mark(painter, inner, tone)
        if last is not None:
            inner = self._paint_last(painter, inner, last, shown=shown, numeric=numeric)
        muted = view.standing is Standing.ABSENT
        painter.setPen(self._theme.colour("muted" if muted else "text"))
        text = painter.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, _RIGHT if numeric else _LEFT, text)

    def _paint_edges(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Frame what is selected, where the next cell is not: a soft ground alone is easily missed."""
        table = self.parent()
        if not isinstance(table, QAbstractItemView):
            return
        selection, row, column = table.selectionModel(), index.row(), index.column()
        painter.setPen(self._theme.colour("accent"))
        for beside, line in (
            (index.sibling(row - 1, column), (rect.topLeft(), rect.topRight())),
            (index.sibling(row + 1, column), (rect.bottomLeft(), rect.bottomRight())),
            (index.sibling(row, column - 1), (rect.topLeft(), rect.bottomLeft())),
            (index.sibling(row, column + 1), (rect.topRight(), rect.bottomRight())),
        ):
            if not selection.isSelected(beside):
                painter.drawLine(*line)

    def _ground(self, view: FieldView) -> QColor:
        role = f"{view.tone}_soft" if view.tone else _GROUNDS.get(view.standing, "surface")
        if view.waiting and role == "surface":
            role = "accent_soft"
        return self._theme.colour(role)

    def _paint_last(
        self, painter: QPainter, inner: QRect, last: LastText, *, shown: str, numeric: bool
    ) -> QRect:
        """Write last year's answer small on the side that this year's leaves free; the rest is its.

        This year's answer always has its room; an older text that does not fit beside it is not cut
        into but left to the tool tip.
        """
        taken = painter.fontMetrics().horizontalAdvance(shown) if shown else 0
        body = painter.font()
        small = QFont(body)
        small.setPointSizeF(body.pointSizeF() * SCALE["small"])
        painter.setFont(small)
        text = last.arrow if last.arrow == "＝" else f"{last.text}{last.arrow}"
        width = painter.fontMetrics().horizontalAdvance(text)
        left = inner
        if width + taken + unit(1) <= inner.width():
            painter.setPen(self._theme.colour("query" if last.large else "muted"))
            painter.drawText(inner, _LEFT if numeric else _RIGHT, text)
            free = width + unit(0.5)
            left = inner.adjusted(free, 0, 0, 0) if numeric else inner.adjusted(0, 0, -free, 0)
        painter.setFont(body)
        return left

    @staticmethod
    def _paint_mark(painter: QPainter, inner: QRect, tone: str) -> QRect:
        size = unit(1.75)
        name = "circle-alert" if tone == "error" else "triangle-alert"
        top = inner.top() + (inner.height() - size) // 2
        painter.drawPixmap(inner.left(), top, size, size, pixmap(name, tone, pixels=size))
        return inner.adjusted(size + unit(0.5), 0, 0, 0)

    # -- editing -------------------------------------------------------------------------------

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A list for choices, a line for everything else."""
        model = index.model()
        options = model.options(index.column()) if isinstance(model, FormTableModel) else ()
        field = index.data(FIELD_ROLE)
        if options and field.type is not FieldType.MULTI_CHOICE:
            combo = ComboBox(parent)
            combo.offer(options)
            combo.activated.connect(self._on_chosen)
            combo.advanced.connect(self._on_advanced)
            editor: QWidget = combo
        else:
            line = LineInput(parent)
            line.setAlignment(Qt.AlignmentFlag(index.data(Qt.ItemDataRole.TextAlignmentRole)))
            editor = line
        editor.setProperty("place", "cell")
        editor.setAccessibleName(f"{field.label}（{field.unit}）" if field.unit else field.label)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Fill the editor, unless an input method composes in it."""
        text = str(index.data(Qt.ItemDataRole.EditRole) or "")
        if isinstance(editor, ComboBox):
            editor.show_text(text)
        elif isinstance(editor, LineInput) and not editor.isModified():
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Hand on what was typed or chosen; what means no option stays as it was typed."""
        model.setData(index, _typed(editor))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter goes down, Tab goes right, Escape gives up; none is taken from a composition."""
        if not isinstance(watched, QWidget) or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if _is_fill(event) and self._several_are_selected():
            return self._fill(watched, event)
        if event.type() is QEvent.Type.KeyPress and self._leaves(watched, event):
            return True
        return super().eventFilter(watched, event)

    def _leaves(self, editor: QWidget, event: QKeyEvent) -> bool:
        """Whether a key leaves the editor, which is done then."""
        key = event.key()
        if is_enter(event):
            self._finish(editor, down=True, forward=goes_forward(event))
        elif key in {Qt.Key.Key_Tab, Qt.Key.Key_Backtab}:
            self._finish(editor, down=False, forward=key == Qt.Key.Key_Tab)
        elif isinstance(editor, LineInput) and key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self._finish(editor, down=True, forward=key == Qt.Key.Key_Down)
        else:
            return False
        return True

    def _several_are_selected(self) -> bool:
        view = self.parent()
        return isinstance(view, QAbstractItemView) and len(view.selectedIndexes()) > 1

    def _fill(self, editor: QWidget, event: QKeyEvent) -> bool:
        """Claim the key from the window, then give what was typed to every selected cell."""
        event.accept()
        if event.type() is QEvent.Type.KeyPress:
            text = _typed(editor)
            self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
            self.fill_wanted.emit(text)
        return True

    def _finish(self, editor: QWidget, *, down: bool, forward: bool) -> None:
        self.commitData.emit(editor)
        self.closeEditor.emit(editor, QStyledItemDelegate.EndEditHint.NoHint)
        self.finished.emit(down, forward)

    def _on_chosen(self) -> None:
        editor = self.sender()
        if isinstance(editor, ComboBox):
            self.commitData.emit(editor)

    def _on_advanced(self, forward: bool) -> None:
        editor = self.sender()
        if isinstance(editor, ComboBox):
            self._finish(editor, down=True, forward=forward)


def _is_fill(event: QKeyEvent) -> bool:
    enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
    return enter and bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)


def _typed(editor: QWidget) -> str:
    """What stands in an editor, a composition included."""
    if isinstance(editor, ComboBox):
        return editor.hand_over()
    if not isinstance(editor, LineInput):
        return ""
    keep_composition(editor)
    return editor.text()
