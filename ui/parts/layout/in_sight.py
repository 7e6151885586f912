"""Scrolling to a part: what has to be seen now is brought into sight, as little as it takes."""

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QScrollArea, QWidget


def bring(area: QScrollArea, part: QWidget) -> None:
    """Scroll so that a part is in sight; one that is higher than the area stands at its top."""
    inside = area.widget()
    if inside is None:
        return
    top = part.mapTo(inside, QPoint()).y()
    bar, room = area.verticalScrollBar(), area.viewport().height()
    bottom = top + part.height()
    if top < bar.value() or part.height() > room:
        bar.setValue(top)
    elif bottom > bar.value() + room:
        bar.setValue(bottom - room)
