"""Table ``delivery``: signed packages of a school, byte for byte.

Numbering: a package that has left the house keeps its number, whether or not its receipt came back;
the next one continues from it. The bureau takes them in order, and a lost file can always be
exported again because the exact bytes are kept. Only a new key begins again behind the last package
the bureau took: what the old key signed and the bureau has not taken, it will never take.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from forms.workflow import Actor
from storage.answers.revisions import Revisions
from storage.errors import StoreRefusal
from storage.journal.journal import EntryKind, JournalHead
from storage.journal.kept_rows import RowPlace
from storage.rows import instants
from storage.rows.repository import Ledger, Repository
from storage.rows.stored_row import StoredRow
from storage.school.accepted import Accepted, ChainPoint

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


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


class Deliveries(Repository):
    """The packages of one return."""

    table = "delivery"

    def __init__(self, ledger: Ledger, revisions: Revisions, accepted: Accepted) -> None:
        super().__init__(ledger)
        self._revisions = revisions
        self._accepted = accepted

    def add(self, delivery: Delivery, container: bytes, *, actor: Actor | None = None) -> None:
        """Keep the exact bytes of a signed package. Call it with ``move(Move.SIGN)`` in one transaction.

        Raises:
            StoreRefusal: Its number or predecessor does not continue the chain (:meth:`tip`).

        """
        with self._ledger.transaction():
            tip = self.tip()
            if (delivery.number, delivery.previous) != (tip.number + 1, tip.identity):
                raise StoreRefusal(
                    f"上报包的编号 {delivery.number} 与上一个（{tip.number}）不相接。请重新签名。"
                )
            # The head before this entry: the one the package itself can carry.
            self._insert(delivery, container, self._ledger.journal.head())
            self._revisions.set_package(delivery.revision, delivery.identity)
            payload = {
                "identity": delivery.identity,
                "number": delivery.number,
                "previous": delivery.previous,
            }
            touched: list[RowPlace] = [
                (self.table, (delivery.identity,)),
                ("revision", (delivery.revision,)),
            ]
            self._ledger.note(
                EntryKind.SIGN,
                actor,
                revision=delivery.revision,
                payload=payload,
                touched=touched,
            )

    def mark_exported(self, number: int, place: Path | str, *, actor: Actor | None = None) -> None:
        """Note that the newest package of a number was written to a file.

        Raises:
            StoreRefusal: There is no package of that number.

        """
        with self._ledger.transaction():
            delivery = self._latest(number)
            if delivery is None:
                raise StoreRefusal(f"没有第 {number} 号上报包。请先签名，再导出。")
            self._write(
                "UPDATE delivery SET exported_at = ?, exported_to = ? WHERE identity = ?",
                instants.to_text(self._ledger.now()),
                str(place),
                delivery.identity,
            )
            payload = {"identity": delivery.identity, "number": number, "place": str(place)}
            self._ledger.note(
                EntryKind.EXPORT,
                actor,
                revision=delivery.revision,
                payload=payload,
                touched=[(self.table, (delivery.identity,))],
            )

    def withdraw(self, first: int, *, actor: Actor | None = None) -> None:
        """Make void what an earlier key signed and the bureau has not taken, from a number on."""
        with self._ledger.transaction():
            self._write(
                "UPDATE delivery SET withdrawn_at = ?"
                " WHERE number >= ? AND accepted_at IS NULL AND withdrawn_at IS NULL",
                instants.to_text(self._ledger.now()),
                first,
            )
            touched: list[RowPlace] = [
                (self.table, (item.identity,)) for item in self.all() if item.number >= first
            ]
            payload = {"withdrawn_from": first}
            self._ledger.note(EntryKind.CHAIN, actor, payload=payload, touched=touched)

    def all(self) -> list[Delivery]:
        """Return all packages, oldest first."""
        rows = self._all(
            "SELECT identity, number, previous, revision, created, exported_at, exported_to,"
            " accepted_at, withdrawn_at FROM delivery ORDER BY rowid"
        )
        return [_read(row) for row in rows]

    def container(self, identity: str) -> bytes | None:
        """Return the exact bytes of a package, or ``None``."""
        row = self._one("SELECT container FROM delivery WHERE identity = ?", identity)
        return None if row is None else row.blob("container")

    def tip(self) -> ChainPoint:
        """Return what the next package continues: the last one exported or accepted."""
        row = self._one(
            "SELECT number, identity FROM delivery"
            " WHERE exported_at IS NOT NULL AND withdrawn_at IS NULL"
            " ORDER BY number DESC LIMIT 1"
        )
        accepted = self._accepted.last()
        if row is None or accepted.number >= row.integer("number"):
            return accepted
        return ChainPoint(row.integer("number"), row.text("identity"))

    def next_number(self) -> int:
        """Return the number of the next package."""
        return self.tip().number + 1

    def heads(self) -> list[JournalHead]:
        """Return the journal's heads that packages have carried away."""
        rows = self._all("SELECT journal_seq, journal_hash FROM delivery")
        return [JournalHead(row.integer("journal_seq"), row.text("journal_hash")) for row in rows]

    def confirm(self, identity: str, at: datetime) -> None:
        """Note when the receipt of a package was read, as part of keeping that receipt."""
        self._write(
            "UPDATE delivery SET accepted_at = ? WHERE identity = ?", instants.to_text(at), identity
        )

    def _latest(self, number: int) -> Delivery | None:
        """Return the newest package of a number that is not withdrawn.

        Earlier ones of that number never left the house.
        """
        valid = (item for item in reversed(self.all()) if item.withdrawn_at is None)
        return next((item for item in valid if item.number == number), None)

    def _insert(self, delivery: Delivery, container: bytes, head: JournalHead) -> None:
        self._write(
            "INSERT INTO delivery (identity, number, previous, revision, created, container,"
            " journal_seq, journal_hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            delivery.identity,
            delivery.number,
            delivery.previous,
            delivery.revision,
            instants.to_text(delivery.created),
            container,
            head.seq,
            head.hash,
        )


def create_tables(schema: "Schema") -> None:
    """Make the table of packages (format 1.0)."""
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


def add_withdrawal(schema: "Schema") -> None:
    """Packages can be made void by a new key (format 1.1)."""
    schema.table("delivery").add_column("withdrawn_at", str)


def _read(row: StoredRow) -> Delivery:
    return Delivery(
        identity=row.text("identity"),
        number=row.integer("number"),
        previous=row.text("previous"),
        revision=row.integer("revision"),
        created=row.instant("created"),
        exported_at=row.maybe_instant("exported_at"),
        exported_to=row.maybe_text("exported_to") or "",
        accepted_at=row.maybe_instant("accepted_at"),
        withdrawn_at=row.maybe_instant("withdrawn_at"),
    )
