"""Chip: a state as icon and word on a soft ground, never colour alone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy

from ui.icons import set_icon
from ui.metrics import space, unit
from ui.parts.labels.elided_label import elided_label
from ui.parts.labels.texts import text_label
from ui.parts.restyle import restyle


class Chip(QFrame):
    """A small label; ``tone`` is neutral, accent, ok, query or error.

    One that is given ``least`` characters is cut where there is no room for more.
    """

    def __init__(
        self, text: str = "", *, icon: str = "", tone: str = "neutral", least: int = 0
    ) -> None:
        super().__init__()
        self.setProperty("part", "chip")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        layout = QHBoxLayout(self)
        space(layout, margins=(1, 0.25, 1, 0.25), gap=0.5)
        self._picture = QLabel()
        self._label = (
            elided_label(style="chip", least=least)
            if least
            else text_label(wrap=False, style="chip")
        )
        layout.addWidget(self._picture, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._label, 0, Qt.AlignmentFlag.AlignVCenter)
        self.show_state(text, icon=icon, tone=tone)

    def show_state(self, text: str, *, icon: str = "", tone: str = "neutral") -> None:
        self._label.setText(text)
        self._label.setAccessibleName(text)
        self._picture.setVisible(bool(icon))
        if icon:
            set_icon(self._picture, icon, "muted" if tone == "neutral" else tone, pixels=unit(1.75))
        restyle(self, "tone", tone, self._label)

    def text(self) -> str:
        return self._label.text()
