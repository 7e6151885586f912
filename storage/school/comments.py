"""Table ``comment``: comments on cells, the principal's during review, the bureau's from a return slip."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from forms.labelled_enum import LabelledEnum
from forms.reply import SPEAKERS, PointReply, ReplyKind
from forms.workflow import Actor
from storage.answers.revisions import Revisions
from storage.errors import StoreRefusal
from storage.journal.journal import EntryKind
from storage.journal.kept_rows import RowPlace
from storage.rows import instants
from storage.rows.repository import Ledger, Repository
from storage.rows.stored_row import StoredRow
from storage.school.replies import Replies

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


class Origin(LabelledEnum):
    """Where a question comes from."""

    PRINCIPAL = "principal", SPEAKERS["principal"]
    BUREAU = "bureau", SPEAKERS["bureau"]


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
        resolved_at: When the clerk answered it, or ``None``.
        resolved_by: Name of who did, or empty.
        reply: How it was answered; ``None`` while it is open, and of one an earlier version of the
            program only marked as done.

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
    reply: PointReply | None = None

    @property
    def is_open(self) -> bool:
        """Whether it still waits for the clerk."""
        return self.resolved_at is None


class Comments(Repository):
    """The comments of one return."""

    table = "comment"

    def __init__(self, ledger: Ledger, revisions: Revisions) -> None:
        super().__init__(ledger)
        self._revisions = revisions
        self._replies = Replies(ledger.database)

    def all(self, *, open_only: bool = False) -> list[Comment]:
        """Return comments, oldest first."""
        rows = self._all(
            "SELECT id, revision, address, comment.text AS text, origin, author, at, resolved_at,"
            " resolved_by, reply.kind AS reply_kind, reply.text AS reply_text"
            " FROM comment LEFT JOIN reply ON reply.comment = comment.id"
            " WHERE resolved_at IS NULL OR ? = 0 ORDER BY id",
            open_only,
        )
        return [_read(row) for row in rows]

    def add(self, address: str, text: str, *, actor: Actor, origin: Origin) -> None:
        """Add a comment on a cell, or with ``""`` on the whole return.

        Raises:
            StoreRefusal: It says nothing.

        """
        if not text.strip():
            raise StoreRefusal("意见是空的。请写明要核对或修改什么。")
        with self._ledger.transaction():
            number = self._insert_numbered(
                "INSERT INTO comment (revision, address, text, origin, author, at)"
                " VALUES (?, ?, ?, ?, ?, ?)",
                self._revisions.number,
                address,
                text,
                origin.value,
                actor.name,
                self._now(),
            )
            payload = {"comment": number, "text": text, "origin": origin.value}
            self._note(number, address, payload, actor)

    def answer(self, comment: int, reply: PointReply, *, actor: Actor) -> None:
        """Answer a comment, which is done then; an earlier answer goes, the journal keeps both.

        Raises:
            StoreRefusal: There is no comment of that number.

        """
        with self._ledger.transaction():
            row = self._write_returning(
                "UPDATE comment SET resolved_at = ?, resolved_by = ? WHERE id = ? RETURNING address",
                self._now(),
                actor.name,
                comment,
            )
            if row is None:
                raise StoreRefusal(f"没有第 {comment} 条意见。请刷新意见列表。")
            self._replies.put(comment, reply)
            payload = {"answered": comment, "reply": reply.kind.value, "text": reply.text}
            self._note(comment, row.text("address"), payload, actor, ("reply", (comment,)))

    def _note(
        self,
        comment: int,
        address: str,
        payload: Mapping[str, object],
        actor: Actor,
        *also: RowPlace,
    ) -> None:
        self._ledger.note(
            EntryKind.COMMENT,
            actor,
            addresses=(address,),
            payload=payload,
            touched=[(self.table, (comment,)), *also],
        )

    def _now(self) -> str:
        return instants.to_text(self._ledger.now())


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


def _read(row: StoredRow) -> Comment:
    return Comment(
        id=row.integer("id"),
        revision=row.integer("revision"),
        address=row.text("address"),
        text=row.text("text"),
        origin=row.choice("origin", Origin),
        author=row.text("author"),
        at=row.instant("at"),
        resolved_at=row.maybe_instant("resolved_at"),
        resolved_by=row.maybe_text("resolved_by") or "",
        reply=None if row.is_null("reply_kind") else _reply(row),
    )


def _reply(row: StoredRow) -> PointReply:
    return PointReply(row.choice("reply_kind", ReplyKind), row.text("reply_text"))
