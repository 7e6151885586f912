"""Edits of a return with their undo: each call one journalled change inside a transaction."""

from collections.abc import Sequence
from typing import Final

from forms.edits import Edit
from forms.workflow import Actor
from storage import edit_codec, instants
from storage.answers.rows import Answers
from storage.answers.undo import Group, UndoStacks
from storage.changes import ChangeKind, Changes
from storage.database import Database
from storage.journal import EntryKind, Journal

# Read by SQLite, a long journal is no matter of seconds. The last column is the address if the
# entry is typing into one place, as in _place().
_STEPS: Final = (
    "SELECT seq, at, actor, kind, CASE WHEN json_array_length(payload, '$.edits') = 1"
    " AND json_extract(payload, '$.edits[0].do') IN ('set', 'cell', 'justify')"
    " THEN json_extract(addresses, '$[0]') END FROM journal"
    " WHERE revision = ? AND kind IN ('edit', 'undo', 'redo', 'move') ORDER BY seq"
)


class Editing:
    """Writes, undoes and redoes edits of the present revision. Needs an open transaction."""

    def __init__(self, database: Database, answers: Answers, journal: Journal) -> None:
        self._database = database
        self._answers = answers
        self._journal = journal
        self._stacks: tuple[int, UndoStacks] | None = None
        database.on_rollback(self._forget)

    def stacks(self, revision: int) -> UndoStacks:
        """Return what of a revision can be undone and redone."""
        if self._stacks is None or self._stacks[0] != revision:
            self._stacks = revision, self._replay(revision)
        return self._stacks[1]

    def write(self, edits: Sequence[Edit], *, revision: int, actor: Actor, reason: str) -> Changes:
        """Apply edits and journal those that change something."""
        stacks = self.stacks(revision)
        applied, inverses = self._answers.apply(revision, edits)
        if not applied:
            return Changes()
        seq, at = self._journal.append(
            EntryKind.EDIT,
            actor=actor,
            revision=revision,
            addresses=_addresses(applied),
            payload={"edits": edit_codec.to_json(applied)},
            inverses=inverses,
            reason=reason,
        )
        self._stacks = revision, stacks.edited(seq, place=_place(actor.name, applied), at=at)
        return _changes_of(applied)

    def undo(self, *, revision: int, actor: Actor) -> Changes | None:
        """Undo the last group of edits; ``None`` if there is none."""
        stacks = self.stacks(revision)
        if not stacks.done:
            return None
        edits = self._journal.entry(stacks.done[-1].first).inverses
        changes = self._step(EntryKind.UNDO, stacks.done[-1], edits, revision, actor)
        self._stacks = revision, stacks.undo()
        return changes

    def redo(self, *, revision: int, actor: Actor) -> Changes | None:
        """Do again what was undone last; ``None`` if there is nothing."""
        stacks = self.stacks(revision)
        if not stacks.undone:
            return None
        edits = self._journal.entry(stacks.undone[-1].last).edits
        changes = self._step(EntryKind.REDO, stacks.undone[-1], edits, revision, actor)
        self._stacks = revision, stacks.redo()
        return changes

    def close_group(self, revision: int) -> None:
        """Let no more typing join the last group."""
        self._stacks = revision, self.stacks(revision).closed()

    def _step(
        self,
        kind: EntryKind,
        group: Group,
        edits: Sequence[Edit],
        revision: int,
        actor: Actor,
    ) -> Changes:
        applied, inverses = self._answers.apply(revision, edits)
        self._journal.append(
            kind,
            actor=actor,
            revision=revision,
            addresses=_addresses(applied),
            payload={"edits": edit_codec.to_json(applied), "entries": [group.first, group.last]},
            inverses=inverses,
        )
        # Even a step that finds everything as it should be is told to whoever follows.
        return _changes_of(applied) if applied else Changes(frozenset({ChangeKind.ANSWERS}))

    def _replay(self, revision: int) -> UndoStacks:
        stacks = UndoStacks()
        for seq, at, name, kind, typed in self._database.all(_STEPS, revision):
            match kind:
                case EntryKind.EDIT.value:
                    place = None if typed is None else (str(name), str(typed))
                    when = instants.from_text(str(at))
                    stacks = stacks.edited(int(str(seq)), place=place, at=when)
                case EntryKind.UNDO.value:
                    stacks = stacks.undo()
                case EntryKind.REDO.value:
                    stacks = stacks.redo()
                case _:
                    stacks = stacks.closed()
        return stacks

    def _forget(self) -> None:
        self._stacks = None


def _place(name: str, edits: Sequence[Edit]) -> tuple[str, str] | None:
    """Return who typed where, if the edits are typing into one place."""
    if len(edits) == 1 and edit_codec.types_text(edits[0]):
        return name, edit_codec.address_of(edits[0])
    return None


def _addresses(edits: Sequence[Edit]) -> list[str]:
    return list(dict.fromkeys(map(edit_codec.address_of, edits)))


def _changes_of(edits: Sequence[Edit]) -> Changes:
    return Changes(
        frozenset(map(edit_codec.kind_of, edits)),
        frozenset(map(edit_codec.address_of, edits)),
        tuple(edits),
    )
