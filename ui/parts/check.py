"""CheckBox: a box with our tick; the style's own is invisible on a dark ground."""

from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QStyle, QStyleOptionButton

from ui.icons import pixmap


class CheckBox(QCheckBox):
    """Ground and border come from the stylesheet, the tick from our icons."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = (
            self.style()
            .subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self)
            .adjusted(1, 1, -1, -1)
        )
        painter = QPainter(self)
        role = "on_accent" if self.isEnabled() else "surface"
        painter.drawPixmap(box, pixmap("check", role, pixels=box.width()))
        painter.end()
