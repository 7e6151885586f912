"""Table ``journal``, read for what of a revision can be undone and redone."""

from typing import Final

from storage.answers.undo import JournalStep, UndoStacks, replay
from storage.journal.journal import EntryKind
from storage.rows.store_table import StoreTable
from storage.rows.stored_row import StoredRow

# The values are taken out of the JSON by SQLite, which is quicker than reading all of it.
# ``typed`` is the address if the entry is typing into one place.
_STEPS: Final = (
    "SELECT seq, at, actor, kind, CASE WHEN reason = ''"
    " AND json_array_length(payload, '$.edits') = 1"
    " AND json_extract(payload, '$.edits[0].do') IN ('set', 'cell', 'justify')"
    " THEN json_extract(addresses, '$[0]') END AS typed,"
    " CASE WHEN json_extract(payload, '$.joins') IS NULL THEN 0 ELSE 1 END AS joins FROM journal"
    " WHERE revision = ? AND kind IN ('edit', 'undo', 'redo', 'move') ORDER BY seq DESC LIMIT ?"
)
_AT_FIRST: Final = 4_000
"""Entries read at first; nearly always enough for all the steps that can be undone."""


class EditSteps(StoreTable):
    """The entries of the journal that undo goes by."""

    table = "journal"

    def replay(self, revision: int) -> UndoStacks:
        """Return what can be undone and redone after all entries of a revision.

        Only the last ones are read, however long the journal is.
        """
        count = _AT_FIRST
        while True:
            last = [_step(row) for row in self._stream(_STEPS, revision, count)]
            stacks = replay(last[::-1], whole=len(last) < count)
            if stacks is not None:
                return stacks
            count *= 4


def _step(row: StoredRow) -> JournalStep:
    typed = row.maybe_text("typed")
    place = None if typed is None else (row.text("actor"), typed)
    return JournalStep(
        row.choice("kind", EntryKind),
        row.integer("seq"),
        place,
        row.instant("at"),
        joins=row.integer("joins") == 1,
    )
