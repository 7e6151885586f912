"""Layouts from the inside to the outside: what lies within something says first what room it needs."""

from PySide6.QtWidgets import QLayout, QWidget


def layouts_inside_out(part: QWidget) -> list[QLayout]:
    """The layouts of a part and of all that lies in it, the innermost first."""
    parts = (*reversed(part.findChildren(QWidget)), part)
    return [layout for one in parts if (layout := one.layout()) is not None]


def lay_out(part: QWidget) -> None:
    """Work the layout of what is shown in a part out at once.

    Left to itself Qt takes several turns of the event loop for nested parts that wrap, and paints each
    of them: a list below them is seen at two heights, and painted twice.
    """
    for layout in layouts_inside_out(part):
        holder = layout.parentWidget()
        if holder is not None and holder.isVisible():
            layout.activate()
