"""Table ``import_log``: every file the bureau tried to import, and what came of it."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from forms.exchange import Code, Level
from storage.rows import instants
from storage.rows.repository import Repository
from storage.rows.stored_row import StoredRow

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


@dataclass(frozen=True, slots=True)
class ImportRecord:
    """One file the bureau tried to import.

    Attributes:
        at: When (UTC).
        file_name: Name of the file, without its folder.
        level: Verdict.
        code: First reason to refuse, or ``OK``.
        message: The sentence the officer read.
        accepted: Whether it was taken.
        school: School it names, as far as that could be read, or empty.
        period: The year it names, or 0.
        number: The number it names, or 0.
        identity: Identity of the package taken, or empty.

    """

    at: datetime
    file_name: str
    level: Level
    code: Code
    message: str
    accepted: bool
    school: str = ""
    period: int = 0
    number: int = 0
    identity: str = ""


class ImportLog(Repository):
    """The log of imports. It is a journal of its own kind: its lines are not journalled again."""

    table = "import_log"

    def add(self, record: ImportRecord) -> None:
        """Write one line of the log."""
        with self._ledger.transaction():
            self._write(
                "INSERT INTO import_log (at, file_name, level, code, message, accepted, school,"
                " period, number, identity) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                instants.to_text(record.at),
                record.file_name,
                int(record.level),
                record.code.value,
                record.message,
                int(record.accepted),
                record.school,
                record.period,
                record.number,
                record.identity,
            )

    def all(self, *, limit: int = 1000) -> list[ImportRecord]:
        """Return lines of the log, newest first."""
        rows = self._all(
            "SELECT at, file_name, level, code, message, accepted, school, period, number,"
            " identity FROM import_log ORDER BY id DESC LIMIT ?",
            limit,
        )
        return [_read(row) for row in rows]

    def last_line(self) -> int:
        """Give the number of the newest line, 0 for none; later lines have higher ones."""
        return self._integer("SELECT max(id) FROM import_log")

    def line(self, number: int) -> ImportRecord | None:
        """Return one line."""
        row = self._one(
            "SELECT at, file_name, level, code, message, accepted, school, period, number,"
            " identity FROM import_log WHERE id = ?",
            number,
        )
        return None if row is None else _read(row)

    def since(self, at: datetime) -> list[ImportRecord]:
        """Return the lines of a time (UTC) and after it, newest first."""
        rows = self._all(
            "SELECT at, file_name, level, code, message, accepted, school, period, number,"
            " identity FROM import_log WHERE at >= ? ORDER BY id DESC",
            instants.to_text(at),
        )
        return [_read(row) for row in rows]


def create_tables(schema: "Schema") -> None:
    """Make the table of the import log (format 1.0)."""
    schema.table("import_log").create(
        {
            "id": int,
            "at": str,
            "file_name": str,
            "level": int,
            "code": str,
            "message": str,
            "accepted": int,
            "school": str,
            "period": int,
            "number": int,
            "identity": str,
        },
        pk="id",
        not_null={"at", "file_name", "level", "code", "message", "accepted"},
        strict=True,
    )


def _read(row: StoredRow) -> ImportRecord:
    return ImportRecord(
        at=row.instant("at"),
        file_name=row.text("file_name"),
        level=row.choice("level", Level),
        code=row.choice("code", Code),
        message=row.text("message"),
        accepted=row.truth("accepted"),
        school=row.maybe_text("school") or "",
        period=row.integer("period"),
        number=row.integer("number"),
        identity=row.maybe_text("identity") or "",
    )
