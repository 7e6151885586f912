"""Table ``quarantine``: the files that were refused, kept apart whole."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from forms.exchange import Code, Level, Verdict
from forms.workflow import Actor
from storage.errors import StoreRefusal
from storage.journal.journal import EntryKind
from storage.rows import instants
from storage.rows.repository import Repository
from storage.rows.stored_row import StoredRow

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


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


class Quarantine(Repository):
    """The refused files; the same bytes are kept once."""

    table = "quarantine"

    def add(
        self,
        file_name: str,
        content: bytes,
        *,
        verdict: Verdict,
        reason: str = "",
        actor: Actor | None = None,
    ) -> None:
        """Keep a refused file."""
        digest = hashlib.sha256(content).hexdigest()
        with self._ledger.transaction():
            item = self._insert_numbered(
                "INSERT INTO quarantine (at, file_name, size, sha256, level, code, message, reason,"
                " content) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (sha256) DO UPDATE SET"
                " at = excluded.at, file_name = excluded.file_name, level = excluded.level,"
                " code = excluded.code, message = excluded.message, reason = excluded.reason",
                instants.to_text(self._ledger.now()),
                file_name,
                len(content),
                digest,
                int(verdict.level),
                verdict.code.value,
                verdict.message,
                reason,
                content,
            )
            payload = {"file": file_name, "sha256": digest, "code": verdict.code.value}
            self._ledger.note(
                EntryKind.QUARANTINE,
                actor,
                payload=payload,
                reason=reason,
                touched=[(self.table, (item,))],
            )

    def all(self) -> list[QuarantinedFile]:
        """Return refused files, newest first."""
        rows = self._all(
            "SELECT id, at, file_name, size, sha256, level, code, message, reason"
            " FROM quarantine ORDER BY at DESC, id DESC"
        )
        return [_read(row) for row in rows]

    def content(self, item: int) -> bytes | None:
        """Return the bytes of a refused file, or ``None``."""
        row = self._one("SELECT content FROM quarantine WHERE id = ?", item)
        return None if row is None else row.blob("content")

    def delete(self, item: int, *, actor: Actor) -> None:
        """Delete a refused file; the journal keeps its digest.

        Raises:
            StoreRefusal: There is no such file.

        """
        with self._ledger.transaction():
            row = self._write_returning(
                "DELETE FROM quarantine WHERE id = ? RETURNING sha256", item
            )
            if row is None:
                raise StoreRefusal(f"隔离区里没有第 {item} 号文件，可能已经删除。请刷新列表。")
            payload = {"deleted": row.text("sha256")}
            self._ledger.note(
                EntryKind.QUARANTINE, actor, payload=payload, touched=[(self.table, (item,))]
            )


def create_tables(schema: "Schema") -> None:
    """Make the table of refused files (format 1.0)."""
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


def _read(row: StoredRow) -> QuarantinedFile:
    return QuarantinedFile(
        id=row.integer("id"),
        at=row.instant("at"),
        file_name=row.text("file_name"),
        size=row.integer("size"),
        sha256=row.text("sha256"),
        level=row.choice("level", Level),
        code=row.choice("code", Code),
        message=row.text("message"),
        reason=row.maybe_text("reason") or "",
    )
