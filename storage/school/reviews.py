"""Group ``review`` of the table ``reference``: review files that were saved, answered and taken."""

from forms.workflow import Actor
from storage.journal.journal import EntryKind
from storage.named.named_values import NamedValues, ValueGroup
from storage.rows.repository import Ledger


class Reviews(NamedValues):
    """What became of review files, by the SHA-256 (hex) of their bytes."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(ledger, ValueGroup.REVIEW)

    def note(self, digest: str, what: str, *, revision: int, actor: Actor) -> None:
        """Keep that something was done with a file; ``what`` stands in the journal (Chinese)."""
        with self._ledger.transaction():
            self.put({digest: what})
            self._ledger.note(
                EntryKind.REVIEW,
                actor,
                revision=revision,
                payload={"file": digest},
                reason=what,
                touched=self.places([digest]),
            )

    def is_known(self, digest: str) -> bool:
        """Whether something was done with this file."""
        return digest in self.all()
