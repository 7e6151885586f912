"""Signed packages of a school, byte for byte, and the bureau's answers to them.

Numbering: a package that has left the house keeps its number, whether or not its receipt came back;
the next one continues from it. The bureau takes them in order, and a lost file can always be
exported again because the exact bytes are kept. Only a new key begins anew behind the last package
the bureau took: what the old key signed and the bureau has not taken, it will never take.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from storage import instants
from storage.database import Database, Row
from storage.errors import Refusal
from storage.journal import JournalHead

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


@dataclass(frozen=True, slots=True)
class ChainPoint:
    """A place in the chain of a school's packages; number 0 and identity ``""`` before the first."""

    number: int
    identity: str


@dataclass(frozen=True, slots=True)
class Delivery:
    """One signed package.

    Attributes:
        identity: SHA-256 (hex) of its manifest.
        number: Its number in the chain.
        previous: Identity of the one before, or empty.
        revision: Revision of the return it carries.
        created: When it was made (UTC).
        exported_at: When it was last written to a file, or ``None``.
        exported_to: Where, or empty.
        accepted_at: When its receipt was read, or ``None``.
        withdrawn_at: When a new key made it void, or ``None``.

    """

    identity: str
    number: int
    previous: str
    revision: int
    created: datetime
    exported_at: datetime | None = None
    exported_to: str = ""
    accepted_at: datetime | None = None
    withdrawn_at: datetime | None = None


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


class Deliveries:
    """The packages of one return. Writing needs an open transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, delivery: Delivery, container: bytes, head: JournalHead) -> None:
        """Keep a signed package with the journal's head it carries.

        Raises:
            Refusal: Its number or predecessor does not continue the chain.

        """
        tip = self.tip()
        if (delivery.number, delivery.previous) != (tip.number + 1, tip.identity):
            raise Refusal(
                f"上报包的编号 {delivery.number} 与上一个（{tip.number}）不相接。请重新签名。"
            )
        self._database.connection.execute(
            "INSERT INTO delivery (identity, number, previous, revision, created, container,"
            " journal_seq, journal_hash) VALUES (?,?,?,?,?,?,?,?)",
            (
                delivery.identity,
                delivery.number,
                delivery.previous,
                delivery.revision,
                instants.to_text(delivery.created),
                container,
                head.seq,
                head.hash,
            ),
        )

    def all(self) -> list[Delivery]:
        """Return all packages, oldest first."""
        return [
            _read(row)
            for row in self._database.all(
                "SELECT identity, number, previous, revision, created, exported_at, exported_to,"
                " accepted_at, withdrawn_at FROM delivery ORDER BY rowid"
            )
        ]

    def container(self, identity: str) -> bytes | None:
        """Return the exact bytes of a package, or ``None``."""
        row = self._database.one("SELECT container FROM delivery WHERE identity = ?", identity)
        return row[0] if row is not None and isinstance(row[0], bytes) else None

    def latest(self, number: int) -> Delivery | None:
        """Return the newest package of a number that is not withdrawn.

        Earlier ones of that number never left the house.
        """
        standing = (item for item in reversed(self.all()) if item.withdrawn_at is None)
        return next((item for item in standing if item.number == number), None)

    def withdraw(self, first: int) -> None:
        """Note that no package from this number on will be taken, save those that were."""
        self._database.connection.execute(
            "UPDATE delivery SET withdrawn_at = ?"
            " WHERE number >= ? AND accepted_at IS NULL AND withdrawn_at IS NULL",
            (instants.to_text(self._database.clock()), first),
        )

    def mark_exported(self, number: int, place: str) -> Delivery:
        """Note that the newest package of a number was written to a file.

        Raises:
            Refusal: There is no package of that number.

        """
        delivery = self.latest(number)
        if delivery is None:
            raise Refusal(f"没有第 {number} 号上报包。请先签名，再导出。")
        self._database.connection.execute(
            "UPDATE delivery SET exported_at = ?, exported_to = ? WHERE identity = ?",
            (instants.to_text(self._database.clock()), place, delivery.identity),
        )
        return delivery

    def add_answer(self, answer: BureauAnswer) -> None:
        """Keep a receipt or return slip and the place in the chain it confirms."""
        received = instants.to_text(answer.received_at)
        self._database.connection.execute(
            "INSERT INTO bureau_answer (kind, number, identity, received_at, container)"
            " VALUES (?,?,?,?,?)",
            (answer.kind.value, answer.number, answer.identity, received, answer.container),
        )
        if answer.kind is AnswerKind.RECEIPT:
            self._database.connection.execute(
                "UPDATE delivery SET accepted_at = ? WHERE identity = ?",
                (received, answer.identity),
            )
        self.note_accepted(ChainPoint(answer.number, answer.identity))

    def has_answer(self, container: bytes) -> bool:
        """Whether this very receipt or return slip was kept before."""
        sql = "SELECT 1 FROM bureau_answer WHERE container = ?"
        return self._database.one(sql, container) is not None

    def answers(self) -> list[BureauAnswer]:
        """Return receipts and return slips, oldest first."""
        return [
            BureauAnswer(
                AnswerKind(str(row[0])),
                int(str(row[1])),
                str(row[2]),
                instants.from_text(str(row[3])),
                row[4] if isinstance(row[4], bytes) else b"",
            )
            for row in self._database.all(
                "SELECT kind, number, identity, received_at, container"
                " FROM bureau_answer ORDER BY id"
            )
        ]

    def note_accepted(self, point: ChainPoint) -> None:
        """Note what the bureau says it has taken; it never goes back to a lower number."""
        self._database.connection.execute(
            "INSERT INTO accepted (number, identity) VALUES (?,?) ON CONFLICT DO NOTHING",
            (point.number, point.identity),
        )

    def last_accepted(self) -> ChainPoint:
        """Return the last package the bureau says it has taken."""
        return self._point("SELECT number, identity FROM accepted ORDER BY number DESC LIMIT 1")

    def tip(self) -> ChainPoint:
        """Return where the next package continues: the last one exported or accepted."""
        exported = self._point(
            "SELECT number, identity FROM delivery"
            " WHERE exported_at IS NOT NULL AND withdrawn_at IS NULL"
            " ORDER BY number DESC LIMIT 1"
        )
        accepted = self.last_accepted()
        return accepted if accepted.number >= exported.number else exported

    def heads(self) -> list[JournalHead]:
        """Return the journal's heads that packages have carried away."""
        rows = self._database.all("SELECT journal_seq, journal_hash FROM delivery")
        return [JournalHead(int(str(seq)), str(digest)) for seq, digest in rows]

    def _point(self, sql: str) -> ChainPoint:
        row = self._database.one(sql)
        return ChainPoint(int(str(row[0])), str(row[1])) if row else ChainPoint(0, "")


def create_tables(schema: "Schema") -> None:
    """Make the tables of packages and of the bureau's answers (format 1.0)."""
    schema.table("delivery").create(
        {
            "identity": str,
            "number": int,
            "previous": str,
            "revision": int,
            "created": str,
            "container": bytes,
            "journal_seq": int,
            "journal_hash": str,
            "exported_at": str,
            "exported_to": str,
            "accepted_at": str,
        },
        pk="identity",
        not_null={
            "number",
            "previous",
            "revision",
            "created",
            "container",
            "journal_seq",
            "journal_hash",
        },
        foreign_keys=[("revision", "revision", "number")],
        strict=True,
    )
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
    schema.table("accepted").create(
        {"number": int, "identity": str}, pk="number", not_null={"identity"}, strict=True
    )


def add_withdrawal(schema: "Schema") -> None:
    """Packages can be made void by a new key (format 1.1)."""
    schema.table("delivery").add_column("withdrawn_at", str)


def _read(row: Row) -> Delivery:
    return Delivery(
        identity=str(row[0]),
        number=int(str(row[1])),
        previous=str(row[2]),
        revision=int(str(row[3])),
        created=instants.from_text(str(row[4])),
        exported_at=instants.maybe_from_text(None if row[5] is None else str(row[5])),
        exported_to="" if row[6] is None else str(row[6]),
        accepted_at=instants.maybe_from_text(None if row[7] is None else str(row[7])),
        withdrawn_at=instants.maybe_from_text(None if row[8] is None else str(row[8])),
    )
