"""The school's return kept in plain memory: what the store has to behave like."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from forms.edits import Edit, Justify, SetAnswer, SetCell
from forms.effects import apply
from forms.record import Return
from storage.journal import edit_codec
from tests.storage.stores import PACK


@dataclass
class Group:
    """A state to go back to, and what typing may join.

    Attributes:
        before: The return before it.
        after: The return after it.
        place: Where more typing may join it, or ``None``.
        since: When it began.
        is_typing: Whether it is typing into one place; what is typed and taken back is no step.

    """

    before: Return
    after: Return
    place: object
    since: datetime
    is_typing: bool = False

    @property
    def changes_nothing(self) -> bool:
        return self.is_typing and self.before == self.after


@dataclass
class Model:
    """One return with undo."""

    record: Return = field(default_factory=lambda: Return("4201040001", 2024, PACK))
    done: list[Group] = field(default_factory=list)
    undone: list[Group] = field(default_factory=list)

    def write(self, edits: list[Edit], *, now: datetime) -> tuple[Edit, ...]:
        """Apply edits or raise; return those that changed something."""
        record, applied = self.record, []
        for edit in edits:
            changed = apply(record, edit)[0]
            if plain(changed) != plain(record):
                applied.append(edit)
            record = changed
        if applied:
            self._remember(applied, plain(record), now)
        self.record = plain(record)
        return tuple(applied)

    def undo(self) -> bool:
        """Undo the last step that changed anything; tells whether there was one."""
        while self.done:
            group = self.done.pop()
            if self.done:
                self.done[-1].place = None
            self.undone.append(replace(group, place=None))
            self.record = group.before
            if not group.changes_nothing:
                return True
        return False

    def redo(self) -> bool:
        """Do again what was undone last, passing over what changes nothing."""
        while self.undone:
            group = self.undone.pop()
            self.done.append(group)
            self.record = group.after
            if not group.changes_nothing:
                return True
        return False

    def _remember(self, applied: list[Edit], after: Return, now: datetime) -> None:
        typing = len(applied) == 1 and isinstance(applied[0], SetAnswer | SetCell | Justify)
        place = edit_codec.address_of(applied[0]) if typing else None
        top = self.done[-1] if self.done and not self.undone else None
        joins = (
            top is not None
            and place is not None
            and top.place == place
            and now - top.since <= timedelta(seconds=60)
        )
        if top is not None and joins:
            top.after = after
        else:
            self.done.append(Group(self.record, after, place, now, is_typing=place is not None))
            self.undone.clear()


def plain(record: Return) -> Return:
    """Write a return in one way: no table without rows."""
    return replace(record, tables={table: rows for table, rows in record.tables.items() if rows})
