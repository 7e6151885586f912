"""Packages the bureau has taken: the exact bytes, and what stands of each school's return."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from forms.exchange import Level, VerifiedPackage
from forms.problems import Severity
from storage import instants
from storage.database import Database, Row

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


class ReturnState(StrEnum):
    """Where a school's return stands, seen from the bureau."""

    NONE = "none"
    DELIVERED = "delivered"
    ACCEPTED = "accepted"
    RETURNED = "returned"

    @property
    def label(self) -> str:
        """The word users read."""
        return {
            "none": "未上报",
            "delivered": "已导入待回执",
            "accepted": "已接收",
            "returned": "已退回",
        }[self.value]


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
class Findings:
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


class Packages:
    """The packages of a district. Writing needs an open transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        package: VerifiedPackage,
        *,
        document: bytes,
        findings: Findings,
        received_at: datetime,
    ) -> int:
        """Keep a package that continues its chain; return its number within the store."""
        claimed = package.signer.claimed_time
        cursor = self._database.connection.execute(
            "INSERT INTO package (identity, school_code, number, previous, period, received_at,"
            " signer, certificate_serial, claimed_time, state, level, remark, errors, queries,"
            " hints) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
            (
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
            ),
        )
        self._database.connection.execute(
            "INSERT INTO package_content (package_id, container, document) VALUES (?,?,?)",
            (cursor.lastrowid, package.container, document),
        )
        return cursor.lastrowid or 0

    def all(self, school: str | None) -> list[PackageRecord]:
        """Return packages in the order of import, undone ones included, of one school or of all."""
        return [
            _read(row)
            for row in self._database.all(
                f"SELECT {_COLUMNS} FROM package"  # noqa: S608
                " WHERE school_code = ? OR ? IS NULL ORDER BY id",
                school,
                school,
            )
        ]

    def get(self, identity: str) -> PackageRecord | None:
        """Return the package of an identity that stands, or ``None``."""
        row = self._database.one(
            f"SELECT {_COLUMNS} FROM package WHERE identity = ? AND undone_at IS NULL",  # noqa: S608
            identity,
        )
        return None if row is None else _read(row)

    def newest(self, school: str) -> PackageRecord | None:
        """Return the newest package of a school that stands, or ``None``."""
        row = self._database.one(
            f"SELECT {_COLUMNS} FROM package WHERE school_code = ? AND undone_at IS NULL"  # noqa: S608
            " ORDER BY number DESC LIMIT 1",
            school,
        )
        return None if row is None else _read(row)

    def content(self, identity: str) -> tuple[bytes, bytes] | None:
        """Return container and document of the package of an identity, or ``None``."""
        row = self._database.one(
            "SELECT container, document FROM package_content JOIN package ON id = package_id"
            " WHERE identity = ? ORDER BY id DESC LIMIT 1",
            identity,
        )
        if row is None or not isinstance(row[0], bytes) or not isinstance(row[1], bytes):
            return None
        return row[0], row[1]

    def set_state(self, package: int, state: ReturnState) -> None:
        """Note what the bureau answered."""
        self._database.connection.execute(
            "UPDATE package SET state = ? WHERE id = ?", (state.value, package)
        )

    def set_undone(self, package: int) -> None:
        """Note that an import was undone; the bytes stay."""
        now = instants.to_text(self._database.clock())
        self._database.connection.execute(
            "UPDATE package SET undone_at = ? WHERE id = ?", (now, package)
        )

    def statuses(self) -> list[SchoolStatus]:
        """Return every school of the list with its newest package, by code."""
        rows = self._database.all(
            f"SELECT code, name, active, {_COLUMNS} FROM school"  # noqa: S608
            f" LEFT JOIN package ON package.id = {NEWEST} ORDER BY code"
        )
        return [
            SchoolStatus(
                str(row[0]), str(row[1]), bool(row[2]), None if row[3] is None else _read(row[3:])
            )
            for row in rows
        ]


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


def _read(row: Row) -> PackageRecord:
    return PackageRecord(
        id=int(str(row[0])),
        identity=str(row[1]),
        school_code=str(row[2]),
        number=int(str(row[3])),
        previous=str(row[4]),
        period=int(str(row[5])),
        received_at=instants.from_text(str(row[6])),
        signer=str(row[7]),
        certificate_serial=str(row[8]),
        claimed_time=instants.maybe_from_text(None if row[9] is None else str(row[9])),
        state=ReturnState(str(row[10])),
        level=Level(int(str(row[11]))),
        remark=str(row[12]),
        problems={
            severity: int(str(count)) for severity, count in zip(Severity, row[13:16], strict=True)
        },
        undone_at=instants.maybe_from_text(None if row[16] is None else str(row[16])),
    )
