"""FormSession: the open return as Qt pages see it: calls go in, signals come out.

It adds no meaning of its own; :class:`operations.entry.open_return.OpenReturn` has it all.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from forms.live.delta import Delta
from forms.live.last_year import mark_of
from forms.live.sheet import Sheet
from forms.problems import Problem, Severity
from forms.spec import Form, Option, Pack
from forms.values import Attachment
from operations.entry.open_return import OpenReturn
from operations.errors import OperationError
from ui.editors.tones import tone_of

if TYPE_CHECKING:
    from forms.edits import Edit
    from operations.entry.block import Block, TableChange
    from operations.entry.finding import PlaceFinder
    from operations.entry.paste_plan import PastePlan
    from operations.entry.table_commands import TableCommand

Plan = TypeVar("Plan")

ORDER = {Severity.ERROR: 0, Severity.QUERY: 1, Severity.HINT: 2}


def is_blank(problem: Problem) -> bool:
    """Whether a problem only says that something is not filled in yet."""
    return problem.is_blank


class FormSession(QObject):
    """One open return. Every page shows it and listens to :attr:`changed`."""

    changed = Signal(object)
    """A :class:`forms.live.delta.Delta`: what reads differently now."""
    visited = Signal(object)
    """A delta of the place the cursor came to: what is wrong there is shown there; the counts stay."""
    status_changed = Signal(object)
    """A :class:`operations.entry.saving.SaveStatus`."""
    stepped = Signal(object)
    """A :class:`operations.entry.steps.TakenStep`: what was undone or redone."""
    many_undone = Signal(str)
    """What an undo would take back, which has to be agreed to (a sentence)."""
    noted = Signal(str)
    """A sentence about what an edit left alone."""
    absent_typed = Signal(str, object)
    """Somebody types where nothing is asked: a sentence, and a :class:`forms.live.deciding.WhyAbsent`."""
    refused = Signal(object)
    """A :class:`operations.failures.explain.Failure`: an edit that was not possible."""
    reloaded = Signal()
    """Another revision, or another state: everything may read differently."""
    last_year_shown = Signal(bool)
    """Last year's answers stand beside this year's from now on, or do not."""

    def __init__(self, opened: OpenReturn, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._by_address: Mapping[str, tuple[Problem, ...]] | None = None
        self._shows_last_year = True
        self._finder: tuple[tuple[tuple[str, str], ...], PlaceFinder] | None = None
        self._take(opened)

    def _take(self, opened: OpenReturn) -> None:
        self.opened = opened
        self._by_address = None
        opened.on_delta = self._announce
        opened.on_step = self.stepped.emit
        opened.on_many = self.many_undone.emit
        opened.watch_status(self.status_changed.emit)

    def replace(self, opened: OpenReturn) -> None:
        """Go on with the return as it was read again from the store."""
        opened.told.go_on_from(self.opened.told)
        self._take(opened)
        self.reloaded.emit()

    @property
    def pack(self) -> Pack:
        return self.opened.engine.pack

    @property
    def forms(self) -> tuple[Form, ...]:
        """The forms that are filled here."""
        return self.opened.engine.plan.forms

    @property
    def sheet(self) -> Sheet:
        """Values, problems, indicators as they stand."""
        return self.opened.sheet

    @property
    def editable(self) -> bool:
        """Whether answers may be changed."""
        return self.opened.editable

    @property
    def shows_last_year(self) -> bool:
        """Whether last year's answers stand beside this year's."""
        return self._shows_last_year and self.opened.last_year.is_known

    def show_last_year(self, *, shown: bool) -> None:
        """Show or hide last year's answers."""
        if shown is not self._shows_last_year:
            self._shows_last_year = shown
            self.last_year_shown.emit(shown)

    def is_waiting(self, address: str) -> bool:
        """Whether a field, or the row of a cell, waits to be confirmed."""
        return bool(mark_of(self.sheet, address))

    @cached_property
    def choices(self) -> Mapping[str, Sequence[Option]]:
        """Choice list id → options."""
        return {name: entry.options for name, entry in self.pack.choices.items()}

    def finder(self, pages: tuple[tuple[str, str], ...]) -> "PlaceFinder":
        """Finds places of the forms by words, and these other pages; made once."""
        from operations.entry.finding import PlaceFinder

        if self._finder is None or self._finder[0] != pages:
            self._finder = pages, PlaceFinder(self.opened.engine.plan, pages)
        return self._finder[1]

    def problems_at(self, address: str) -> tuple[Problem, ...]:
        """The problems that point at an address, the worst first."""
        if self._by_address is None:
            found: dict[str, list[Problem]] = {}
            for problem in self.problems:
                found.setdefault(problem.place, []).append(problem)
            self._by_address = {
                place: tuple(sorted(group, key=lambda problem: ORDER[problem.severity]))
                for place, group in found.items()
            }
        return self._by_address.get(address, ())

    def shown_problems_at(self, address: str) -> tuple[Problem, ...]:
        """The problems to show at an address: a blank nobody has come to yet is not shouted at."""
        return tuple(found for found in self.problems_at(address) if self.opened.told.shows(found))

    def be_strict(self) -> None:
        """Show everything from now on; the user asked for a full check."""
        if self.opened.told.check_all():
            self._by_address = None
            self.reloaded.emit()

    def visit(self, address: str) -> None:
        """Remember that the user came to a field, cell or table: what waited for that is shown."""
        delta = self.opened.told.visit(address)
        if delta is None:
            return
        if delta.problems_touched:
            self._announce(delta)
        elif self.problems_at(address):
            self.visited.emit(delta)

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong, without what waits until the user comes there."""
        return self.opened.told.problems

    def open_problems(self) -> tuple[Problem, ...]:
        """What is to be corrected, explained or filled in, as far as it is told."""
        return tuple(problem for problem in self.problems if problem.is_open)

    def tone(self, problems: Sequence[Problem]) -> str:
        """The worst open one as a colour role."""
        return tone_of(problems)

    # -- edits ---------------------------------------------------------------------------------

    def set_text(self, address: str, text: str) -> None:
        """Put raw text into a field or cell."""
        with self._refusing():
            self._announce(self.opened.set_text(address, text))

    def leave(self, address: str) -> None:
        """Normalise what stands there, now that the cursor has left."""
        self.visit(address)
        with self._refusing():
            self._announce(self.opened.leave(address))

    def justify(self, key: str, text: str) -> None:
        with self._refusing():
            self._announce(self.opened.justify(key, text))

    def justify_alike(self, key: str, text: str) -> None:
        """Answer this query and all open ones of its rule with one 说明."""
        with self._refusing():
            self._announce(self.opened.justify_alike(key, text))

    def attach(self, address: str, files: Sequence[Attachment]) -> None:
        """Add files the store keeps already to an attachment field."""
        self.visit(address)
        with self._refusing():
            self._announce(self.opened.attach(address, files))

    def turn_away(self, address: str, sentence: str) -> None:
        """Say why nothing can be typed here; of what is not asked also which answer decides that."""
        from forms.live.deciding import why_absent

        why = why_absent(self.sheet, address, can_change=self.editable) if address else None
        if why is None:
            self.noted.emit(sentence)
        else:
            self.absent_typed.emit(f"{sentence}{why.sentence}", why)

    def add_row(self, table: str, cells: Mapping[str, str] | None = None) -> str:
        """Append a row to a free table, with these texts; its id, or ``""`` if that was refused."""
        row_id = ""
        with self._refusing():
            row_id, delta = self.opened.insert_row(table, cells=cells)
            self._announce(delta)
        return row_id

    def change_by(
        self, command: "TableCommand", block: "Block", text: str = ""
    ) -> "TableChange | None":
        """What a command would do to a block of a table; ``None`` if it was refused."""
        return self._planned(lambda: self.opened.change_by(command, block, text))

    def apply_change(self, change: "TableChange") -> None:
        """Do what a command on a table says, as one step."""
        if change.edits:
            with self._refusing():
                self._announce(self.opened.apply_change(change))

    def mark_empty(self, table: str, *, empty: bool) -> None:
        """Tick or untick 本表无数据."""
        with self._refusing():
            self._announce(self.opened.mark_empty(table, empty=empty))

    def take_last_year(self, addresses: Sequence[str]) -> bool:
        """Give fields and cells last year's answers, or confirm those brought over; whether it was done."""
        before = self.sheet.record
        with self._refusing():
            self._announce(self.opened.take_last_year(addresses))
        return self.sheet.record is not before

    def plan_paste(self, address: str, text: str) -> "PastePlan | None":
        """What pasting would do; ``None`` if it cannot be done at all."""
        return self._planned(lambda: self.opened.plan_paste(address, text))

    def plan_block_paste(self, block: "Block", text: str) -> "PastePlan | None":
        """What pasting over a selected block would do; ``None`` if it cannot be done at all."""
        return self._planned(lambda: self.opened.plan_block_paste(block, text))

    def apply_paste(self, plan: "PastePlan") -> None:
        """Do what the plan says."""
        with self._refusing():
            self._announce(self.opened.apply_paste(plan))

    def restore(self, edits: "Sequence[Edit]", *, reason: str) -> bool:
        """Put back what was there before, as one step; whether it could be."""
        try:
            self._announce(self.opened.restore(edits, reason=reason))
        except OperationError as error:
            self._refuse(error)
            return False
        return True

    def undo(self, *, agreed: bool = False) -> None:
        """Undo one step; :attr:`many_undone` asks before very much is taken back."""
        with self._refusing():
            self.opened.undo(agreed=agreed)

    def redo(self) -> None:
        with self._refusing():
            self.opened.redo()

    def retry(self) -> None:
        """Try to save again what could not be saved."""
        self.opened.retry()

    def _planned(self, work: Callable[[], Plan]) -> Plan | None:
        """What is worked out, or ``None`` if it was refused, which is said."""
        try:
            return work()
        except OperationError as error:
            self._refuse(error)
            return None

    def _refuse(self, error: OperationError) -> None:
        from operations.failures.explain import explain  # most edits are possible

        self.refused.emit(explain(error))

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        """Say what was refused instead of raising it."""
        try:
            yield
        except OperationError as error:
            self._refuse(error)

    def _announce(self, delta: Delta | None) -> None:
        if delta is None:
            return
        if delta.problems_touched:
            self._by_address = None
        self.changed.emit(delta)
