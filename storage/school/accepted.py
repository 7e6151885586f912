"""Table ``accepted``: the places in the chain of a school's packages that the bureau has confirmed."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from forms.workflow import Actor
from storage.journal.journal import EntryKind
from storage.rows.repository import Repository

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


@dataclass(frozen=True, slots=True)
class ChainPoint:
    """A place in the chain of a school's packages; number 0 and identity ``""`` before the first."""

    number: int
    identity: str


class Accepted(Repository):
    """What the bureau says it has taken; it never goes back to a lower number."""

    table = "accepted"

    def note(self, number: int, identity: str, *, actor: Actor | None = None) -> None:
        """Note which package an opening file calls the last accepted one (a store begun again)."""
        with self._ledger.transaction():
            self.put(ChainPoint(number, identity))
            payload = {"identity": identity, "number": number}
            self._ledger.note(
                EntryKind.CHAIN, actor, payload=payload, touched=[(self.table, (number,))]
            )

    def last(self) -> ChainPoint:
        """Return the last package the bureau says it has taken."""
        row = self._one("SELECT number, identity FROM accepted ORDER BY number DESC LIMIT 1")
        return ChainPoint(row.integer("number"), row.text("identity")) if row else ChainPoint(0, "")

    def put(self, point: ChainPoint) -> None:
        """Keep a place in the chain, as part of a write that keeps the journal itself."""
        self._write(
            "INSERT INTO accepted (number, identity) VALUES (?, ?) ON CONFLICT DO NOTHING",
            point.number,
            point.identity,
        )


def create_tables(schema: "Schema") -> None:
    """Make the table of confirmed places (format 1.0)."""
    schema.table("accepted").create(
        {"number": int, "identity": str}, pk="number", not_null={"identity"}, strict=True
    )
