"""Table ``journal``, read for what of a revision can be undone and redone."""

from typing import Final

from storage.answers.undo import UndoStacks
from storage.journal import EntryKind
from storage.store_table import StoreTable

# The values are taken out of the JSON by SQLite: a long journal is no matter of seconds then.
# ``typed`` is the address if the entry is typing into one place.
_STEPS: Final = (
    "SELECT seq, at, actor, kind, CASE WHEN json_array_length(payload, '$.edits') = 1"
    " AND json_extract(payload, '$.edits[0].do') IN ('set', 'cell', 'justify')"
    " THEN json_extract(addresses, '$[0]') END AS typed FROM journal"
    " WHERE revision = ? AND kind IN ('edit', 'undo', 'redo', 'move') ORDER BY seq"
)


class EditSteps(StoreTable):
    """The entries of the journal that undo goes by."""

    table = "journal"

    def replay(self, revision: int) -> UndoStacks:
        """Return what can be undone and redone after all entries of a revision."""
        stacks = UndoStacks()
        for row in self._stream(_STEPS, revision):
            match row.choice("kind", EntryKind):
                case EntryKind.EDIT:
                    typed = row.maybe_text("typed")
                    place = None if typed is None else (row.text("actor"), typed)
                    stacks = stacks.edited(row.integer("seq"), place=place, at=row.instant("at"))
                case EntryKind.UNDO:
                    stacks = stacks.undo()
                case EntryKind.REDO:
                    stacks = stacks.redo()
                case _:
                    stacks = stacks.closed()
        return stacks
