"""Table ``justification``: the 说明 written under the keys of problems."""

from typing import TYPE_CHECKING

from storage.rows.store_table import StoreTable

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


class Justifications(StoreTable):
    """The 说明 of all revisions."""

    table = "justification"

    def of(self, revision: int) -> dict[str, str]:
        """Return the 说明 of a revision by problem key."""
        rows = self._all("SELECT key, text FROM justification WHERE revision = ?", revision)
        return {row.text("key"): row.text("text") for row in rows}

    def get(self, revision: int, key: str) -> str | None:
        """Return one 说明, or ``None``."""
        row = self._one(
            "SELECT text FROM justification WHERE revision = ? AND key = ?", revision, key
        )
        return None if row is None else row.text("text")

    def put(self, revision: int, key: str, text: str | None) -> None:
        """Keep a 说明, or take it away with ``None``."""
        if text is None:
            self._write("DELETE FROM justification WHERE revision = ? AND key = ?", revision, key)
        else:
            self._write(
                "INSERT INTO justification (revision, key, text) VALUES (?, ?, ?)"
                " ON CONFLICT (revision, key) DO UPDATE SET text = excluded.text",
                revision,
                key,
                text,
            )

    def copy(self, source: int, target: int) -> None:
        """Copy the 说明 of one revision into another."""
        self._write(
            "INSERT INTO justification (revision, key, text)"
            " SELECT ?, key, text FROM justification WHERE revision = ?",
            target,
            source,
        )


def create_tables(schema: "Schema") -> None:
    """Make the table of 说明 (format 1.0)."""
    schema.execute(
        "CREATE TABLE justification (revision INTEGER NOT NULL REFERENCES revision(number),"
        " key TEXT NOT NULL, text TEXT NOT NULL,"
        " PRIMARY KEY (revision, key)) STRICT, WITHOUT ROWID"
    )
