"""Segments: a few alternatives side by side, one of them chosen."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.metrics import space
from ui.parts.buttons import button
from ui.parts.flow import FlowLayout


class Segments(QWidget):
    """Buttons by code; Tab walks, Space chooses.

    Args:
        name: What is chosen, for a screen reader.
        choices: Code and label of each.
        small: Whether the buttons are lower than others.
        wraps: Whether they may stand on several lines where there is not room for all.

    """

    chosen = Signal(str)

    def __init__(
        self,
        name: str,
        choices: Sequence[tuple[str, str]],
        *,
        small: bool = True,
        wraps: bool = False,
    ) -> None:
        super().__init__()
        self._name = name
        self._labels = dict(choices)
        self._buttons: dict[str, QPushButton] = {}
        self.current = choices[0][0]
        layout = FlowLayout(gap=0.5) if wraps else QHBoxLayout()
        self.setLayout(layout)
        if isinstance(layout, QHBoxLayout):
            space(layout, gap=0)
        for number, (code, label) in enumerate(choices):
            made = button(label, style="segment")
            made.setCheckable(True)
            places = {0: "first", len(choices) - 1: "last"}
            # Where they may wrap each has edges of its own: any of them may begin or end a line.
            made.setProperty("place", "alone" if wraps else places.get(number, "middle"))
            if small:
                made.setProperty("size", "small")
            made.setProperty("code", code)
            made.setAccessibleName(f"{name}：{label}")
            made.clicked.connect(self._on_clicked)
            self._buttons[code] = made
            layout.addWidget(made)
        self._mark()

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """The alternatives as buttons, in their order."""
        return tuple(self._buttons.values())

    def choose(self, code: str) -> None:
        """Choose one, as a click does."""
        self.current = code
        self._mark()
        self.chosen.emit(code)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Show a number behind each label."""
        for code, made in self._buttons.items():
            text = f"{self._labels[code]} {counts.get(code, 0)}"
            made.setText(text)
            made.setAccessibleName(f"{self._name}：{text}")

    def offer(self, codes: Sequence[str]) -> None:
        """Show only some of them; the first is chosen if the present one is not among them."""
        for code, made in self._buttons.items():
            made.setVisible(code in codes)
        if codes and self.current not in codes:
            self.choose(codes[0])

    def _mark(self) -> None:
        for code, made in self._buttons.items():
            made.setChecked(code == self.current)

    @Slot()
    def _on_clicked(self) -> None:
        self.choose(str(self.sender().property("code")))
