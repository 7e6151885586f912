"""Keys and clicks with types, which pytest-qt's own lack."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

NONE = Qt.KeyboardModifier.NoModifier


def press(widget: QWidget | None, key: Qt.Key | str, modifier: Qt.KeyboardModifier = NONE) -> None:
    """Press and release a key, with the focus widget if ``widget`` is ``None``."""
    target = widget or QApplication.focusWidget()
    assert target is not None, "nothing has the focus"
    if isinstance(key, str):
        QTest.keyClick(target, key, modifier)  # type: ignore[call-overload] # the stubs lack char
    else:
        QTest.keyClick(target, key, modifier)


def type_text(widget: QWidget | None, text: str) -> None:
    """Press the keys of a text of ASCII characters."""
    for sign in text:
        press(widget, sign)


def click(widget: QWidget) -> None:
    """Click with the left button."""
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def tab_to(wanted: QWidget, *, most: int = 300) -> None:
    """Press Tab until a widget has the keyboard."""
    for _ in range(most):
        if QApplication.focusWidget() is wanted:
            return
        press(None, Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never came to {wanted.accessibleName() or wanted}")
