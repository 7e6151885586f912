"""Table ``anchor``: ends of the journal that the operator has signed.

The journal itself does not tell of them: what they sign is where it ended.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from storage.journal.journal import JournalHead
from storage.rows import instants
from storage.rows.repository import Repository

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


@dataclass(frozen=True, slots=True)
class Anchor:
    """One end of the journal.

    Attributes:
        number: 1, 2, 3 … without gaps.
        head: Where the journal ended.
        signed_at: When it was signed (UTC).
        signature: Detached CMS over what is said of it.

    """

    number: int
    head: JournalHead
    signed_at: datetime
    signature: bytes


class Anchors(Repository):
    """The signed ends."""

    table = "anchor"

    def add(self, anchor: Anchor) -> None:
        """Keep a signed end."""
        with self._ledger.transaction():
            self._write(
                "INSERT INTO anchor (number, seq, hash, signed_at, signature)"
                " VALUES (?, ?, ?, ?, ?)",
                anchor.number,
                anchor.head.seq,
                anchor.head.hash,
                instants.to_text(anchor.signed_at),
                anchor.signature,
            )

    def all(self) -> list[Anchor]:
        """Return all, oldest first."""
        rows = self._all(
            "SELECT number, seq, hash, signed_at, signature FROM anchor ORDER BY number"
        )
        return [
            Anchor(
                row.integer("number"),
                JournalHead(row.integer("seq"), row.text("hash")),
                row.instant("signed_at"),
                row.blob("signature"),
            )
            for row in rows
        ]

    def last(self) -> Anchor | None:
        """Return the newest, or ``None``."""
        return next(reversed(self.all()), None)


def create_tables(schema: "Schema") -> None:
    """Make the table of signed ends (format 1.2)."""
    schema.table("anchor").create(
        {"number": int, "seq": int, "hash": str, "signed_at": str, "signature": bytes},
        pk="number",
        not_null={"seq", "hash", "signed_at", "signature"},
        strict=True,
    )
