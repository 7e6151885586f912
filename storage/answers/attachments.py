"""Table ``attachment``: files of attachment fields, kept once each under the SHA-256 of their bytes."""

import hashlib
from typing import TYPE_CHECKING, Final

from forms.types.file_names import is_plain_name
from forms.values import Attachment
from forms.workflow import Actor
from storage.answers.revisions import Revisions
from storage.errors import StoreRefusal
from storage.journal.journal import EntryKind
from storage.journal.kept_rows import RowPlace
from storage.rows import instants
from storage.rows.repository import Ledger, Repository

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema

LARGEST: Final = 20 * 1024 * 1024
"""Bytes one attachment may have (forms catalogue 1.3); a field may allow less."""
LARGEST_TOTAL: Final = 200 * 1024 * 1024
"""Bytes all attachments together may have, so that the package stays within its own limit."""


class Attachments(Repository):
    """The attachments of one return."""

    table = "attachment"

    def __init__(self, ledger: Ledger, revisions: Revisions) -> None:
        super().__init__(ledger)
        self._revisions = revisions

    def add(self, name: str, content: bytes, *, actor: Actor | None = None) -> Attachment:
        """Keep a file of an attachment field; naming it in the field is an edit of its own.

        Raises:
            StoreRefusal: It is empty, too large, or its name is a path; or the return is not a draft.

        """
        with self._ledger.transaction():
            revision = self._revisions.draft().number
            _check(name, content)
            attachment = Attachment(name, len(content), hashlib.sha256(content).hexdigest())
            if not self._exists("SELECT 1 FROM attachment WHERE sha256 = ?", attachment.sha256):
                self._store(attachment, content)
            payload = {"name": name, "size": attachment.size, "sha256": attachment.sha256}
            touched: list[RowPlace] = [
                ("attachment", (attachment.sha256,)),
                ("revision", (revision,)),
            ]
            self._ledger.note(
                EntryKind.ATTACHMENT, actor, revision=revision, payload=payload, touched=touched
            )
        return attachment

    def content(self, sha256: str) -> bytes | None:
        """Return the bytes of an attachment, or ``None`` if the store does not have it."""
        row = self._one("SELECT content FROM attachment WHERE sha256 = ?", sha256)
        return None if row is None else row.blob("content")

    def _store(self, attachment: Attachment, content: bytes) -> None:
        total = self._integer("SELECT sum(size) FROM attachment")
        if total + len(content) > LARGEST_TOTAL:
            raise StoreRefusal(f"附件合计超过 200 MB，“{attachment.name}”没有添加。请先压缩附件。")
        self._write(
            "INSERT INTO attachment (sha256, size, content, stored_at) VALUES (?, ?, ?, ?)",
            attachment.sha256,
            attachment.size,
            content,
            instants.to_text(self._ledger.now()),
        )


def _check(name: str, content: bytes) -> None:
    # Whatever this system allows: the name travels to other computers.
    if not is_plain_name(name):
        shown = "".join(sign if sign.isprintable() else "□" for sign in name)
        raise StoreRefusal(
            f"附件的文件名“{shown}”不能使用。请改成不含斜杠、冒号、引号等符号的文件名，不超过 200 字，"
            "也不能是 CON、NUL 一类系统保留的名称。"
        )
    if not content:
        raise StoreRefusal(f"附件“{name}”是空文件。请重新选择文件。")
    if len(content) > LARGEST:
        raise StoreRefusal(f"附件“{name}”超过 20 MB。请压缩或分成几个文件后再添加。")


def create_tables(schema: "Schema") -> None:
    """Make the table of attachments (format 1.0)."""
    schema.table("attachment").create(
        {"sha256": str, "size": int, "content": bytes, "stored_at": str},
        pk="sha256",
        not_null={"size", "content", "stored_at"},
        strict=True,
    )
