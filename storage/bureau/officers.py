"""Table ``officer``: who works at the bureau and what each may do.

It is empty in a bureau of one officer, who may do everything. An officer never leaves the table: the
journal names officers, and a name must not come to mean somebody else.
"""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.rights import Right
from forms.workflow import Actor
from storage.journal.journal import EntryKind
from storage.rows.repository import Repository
from storage.rows.stored_row import StoredRow

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


@dataclass(frozen=True, slots=True)
class Officer:
    """One officer.

    Attributes:
        number: 1 for the one who was there first, then 2, 3 … without gaps.
        name: As the certificate and the journal have it; no two are alike.
        rights: What the officer may do; empty once the certificate is revoked.

    """

    number: int
    name: str
    rights: frozenset[Right]


class Officers(Repository):
    """The officers of a bureau that has several."""

    table = "officer"

    def all(self) -> tuple[Officer, ...]:
        """Return all by their numbers; empty in a bureau of one officer."""
        rows = self._all("SELECT number, name, rights FROM officer ORDER BY number")
        return tuple(map(_read, rows))

    def put(self, officer: Officer, *, actor: Actor, reason: str = "") -> None:
        """Keep an officer, or what one may do from now on."""
        rights = [right.value for right in Right if right in officer.rights]
        with self._ledger.transaction():
            self._write(
                "INSERT INTO officer (number, name, rights) VALUES (?, ?, ?)"
                " ON CONFLICT (number) DO UPDATE SET name = excluded.name, rights = excluded.rights",
                officer.number,
                officer.name,
                " ".join(rights),
            )
            self._ledger.note(
                EntryKind.OFFICER,
                actor,
                payload={"officer": officer.name, "rights": rights},
                reason=reason,
                touched=[(self.table, (officer.number,))],
            )

    def note_refused(self, right: Right, *, actor: Actor, reason: str) -> None:
        """Note in the journal that somebody wanted what he may not; changes nothing else."""
        with self._ledger.transaction():
            payload = {"right": right.value}
            self._ledger.note(EntryKind.NOT_ALLOWED, actor, payload=payload, reason=reason)


def create_tables(schema: "Schema") -> None:
    """Make the table of officers."""
    schema.execute(
        "CREATE TABLE officer (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
        " rights TEXT NOT NULL) STRICT"
    )


def _read(row: StoredRow) -> Officer:
    return Officer(row.integer("number"), row.text("name"), row.parsed("rights", _rights))


def _rights(text: str) -> frozenset[Right]:
    return frozenset(map(Right, text.split()))
