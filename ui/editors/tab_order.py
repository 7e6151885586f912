"""The order in which Tab walks, where it is not the order in which things were made."""

from itertools import pairwise

from PySide6.QtWidgets import QWidget


def put_in_tab_order(*widgets: QWidget) -> None:
    """Let Tab walk these one after the other."""
    for before, after in pairwise(widgets):
        QWidget.setTabOrder(before, after)
