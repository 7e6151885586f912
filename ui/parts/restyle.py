"""Properties the style sheet goes by, and the look that follows from them."""

from PySide6.QtWidgets import QWidget


def restyle(widget: QWidget, name: str, value: object, *also: QWidget) -> None:
    """Give a widget another value of a property, and the look the style sheet has for it.

    Args:
        widget: The widget.
        name: Its property.
        value: The value.
        also: What lies in it and looks different with it.

    """
    from PySide6.QtCore import Qt

    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    for styled in (widget, *also):
        # What was never shown gets its look when it is; giving it one now would be done twice.
        if styled.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
            styled.style().unpolish(styled)
            styled.style().polish(styled)
