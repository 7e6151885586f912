"""What came in: the log of every import, and the files that were refused, kept apart whole."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from forms.exchange import Code, Level, Verdict
from storage import instants
from storage.database import Database

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


@dataclass(frozen=True, slots=True)
class QuarantinedFile:
    """A file that was refused.

    Attributes:
        id: Number within the store.
        at: When it came last (UTC).
        file_name: Its name then.
        size: Its length in bytes.
        sha256: Digest of its bytes, lower-case hex.
        level: Verdict.
        code: First reason to refuse.
        message: The sentence of the verdict.
        reason: What the officer or the import adds, or empty.

    """

    id: int
    at: datetime
    file_name: str
    size: int
    sha256: str
    level: Level
    code: Code
    message: str
    reason: str


class Inbox:
    """Import log and quarantine. Writing needs an open transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def log(self, record: ImportRecord) -> None:
        """Write one line of the log."""
        self._database.connection.execute(
            "INSERT INTO import_log (at, file_name, level, code, message, accepted, school, period,"
            " number, identity) VALUES (?,?,?,?,?,?,?,?,?,?)",
            (
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
            ),
        )

    def logged(self, limit: int) -> list[ImportRecord]:
        """Return lines of the log, newest first."""
        return [
            ImportRecord(
                instants.from_text(str(row[0])),
                str(row[1]),
                Level(int(str(row[2]))),
                Code(str(row[3])),
                str(row[4]),
                bool(row[5]),
                str(row[6]),
                int(str(row[7])),
                int(str(row[8])),
                str(row[9]),
            )
            for row in self._database.all(
                "SELECT at, file_name, level, code, message, accepted, school, period, number,"
                " identity FROM import_log ORDER BY id DESC LIMIT ?",
                limit,
            )
        ]

    def quarantine(
        self, file_name: str, content: bytes, *, verdict: Verdict, reason: str, at: datetime
    ) -> str:
        """Keep a refused file; the same bytes are kept once. Return their SHA-256."""
        digest = hashlib.sha256(content).hexdigest()
        self._database.connection.execute(
            "INSERT INTO quarantine (at, file_name, size, sha256, level, code, message, reason,"
            " content) VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT (sha256) DO UPDATE SET"
            " at = excluded.at, file_name = excluded.file_name, level = excluded.level,"
            " code = excluded.code, message = excluded.message, reason = excluded.reason",
            (
                instants.to_text(at),
                file_name,
                len(content),
                digest,
                int(verdict.level),
                verdict.code.value,
                verdict.message,
                reason,
                content,
            ),
        )
        return digest

    def quarantined(self) -> list[QuarantinedFile]:
        """Return refused files, newest first."""
        return [
            QuarantinedFile(
                int(str(row[0])),
                instants.from_text(str(row[1])),
                str(row[2]),
                int(str(row[3])),
                str(row[4]),
                Level(int(str(row[5]))),
                Code(str(row[6])),
                str(row[7]),
                str(row[8]),
            )
            for row in self._database.all(
                "SELECT id, at, file_name, size, sha256, level, code, message, reason"
                " FROM quarantine ORDER BY at DESC, id DESC"
            )
        ]

    def quarantined_bytes(self, item: int) -> bytes | None:
        """Return the bytes of a refused file, or ``None``."""
        row = self._database.one("SELECT content FROM quarantine WHERE id = ?", item)
        return row[0] if row is not None and isinstance(row[0], bytes) else None

    def release(self, item: int) -> str | None:
        """Delete a refused file; return its SHA-256, or ``None`` if there is none."""
        row = self._database.one("DELETE FROM quarantine WHERE id = ? RETURNING sha256", item)
        return None if row is None else str(row[0])


def create_tables(schema: "Schema") -> None:
    """Make the tables of the import log and the quarantine (format 1.0)."""
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
    quarantine = schema.table("quarantine").create(
        {
            "id": int,
            "at": str,
            "file_name": str,
            "size": int,
            "sha256": str,
            "level": int,
            "code": str,
            "message": str,
            "reason": str,
            "content": bytes,
        },
        pk="id",
        not_null={"at", "file_name", "size", "sha256", "level", "code", "message", "content"},
        strict=True,
    )
    quarantine.create_index(["sha256"], unique=True)
