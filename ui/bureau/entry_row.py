"""EntryRow: a form in the bureau's window – sections at the left, one of them in the middle, findings."""

from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.entry.room import EntryRoom
from ui.metrics import characters, space
from ui.parts.layout.side_by_side import SideBySide
from ui.parts.page.strips import MessageStrip

_TWO = 38
"""From this width on, in characters, the sections stand beside the one that is shown, else on a tab."""
_WIDE = 72
"""From this width on, in Chinese characters, there is room for the findings beside the section."""


def offer_ways(entry: EntryRoom, strip: MessageStrip) -> None:
    """Where a question is not asked, lead from the sentence in the strip to the answer that decides it."""

    def offer(text: str, address: str) -> None:
        strip.offer(text, partial(entry.pages.go_to, address), icon="arrow-right")

    entry.way_offered.connect(offer)


class EntryRow(QWidget):
    """On a small screen the section comes first; F8 walks the findings all the same."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = QStackedWidget(self)  # its own until a form is open
        self._aside = QFrame()
        self._aside.setProperty("part", "card")
        self._aside.setFixedWidth(characters(20))
        self._panel = QVBoxLayout(self._aside)
        space(self._panel)
        self._row = QHBoxLayout(self)
        space(self._row, gap=1.5)
        self._row.addWidget(self._aside)
        self._aside.hide()  # until it is known how wide the page is

    def lay_out(self, entry: EntryRoom) -> None:
        """Put the parts of an open form into their places; once."""
        parts = SideBySide(
            entry.sections,
            self.stack,
            from_width=_TWO,
            shares=(0, 1),
            own_widths=(13.5, 0),
            tabs=("选部分", "看内容"),
            gap=1.5,
        )
        parts.bring(self.stack)
        entry.sections.place_chosen.connect(lambda _: parts.bring(self.stack))
        self._row.insertWidget(0, parts, 1)
        self._panel.addWidget(entry.help, 1)
        self._panel.addWidget(entry.problems)
        entry.help.toggled.connect(entry.problems.setHidden)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show the findings where there is room."""
        super().resizeEvent(event)
        self._aside.setVisible(event.size().width() >= characters(_WIDE))
