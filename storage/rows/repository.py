"""What a store is made of: repositories, each with a table, writing in one transaction with the journal."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

from forms.workflow import Actor
from storage.database import Database
from storage.journal import kept_rows
from storage.journal.journal import EntryKind, Journal
from storage.journal.kept_rows import RowPlace
from storage.rows.store_table import StoreTable


class Ledger:
    """The transaction and the journal of one open store: every write goes through both.

    Attributes:
        database: The open file.
        journal: Its journal.

    """

    def __init__(self, database: Database, program: Actor) -> None:
        self.database = database
        self.journal = Journal(database)
        self._program = program

    def transaction(self) -> AbstractContextManager[object]:
        """Make all writes inside the block one transaction: all of them, or none."""
        return self.database.transaction()

    def now(self) -> datetime:
        """Return the present (UTC)."""
        return self.database.clock()

    def note(
        self,
        kind: EntryKind,
        actor: Actor | None,
        *,
        revision: int = 0,
        addresses: Sequence[str] = (),
        payload: Mapping[str, object] | None = None,
        reason: str = "",
        touched: Iterable[RowPlace] = (),
    ) -> None:
        """Journal something that has no inverse; without an actor it was the program.

        Args:
            kind: What was done.
            actor: Who did it.
            revision: Of which revision, 0 for none.
            addresses: What it is about.
            payload: Details.
            reason: Why.
            touched: The rows it has written; the entry carries them as they stand now.

        """
        self.journal.append(
            kind,
            actor=actor or self._program,
            revision=revision,
            addresses=addresses,
            payload={**(payload or {}), **kept_rows.left(self.database.engine, touched)},
            reason=reason,
        )


class Repository(StoreTable):
    """A table with what users do to it.

    Every public write is one transaction with its journal entry, unless it says that it is part of
    another one.
    """

    def __init__(self, ledger: Ledger) -> None:
        super().__init__(ledger.database)
        self._ledger = ledger
