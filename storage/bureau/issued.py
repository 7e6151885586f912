"""Table ``issued``: opening files, receipts and return slips sent to schools, byte for byte."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Final

from forms.exchange import ContainerKind
from forms.workflow import Actor
from storage import instants
from storage.bureau.packages import Packages, ReturnState
from storage.bureau.roster import Roster
from storage.errors import StoreRefusal
from storage.journal import EntryKind
from storage.kept_rows import RowPlace
from storage.repository import Ledger, Repository
from storage.stored_row import StoredRow

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
    ) -> None:
        """Keep a file sent to a school; a receipt or return slip settles the package it answers.

        Args:
            file: What it is.
            container: Its bytes.
            actor: The officer.
            signed_by: Whom the certificate that signed it names, for the journal.

        Raises:
            StoreRefusal: The school is unknown, the number is not :meth:`next_number`, or the package
                does not stand or was returned already.

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
