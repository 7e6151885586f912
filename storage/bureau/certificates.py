"""The bureau's register of certificates: requests received, certificates issued, lists of the revoked.

Only facts and opaque bytes; what a certificate says is the business of the exporters.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from storage import instants
from storage.database import Database, Row
from storage.errors import Refusal

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


class RequestState(StrEnum):
    """What became of a request."""

    OPEN = "open"
    ISSUED = "issued"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class CertificateRequest:
    """A request as a school sent it.

    Attributes:
        id: Number within the store.
        school_code: School it was filed under by the officer.
        fingerprint: What is compared with the stamped paper.
        received_at: When it was read (UTC).
        state: What became of it.
        csr: Its exact bytes.

    """

    id: int
    school_code: str
    fingerprint: str
    received_at: datetime
    state: RequestState
    csr: bytes


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


@dataclass(frozen=True, slots=True)
class RevocationList:
    """A published list of revoked certificates: its number, when it was made (UTC), its bytes."""

    number: int
    issued_at: datetime
    content: bytes


class Certificates:
    """The register. Writing needs an open transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add_request(self, school: str, csr: bytes, *, fingerprint: str, at: datetime) -> int:
        """File a request and return its number."""
        cursor = self._database.connection.execute(
            "INSERT INTO request (school_code, fingerprint, received_at, state, csr)"
            " VALUES (?,?,?,?,?)",
            (school, fingerprint, instants.to_text(at), RequestState.OPEN.value, csr),
        )
        return cursor.lastrowid or 0

    def settle_request(self, request: int, state: RequestState) -> None:
        """Note what became of a request.

        Raises:
            Refusal: There is no open request of that number.

        """
        cursor = self._database.connection.execute(
            "UPDATE request SET state = ? WHERE id = ? AND state = ?",
            (state.value, request, RequestState.OPEN.value),
        )
        if not cursor.rowcount:
            raise Refusal(f"没有第 {request} 号待处理的证书申请，可能已经处理过。请刷新申请列表。")

    def requests(self, *, open_only: bool) -> list[CertificateRequest]:
        """Return requests, oldest first."""
        return [
            CertificateRequest(
                int(str(row[0])),
                str(row[1]),
                str(row[2]),
                instants.from_text(str(row[3])),
                RequestState(str(row[4])),
                row[5] if isinstance(row[5], bytes) else b"",
            )
            for row in self._database.all(
                "SELECT id, school_code, fingerprint, received_at, state, csr FROM request"
                " WHERE state = ? OR NOT ? ORDER BY id",
                RequestState.OPEN.value,
                open_only,
            )
        ]

    def add(self, issued: IssuedCertificate) -> None:
        """Register a certificate."""
        self._database.connection.execute(
            "INSERT INTO certificate (serial, holder, fingerprint, not_before, not_after,"
            " certificate, revoke_reason) VALUES (?,?,?,?,?,?,'')",
            (
                issued.serial,
                issued.holder,
                issued.fingerprint,
                instants.to_text(issued.not_before),
                instants.to_text(issued.not_after),
                issued.certificate,
            ),
        )

    def all(self, holder: str | None) -> list[IssuedCertificate]:
        """Return certificates in the order of issue, of one holder or of all."""
        return [
            _read(row)
            for row in self._database.all(
                "SELECT serial, holder, fingerprint, not_before, not_after, certificate,"
                " revoked_at, revoke_reason FROM certificate"
                " WHERE holder = ? OR ? IS NULL ORDER BY rowid",
                holder,
                holder,
            )
        ]

    def revoke(self, serial: str, *, at: datetime, reason: str) -> str:
        """Note a revocation; return the holder.

        Raises:
            Refusal: There is no such certificate, or it is revoked already.

        """
        row = self._database.one(
            "UPDATE certificate SET revoked_at = ?, revoke_reason = ?"
            " WHERE serial = ? AND revoked_at IS NULL RETURNING holder",
            instants.to_text(at),
            reason,
            serial,
        )
        if row is None:
            raise Refusal(f"没有序列号为 {serial} 的有效证书，可能已经吊销。请核对证书列表。")
        return str(row[0])

    def put_crl(self, made: RevocationList) -> None:
        """Keep a new revocation list.

        Raises:
            Refusal: Its number is not higher than the last.

        """
        last = self.crl()
        if last is not None and made.number <= last.number:
            raise Refusal(f"吊销列表的编号 {made.number} 不大于已有的 {last.number}，没有保存。")
        self._database.connection.execute(
            "INSERT INTO crl (number, issued_at, content) VALUES (?,?,?)",
            (made.number, instants.to_text(made.issued_at), made.content),
        )

    def crl(self) -> RevocationList | None:
        """Return the newest revocation list, or ``None``."""
        row = self._database.one(
            "SELECT number, issued_at, content FROM crl ORDER BY number DESC LIMIT 1"
        )
        if row is None or not isinstance(row[2], bytes):
            return None
        return RevocationList(int(str(row[0])), instants.from_text(str(row[1])), row[2])


def create_tables(schema: "Schema") -> None:
    """Make the tables of requests, certificates and revocation lists (format 1.0)."""
    schema.table("request").create(
        {
            "id": int,
            "school_code": str,
            "fingerprint": str,
            "received_at": str,
            "state": str,
            "csr": bytes,
        },
        pk="id",
        not_null={"school_code", "fingerprint", "received_at", "state", "csr"},
        foreign_keys=[("school_code", "school", "code")],
        strict=True,
    )
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
    schema.table("crl").create(
        {"number": int, "issued_at": str, "content": bytes},
        pk="number",
        not_null={"issued_at", "content"},
        strict=True,
    )


def _read(row: Row) -> IssuedCertificate:
    return IssuedCertificate(
        serial=str(row[0]),
        holder=str(row[1]),
        fingerprint=str(row[2]),
        not_before=instants.from_text(str(row[3])),
        not_after=instants.from_text(str(row[4])),
        certificate=row[5] if isinstance(row[5], bytes) else b"",
        revoked_at=instants.maybe_from_text(None if row[6] is None else str(row[6])),
        revoke_reason=str(row[7]),
    )
