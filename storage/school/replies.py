"""Table ``reply``: how the clerk has answered a comment; a comment without one is open or only done."""

from typing import TYPE_CHECKING

from forms.reply import PointReply
from storage.rows.store_table import StoreTable

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


class Replies(StoreTable):
    """The answers to comments, by the number of the comment; part of the write of a comment."""

    table = "reply"

    def put(self, comment: int, reply: PointReply) -> None:
        """Keep the answer to a comment; an earlier one goes."""
        self._write(
            "INSERT INTO reply (comment, kind, text) VALUES (?, ?, ?)"
            " ON CONFLICT (comment) DO UPDATE SET kind = excluded.kind, text = excluded.text",
            comment,
            reply.kind.value,
            reply.text,
        )


def create_tables(schema: "Schema") -> None:
    """Make the table of answers (format 1.5)."""
    schema.table("reply").create(
        {"comment": int, "kind": str, "text": str},
        pk="comment",
        not_null={"kind", "text"},
        foreign_keys=[("comment", "comment", "id")],
        strict=True,
    )
