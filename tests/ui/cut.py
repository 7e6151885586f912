"""What of a window is cut at an edge, with no way to it: it neither scrolls nor ends in an ellipsis."""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTabBar,
    QWidget,
)

from ui.parts.labels.elided_label import ElidedLabel

_TOLD = (QLabel, QAbstractButton, QLineEdit, QComboBox)
_TURNS = 12
"""Texts that wrap within others know their heights only after some turns of the event loop."""


def settle() -> None:
    """Let everything that was shown or resized find its place."""
    for _ in range(_TURNS):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def cut_in(page: QWidget) -> list[str]:
    """Say of each text and button in sight of a page which edge cuts it, and by how many pixels."""
    found = []
    for kind in _TOLD:
        for part in page.findChildren(kind):
            if part.isVisible() and not part.visibleRegion().isEmpty() and not _is_tool(part):
                found += [f"{_name(part)}: {word}" for word in _cut(part)]
    return sorted(set(found))


def _is_tool(part: QWidget) -> bool:
    """Whether a part is Qt's own: the arrows of a bar of tabs, the button that clears an input."""
    return isinstance(part.parentWidget(), (QTabBar, QLineEdit, QComboBox))


def _name(part: QWidget) -> str:
    text = part.text() if isinstance(part, (QLabel, QAbstractButton)) else part.accessibleName()
    return f"{type(part).__name__} “{(text or part.accessibleName()).strip()[:24]}”"


def _cut(part: QWidget) -> Iterator[str]:
    wide = part.minimumWidth() or part.minimumSizeHint().width()
    if isinstance(part, QLabel) and part.text() and not isinstance(part, ElidedLabel):
        wide = _longest(part)
    if isinstance(part, (QPushButton, QCheckBox)):
        wide = max(wide, _spelled(part))
    if part.maximumWidth() > part.width() < wide:
        yield f"{wide - part.width()} too narrow"
    high = part.minimumHeight() or part.minimumSizeHint().height()
    if part.hasHeightForWidth():
        high = part.heightForWidth(part.width())
    if part.height() < high - 1:
        yield f"{high - part.height()} too low"
    yield from _beyond(part)


def _spelled(button: QAbstractButton) -> int:
    """How wide the words of a button are, without the sign before the letter of its key."""
    return button.fontMetrics().horizontalAdvance(button.text().replace("&", "").strip())


def _longest(label: QLabel) -> int:
    """How wide the longest line of a label has to be, or of one that wraps its longest word."""
    text = label.text().replace("&", "") if label.buddy() else label.text()
    flags = int(Qt.TextFlag.TextWordWrap) if label.wordWrap() else 0
    return label.fontMetrics().boundingRect(QRect(0, 0, 1, 1), flags, text).width()


def _beyond(part: QWidget) -> Iterator[str]:
    """Which edges of what is around a part it reaches beyond."""
    rect = QRect(QPoint(), part.size())
    above, inside = part.parentWidget(), part
    while above is not None and not inside.isWindow():
        rect.translate(inside.pos())
        area = above.parentWidget()
        if isinstance(area, QAbstractScrollArea) and area.viewport() is above:
            rect = _scrolled(rect, area, above)
        for name, over in (
            ("left", -rect.left()),
            ("right", rect.right() + 1 - above.width()),
            ("top", -rect.top()),
            ("bottom", rect.bottom() + 1 - above.height()),
        ):
            if over > 0:
                yield f"{over} beyond the {name} of {type(above).__name__} in {type(area).__name__}"
                return
        inside, above = above, area


def _scrolled(rect: QRect, area: QAbstractScrollArea, seen: QWidget) -> QRect:
    """What may be brought into sight counts as seen."""
    never = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
    across, down = area.horizontalScrollBar(), area.verticalScrollBar()
    if across.maximum() > 0 and area.horizontalScrollBarPolicy() is not never:
        rect = QRect(0, rect.y(), seen.width(), rect.height())
    if down.maximum() > 0 and area.verticalScrollBarPolicy() is not never:
        rect = QRect(rect.x(), 0, rect.width(), seen.height())
    return rect
