"""Table ``revision``: the revisions of a return and where each stands in its life."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final, NamedTuple

from forms.workflow import Move, State, editable
from storage.database import Database
from storage.errors import StoreRefusal
from storage.rows import instants
from storage.rows.store_table import StoreTable
from storage.rows.stored_row import StoredRow

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


class DraftRevision(NamedTuple):
    """The revision edits go into.

    Attributes:
        number: Its number.
        is_new: Whether it was begun by asking for it.

    """

    number: int
    is_new: bool = False


class Revisions(StoreTable):
    """The revisions of one return; what writes here is part of a write that keeps the journal."""

    table = "revision"

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        # What edits go into is asked with each edit. Whoever writes is alone, or forgets as it begins.
        self._draft: DraftRevision | None = None
        database.on_change(self._forget)

    @property
    def number(self) -> int:
        """Number of the present revision."""
        return self.current()[0]

    @property
    def state(self) -> State:
        """Where the present revision stands."""
        return self.current()[1]

    def current(self) -> tuple[int, State]:
        """Return number and state of the present revision."""
        row = self._one("SELECT number, state FROM revision ORDER BY number DESC LIMIT 1")
        return (row.integer("number"), row.choice("state", State)) if row else (0, State.DRAFT)

    def all(self) -> list[RevisionInfo]:
        """Return all revisions, oldest first."""
        rows = self._all(
            "SELECT number, state, started_at, reason, submitted_at, signed_at, signed_by,"
            " package_identity FROM revision ORDER BY number"
        )
        return [_read(row) for row in rows]

    def editable(self) -> int | None:
        """Return the revision :meth:`draft` would, or ``None`` where it would refuse."""
        number, state = self.current()
        return number if editable(state) else None

    def draft(self) -> DraftRevision:
        """Return the revision edits go into; asked inside a transaction.

        Raises:
            StoreRefusal: Nothing may be edited now.

        """
        if self._draft is None:
            number, state = self.current()
            if not editable(state):
                raise StoreRefusal(
                    f"填报表现在是“{state.label}”，不能修改。要修改请先由校长退回，或重新打开填报表。"
                )
            self._draft = DraftRevision(number)
        return self._draft

    def start(self, *, reason: str) -> int:
        """Begin the next revision as a draft; return its number."""
        self._forget()
        number = self._last() + 1
        self._write(
            "INSERT INTO revision (number, state, started_at, reason) VALUES (?, ?, ?, ?)",
            number,
            State.DRAFT.value,
            self._now(),
            reason,
        )
        return number

    def enter(self, number: int, state: State, *, move: Move, by: str) -> None:
        """Note that a revision has moved to ``state``."""
        self._forget()
        self._write("UPDATE revision SET state = ? WHERE number = ?", state.value, number)
        if move is Move.SUBMIT:
            self._write(
                "UPDATE revision SET submitted_at = ? WHERE number = ?", self._now(), number
            )
        if move is Move.SIGN:
            self._write(
                "UPDATE revision SET signed_at = ?, signed_by = ? WHERE number = ?",
                self._now(),
                by,
                number,
            )

    def set_package(self, number: int, identity: str) -> None:
        """Note which package carries a revision."""
        self._write("UPDATE revision SET package_identity = ? WHERE number = ?", identity, number)

    def _last(self) -> int:
        return self._integer("SELECT max(number) FROM revision")

    def _now(self) -> str:
        return instants.to_text(self._database.clock())

    def _forget(self) -> None:
        self._draft = None


class OnlyRevision(Revisions):
    """The one revision of a form that nobody signs: always a draft, begun with its first edit."""

    _NUMBER: Final = 1

    def current(self) -> tuple[int, State]:
        """Return number and state of the one revision."""
        return self._NUMBER, State.DRAFT

    def draft(self) -> DraftRevision:
        """Return the revision edits go into; the form nobody has begun is begun."""
        # A store whose form nobody has begun says so by having no revision.
        number = self._last()
        return (
            DraftRevision(number) if number else DraftRevision(self.start(reason=""), is_new=True)
        )


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


def _read(row: StoredRow) -> RevisionInfo:
    return RevisionInfo(
        number=row.integer("number"),
        state=row.choice("state", State),
        started_at=row.instant("started_at"),
        reason=row.text("reason"),
        submitted_at=row.maybe_instant("submitted_at"),
        signed_at=row.maybe_instant("signed_at"),
        signed_by=row.maybe_text("signed_by") or "",
        package_identity=row.maybe_text("package_identity") or "",
    )
