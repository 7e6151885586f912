"""FieldEditor: label, input, unit, help and findings of one field; a subclass brings the input."""

from abc import abstractmethod
from collections.abc import Sequence
from typing import Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from forms.problems import Problem, Severity
from forms.spec import Field, Option
from ui.editors.field_layout import FieldLayout
from ui.editors.note_list import NoteList
from ui.editors.notes import ProblemNote
from ui.editors.remarks import Remark, RemarkList
from ui.editors.turned_away import is_typed, why_turned_away
from ui.editors.view import WAITING, FieldView, Standing
from ui.metrics import unit
from ui.parts.focus.tab_order import put_behind
from ui.parts.labels.texts import text_label
from ui.parts.restyle import restyle

_SPOKEN: Final = {Severity.ERROR: "错误", Severity.QUERY: "待核对", Severity.HINT: "提示"}
_STANDINGS: Final = {
    Standing.CALCULATED: "自动计算",
    Standing.REFERENCED: "只读",
    Standing.ABSENT: "不适用",
}


class FieldEditor(QWidget):
    """Shows one field and tells what the user did to it.

    Signals carry the field's address. ``value_edited`` comes after a pause, on leaving and on a
    choice, with the raw text as typed (empty clears); ``left`` after it, when the cursor went away.
    """

    value_edited = Signal(str, str)
    left = Signal(str)
    entered = Signal(str)
    advanced = Signal(bool)
    justified = Signal(str, str)
    reply_wanted = Signal(int)
    reshaped = Signal()
    """More or less stands under the input than before."""
    turned_away = Signal(str)
    """Why what was typed goes nowhere."""

    def __init__(
        self, field: Field, options: Sequence[Option] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = field
        self.options = tuple(options)
        self.view = FieldView()
        self._handed_on = ""
        self._beside = ""
        self._is_described = False
        self._found: NoteList | None = None
        self._remarks: RemarkList | None = None
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
        beside = _beside(view)
        if beside != self._beside:
            self._beside = beside
            self._layout.show_last(beside, large=view.last is not None and view.last.large)
            self.reshaped.emit()
        self._layout.fit_usual()
        if view.problems != self.view.problems:
            self._show_problems(view.problems)
        changed, self.view = view != self.view, view
        if changed or not self._is_described:
            self._describe(view)

    def show_remarks(self, remarks: Sequence[Remark], *, answerable: bool) -> None:
        """Show what principal or bureau remarked here."""
        if remarks and self._remarks is None:
            self._remarks = RemarkList()
            self._remarks.reply_wanted.connect(self._on_reply_wanted)
            self._layout.below.insertWidget(0, self._remarks)
        if self._remarks is not None and self._remarks.show_remarks(remarks, answerable=answerable):
            self._on_reshaped()

    @Slot(int)
    def _on_reply_wanted(self, number: int) -> None:
        self.setFocus()  # what was pressed goes away with its remark
        self.reply_wanted.emit(number)

    def write_reason(self) -> bool:
        """Put the cursor where a reason for a query is written, if there is one."""
        return self._found is not None and self._found.write_reason()

    def take_cursor(self) -> None:
        """Be where the keyboard is; what stands here is selected, so that typing replaces it.

        Also when a dialog that goes away leads here: its window gets the keyboard only later, for
        another reason than Tab.
        """
        self.setFocus(Qt.FocusReason.TabFocusReason)
        if isinstance(self.input, QLineEdit):
            self.input.selectAll()

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
        self.label = text_label(self.field.label, parent=self)
        self.label.setBuddy(self.input)
        self.label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.label.setContentsMargins(0, unit(0.5), 0, 0)
        self._help = self.help_text()
        self._layout = FieldLayout(
            self,
            label=self.label,
            control=self.input,
            wide=self.is_wide(),
            unit_text=self.field.unit,
            help_text=self._help,
        )
        self.input.setAccessibleName(self.accessible_label())

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
        restyle(self.input, "state", state)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may leave room for more beside the input, or for less."""
        super().resizeEvent(event)
        self._layout.fit(event.size().width())

    def _describe(self, view: FieldView) -> None:
        """Tell a screen reader all that is seen: help, last year, and every finding with its kind."""
        self._is_described = True
        found = (f"{_SPOKEN[one.severity]}：{one.message}" for one in view.problems)
        parts = (_STANDINGS.get(view.standing, ""), *found, self._beside, self._help)
        self.input.setAccessibleDescription("　".join(filter(None, parts)))

    def _show_problems(self, problems: Sequence[Problem]) -> None:
        if self._found is None:
            self._found = NoteList(self)
            self._found.justified.connect(self.justified)
            self._layout.below.addWidget(self._found)
        self._found.show_problems(problems, read_only=not self._is_open())
        self._on_reshaped()

    def _on_reshaped(self) -> None:
        lists = (self._remarks, self._found)
        stops = [stop for one in lists if one is not None for stop in one.stops()]
        put_behind(self.input, stops)
        for stop in stops:
            stop.installEventFilter(self)
        self.reshaped.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """What the input has left: where nothing can be typed, a key says why."""
        standing = self.view.standing
        if standing is not Standing.INPUT and is_typed(event):
            can_change = standing is not Standing.REFERENCED
            self.turned_away.emit(why_turned_away(self.field, standing, can_change=can_change))
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Where a remark is answered or a reason written, the cursor is in the field too."""
        if event.type() == QEvent.Type.FocusIn:
            self._on_entered()
        return super().eventFilter(watched, event)

    def _is_open(self) -> bool:
        return self.view.standing is not Standing.REFERENCED

    @property
    def notes(self) -> tuple[ProblemNote, ...]:
        """The findings shown under the field."""
        return self._found.notes if self._found is not None else ()


def _beside(view: FieldView) -> str:
    """What stands beside an answer: whether it waits, last year's answer, where it was taken from."""
    mark = f"{WAITING}（属实按 F6）" if view.waiting else ""
    origin = f"取自 {view.origin}" if view.origin else ""
    decided = f"由{view.decided_by}决定" if view.decided_by else ""
    return "\n".join(filter(None, (mark, view.last.sentence if view.last else "", origin, decided)))
