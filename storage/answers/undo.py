"""What can be undone and redone: two stacks of groups of journal entries.

Pure: fed with the journal's entries in order, after opening or one by one while writing, it always
comes to the same stacks, so undo survives a restart without a word in the journal being rewritten.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final, NamedTuple

from storage.journal.journal import EntryKind

TYPING: Final = timedelta(seconds=60)
"""Edits of one place by one person within this time of the first are undone together."""

DEPTH: Final = 1000
"""So many steps can be undone; what lies further back is in the history only."""


class JournalStep(NamedTuple):
    """One entry of the journal: an edit, undo, redo or step of the workflow.

    Attributes:
        kind: Which of these.
        seq: Its number.
        place: Actor and address if it is typing into one place, else ``None``.
        at: When it was written.
        joins: Whether it belongs to the step of the edit before it.

    """

    kind: EntryKind
    seq: int
    place: tuple[str, str] | None
    at: datetime
    joins: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Entries undone in one go.

    Attributes:
        first: Number of the first entry.
        last: Number of the last entry.
        place: Actor and address when more typing may join, else ``None``.
        since: When the first entry was written.
        is_typing: Whether every entry is typing into one place: then the inverse of the first restores
            what was before the group, and the edits of the last what was after it.

    """

    first: int
    last: int
    place: tuple[str, str] | None
    since: datetime
    is_typing: bool = False

    @property
    def undone_by(self) -> tuple[int, ...]:
        """The entries whose inverses restore what was before the group, in this order."""
        return (self.first,) if self.is_typing else tuple(range(self.last, self.first - 1, -1))

    @property
    def redone_by(self) -> tuple[int, ...]:
        """The entries whose edits restore what was after the group, in this order."""
        return (self.last,) if self.is_typing else tuple(range(self.first, self.last + 1))


@dataclass(frozen=True, slots=True)
class UndoStacks:
    """Groups that can be undone and redone; the last of each comes first."""

    done: tuple[Group, ...] = ()
    undone: tuple[Group, ...] = ()

    def after(self, step: JournalStep) -> "UndoStacks":
        """Note an entry of any kind."""
        match step.kind:
            case EntryKind.EDIT:
                return self.edited(step.seq, place=step.place, at=step.at, joins=step.joins)
            case EntryKind.UNDO:
                return self.undo()
            case EntryKind.REDO:
                return self.redo()
        return self.closed()

    def edited(
        self, seq: int, *, place: tuple[str, str] | None, at: datetime, joins: bool = False
    ) -> "UndoStacks":
        """Note an edit; it joins the group before it, or starts one and ends all redoing."""
        if self.done and not self.undone:
            top = self.done[-1]
            if joins:
                top = replace(top, last=seq, place=None, is_typing=False)
                return UndoStacks((*self.done[:-1], top))
            if place is not None and top.place == place and at - top.since <= TYPING:
                return UndoStacks((*self.done[:-1], replace(top, last=seq)))
        group = Group(seq, seq, place, at, is_typing=place is not None)
        return UndoStacks((*self.done[-DEPTH + 1 :], group))

    def closed(self) -> "UndoStacks":
        """Let nothing more join the last group, after a step of the workflow."""
        return replace(self, done=_close(self.done))

    def undo(self) -> "UndoStacks":
        """Note that the last group was undone."""
        group = replace(self.done[-1], place=None)
        return UndoStacks(_close(self.done[:-1]), (*self.undone, group))

    def redo(self) -> "UndoStacks":
        """Note that the last undone group was done again."""
        return UndoStacks((*self.done, self.undone[-1]), self.undone[:-1])


def replay(steps: Sequence[JournalStep], *, whole: bool) -> UndoStacks | None:
    """Return what can be undone and redone after the steps of a revision.

    Args:
        steps: Its last steps, in order.
        whole: Whether they are all its steps.

    Returns:
        ``None`` if they do not reach back far enough to tell.

    """
    stacks, told = UndoStacks(), whole
    for step in steps if whole else steps[_surely_begins_a_group(steps) :]:
        if step.kind is EntryKind.UNDO and not stacks.done:
            return None
        stacks = stacks.after(step)
        # From here on nothing further back is kept, whatever there was.
        told = told or len(stacks.done) == DEPTH
    return stacks if told else None


def _surely_begins_a_group(steps: Sequence[JournalStep]) -> int:
    """Index of the first edit that joins no group, whatever came before these steps."""
    for number, (before, step) in enumerate(pairwise(steps), start=1):
        types_on = before.kind is EntryKind.EDIT and step.place == before.place is not None
        may_join = step.joins or types_on
        if step.kind is EntryKind.EDIT and not may_join:
            return number
    return len(steps)


def _close(groups: Sequence[Group]) -> tuple[Group, ...]:
    return (*groups[:-1], replace(groups[-1], place=None)) if groups else ()
