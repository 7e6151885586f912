"""Header: the bar above everything, whose store this is and what comes next."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui.actions import Actions
from ui.icons import set_icon
from ui.metrics import line_height, space, unit
from ui.next_step import NextStep
from ui.parts.controls.buttons import button, tool_button
from ui.parts.labels.elided_label import elided_label
from ui.parts.layout.giving_way import GivingWay

_NAME, _SHORTEST_NAME = 10, 5
"""Characters of the name for which other parts leave, and those it keeps beside a long next step."""


class Header(QFrame):
    """Always in sight; a face adds what it has to tell between the names and the next step."""

    next_wanted = Signal()

    def __init__(self, actions: Actions) -> None:
        super().__init__()
        self.setProperty("part", "bar")
        row = QHBoxLayout(self)
        space(row, margins=(2, 1, 2, 1), gap=1.5)
        row.addWidget(tool_button(actions["window.home"]))
        names = QVBoxLayout()
        space(names, gap=0)
        self.name = elided_label(style="heading", least=_SHORTEST_NAME)
        self.line = elided_label(style="small", least=_SHORTEST_NAME)
        names.addWidget(self.name)
        names.addWidget(self.line)
        row.addLayout(names)
        row.addStretch(1)
        self._middle = QHBoxLayout()
        space(self._middle, gap=1.5)
        row.addLayout(self._middle)
        self.next = button("", style="primary", icon="arrow-right")
        self.next.clicked.connect(self.next_wanted)
        row.addWidget(self.next)
        self.setFixedHeight(line_height() * 2 + unit(2.5))

    def add(self, *parts: QWidget) -> None:
        """Add what this face has to tell."""
        for part in parts:
            self._middle.addWidget(part, 0, Qt.AlignmentFlag.AlignVCenter)

    def give_way(self, *parts: QWidget) -> GivingWay:
        """Let these leave, the first one first, where there is not room for everything."""
        return GivingWay(self, parts, wish=self._wish)

    def _wish(self) -> int:
        """How much more than its least the name should have, in pixels."""
        wanted = self.name.fontMetrics().horizontalAdvance("国" * _NAME)
        whole = max(self.name.sizeHint().width(), self.line.sizeHint().width())
        least = max(self.name.minimumSizeHint().width(), self.line.minimumSizeHint().width())
        return max(0, min(wanted, whole) - least)

    def show_names(self, name: str, line: str) -> None:
        """Show whose store it is, and the facts under the name."""
        self.name.setText(name)
        self.line.setText(line)

    def show_next(self, step: NextStep) -> None:
        """Show what comes next."""
        self.next.setText(f"{step.text}(&G)")
        self.next.setToolTip(f"{step.hint}（F9）")
        self.next.setAccessibleName(step.text)
        self.next.setAccessibleDescription(step.hint)
        set_icon(self.next, step.icon, "on_accent")
