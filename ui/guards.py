"""Application-wide care for entry: the wheel scrolls, it never changes a value."""

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QSlider, QTabBar, QWidget


class WheelGuard(QObject):
    """Sends the wheel over a closed combo box (and its like) to whatever scrolls around it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Swallow the wheel where it would change a value."""
        if event.type() is not QEvent.Type.Wheel or not isinstance(watched, QWidget):
            return False
        if not isinstance(watched, (QComboBox, QAbstractSpinBox, QSlider, QTabBar)):
            return False
        parent = watched.parentWidget()
        if parent is not None:
            QApplication.sendEvent(parent, event)
        return True
