"""Table ``crl``: the lists of revoked certificates the bureau has published."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from forms.workflow import Actor
from storage.errors import StoreRefusal
from storage.journal.journal import EntryKind
from storage.rows import instants
from storage.rows.repository import Repository

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


@dataclass(frozen=True, slots=True)
class RevocationList:
    """A published list of revoked certificates: its number, when it was made (UTC), its bytes."""

    number: int
    issued_at: datetime
    content: bytes


class Revocations(Repository):
    """The published lists."""

    table = "crl"

    def put(
        self, number: int, content: bytes, *, issued_at: datetime, actor: Actor | None = None
    ) -> None:
        """Keep a new revocation list.

        Raises:
            StoreRefusal: Its number is not higher than the last.

        """
        with self._ledger.transaction():
            last = self.newest()
            if last is not None and number <= last.number:
                raise StoreRefusal(
                    f"吊销列表的编号 {number} 不大于已有的 {last.number}，没有保存。"
                )
            self._write(
                "INSERT INTO crl (number, issued_at, content) VALUES (?, ?, ?)",
                number,
                instants.to_text(issued_at),
                content,
            )
            self._ledger.note(
                EntryKind.CRL,
                actor,
                payload={"number": number},
                touched=[(self.table, (number,))],
            )

    def newest(self) -> RevocationList | None:
        """Return the newest list, or ``None``."""
        row = self._one("SELECT number, issued_at, content FROM crl ORDER BY number DESC LIMIT 1")
        if row is None:
            return None
        return RevocationList(row.integer("number"), row.instant("issued_at"), row.blob("content"))


def create_tables(schema: "Schema") -> None:
    """Make the table of revocation lists (format 1.0)."""
    schema.table("crl").create(
        {"number": int, "issued_at": str, "content": bytes},
        pk="number",
        not_null={"issued_at", "content"},
        strict=True,
    )
