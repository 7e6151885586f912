"""Comments on cells: the principal's during review, the bureau's from a return slip."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from storage import instants
from storage.database import Database, Row
from storage.errors import Refusal

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


class Origin(StrEnum):
    """Who asks."""

    PRINCIPAL = "principal"
    BUREAU = "bureau"

    @property
    def label(self) -> str:
        """The word users read."""
        return {"principal": "校长", "bureau": "区局"}[self.value]


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment.

    Attributes:
        id: Number within the store.
        revision: Revision it was made on.
        address: What it is about; empty for the return as a whole.
        text: What it says.
        origin: Who asks.
        author: Name of the person.
        at: When (UTC).
        resolved_at: When the clerk marked it as done, or ``None``.
        resolved_by: Name of who did, or empty.

    """

    id: int
    revision: int
    address: str
    text: str
    origin: Origin
    author: str
    at: datetime
    resolved_at: datetime | None
    resolved_by: str

    @property
    def is_open(self) -> bool:
        """Whether it still waits for the clerk."""
        return self.resolved_at is None


class Comments:
    """The comments of one return. Writing needs an open transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, *, open_only: bool) -> list[Comment]:
        """Return comments, oldest first."""
        return [
            _read(row)
            for row in self._database.all(
                "SELECT id, revision, address, text, origin, author, at, resolved_at, resolved_by"
                " FROM comment WHERE resolved_at IS NULL OR NOT ? ORDER BY id",
                open_only,
            )
        ]

    def add(self, *, revision: int, address: str, text: str, origin: Origin, author: str) -> int:
        """Add a comment and return its number."""
        cursor = self._database.connection.execute(
            "INSERT INTO comment (revision, address, text, origin, author, at)"
            " VALUES (?,?,?,?,?,?)",
            (revision, address, text, origin.value, author, self._now()),
        )
        return cursor.lastrowid or 0

    def resolve(self, comment: int, *, by: str) -> str:
        """Mark an open comment as done; return its address.

        Raises:
            Refusal: There is no open comment of that number.

        """
        row = self._database.one(
            "UPDATE comment SET resolved_at = ?, resolved_by = ?"
            " WHERE id = ? AND resolved_at IS NULL RETURNING address",
            self._now(),
            by,
            comment,
        )
        if row is None:
            raise Refusal(f"没有第 {comment} 条待处理的意见，可能已经处理过。请刷新意见列表。")
        return str(row[0])

    def _now(self) -> str:
        return instants.to_text(self._database.clock())


def create_tables(schema: "Schema") -> None:
    """Make the table of comments (format 1.0)."""
    schema.table("comment").create(
        {
            "id": int,
            "revision": int,
            "address": str,
            "text": str,
            "origin": str,
            "author": str,
            "at": str,
            "resolved_at": str,
            "resolved_by": str,
        },
        pk="id",
        not_null={"revision", "address", "text", "origin", "author", "at"},
        foreign_keys=[("revision", "revision", "number")],
        strict=True,
    )


def _read(row: Row) -> Comment:
    return Comment(
        id=int(str(row[0])),
        revision=int(str(row[1])),
        address=str(row[2]),
        text=str(row[3]),
        origin=Origin(str(row[4])),
        author=str(row[5]),
        at=instants.from_text(str(row[6])),
        resolved_at=None if row[7] is None else instants.from_text(str(row[7])),
        resolved_by="" if row[8] is None else str(row[8]),
    )
