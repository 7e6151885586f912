"""Files of attachment fields, kept once each under the SHA-256 of their bytes."""

import hashlib
from typing import TYPE_CHECKING, Final

from forms.values import Attachment
from storage import instants
from storage.database import Database
from storage.errors import Refusal

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema

LARGEST: Final = 20 * 1024 * 1024
"""Bytes one attachment may have (forms catalogue 1.3); a field may allow less."""
LARGEST_TOTAL: Final = 200 * 1024 * 1024
"""Bytes all attachments together may have, so that the package stays within its own limit."""


class Attachments:
    """The attachments of one return. Writing needs an open transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, name: str, content: bytes) -> Attachment:
        """Keep a file.

        Raises:
            Refusal: It is empty, too large, or its name is a path.

        """
        _check_name(name)
        if not content:
            raise Refusal(f"附件“{name}”是空文件。请重新选择文件。")
        if len(content) > LARGEST:
            raise Refusal(f"附件“{name}”超过 20 MB。请压缩或分成几个文件后再添加。")
        digest = hashlib.sha256(content).hexdigest()
        if not self._has(digest):
            self._store(name, digest, content)
        return Attachment(name, len(content), digest)

    def content(self, sha256: str) -> bytes | None:
        """Return the bytes of an attachment, or ``None`` if the store does not have it."""
        row = self._database.one("SELECT content FROM attachment WHERE sha256 = ?", sha256)
        return row[0] if row is not None and isinstance(row[0], bytes) else None

    def _store(self, name: str, digest: str, content: bytes) -> None:
        total = self._database.integer("SELECT sum(size) FROM attachment")
        if total + len(content) > LARGEST_TOTAL:
            raise Refusal(f"附件合计超过 200 MB，“{name}”没有添加。请先压缩附件。")
        self._database.connection.execute(
            "INSERT INTO attachment (sha256, size, content, stored_at) VALUES (?,?,?,?)",
            (digest, len(content), content, instants.to_text(self._database.clock())),
        )

    def _has(self, sha256: str) -> bool:
        return self._database.one("SELECT 1 FROM attachment WHERE sha256 = ?", sha256) is not None


def _check_name(name: str) -> None:
    # "/" and "\" both, whatever the system: the name travels to other computers.
    if not name.strip() or len(name) > 200 or set(name) & set("/\\:\0") or name in {".", ".."}:
        raise Refusal(
            f"附件的文件名“{name}”不能使用。请改成不含斜杠、冒号的文件名，不超过 200 字。"
        )


def create_tables(schema: "Schema") -> None:
    """Make the table of attachments (format 1.0)."""
    schema.table("attachment").create(
        {"sha256": str, "size": int, "content": bytes, "stored_at": str},
        pk="sha256",
        not_null={"size", "content", "stored_at"},
        strict=True,
    )
