"""BureauPage: what every page of the bureau has – a title, a message strip and a body."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from operations.failures.explain import Failure
from ui.bureau.desk import BureauDesk
from ui.icons import set_icon
from ui.metrics import characters, line_height, space, unit
from ui.parts.controls.buttons import button
from ui.parts.focus.changes import on_focus_change
from ui.parts.labels.elided_label import elided_label
from ui.parts.labels.texts import text_label, yielding
from ui.parts.layout.overflow import OverflowRow
from ui.parts.layout.page_area import PageArea
from ui.parts.page.saved import say_saved
from ui.parts.page.strips import MessageStrip
from ui.parts.page.title_row import TitleRow

SCHOOL_PAGE = "page.school"
FIGURE_PAGE = "page.figure"
SLIP_PAGE = "page.slip"
RETURN_PAGE = "page.return"
RAW_PAGE = "page.raw"
OFFICERS_PAGE = "page.officers"
TABLES_PAGE = "page.tables"
BATCH_PAGE = "page.batch"
COMPARE_PAGE = "page.compare"
"""Pages about one thing, which other pages lead to."""
_SIDE = 3
"""Margin of a page at the left and the right, in units."""
_REACH = 2
"""How far what scrolls reaches into the margin at the right, in units."""
_GAP = 1.5
"""Between the parts of a page, in units."""
_LINES = 16
"""From so many lines on a page has room for its note."""
_TWO_COLUMNS = 52
"""From so many Chinese characters on two columns stand beside each other."""


@dataclass(frozen=True, slots=True)
class SlipAbout:
    """What a return slip is begun for.

    Attributes:
        school: 学校标识码.
        address: The item the officer was looking at, ``""`` for the whole return.

    """

    school: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class ReturnAbout:
    """Whose return is read.

    Attributes:
        school: 学校标识码.
        address: Where it is opened, ``""`` for its beginning.

    """

    school: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class SchoolsAbout:
    """Which schools of the list are to be shown.

    Attributes:
        label: What they have in common (Chinese).
        codes: Their codes.

    """

    label: str
    codes: tuple[str, ...]


class BureauPage(QWidget):
    """Fills the centre; tables scroll by themselves, so the page does not."""

    opened = Signal(str, object)
    """Asks for another page, about something."""
    back_wanted = Signal()

    def __init__(self, desk: BureauDesk, title: str, *, note: str = "", back: bool = False) -> None:
        super().__init__()
        self.setProperty("part", "page")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.desk = desk
        self.subject: object = None
        around = QVBoxLayout(self)
        space(around, gap=0)
        self.area = PageArea()
        around.addWidget(self.area)
        self._outer = self.area.column
        self.body = QVBoxLayout()
        space(self.body, margins=(_SIDE, 2, _SIDE, 2), gap=_GAP)
        self._outer.addLayout(self.body, 1)
        leave = button("返回(&Z)", icon="arrow-left", style="quiet") if back else None
        if leave is not None:
            leave.setAccessibleName("返回上一页")
            leave.clicked.connect(self.back_wanted)
        self.title = elided_label(title, style="title", least=6)
        self.top = TitleRow(self.title, leave)
        self.body.addWidget(self.top)
        self.note = text_label(note, style="muted")
        self.body.addWidget(self.note)
        self.note.setVisible(bool(note))  # after it has a parent, else it flashes up as a window
        yielding(self.note)
        self.strip = MessageStrip(closable=False)
        self.body.addWidget(self.strip)

    def add_columns(self, *columns: QVBoxLayout) -> None:
        """Fill the page with columns that scroll."""
        around = self.body.contentsMargins()
        around.setBottom(unit(_GAP))
        self.body.setContentsMargins(around)
        self._outer.setStretch(0, 0)
        row = QHBoxLayout()
        space(row, margins=(_SIDE, 0, _SIDE - _REACH, 2))
        self.columns = ScrollColumns(columns)
        row.addWidget(self.columns)
        self._outer.addLayout(row, 1)
        self.area.give_rest(self.columns)

    def add_content(self, content: QWidget) -> None:
        """Fill the page with what scrolls by itself."""
        self.body.addWidget(content, 1)
        self.area.give_rest(content)

    def add_buttons(self, *buttons: QPushButton) -> None:
        """Put buttons at the right of the title; a narrow window keeps the last in sight."""
        row = OverflowRow()
        row.add(*buttons)
        self.top.add_buttons(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the few lines of a low window to what is worked with; a note is told whole or not."""
        super().resizeEvent(event)
        self.note.setVisible(bool(self.note.text()) and self.height() >= line_height() * _LINES)

    def show_subject(self, subject: object) -> None:
        """Take what the page is about from now on."""
        self.subject = subject
        self.strip.clear()

    @property
    def school_in_sight(self) -> str:
        """学校标识码 of the school the page is about; ``""`` where it is about no single one."""
        return ""

    @Slot()
    def refresh(self) -> None:
        """Show the facts as they are now; what is chosen, scrolled to and typed stays."""

    def focus_first(self) -> None:
        """Put the keyboard where work begins."""
        self.setFocus()

    def stop(self) -> None:
        """Ask what runs long on this page to stop soon; the window is about to close."""

    def act(self, what: str) -> None:
        """Do at once what the next-step button promised."""

    def say(self, sentence: str, *, tone: str = "ok", detail: str = "") -> None:
        """Say something at the top of the page."""
        self.strip.say(sentence, tone=tone, detail=detail)
        self.area.follow(self.strip)

    def say_saved(self, sentence: str, path: Path, *, note: str = "") -> None:
        """Say that a file was written, and offer to open its folder."""
        say_saved(self.strip, sentence, path, note=note)

    def fail(self, failure: Failure) -> None:
        """Say what did not work; a broken connection is said above every page."""
        if failure.is_disconnected:
            self.strip.clear()
        else:
            self.strip.fail(failure)

    def refuse(self, sentence: str) -> None:
        """Say why something was not even tried."""
        self.strip.say(sentence, tone="error")


class ScrollColumns(QScrollArea):
    """Columns that scroll together, side by side where there is room, else one below the other.

    Their right edge stays where the page's is: the area reaches into the page's margin, where the scroll
    bar then stands.
    """

    def __init__(self, columns: Sequence[QVBoxLayout]) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        inside = QWidget()
        inside.setProperty("part", "page")
        inside.setMinimumWidth(1)  # too wide a part takes the end of no other
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, inside)
        space(self._row, margins=(0, 0, _REACH, 0), gap=2)
        for column in columns:
            space(column, gap=2)
            self._row.addLayout(column, 1)
        self._last = len(columns) - 1
        self.side_by_side = True
        """Whether there is room for the columns beside each other."""
        self.setWidget(inside)
        self.verticalScrollBar().rangeChanged.connect(self._on_range_changed)
        on_focus_change(self._on_focus_changed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the columns one below the other where two would be too narrow to read."""
        super().resizeEvent(event)
        is_wide = self.side_by_side = event.size().width() >= characters(_TWO_COLUMNS)
        direction = QBoxLayout.Direction
        self._row.setDirection(direction.LeftToRight if is_wide else direction.TopToBottom)
        for place in range(self._last):  # below each other only the last one takes what is left
            self._row.setStretch(place, 1 if is_wide else 0)

    @Slot(QWidget, QWidget)
    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        """Bring into sight what gets the keyboard; Qt does so only for steps within the area."""
        if new is not None and self.isAncestorOf(new):
            self.ensureWidgetVisible(new)

    @Slot(int, int)
    def _on_range_changed(self, _least: int, most: int) -> None:
        """Make up for the room the bar takes."""
        bar = self.verticalScrollBar().sizeHint().width() if most else 0
        margins = self._row.contentsMargins()
        margins.setRight(max(0, unit(_REACH) - bar))
        self._row.setContentsMargins(margins)


class EmptyState(QFrame):
    """What a table shows instead of nothing: a picture, a sentence, and what to do next."""

    def __init__(self, icon: str, text: str, hint: str, *actions: QPushButton) -> None:
        super().__init__()
        self.setProperty("part", "card")
        layout = QVBoxLayout(self)
        space(layout, margins=(4,), gap=1)
        picture = QLabel()
        set_icon(picture, icon, "muted", pixels=line_height() * 2)
        centre = Qt.AlignmentFlag.AlignHCenter
        layout.addStretch(1)
        layout.addWidget(picture, 0, centre)
        self.text = text_label(text, style="heading", wrap=False)
        layout.addWidget(self.text, 0, centre)
        self.hint = text_label(hint, style="muted")
        self.hint.setAlignment(centre)
        self.hint.setMinimumWidth(characters(14))
        self.hint.setMaximumWidth(characters(34))
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(self.hint, 100)
        middle.addStretch(1)
        layout.addLayout(middle)
        row = QHBoxLayout()
        space(row, gap=1)
        row.addStretch(1)
        for made in actions:
            row.addWidget(made)
        row.addStretch(1)
        layout.addSpacing(unit(1))
        layout.addLayout(row)
        layout.addStretch(2)

    def minimumSizeHint(self) -> QSize:
        """As high as its lines are at the width it has; wrapped texts ask for more than they need."""
        usual = super().minimumSizeHint()
        return QSize(usual.width(), min(usual.height(), self.heightForWidth(self.width())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may break the lines elsewhere."""
        super().resizeEvent(event)
        self.updateGeometry()
