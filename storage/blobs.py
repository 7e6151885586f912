"""Opaque bytes under a name: locked keys, certificates, revocation lists, the last opening file.

Private keys come here only locked by their passphrase; this module never sees another kind.
"""

from enum import StrEnum
from typing import TYPE_CHECKING

from storage import instants
from storage.database import Database

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


class BlobKind(StrEnum):
    """Names under which bytes are kept; both stores use what concerns them."""

    PRIVATE_KEY = "private_key"
    """The school's key in an age passphrase file."""
    REQUEST = "request"
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


class Blobs:
    """Bytes by name. Writing needs an open transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, kind: str, content: bytes) -> None:
        """Keep ``content``, in the place of what was there under this name."""
        self._database.connection.execute(
            "INSERT INTO blob (kind, content, stored_at) VALUES (?,?,?) ON CONFLICT DO UPDATE"
            " SET content = excluded.content, stored_at = excluded.stored_at",
            (kind, content, instants.to_text(self._database.clock())),
        )

    def get(self, kind: str) -> bytes | None:
        """Return what is kept under this name, or ``None``."""
        row = self._database.one("SELECT content FROM blob WHERE kind = ?", kind)
        return row[0] if row is not None and isinstance(row[0], bytes) else None


def create_tables(schema: "Schema") -> None:
    """Make the table of named bytes (format 1.0)."""
    schema.table("blob").create(
        {"kind": str, "content": bytes, "stored_at": str},
        pk="kind",
        not_null={"content", "stored_at"},
        strict=True,
    )
