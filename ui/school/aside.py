"""SchoolAside: what stands at the right of the page, the findings of the return or the help."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout

from ui.entry.help_panel import HelpPanel
from ui.entry.problem_panel import ProblemPanel
from ui.metrics import characters, space
from ui.school.indicator_panel import IndicatorPanel

_WIDTH = 22
"""In Chinese characters, where the window has room."""
_SHARE = 0.55
"""The most it takes of a window."""


class SchoolAside(QFrame):
    """Indicators above problems; the help takes their place, so that the page stays where it is."""

    def __init__(
        self, help_: HelpPanel, indicators: IndicatorPanel, problems: ProblemPanel
    ) -> None:
        super().__init__()
        self.setProperty("part", "aside")
        self.share(0)
        self.setMinimumHeight(1)  # its lists may shrink; the window must fit a small screen
        column = QVBoxLayout(self)
        space(column, margins=(0, 0.5, 0, 0), gap=0)
        column.addWidget(help_, 1)
        column.addWidget(indicators)
        line = QFrame()
        line.setProperty("part", "line")
        column.addWidget(line)
        column.addWidget(problems, 1)
        self._findings = (indicators, line, problems)
        help_.toggled.connect(self._on_help)

    def share(self, width: int) -> None:
        """Leave the page nearly half of a window of this width, in pixels."""
        wanted = characters(_WIDTH)
        self.setFixedWidth(min(wanted, round(width * _SHARE)) if width else wanted)

    @Slot(bool)
    def _on_help(self, opened: bool) -> None:
        for part in self._findings:
            part.setHidden(opened)
