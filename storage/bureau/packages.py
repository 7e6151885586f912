"""Tables ``package`` and ``package_content``: packages the bureau has taken, and their exact bytes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from forms.exchange import Level, VerifiedPackage
from forms.labelled_enum import LabelledEnum
from forms.problems import Severity
from storage.errors import StoreRefusal
from storage.rows import instants
from storage.rows.store_table import StoreTable
from storage.rows.stored_row import StoredRow

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


class ReturnState(LabelledEnum):
    """Where a school's return stands, seen from the bureau."""

    NONE = "none", "未交"
    DELIVERED = "delivered", "已交，待回执"
    ACCEPTED = "accepted", "已接收"
    RETURNED = "returned", "已退回"


@dataclass(frozen=True, slots=True)
class PackageRecord:
    """One package taken.

    Attributes:
        id: Number within the store.
        identity: SHA-256 (hex) of its manifest.
        school_code: Whose it is.
        number: Its number in the school's chain.
        previous: Identity of the one before, or empty.
        period: The year reported.
        received_at: When it was imported (UTC).
        signer: Name of who signed.
        certificate_serial: Serial number of the certificate, lower-case hex.
        claimed_time: signing-time as the signer's PC had it (UTC), or ``None``.
        state: What the bureau answered, if anything.
        level: Verdict on the container.
        remark: Sentence of the verdict, where it is not plainly valid.
        problems: How many findings of each severity the bureau's own check had.
        undone_at: When the import was undone (UTC), or ``None``.

    """

    id: int
    identity: str
    school_code: str
    number: int
    previous: str
    period: int
    received_at: datetime
    signer: str
    certificate_serial: str
    claimed_time: datetime | None
    state: ReturnState
    level: Level
    remark: str
    problems: Mapping[Severity, int]
    undone_at: datetime | None


@dataclass(frozen=True, slots=True)
class IntakeFindings:
    """What the bureau found in a package it takes.

    Attributes:
        level: Verdict on the container, ``VALID`` or ``REMARK``.
        remark: Sentence of the verdict, where it is not plainly valid.
        problems: How many findings of each severity the bureau's own check had.

    """

    level: Level = Level.VALID
    remark: str = ""
    problems: Mapping[Severity, int] | None = None

    def count(self, severity: Severity) -> int:
        """Return how many findings there are of a severity."""
        return (self.problems or {}).get(severity, 0)


@dataclass(frozen=True, slots=True)
class SchoolStatus:
    """A school of the list and the newest package taken from it, if any."""

    school_code: str
    school_name: str
    active: bool
    package: PackageRecord | None

    @property
    def state(self) -> ReturnState:
        """Where its return stands."""
        return ReturnState.NONE if self.package is None else self.package.state


_COLUMNS: Final = (
    "package.id, identity, school_code, number, previous, period, received_at, signer,"
    " certificate_serial, claimed_time, state, level, remark, errors, queries, hints, undone_at"
)
NEWEST: Final = (
    "(SELECT id FROM package WHERE school_code = school.code AND undone_at IS NULL"
    " ORDER BY number DESC LIMIT 1)"
)
"""SQL for the id of a school's newest package that stands, within a query of ``school``."""
_CONTENT: Final = (
    "SELECT {} FROM package_content JOIN package ON id = package_id"
    " WHERE identity = ? ORDER BY id DESC LIMIT 1"
)


class Packages(StoreTable):
    """The packages of a district; what writes here is part of a write that keeps the journal."""

    table = "package"

    def add(
        self,
        package: VerifiedPackage,
        *,
        document: bytes,
        findings: IntakeFindings,
        received_at: datetime,
    ) -> int:
        """Keep a package that continues its chain; return its number within the store."""
        claimed = package.signer.claimed_time
        number = self._insert_numbered(
            "INSERT INTO package (identity, school_code, number, previous, period, received_at,"
            " signer, certificate_serial, claimed_time, state, level, remark, errors, queries,"
            " hints) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            package.identity,
            package.info.school,
            package.info.number,
            package.info.previous,
            package.info.period,
            instants.to_text(received_at),
            package.signer.name,
            package.signer.certificate_serial,
            None if claimed is None else instants.to_text(claimed),
            ReturnState.DELIVERED.value,
            int(findings.level),
            findings.remark,
            findings.count(Severity.ERROR),
            findings.count(Severity.QUERY),
            findings.count(Severity.HINT),
        )
        self._write(
            "INSERT INTO package_content (package_id, container, document) VALUES (?, ?, ?)",
            number,
            package.container,
            document,
        )
        return number

    def all(self, school: str | None = None) -> list[PackageRecord]:
        """Return packages in the order of import, undone ones included, of one school or of all."""
        rows = self._all(
            f"SELECT {_COLUMNS} FROM package"  # noqa: S608
            " WHERE school_code = ? OR ? IS NULL ORDER BY id",
            school,
            school,
        )
        return [_read(row) for row in rows]

    def get(self, identity: str) -> PackageRecord | None:
        """Return the package of an identity that stands, or ``None``."""
        row = self._one(
            f"SELECT {_COLUMNS} FROM package WHERE identity = ? AND undone_at IS NULL",  # noqa: S608
            identity,
        )
        return None if row is None else _read(row)

    def newest(self, school: str) -> PackageRecord | None:
        """Return the newest package of a school that stands, or ``None``."""
        row = self._one(
            f"SELECT {_COLUMNS} FROM package WHERE school_code = ? AND undone_at IS NULL"  # noqa: S608
            " ORDER BY number DESC LIMIT 1",
            school,
        )
        return None if row is None else _read(row)

    def container(self, identity: str) -> bytes | None:
        """Return the exact bytes of a package, or ``None``."""
        row = self._one(_CONTENT.format("container"), identity)
        return None if row is None else row.blob("container")

    def document(self, identity: str) -> bytes | None:
        """Return the ``data/return.json`` of a package, or ``None``."""
        row = self._one(_CONTENT.format("document"), identity)
        return None if row is None else row.blob("document")

    def statuses(self) -> list[SchoolStatus]:
        """Return every school with its newest package, by code: who has not delivered, too."""
        rows = self._all(
            f"SELECT code, name, active, {_COLUMNS} FROM school"  # noqa: S608
            f" LEFT JOIN package ON package.id = {NEWEST} ORDER BY code"
        )
        return [
            SchoolStatus(
                school_code=row.text("code"),
                school_name=row.text("name"),
                active=row.truth("active"),
                package=None if row.is_null("id") else _read(row),
            )
            for row in rows
        ]

    def settle(self, identity: str, school: str, state: ReturnState) -> int:
        """Note what the bureau answered to a package of a school; return the package's number here.

        Raises:
            StoreRefusal: The package does not stand.

        """
        record = self.get(identity)
        if record is None or record.school_code != school:
            raise StoreRefusal(f"学校 {school} 没有这份上报包，不能发出回执或退回单。请刷新列表。")
        self._write("UPDATE package SET state = ? WHERE id = ?", state.value, record.id)
        return record.id

    def set_undone(self, package: int) -> None:
        """Note that an import was undone; the bytes stay."""
        now = instants.to_text(self._database.clock())
        self._write("UPDATE package SET undone_at = ? WHERE id = ?", now, package)


def create_tables(schema: "Schema") -> None:
    """Make the tables of packages (format 1.0)."""
    schema.execute(
        "CREATE TABLE package ("
        " id INTEGER PRIMARY KEY AUTOINCREMENT, identity TEXT NOT NULL,"
        " school_code TEXT NOT NULL REFERENCES school(code), number INTEGER NOT NULL,"
        " previous TEXT NOT NULL, period INTEGER NOT NULL, received_at TEXT NOT NULL,"
        " signer TEXT NOT NULL, certificate_serial TEXT NOT NULL, claimed_time TEXT,"
        " state TEXT NOT NULL, level INTEGER NOT NULL, remark TEXT NOT NULL,"
        " errors INTEGER NOT NULL, queries INTEGER NOT NULL, hints INTEGER NOT NULL,"
        " undone_at TEXT) STRICT"
    )
    for columns in ("identity", "school_code, number"):
        name = columns.replace(", ", "_")
        # An import that was undone does not stand in the way of the same package coming again.
        schema.execute(
            f"CREATE UNIQUE INDEX package_{name} ON package ({columns}) WHERE undone_at IS NULL"
        )
    schema.table("package_content").create(
        {"package_id": int, "container": bytes, "document": bytes},
        pk="package_id",
        not_null={"container", "document"},
        foreign_keys=[("package_id", "package", "id")],
        strict=True,
    )


def _read(row: StoredRow) -> PackageRecord:
    return PackageRecord(
        id=row.integer("id"),
        identity=row.text("identity"),
        school_code=row.text("school_code"),
        number=row.integer("number"),
        previous=row.text("previous"),
        period=row.integer("period"),
        received_at=row.instant("received_at"),
        signer=row.text("signer"),
        certificate_serial=row.text("certificate_serial"),
        claimed_time=row.maybe_instant("claimed_time"),
        state=row.choice("state", ReturnState),
        level=row.choice("level", Level),
        remark=row.text("remark"),
        problems={
            Severity.ERROR: row.integer("errors"),
            Severity.QUERY: row.integer("queries"),
            Severity.HINT: row.integer("hints"),
        },
        undone_at=row.maybe_instant("undone_at"),
    )
