"""Table ``request``: certificate requests as the schools sent them."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from forms.workflow import Actor
from storage.bureau.roster import Roster
from storage.errors import StoreRefusal
from storage.journal.journal import EntryKind
from storage.rows import instants
from storage.rows.repository import Ledger, Repository
from storage.rows.stored_row import StoredRow

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


class RequestState(StrEnum):
    """What became of a request."""

    OPEN = "open"
    ISSUED = "issued"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class ReceivedRequest:
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


class Requests(Repository):
    """The certificate requests."""

    table = "request"

    def __init__(self, ledger: Ledger, roster: Roster) -> None:
        super().__init__(ledger)
        self._roster = roster

    def add(
        self,
        school: str,
        csr: bytes,
        *,
        fingerprint: str,
        received_at: datetime,
        actor: Actor | None = None,
    ) -> int:
        """File a certificate request under a school of the list; return its number.

        Raises:
            StoreRefusal: The school is not on the list.

        """
        with self._ledger.transaction():
            self._roster.require(school)
            number = self._insert_numbered(
                "INSERT INTO request (school_code, fingerprint, received_at, state, csr)"
                " VALUES (?, ?, ?, ?, ?)",
                school,
                fingerprint,
                instants.to_text(received_at),
                RequestState.OPEN.value,
                csr,
            )
            payload = {"request": number, "fingerprint": fingerprint}
            self._ledger.note(
                EntryKind.REQUEST,
                actor,
                addresses=(school,),
                payload=payload,
                touched=[(self.table, (number,))],
            )
        return number

    def all(self, *, open_only: bool = False) -> list[ReceivedRequest]:
        """Return requests, oldest first."""
        rows = self._all(
            "SELECT id, school_code, fingerprint, received_at, state, csr FROM request"
            " WHERE state = ? OR ? = 0 ORDER BY id",
            RequestState.OPEN.value,
            open_only,
        )
        return [_read(row) for row in rows]

    def refuse(self, request: int, *, actor: Actor, reason: str) -> None:
        """Refuse a certificate request.

        Raises:
            StoreRefusal: There is no open request of that number.

        """
        with self._ledger.transaction():
            self.settle(request, RequestState.REFUSED)
            self._ledger.note(
                EntryKind.REQUEST,
                actor,
                payload={"refused": request},
                reason=reason,
                touched=[(self.table, (request,))],
            )

    def settle(self, request: int, state: RequestState) -> None:
        """Note what became of a request, as part of the write that decides it.

        Raises:
            StoreRefusal: There is no open request of that number.

        """
        touched = self._write(
            "UPDATE request SET state = ? WHERE id = ? AND state = ?",
            state.value,
            request,
            RequestState.OPEN.value,
        )
        if not touched:
            raise StoreRefusal(
                f"没有第 {request} 号待处理的证书申请，可能已经处理过。请刷新申请列表。"
            )


def create_tables(schema: "Schema") -> None:
    """Make the table of requests (format 1.0)."""
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


def _read(row: StoredRow) -> ReceivedRequest:
    return ReceivedRequest(
        id=row.integer("id"),
        school_code=row.text("school_code"),
        fingerprint=row.text("fingerprint"),
        received_at=row.instant("received_at"),
        state=row.choice("state", RequestState),
        csr=row.blob("csr"),
    )
