"""Segments: a few alternatives side by side, one of them chosen."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from ui.metrics import space
from ui.parts.controls.buttons import button
from ui.parts.layout.flow import FlowLayout

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class Segments(QWidget):
    """Buttons by code; Tab walks, Space chooses, and so do the arrows.

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
            made.installEventFilter(self)
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

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows choose the neighbour; Qt's own would lead the keyboard out to other buttons."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = _STEPS.get(Qt.Key(event.key()), 0)
            if step and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
                self._step_from(watched, step)
                return True
        return super().eventFilter(watched, event)

    def _step_from(self, watched: QObject, step: int) -> None:
        shown = [code for code, made in self._buttons.items() if not made.isHidden()]
        place = shown.index(str(watched.property("code"))) + step
        if 0 <= place < len(shown):
            self._buttons[shown[place]].setFocus(Qt.FocusReason.TabFocusReason)
            self.choose(shown[place])

    def _mark(self) -> None:
        for code, made in self._buttons.items():
            made.setChecked(code == self.current)

    @Slot()
    def _on_clicked(self) -> None:
        self.choose(str(self.sender().property("code")))
