"""Table ``certificate``: the certificates the bureau has issued, and whether they are revoked.

Only facts and opaque bytes; what a certificate says is the business of the exporters.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from forms.workflow import Actor
from storage.bureau.requests import Requests, RequestState
from storage.errors import StoreRefusal
from storage.journal.journal import EntryKind
from storage.journal.kept_rows import RowPlace
from storage.rows import instants
from storage.rows.repository import Ledger, Repository
from storage.rows.stored_row import StoredRow

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


@dataclass(frozen=True, slots=True)
class IssuedCertificate:
    """A certificate the bureau has issued.

    Attributes:
        serial: Serial number, lower-case hex.
        holder: 学校标识码, or the bureau's own code for its operators.
        fingerprint: SHA-256 of the certificate, lower-case hex.
        not_before: Begin of validity (UTC).
        not_after: End of validity (UTC).
        certificate: Its bytes.
        revoked_at: When it was revoked (UTC), or ``None``.
        revoke_reason: Why, or empty.

    """

    serial: str
    holder: str
    fingerprint: str
    not_before: datetime
    not_after: datetime
    certificate: bytes
    revoked_at: datetime | None = None
    revoke_reason: str = ""


class Certificates(Repository):
    """The certificates issued."""

    table = "certificate"

    def __init__(self, ledger: Ledger, requests: Requests) -> None:
        super().__init__(ledger)
        self._requests = requests

    def add(
        self, issued: IssuedCertificate, *, request: int | None = None, actor: Actor | None = None
    ) -> None:
        """Register an issued certificate, and settle the request it answers.

        Raises:
            StoreRefusal: There is no open request of that number.

        """
        with self._ledger.transaction():
            self._insert(issued)
            if request is not None:
                self._requests.settle(request, RequestState.ISSUED)
            payload = {"serial": issued.serial, "fingerprint": issued.fingerprint}
            touched: list[RowPlace] = [(self.table, (issued.serial,))]
            if request is not None:
                touched.append(("request", (request,)))
            self._ledger.note(
                EntryKind.CERTIFICATE,
                actor,
                addresses=(issued.holder,),
                payload=payload,
                touched=touched,
            )

    def all(self, holder: str | None = None) -> list[IssuedCertificate]:
        """Return certificates in the order of issue, of one holder or of all."""
        rows = self._all(
            "SELECT serial, holder, fingerprint, not_before, not_after, certificate,"
            " revoked_at, revoke_reason FROM certificate"
            " WHERE holder = ? OR ? IS NULL ORDER BY rowid",
            holder,
            holder,
        )
        return [_read(row) for row in rows]

    def revoke(self, serial: str, *, at: datetime, reason: str, actor: Actor) -> None:
        """Note a revocation; the new revocation list is kept by itself.

        Raises:
            StoreRefusal: There is no such certificate, or it is revoked already.

        """
        with self._ledger.transaction():
            row = self._write_returning(
                "UPDATE certificate SET revoked_at = ?, revoke_reason = ?"
                " WHERE serial = ? AND revoked_at IS NULL RETURNING holder",
                instants.to_text(at),
                reason,
                serial,
            )
            if row is None:
                raise StoreRefusal(
                    f"没有序列号为 {serial} 的有效证书，可能已经吊销。请核对证书列表。"
                )
            holder = row.text("holder")
            payload = {"serial": serial}
            self._ledger.note(
                EntryKind.REVOKE,
                actor,
                addresses=(holder,),
                payload=payload,
                reason=reason,
                touched=[(self.table, (serial,))],
            )

    def _insert(self, issued: IssuedCertificate) -> None:
        self._write(
            "INSERT INTO certificate (serial, holder, fingerprint, not_before, not_after,"
            " certificate, revoke_reason) VALUES (?, ?, ?, ?, ?, ?, '')",
            issued.serial,
            issued.holder,
            issued.fingerprint,
            instants.to_text(issued.not_before),
            instants.to_text(issued.not_after),
            issued.certificate,
        )


def create_tables(schema: "Schema") -> None:
    """Make the table of certificates (format 1.0)."""
    schema.table("certificate").create(
        {
            "serial": str,
            "holder": str,
            "fingerprint": str,
            "not_before": str,
            "not_after": str,
            "certificate": bytes,
            "revoked_at": str,
            "revoke_reason": str,
        },
        pk="serial",
        not_null={"holder", "fingerprint", "not_before", "not_after", "certificate"},
        strict=True,
    )


def _read(row: StoredRow) -> IssuedCertificate:
    return IssuedCertificate(
        serial=row.text("serial"),
        holder=row.text("holder"),
        fingerprint=row.text("fingerprint"),
        not_before=row.instant("not_before"),
        not_after=row.instant("not_after"),
        certificate=row.blob("certificate"),
        revoked_at=row.maybe_instant("revoked_at"),
        revoke_reason=row.maybe_text("revoke_reason") or "",
    )
