"""The order in which Tab walks, where it is not the order in which things were made."""

from collections.abc import Iterable
from itertools import pairwise

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def put_in_tab_order(*widgets: QWidget) -> None:
    """Let Tab walk these one after the other."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)


def put_before(widget: QWidget, part: QWidget) -> None:
    """Let Tab come to what was made later right before a widget."""
    before = widget.previousInFocusChain()
    if before is not None:
        put_in_tab_order(before, part, widget)


def put_behind(widget: QWidget, parts: Iterable[QWidget]) -> None:
    """Let Tab walk what was made later, and can be walked to, right behind a widget."""
    put_in_tab_order(_last_stop(widget), *(part for part in parts if _is_stop(part)))


def _last_stop(widget: QWidget) -> QWidget:
    inside = [part for part in widget.findChildren(QWidget) if _is_stop(part)]
    return inside[-1] if inside and not _is_stop(widget) else widget


def _is_stop(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
