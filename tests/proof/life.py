"""The life of a return in plain memory: what the stores of a school and of its bureau have to do."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import Enum
from pathlib import Path

from forms.edits import Edit, InsertRow, SetCell
from forms.record import Return, Row
from forms.workflow import State
from storage.bureau.packages import ReturnState
from tests.storage.model import Group, Model


class Side(Enum):
    """Whose form it is."""

    SCHOOL = "school"
    BUREAU = "bureau"


ALLOWED = {
    "submit": {State.DRAFT},
    "send back": {State.IN_REVIEW, State.SIGNED, State.DELIVERED, State.ACCEPTED},
    "sign": {State.IN_REVIEW},
    "export": {State.SIGNED, State.DELIVERED, State.ACCEPTED},
}
"""Where the steps of a school may be taken."""


@dataclass(eq=False)
class Package:
    """A signed package.

    Attributes:
        identity: What the program calls it.
        number: Its number.
        previous: The one it names as its predecessor.
        revision: The revision it carries.
        record: The answers it carries.
        file: Where it was exported to, or ``None``.

    """

    identity: str
    number: int
    previous: "Package | None"
    revision: int
    record: Return
    file: Path | None = None


@dataclass(eq=False)
class Reply:
    """A receipt or return slip: the package it answers, its bytes, whether the school has read it."""

    package: Package
    returns: bool
    content: bytes
    was_read: bool = False


@dataclass
class Form:
    """A form with undo, and the row ids that were used in it."""

    model: Model
    rows_used: dict[str, int]

    def write(self, edits: list[Edit], now: datetime) -> None:
        for edit in edits:
            if isinstance(edit, InsertRow):
                self.rows_used[edit.table] = self.rows_used.get(edit.table, 0) + 1
        self.model.write(edits, now=now)

    def pasted(
        self, place: tuple[str, list[str]], block: Sequence[Sequence[str]], line: int
    ) -> list[Edit]:
        """Give the edits that a block means, pasted over columns of a free table from a line on."""
        table, columns = place
        rows = self.model.record.tables.get(table, ())
        next_row = self.rows_used.get(table, 0) + 1
        old: list[Edit] = []
        new: list[Edit] = []
        for number, texts in enumerate(block, start=line):
            cells = dict(zip(columns, texts, strict=True))
            if number >= len(rows):
                row = Row(f"r{next_row + len(new)}", cells)
                new.append(InsertRow(table, len(rows) + len(new), row))
                continue
            row = rows[number]
            old.extend(
                SetCell(table, row.id, column, text)
                for column, text in cells.items()
                if text != row.cells.get(column)
            )
        return [*new, *old]

    def filled_at_once(self, now: datetime) -> None:
        """Know that what stands in it was filled in one step, as the demonstration does."""
        record = self.model.record
        empty = Return(record.school_code, record.period, record.pack)
        self.model.done.append(Group(empty, record, None, now))

    def close(self) -> None:
        """Let no typing join what was typed before."""
        if self.model.done:
            self.model.done[-1].place = None


@dataclass
class School:
    """A school's store.

    Attributes:
        form: The present revision.
        past: The answers of the revisions before it.
        state: Where the present one stands.
        packages: What was signed, oldest first.
        read: What was read of the bureau's answers.

    """

    form: Form
    state: State
    packages: list[Package]
    past: list[Return] = field(default_factory=list)
    read: list[Reply] = field(default_factory=list)

    @property
    def revision(self) -> int:
        return len(self.past) + 1

    def move(self, state: State) -> None:
        self.form.close()
        self.state = state

    def reopen(self) -> None:
        record = self.form.model.record
        self.past.append(record)
        self.form = replace(self.form, model=Model(replace(record, revision=self.revision)))
        self.state = State.DRAFT

    def tip(self) -> Package | None:
        """Give the last package that has left the house."""
        return next((item for item in reversed(self.packages) if item.file is not None), None)

    def hear(self, reply: Reply) -> None:
        """Read an answer of the bureau."""
        present = reply.package.revision == self.revision
        if reply.returns and present:
            self.reopen()
        elif present and self.state is State.DELIVERED:
            self.move(State.ACCEPTED)
        reply.was_read = True
        if reply not in self.read:
            self.read.append(reply)


@dataclass
class Bureau:
    """The bureau's store, as far as it is about the one school.

    Attributes:
        form: Its own form.
        standing: Packages that were taken and stand, oldest first, with what was answered.
        replies: What was sent, oldest first.

    """

    form: Form
    standing: list[tuple[Package, ReturnState]]
    replies: list[Reply] = field(default_factory=list)

    def refuses(self, package: Package) -> str:
        """Say with which code a package is refused, ``OK`` if it is taken."""
        newest = self.standing[-1][0] if self.standing else None
        wanted = 1 if newest is None else newest.number + 1
        if any(package is item for item, _ in self.standing):
            return "E_SEEN"
        if package.number != wanted:
            return "E_FORK" if package.number < wanted else "E_GAP"
        return "OK" if package.previous is newest else "E_CHAIN"

    def may_undo(self) -> bool:
        return bool(self.standing) and self.standing[-1][1] is ReturnState.DELIVERED

    def may_answer(self) -> bool:
        return bool(self.standing) and self.standing[-1][1] is not ReturnState.RETURNED

    def answer(self, content: bytes, *, returns: bool) -> None:
        package, _ = self.standing[-1]
        state = ReturnState.RETURNED if returns else ReturnState.ACCEPTED
        self.standing[-1] = package, state
        self.replies.append(Reply(package, returns, content))
