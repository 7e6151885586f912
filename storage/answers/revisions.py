"""The revisions of a return and where each stands in its life."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from forms.workflow import Move, State
from storage import instants
from storage.database import Database, Row

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


@dataclass(frozen=True, slots=True)
class RevisionInfo:
    """One revision.

    Attributes:
        number: 1 for the first.
        state: Where it stands, or stood when the next one began.
        started_at: When it was begun (UTC).
        reason: Why it was begun; empty for the first.
        submitted_at: When it last went to review, or ``None``.
        signed_at: When it was signed, or ``None``.
        signed_by: Name of the principal who signed, or empty.
        package_identity: Identity of its signed package, or empty.

    """

    number: int
    state: State
    started_at: datetime
    reason: str
    submitted_at: datetime | None
    signed_at: datetime | None
    signed_by: str
    package_identity: str


class Revisions:
    """The revisions of one return. Writing needs an open transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def current(self) -> tuple[int, State]:
        """Return number and state of the newest revision."""
        row = self._database.one("SELECT number, state FROM revision ORDER BY number DESC LIMIT 1")
        return (int(str(row[0])), State(str(row[1]))) if row else (0, State.DRAFT)

    def all(self) -> list[RevisionInfo]:
        """Return all revisions, oldest first."""
        return [
            _read(row)
            for row in self._database.all(
                "SELECT number, state, started_at, reason, submitted_at, signed_at, signed_by,"
                " package_identity FROM revision ORDER BY number"
            )
        ]

    def start(self, *, reason: str) -> int:
        """Begin the next revision as a draft; return its number."""
        number = self.current()[0] + 1
        self._database.connection.execute(
            "INSERT INTO revision (number, state, started_at, reason) VALUES (?,?,?,?)",
            (number, State.DRAFT.value, self._now(), reason),
        )
        return number

    def enter(self, number: int, state: State, *, move: Move, by: str) -> None:
        """Note that a revision has moved to ``state``."""
        self._database.connection.execute(
            "UPDATE revision SET state = ? WHERE number = ?", (state.value, number)
        )
        if move is Move.SUBMIT:
            self._database.connection.execute(
                "UPDATE revision SET submitted_at = ? WHERE number = ?", (self._now(), number)
            )
        if move is Move.SIGN:
            self._database.connection.execute(
                "UPDATE revision SET signed_at = ?, signed_by = ? WHERE number = ?",
                (self._now(), by, number),
            )

    def set_package(self, number: int, identity: str) -> None:
        """Note which package carries a revision."""
        self._database.connection.execute(
            "UPDATE revision SET package_identity = ? WHERE number = ?", (identity, number)
        )

    def _now(self) -> str:
        return instants.to_text(self._database.clock())


def create_tables(schema: "Schema") -> None:
    """Make the table of revisions (format 1.0)."""
    schema.table("revision").create(
        {
            "number": int,
            "state": str,
            "started_at": str,
            "reason": str,
            "submitted_at": str,
            "signed_at": str,
            "signed_by": str,
            "package_identity": str,
        },
        pk="number",
        not_null={"state", "started_at", "reason"},
        strict=True,
    )


def _read(row: Row) -> RevisionInfo:
    return RevisionInfo(
        number=int(str(row[0])),
        state=State(str(row[1])),
        started_at=instants.from_text(str(row[2])),
        reason=str(row[3]),
        submitted_at=instants.maybe_from_text(_text(row[4])),
        signed_at=instants.maybe_from_text(_text(row[5])),
        signed_by=_text(row[6]) or "",
        package_identity=_text(row[7]) or "",
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
