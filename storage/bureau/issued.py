"""Table ``issued``: opening files, receipts and return slips sent to schools, byte for byte."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from forms.exchange import ContainerKind
from forms.workflow import Actor
from storage.bureau.packages import Packages, ReturnState
from storage.bureau.roster import Roster
from storage.errors import StoreRefusal
from storage.journal.journal import EntryKind
from storage.journal.kept_rows import RowPlace
from storage.rows import instants
from storage.rows.repository import Ledger, Repository
from storage.rows.stored_row import StoredRow

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


@dataclass(frozen=True, slots=True)
class IssuedFile:
    """One file sent.

    Attributes:
        kind: Opening file, receipt or return slip.
        school_code: To whom.
        number: Number of the bureau's files to this school: 1, 2, 3 …
        created: When it was made (UTC).
        answers: Identity of the package it answers; empty for an opening file.
        reason: Why it was returned, or empty.
        id: Number within the store; 0 before it is kept.

    """

    kind: ContainerKind
    school_code: str
    number: int
    created: datetime
    answers: str = ""
    reason: str = ""
    id: int = 0


@dataclass(frozen=True, slots=True)
class SlipBefore:
    """The newest return slip for a package.

    Attributes:
        number: Number of the slip among the files to its school.
        package: Number of the package that was returned.
        by: Who returned it.
        at: When (UTC).
        reason: Why.

    """

    number: int
    package: int
    by: str
    at: datetime
    reason: str

    @property
    def told(self) -> str:
        """Who returned what and when (a Chinese clause)."""
        when = f"{self.at.astimezone():%m-%d %H:%M}"
        return f"{self.by}（{when}）已经退回第 {self.package} 号上报包"


class AlreadyReturned(StoreRefusal):
    """A package is answered that was returned before; a slip may follow by whoever knows of the one before.

    Attributes:
        slip: The newest slip for it.

    """

    def __init__(self, school: str, slip: SlipBefore) -> None:
        super().__init__(f"{slip.told}（学校 {school}），请等待重新上报。")
        self.slip = slip


_SETTLED: Final = {
    ContainerKind.RECEIPT: ReturnState.ACCEPTED,
    ContainerKind.RETURN_SLIP: ReturnState.RETURNED,
}


class Issued(Repository):
    """The files sent."""

    table = "issued"

    def __init__(self, ledger: Ledger, roster: Roster, packages: Packages) -> None:
        super().__init__(ledger)
        self._roster = roster
        self._packages = packages

    def add(
        self,
        file: IssuedFile,
        container: bytes,
        *,
        actor: Actor | None = None,
        signed_by: Mapping[str, str] | None = None,
        known: int = 0,
    ) -> None:
        """Keep a file sent to a school; a receipt or return slip settles the package it answers.

        Args:
            file: What it is.
            container: Its bytes.
            actor: The officer.
            signed_by: Whom the certificate that signed it names, for the journal.
            known: For a return slip beside others: the number of the newest one that its writer knows of.

        Raises:
            AlreadyReturned: The package was returned, by a slip its writer does not know of.
            StoreRefusal: The school is unknown, the number is not :meth:`next_number`, or the package
                does not stand.

        """
        school = file.school_code
        with self._ledger.transaction():
            self._roster.require(school)
            if file.number != self.next_number(school):
                raise StoreRefusal(
                    f"发给学校 {school} 的文件编号 {file.number} 不是下一个编号。请重新生成。"
                )
            touched: list[RowPlace] = []
            if file.kind in _SETTLED:
                before = self.slip_for(file.answers)
                is_slip = file.kind is ContainerKind.RETURN_SLIP
                if before is not None and not (is_slip and before.number == known):
                    raise AlreadyReturned(school, before)
                settled = self._packages.settle(file.answers, school, _SETTLED[file.kind])
                touched.append(("package", (settled,)))
            touched.append((self.table, (self._insert(file, container),)))
            payload = {
                "kind": file.kind.value,
                "number": file.number,
                "answers": file.answers,
                **({"signed_by": dict(signed_by)} if signed_by else {}),
            }
            self._ledger.note(
                EntryKind.ISSUE,
                actor,
                addresses=(school,),
                payload=payload,
                reason=file.reason,
                touched=touched,
            )

    def all(self, school: str | None = None) -> list[IssuedFile]:
        """Return files in the order of making, to one school or to all."""
        rows = self._all(
            "SELECT kind, school_code, number, created, answers, reason, id FROM issued"
            " WHERE school_code = ? OR ? IS NULL ORDER BY id",
            school,
            school,
        )
        return [_read(row) for row in rows]

    def container(self, file: int) -> bytes | None:
        """Return the exact bytes of a file, or ``None``."""
        row = self._one("SELECT container FROM issued WHERE id = ?", file)
        return None if row is None else row.blob("container")

    def next_number(self, school: str) -> int:
        """Return the number of the bureau's next file to a school."""
        return self._integer("SELECT max(number) FROM issued WHERE school_code = ?", school) + 1

    def has_answer(self, identity: str) -> bool:
        """Tell whether a package was answered."""
        return self._exists("SELECT 1 FROM issued WHERE answers = ?", identity)

    def slip_for(self, identity: str) -> SlipBefore | None:
        """Return the newest return slip for a package that stands; ``None`` if it was not returned."""
        row = self._one(
            "SELECT issued.number AS slip, package.number AS package, package.school_code AS school,"
            " created, reason FROM issued JOIN package ON identity = answers AND undone_at IS NULL"
            " WHERE answers = ? AND kind = ? AND state = ? ORDER BY issued.id DESC LIMIT 1",
            identity,
            ContainerKind.RETURN_SLIP.value,
            ReturnState.RETURNED.value,
        )
        if row is None:
            return None
        number = row.integer("slip")
        return SlipBefore(
            number,
            row.integer("package"),
            self._maker(row.text("school"), number),
            row.instant("created"),
            row.text("reason"),
        )

    def _maker(self, school: str, number: int) -> str:
        made = (
            entry.actor.name
            for entry in self._ledger.journal.entries(school, limit=None)
            if entry.kind is EntryKind.ISSUE and entry.payload.get("number") == number
        )
        return next(made, "")

    def _insert(self, file: IssuedFile, container: bytes) -> int:
        return self._insert_numbered(
            "INSERT INTO issued (kind, school_code, number, answers, created, reason, container)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            file.kind.value,
            file.school_code,
            file.number,
            file.answers,
            instants.to_text(file.created),
            file.reason,
            container,
        )


def create_tables(schema: "Schema") -> None:
    """Make the table of files sent (format 1.0)."""
    issued = schema.table("issued").create(
        {
            "id": int,
            "kind": str,
            "school_code": str,
            "number": int,
            "answers": str,
            "created": str,
            "reason": str,
            "container": bytes,
        },
        pk="id",
        not_null={"kind", "school_code", "number", "answers", "created", "reason", "container"},
        foreign_keys=[("school_code", "school", "code")],
        strict=True,
    )
    issued.create_index(["school_code", "number"], unique=True)
    issued.create_index(["answers"])


def _read(row: StoredRow) -> IssuedFile:
    return IssuedFile(
        kind=row.choice("kind", ContainerKind),
        school_code=row.text("school_code"),
        number=row.integer("number"),
        created=row.instant("created"),
        answers=row.text("answers"),
        reason=row.text("reason"),
        id=row.integer("id"),
    )
