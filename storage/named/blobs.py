"""Table ``blob``: locked keys, certificates and other bytes, each under a name.

Private keys come here only locked by their passphrase; this module never sees another kind.
"""

import hashlib
from enum import StrEnum
from typing import TYPE_CHECKING

from forms.workflow import Actor
from storage.journal.journal import EntryKind
from storage.rows import instants
from storage.rows.repository import Repository

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


class BlobKind(StrEnum):
    """Names under which bytes are kept; both stores use what concerns them."""

    PRIVATE_KEY = "private_key"
    """The school's key in an age passphrase file."""
    REQUEST = "request"
    NEXT_PRIVATE_KEY = "next_private_key"
    """The key that takes the place of the school's when the opening file for it is read."""
    NEXT_REQUEST = "next_request"
    CERTIFICATE = "certificate"
    ROOT = "root"
    CRL = "crl"
    BUREAU_RECIPIENT = "bureau_recipient"
    OPENING = "opening"
    CA_KEY = "ca_key"
    OPERATOR_KEY = "operator_key"
    OPERATOR_CERTIFICATE = "operator_certificate"
    AGE_IDENTITY = "age_identity"
    AGE_RECIPIENT = "age_recipient"


class Blobs(Repository):
    """Bytes by name."""

    table = "blob"

    def put(self, kind: str, content: bytes, *, actor: Actor | None = None) -> None:
        """Keep ``content`` in the place of what was under this name; the journal gets its digest."""
        with self._ledger.transaction():
            self._write(
                "INSERT INTO blob (kind, content, stored_at) VALUES (?, ?, ?)"
                " ON CONFLICT (kind) DO UPDATE"
                " SET content = excluded.content, stored_at = excluded.stored_at",
                kind,
                content,
                instants.to_text(self._ledger.now()),
            )
            payload = {"kind": str(kind), "sha256": hashlib.sha256(content).hexdigest()}
            self._ledger.note(
                EntryKind.KEY, actor, payload=payload, touched=[(self.table, (str(kind),))]
            )

    def remove(self, kind: str, *, actor: Actor | None = None) -> None:
        """Forget what is kept under a name; the journal says so. Nothing happens if nothing is."""
        if self.get(kind) is None:
            return
        with self._ledger.transaction():
            self._write("DELETE FROM blob WHERE kind = ?", kind)
            payload = {"kind": str(kind), "sha256": None}
            self._ledger.note(
                EntryKind.KEY, actor, payload=payload, touched=[(self.table, (str(kind),))]
            )

    def get(self, kind: str) -> bytes | None:
        """Return what is kept under a name (:class:`BlobKind`), or ``None``."""
        row = self._one("SELECT content FROM blob WHERE kind = ?", kind)
        return None if row is None else row.blob("content")


def create_tables(schema: "Schema") -> None:
    """Make the table of named bytes (format 1.0)."""
    schema.table("blob").create(
        {"kind": str, "content": bytes, "stored_at": str},
        pk="kind",
        not_null={"content", "stored_at"},
        strict=True,
    )
