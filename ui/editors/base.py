"""FieldEditor: label, input, unit, help and findings of one field; a subclass brings the input."""

from abc import abstractmethod
from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from forms.problems import Problem
from forms.spec import Field, Option
from ui.editors.note_list import NoteList
from ui.editors.notes import ProblemNote
from ui.editors.remarks import RemarkList
from ui.editors.view import WAITING, FieldView, Standing
from ui.metrics import characters, space, unit
from ui.parts.texts import set_kind, text_label

LABEL_WIDTH = 15
"""Width of the label column, in Chinese characters."""
HELP_WIDTH = 14
"""Least width of the help beside an input; with less it stands below."""
LAST_WIDTH = 12
"""Width of last year's answer beside an input, so that the help stands in one line down the page."""
UNIT_WIDTH = 2
"""Least width of a unit, so that what follows stands in one line down the page."""


class FieldEditor(QFrame):
    """Shows one field and tells what the user did to it.

    Signals carry the field's address. ``value_edited`` comes after a pause, on leaving and on a
    choice, with the raw text as typed (empty clears); ``left`` after it, when the cursor went away.
    """

    value_edited = Signal(str, str)
    left = Signal(str)
    entered = Signal(str)
    advanced = Signal(bool)
    justified = Signal(str, str)
    reshaped = Signal()
    """More or less stands under the input than before."""

    def __init__(self, field: Field, options: Sequence[Option] = ()) -> None:
        super().__init__()
        self.field = field
        self.options = tuple(options)
        self.view = FieldView()
        self._handed_on = ""
        self._found: NoteList | None = None
        self._remarks: RemarkList | None = None
        self._last: QLabel | None = None
        self._help_beside = False
        self.setProperty("part", "field")
        self.input = self.make_input()
        self._lay_out()
        self.setFocusProxy(self.input)

    @property
    def address(self) -> str:
        return self.field.id

    # -- what a subclass brings ----------------------------------------------------------------

    @abstractmethod
    def make_input(self) -> QWidget:
        """Make the input and connect it to :meth:`hand_on` and :meth:`_on_left`."""

    @abstractmethod
    def input_text(self) -> str:
        """The raw text the input holds."""

    @abstractmethod
    def show_text(self, text: str) -> None:
        """Put text into the input without handing it on."""

    @abstractmethod
    def set_standing(self, standing: Standing) -> None:
        """Let the user type, or not."""

    def is_composing(self) -> bool:
        """Whether an input method composes just now."""
        return False

    # -- for the page --------------------------------------------------------------------------

    def show_view(self, view: FieldView) -> None:
        """Show the field as it stands; what is being typed is never overwritten."""
        if view.standing is not self.view.standing:
            self.set_standing(view.standing)
        text = "不适用" if view.standing is Standing.ABSENT else view.text
        if self.input_text() == self._handed_on and not self.is_composing():
            if text != self.input_text():
                self.show_text(text)
            self._handed_on = self.input_text()
        self._show_state(view)
        if view.last != self.view.last or view.waiting is not self.view.waiting:
            self._show_last(view)
        if view.problems != self.view.problems:
            self._show_problems(view.problems)
        self.view = view

    def show_remarks(self, texts: Sequence[str]) -> None:
        """Show what principal or bureau remarked here."""
        if texts and self._remarks is None:
            self._remarks = RemarkList()
            self._below.insertWidget(0, self._remarks)
        if self._remarks is not None:
            self._remarks.show_texts(texts)
            self.reshaped.emit()

    def write_reason(self) -> bool:
        """Put the cursor where a reason for a query is written, if there is one."""
        return self._found is not None and self._found.write_reason()

    def takes_focus(self) -> bool:
        """Whether Enter stops here on its way to the next input."""
        walked = self.view.standing in {Standing.INPUT, Standing.REFERENCED}
        return walked and not self.isHidden()

    @Slot()
    def hand_on(self) -> None:
        """Emit what the input holds, if it is new."""
        text = self.input_text()
        if self.view.standing is Standing.INPUT and text != self._handed_on:
            self._handed_on = text
            self.value_edited.emit(self.address, text)

    # -- inside --------------------------------------------------------------------------------

    @Slot()
    def _on_left(self) -> None:
        self.hand_on()
        if self.view.standing is Standing.INPUT:
            self.left.emit(self.address)

    @Slot(bool)
    def _on_advanced(self, forward: bool) -> None:
        self.hand_on()
        self.advanced.emit(forward)

    @Slot()
    def _on_entered(self) -> None:
        self.entered.emit(self.address)

    def _lay_out(self) -> None:
        self.label = text_label(self.field.label)
        self.label.setFixedWidth(characters(LABEL_WIDTH))
        self.label.setBuddy(self.input)
        self.label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.label.setContentsMargins(0, unit(0.5), 0, 0)
        row = self._row = QHBoxLayout()
        space(row, gap=1)
        top = Qt.AlignmentFlag.AlignTop
        row.addWidget(self.input, 1 if self.is_wide() else 0, top)
        if self.field.unit:
            shown = text_label(self.field.unit, style="unit", wrap=False)
            shown.setContentsMargins(0, unit(0.5), 0, 0)
            shown.setMinimumWidth(characters(UNIT_WIDTH))
            row.addWidget(shown, 0, top)
        self._last_place = row.count()
        self._below = QVBoxLayout()
        space(self._below, gap=0.5)
        if not self.is_wide():
            row.addStretch(1)
        self._help: QLabel | None = None
        help_text = self.help_text()
        if help_text:
            self._help = text_label(help_text, style="small")
            self._below.addWidget(self._help)
        grid = QGridLayout(self)
        space(grid, margins=(0, 0.25, 0, 0.25), gap=0.5)
        grid.setHorizontalSpacing(unit(2))
        grid.addWidget(self.label, 0, 0, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(row, 0, 1)
        grid.addLayout(self._below, 1, 1)
        grid.setColumnStretch(1, 1)
        self.input.setAccessibleName(self.accessible_label())
        self.input.setAccessibleDescription(help_text)

    def is_wide(self) -> bool:
        """Whether the input takes the whole row."""
        return False

    def help_text(self) -> str:
        """填报说明, and whether the field may stay blank."""
        optional = self.field.is_input and not self.field.required
        return "　".join(part for part in ("选填" if optional else "", self.field.help) if part)

    def accessible_label(self) -> str:
        """The label as a screen reader says it."""
        unit_text = f"（{self.field.unit}）" if self.field.unit else ""
        return f"{self.field.label}{unit_text}"

    def _show_state(self, view: FieldView) -> None:
        state = view.standing.value if view.standing is not Standing.INPUT else view.tone
        if self.input.property("state") == state:
            return
        self.input.setProperty("state", state)
        self.input.style().unpolish(self.input)
        self.input.style().polish(self.input)

    def _show_last(self, view: FieldView) -> None:
        """Write last year's answer beside the input, or below one that takes the whole row."""
        mark = f"{WAITING}（属实按 F6）" if view.waiting else ""
        text = "\n".join(filter(None, (mark, view.last.sentence if view.last else "")))
        if self._last is None and text:
            self._last = text_label(style="last")
            if self.is_wide():
                self._below.insertWidget(0, self._last)
            else:
                self._last.setFixedWidth(characters(LAST_WIDTH))
                self._last.setContentsMargins(0, unit(0.6), unit(0.5), 0)
                self._row.insertWidget(self._last_place, self._last, 0, Qt.AlignmentFlag.AlignTop)
        if self._last is not None:
            self._last.setText(text)
            self._last.setVisible(bool(text))
            set_kind(self._last, "query" if view.last and view.last.large else "last")
        self.input.setAccessibleDescription("　".join(filter(None, (self.help_text(), text))))
        self._place_help()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may leave room for the help beside the input, or none any more."""
        super().resizeEvent(event)
        self._place_help()

    def _place_help(self) -> None:
        """Put the help beside the input where it has room for words, else below."""
        if self._help is None or self.is_wide():
            return
        taken = characters(LABEL_WIDTH) + unit(4) + self.input.sizeHint().width()
        taken += characters(UNIT_WIDTH) if self.field.unit else 0
        shows_last = self._last is not None and not self._last.isHidden()
        taken += characters(LAST_WIDTH) if shows_last else 0
        beside = self.width() - taken >= characters(HELP_WIDTH)
        if beside is self._help_beside:
            return
        self._help_beside = beside
        end = self._row.count() - 1
        if beside:
            self._below.removeWidget(self._help)
            self._row.setStretch(end, 0)
            self._help.setContentsMargins(unit(0.5), unit(0.6), 0, 0)
            self._row.insertWidget(end, self._help, 1, Qt.AlignmentFlag.AlignTop)
        else:
            self._row.removeWidget(self._help)
            self._row.setStretch(self._row.count() - 1, 1)
            self._help.setContentsMargins(0, 0, 0, 0)
            self._below.insertWidget(0, self._help)

    def _show_problems(self, problems: Sequence[Problem]) -> None:
        if self._found is None:
            self._found = NoteList(self)
            self._found.justified.connect(self.justified)
            self._below.addWidget(self._found)
        self._found.show_problems(problems, read_only=not self._is_open())
        self.reshaped.emit()

    def _is_open(self) -> bool:
        return self.view.standing is not Standing.REFERENCED

    @property
    def notes(self) -> tuple[ProblemNote, ...]:
        """The findings shown under the field."""
        return self._found.notes if self._found is not None else ()
