"""Arrows on the choosers of Qt's own dialogs: the style sheet leaves none, and ours paint their own."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QComboBox, QDialog, QLabel

from ui.icons import set_icon
from ui.metrics import unit
from ui.parts.controls.combo import ComboBox

_NAME = "arrow"


def give_arrows(dialog: QDialog) -> None:
    """Put an arrow on every chooser of a dialog that Qt makes, and of those it opens later."""
    _dress(dialog)
    dialog.installEventFilter(_Watch(dialog))


def _dress(dialog: QDialog) -> None:
    for combo in dialog.findChildren(QComboBox):
        direct = Qt.FindChildOption.FindDirectChildrenOnly
        if not isinstance(combo, ComboBox) and combo.findChild(QLabel, _NAME, direct) is None:
            _Arrow(combo)


class _Arrow(QLabel):
    """Stands at the right end of a chooser and lets the mouse through."""

    def __init__(self, combo: QComboBox) -> None:
        super().__init__(combo)
        self.setObjectName(_NAME)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        set_icon(self, "chevron-down", "muted", pixels=unit(2))
        self.adjustSize()
        self._combo = combo
        combo.installEventFilter(self)
        self._settle()
        self.show()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the end."""
        if event.type() is QEvent.Type.Resize:
            self._settle()
        return super().eventFilter(watched, event)

    def _settle(self) -> None:
        left = self._combo.width() - self.width() - unit(1)
        self.move(left, (self._combo.height() - self.height()) // 2)


class _Watch(QObject):
    """Dresses a window the dialog opens, such as the properties of a printer, when it comes up."""

    def __init__(self, dialog: QDialog) -> None:
        super().__init__(dialog)
        self._dialog = dialog

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look again when the dialog has been shown or another window comes before it."""
        if event.type() in {QEvent.Type.Show, QEvent.Type.WindowDeactivate}:
            _dress(self._dialog)
        return super().eventFilter(watched, event)
