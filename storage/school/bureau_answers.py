"""Table ``bureau_answer``: receipts and return slips as they were read, byte for byte."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from forms.workflow import Actor
from storage.errors import StoreRefusal
from storage.journal.journal import EntryKind
from storage.journal.kept_rows import RowPlace
from storage.rows import instants
from storage.rows.repository import Ledger, Repository
from storage.rows.stored_row import StoredRow
from storage.school.accepted import Accepted, ChainPoint
from storage.school.deliveries import Deliveries

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


class AnswerKind(StrEnum):
    """What the bureau sent back."""

    RECEIPT = "receipt"
    RETURN_SLIP = "return_slip"


@dataclass(frozen=True, slots=True)
class BureauAnswer:
    """A receipt or return slip as it was read.

    Attributes:
        kind: Which of the two.
        number: Number of the package it answers.
        identity: Identity of that package.
        received_at: When it was read (UTC).
        container: Its exact bytes.

    """

    kind: AnswerKind
    number: int
    identity: str
    received_at: datetime
    container: bytes


class BureauAnswers(Repository):
    """What the bureau sent back."""

    table = "bureau_answer"

    def __init__(self, ledger: Ledger, deliveries: Deliveries, accepted: Accepted) -> None:
        super().__init__(ledger)
        self._deliveries = deliveries
        self._accepted = accepted

    def add(self, answer: BureauAnswer, *, actor: Actor | None = None) -> None:
        """Keep a receipt or return slip and the place in the chain it confirms.

        The step of the workflow that follows from it is a move of its own. A receipt that was kept
        before changes nothing.

        Raises:
            StoreRefusal: This return slip was kept before, and what is to be done about it is known.

        """
        with self._ledger.transaction():
            if self._exists("SELECT 1 FROM bureau_answer WHERE container = ?", answer.container):
                if answer.kind is AnswerKind.RECEIPT:
                    return
                raise StoreRefusal("这份退回单已经读入过，意见都在填报表里，不用再读。")
            kept = self._insert(answer)
            if answer.kind is AnswerKind.RECEIPT:
                self._deliveries.confirm(answer.identity, answer.received_at)
            self._accepted.put(ChainPoint(answer.number, answer.identity))
            payload = {"identity": answer.identity, "number": answer.number}
            touched: list[RowPlace] = [
                (self.table, (kept,)),
                ("delivery", (answer.identity,)),
                ("accepted", (answer.number,)),
            ]
            self._ledger.note(EntryKind(answer.kind.value), actor, payload=payload, touched=touched)

    def all(self) -> list[BureauAnswer]:
        """Return receipts and return slips, oldest first."""
        rows = self._all(
            "SELECT kind, number, identity, received_at, container FROM bureau_answer ORDER BY id"
        )
        return [_read(row) for row in rows]

    def _insert(self, answer: BureauAnswer) -> int:
        return self._insert_numbered(
            "INSERT INTO bureau_answer (kind, number, identity, received_at, container)"
            " VALUES (?, ?, ?, ?, ?)",
            answer.kind.value,
            answer.number,
            answer.identity,
            instants.to_text(answer.received_at),
            answer.container,
        )


def create_tables(schema: "Schema") -> None:
    """Make the table of the bureau's answers (format 1.0)."""
    schema.table("bureau_answer").create(
        {
            "id": int,
            "kind": str,
            "number": int,
            "identity": str,
            "received_at": str,
            "container": bytes,
        },
        pk="id",
        not_null={"kind", "number", "identity", "received_at", "container"},
        strict=True,
    )


def _read(row: StoredRow) -> BureauAnswer:
    return BureauAnswer(
        kind=row.choice("kind", AnswerKind),
        number=row.integer("number"),
        identity=row.text("identity"),
        received_at=row.instant("received_at"),
        container=row.blob("container"),
    )
