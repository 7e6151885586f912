"""Table ``unconfirmed``: the fields and rows brought over from last year that wait to be confirmed."""

from typing import TYPE_CHECKING

from storage.rows.store_table import StoreTable

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


class Unconfirmed(StoreTable):
    """The marks 待确认 of all revisions."""

    table = "unconfirmed"

    def of(self, revision: int) -> frozenset[str]:
        """Return the addresses that wait."""
        rows = self._all("SELECT address FROM unconfirmed WHERE revision = ?", revision)
        return frozenset(row.text("address") for row in rows)

    def has(self, revision: int, address: str) -> bool:
        """Whether an address waits."""
        return self._exists(
            "SELECT 1 FROM unconfirmed WHERE revision = ? AND address = ?", revision, address
        )

    def put(self, revision: int, address: str, *, waiting: bool) -> None:
        """Let an address wait that does not, or take it off."""
        if waiting:
            self._write(
                "INSERT INTO unconfirmed (revision, address) VALUES (?, ?)", revision, address
            )
        else:
            self._write(
                "DELETE FROM unconfirmed WHERE revision = ? AND address = ?", revision, address
            )

    def copy(self, source: int, target: int) -> None:
        """Copy the marks of one revision into another."""
        self._write(
            "INSERT INTO unconfirmed (revision, address)"
            " SELECT ?, address FROM unconfirmed WHERE revision = ?",
            target,
            source,
        )


def create_tables(schema: "Schema") -> None:
    """Make the table of marks (format 1.3)."""
    schema.execute(
        "CREATE TABLE unconfirmed (revision INTEGER NOT NULL REFERENCES revision(number),"
        " address TEXT NOT NULL, PRIMARY KEY (revision, address)) STRICT, WITHOUT ROWID"
    )
