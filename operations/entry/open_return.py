"""The open return in memory: what the pages read and every edit goes through. No Qt, no SQL.

An edit changes the sheet at once; the write behind it travels through a
:class:`~operations.entry.saving.SaveQueue` to the store's own thread. Reading never touches the store.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from forms.edits import (
    Edit,
    EditError,
    InsertRow,
    Justify,
    MarkEmpty,
    SetAnswer,
    SetCell,
)
from forms.live.attached import attached_files
from forms.live.context import Context, LastReturn
from forms.live.delta import Delta
from forms.live.engine import Engine
from forms.live.last_year import LastYearAnswers
from forms.live.sheet import Sheet
from forms.record import Return, Row, split_address
from forms.spec import FieldType
from forms.values import Attachment
from forms.wording import why_not_typed
from forms.workflow import Actor, State, editable
from operations.entry.fetching import Fetch, kept_beside
from operations.entry.saving import SaveQueue, SaveStatus, Submit, once
from operations.entry.taking_over import confirmed_by, same_as_last_year
from operations.entry.texts import field_at
from operations.entry.told_problems import ToldProblems
from operations.errors import NotEditable, Refused
from storage.answers.editing import Applied
from storage.store import Store

if TYPE_CHECKING:  # what typing into tables, files and undo bring is loaded with their first use
    from operations.entry.block import Block, TableChange
    from operations.entry.paste_plan import PastePlan
    from operations.entry.steps import TakenStep
    from operations.entry.table_commands import TableCommand


@dataclass(frozen=True, slots=True)
class StoredReturn:
    """Everything the pages need from the store, read once on the store's thread.

    Attributes:
        record: The answers of the current revision.
        state: Where the revision stands.
        context: Period, settings and reference values.
        next_rows: Table id → number of the next free row id; row ids are never used again.
        can_undo: Whether the journal has something to undo.
        can_redo: Whether the journal has something to redo.
        last_year: What stands beside this year's answers. It may come from the school's own store of
            last year, which the checks do not look at: they know ``context.last`` alone.
        origins: Field id → a text that was taken from a file, and where it stood there.

    """

    record: Return
    state: State
    context: Context
    next_rows: Mapping[str, int]
    can_undo: bool = False
    can_redo: bool = False
    last_year: LastReturn | None = None
    origins: Mapping[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class _Unwritten:
    """Edits that are not on the disk yet, and the answers as they were before them."""

    before: Return
    edits: tuple[Edit, ...]


_FILES: Final = "添加或移除附件"
"""Each file that comes or goes is undone by itself; what has a reason is no typing that goes on."""


def _ignore(_news: object) -> None:
    """Used until a page connects itself."""


class OpenReturn:
    """One school's return while it is open.

    ``on_delta`` is called for changes that do not come from a call of the page itself (undo, redo,
    a reload), ``on_step`` after it with what an undo or redo did, ``on_many`` with what an undo would
    take back that has to be agreed to; all may be set at any time.
    """

    def __init__(
        self,
        stored: StoredReturn,
        *,
        engine: Engine,
        submit: Submit,
        actor: Actor,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        fetch: Fetch = kept_beside,
    ) -> None:
        self.engine = engine
        self.fetch = fetch
        self.actor = actor
        self.state = stored.state
        self.context = stored.context
        self.sheet: Sheet = engine.open(stored.record, stored.context)
        self.last_year = LastYearAnswers(self.sheet, stored.last_year)
        self._origins = stored.origins
        self.can_undo = stored.can_undo
        self.can_redo = stored.can_redo
        self.told = ToldProblems(self.sheet, everything=not editable(stored.state))
        self.on_delta: Callable[[Delta], None] = _ignore
        self.on_step: Callable[[TakenStep], None] = _ignore
        self.on_many: Callable[[str], None] = _ignore
        self._next_rows = dict(stored.next_rows)
        self._waiting: list[_Unwritten] = []
        self._queue = SaveQueue(submit, clock=clock)

    @property
    def record(self) -> Return:
        """The answers as they stand on the screen."""
        return self.sheet.record

    @property
    def editable(self) -> bool:
        """Whether answers may be changed: only in a draft."""
        return editable(self.state)

    @property
    def status(self) -> SaveStatus:
        """What the status strip says."""
        return self._queue.status

    def watch_status(self, on_status: Callable[[SaveStatus], object]) -> None:
        """Call ``on_status`` whenever the state of saving changes."""
        self._queue.on_status = on_status

    @property
    def is_settled(self) -> bool:
        """Whether everything is on the disk; a window closes only then."""
        return self._queue.is_settled

    def set_text(self, address: str, text: str | None) -> Delta:
        """Put raw text into a field or cell; wrong text is kept. Blank or ``None`` clears it.

        Raises:
            NotEditable: The return is not a draft.
            Refused: The address cannot be typed into.

        """
        edit = self._text_edit(address, text)
        if field_at(self.engine.plan, address).type is FieldType.ATTACHMENT:
            return self._edit([edit], reason=_FILES)
        return self._edit([edit], subject=address)

    @property
    def attached(self) -> tuple[Attachment, ...]:
        """The files the return names now."""
        return tuple(attached_files(self.sheet).values())

    def attach(self, address: str, files: Sequence[Attachment]) -> Delta:
        """Add files the store keeps already to an attachment field."""
        from operations.entry.attachments import with_files

        return self.set_text(address, with_files(self.sheet.value(address), files))

    def leave(self, address: str) -> Delta | None:
        """Write a valid text in its canonical form when the cursor leaves; ``None`` if it is so already.

        A row that was deleted meanwhile is left alone.
        """
        _, row_id, _ = split_address(address)
        if not self.editable or (row_id is not None and not self._has_row(address)):
            return None
        raw = self.sheet.cell(address).raw
        canonical = self.engine.normalise(address, raw) if raw else raw
        if canonical == raw:
            return None
        return self.set_text(address, canonical)

    def insert_row(
        self, table: str, *, position: int | None = None, cells: Mapping[str, str] | None = None
    ) -> tuple[str, Delta]:
        """Insert a free row before ``position`` (default: at the end); returns its id and the delta."""
        rows = self.record.tables.get(table, ())
        row = Row(self._new_row_id(table), dict(cells or {}))
        edits: list[Edit] = [InsertRow(table, len(rows) if position is None else position, row)]
        if table in self.record.empty_tables:
            edits.insert(0, MarkEmpty(table, empty=False))
        return row.id, self._edit(edits)

    def mark_empty(self, table: str, *, empty: bool) -> Delta:
        """Tick or untick 本表无数据."""
        if empty and self.record.tables.get(table):
            raise Refused("表中还有数据行，请先删除各行，再勾选“本表无数据”。")
        return self._edit([MarkEmpty(table, empty)])

    def justify(self, key: str, text: str | None) -> Delta:
        """Write a 说明 under a problem key; blank removes it."""
        return self._edit([Justify(key, (text or "").strip() or None)], subject=f"说明 {key}")

    def restore(self, edits: Sequence[Edit], *, reason: str) -> Delta:
        """Put back what the journal tells (:mod:`operations.school.history.past`), as one step.

        Raises:
            NotEditable: The return is not a draft.
            Refused: What is to be put back no longer fits what is there.

        """
        try:
            return self._edit(edits, reason=reason)
        except EditError as error:
            raise Refused(f"没有恢复：{error}请先恢复它所在的行，再恢复这一处。") from error

    def origin_of(self, address: str) -> str:
        """Where the text of a field was taken from; ``""`` once it is another text."""
        text, source = self._origins.get(address, ("", ""))
        return source if text and text == self.sheet.cell(address).raw else ""

    def take_last_year(self, addresses: Sequence[str]) -> Delta:
        """Give fields and cells last year's answers (同上年), or confirm those brought over; one step.

        Raises:
            NotEditable: The return is not a draft.
            Refused: Nothing can be taken over there; why not.

        """
        edits = same_as_last_year(self.sheet, self.last_year, addresses)
        return self._edit(edits, reason="同上年")

    def justify_alike(self, key: str, text: str) -> Delta:
        """Write one 说明 under a query and under all open ones of its rule, as one step."""
        reason = text.strip() or None
        return self._edit([Justify(one, reason) for one in (key, *self.told.alike(key))])

    def plan_paste(self, address: str, text: str) -> "PastePlan":
        """Say what pasting a block at ``address`` would do; changes nothing."""
        from operations.entry.paste import plan_paste

        self._require_draft()
        return plan_paste(self.sheet, address=address, text=text)

    def plan_block_paste(self, block: "Block", text: str) -> "PastePlan":
        """Say what pasting over a selected block would do; changes nothing."""
        from operations.entry.paste import plan_block_paste

        self._require_draft()
        return plan_block_paste(self.sheet, block, text)

    def change_by(self, command: "TableCommand", block: "Block", text: str = "") -> "TableChange":
        """Say what a command would do to a block of a table; changes nothing."""
        from operations.entry.table_commands import change_by

        self._require_draft()
        return change_by(self.sheet, command, block, text)

    def apply_change(self, change: "TableChange") -> Delta:
        """Do what a command on a table says, as one step that is undone at once."""
        return self._edit(change.edits)

    def apply_paste(self, plan: "PastePlan") -> Delta:
        """Do what the plan says, as one step that is undone at once."""
        edits: list[Edit] = [self._text_edit(cell.address, cell.text) for cell in plan.cells]
        if plan.new_rows and plan.table in self.record.empty_tables:
            edits.append(MarkEmpty(plan.table, empty=False))
        position = len(self.record.tables.get(plan.table, ()))
        for offset, cells in enumerate(plan.new_rows):
            row = Row(self._new_row_id(plan.table), cells)
            edits.append(InsertRow(plan.table, position + offset, row))
        return self._edit(edits)

    def undo(self, *, agreed: bool = False) -> None:
        """Undo the last step; what it did comes through the listeners when it is on the disk.

        A step that takes back very many places is not undone but asked about, through ``on_many``,
        until that is ``agreed``.
        """
        from operations.entry.steps import many_undone

        many: list[str] = []

        def undo(store: Store) -> Applied | None:
            if not agreed and (said := many_undone(self.sheet, store.answers.undone_next())):
                many.append(said)
                return None
            return store.answers.undo(self.actor)

        self._step(undo, undone=True, many=many)

    def redo(self) -> None:
        """Redo what was undone last; what it did comes through the listeners."""
        self._step(lambda store: store.answers.redo(self.actor), undone=False)

    def retry(self) -> None:
        """Try a failed write again."""
        self._queue.retry()

    def _require_draft(self) -> None:
        if not self.editable:
            message = f"填报表现在是“{self.state.label}”，不能修改。请先退回填报或重新打开。"
            raise NotEditable(message)

    def _has_row(self, address: str) -> bool:
        table, row_id, _ = split_address(address)
        return any(row.id == row_id for row in self.sheet.rows(table))

    def _text_edit(self, address: str, text: str | None) -> Edit:
        item = field_at(self.engine.plan, address)
        if reason := why_not_typed(item):
            raise Refused(reason)
        head, row_id, column = split_address(address)
        content = text if text and text.strip() else None
        if row_id is None or column is None:
            return SetAnswer(head, content)
        return SetCell(head, row_id, column, content)

    def _new_row_id(self, table: str) -> str:
        number = self._next_rows.get(table, 1)
        self._next_rows[table] = number + 1
        return f"r{number}"

    def _edit(self, edits: Sequence[Edit], *, subject: str = "", reason: str = "") -> Delta:
        self._require_draft()
        confirmed = confirmed_by(self.sheet, edits) if self.record.unconfirmed else []
        batch = _Unwritten(self.record, (*edits, *confirmed))
        delta = self.told.follow(self.sheet.apply_all(batch.edits))
        self._waiting.append(batch)
        self._queue.add(
            once(lambda store: store.answers.write(batch.edits, actor=self.actor, reason=reason)),
            on_done=lambda applied: self._written(batch, applied),
            # More typing in the place may not take the place of what also confirms it.
            subject="" if confirmed else subject,
        )
        return delta

    def _written(self, batch: "_Unwritten", applied: Applied | None) -> None:
        """Take the batch, and those it superseded, off the list of what is not on the disk."""
        index = next(i for i, waiting in enumerate(self._waiting) if waiting is batch)
        del self._waiting[: index + 1]
        # What changed nothing is no step: there is nothing to undo, and redoing goes on.
        if applied:
            self.can_undo, self.can_redo = True, False

    def _step(
        self,
        write: Callable[[Store], Applied | None],
        *,
        undone: bool,
        many: Sequence[str] = (),
    ) -> None:
        from operations.entry.steps import before_step, nothing_left, step_taken

        self._require_draft()
        possible: list[bool] = []
        write = once(write)

        def step(store: Store) -> Applied | None:
            applied = write(store)
            possible[:] = [store.answers.can_undo, store.answers.can_redo]
            return applied

        def done(applied: Applied | None) -> None:
            self.can_undo, self.can_redo = possible
            if many:
                self.on_many(many[0])
                return
            if not applied:
                self.on_step(nothing_left(undone=undone))
                return
            before = before_step(self.sheet, applied, undone=undone)
            self._follow(applied)
            self.on_step(step_taken(self.sheet, before, undone=undone))

        self._queue.add(step, on_done=done)

    def _follow(self, edits: Sequence[Edit]) -> None:
        """Bring the sheet to what the store did, then repeat what was typed meanwhile."""
        if not self._waiting:
            self.on_delta(self.told.follow(self.sheet.apply_all(edits)))
            return
        from forms.effects import apply_all

        # Typed while the undo was on its way: the store will write it after the undo, so the sheet
        # has to end in the same order.
        record, _ = apply_all(self._waiting[0].before, edits)
        for batch in self._waiting:
            batch.before = record
            record, _ = apply_all(record, batch.edits)
        self.on_delta(self.told.follow(self.sheet.reset(record)))
