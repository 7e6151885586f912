"""Files the bureau has sent to schools, byte for byte: opening files, receipts, return slips."""

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from forms.exchange import ContainerKind
from storage import instants
from storage.database import Database

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


class Issued:
    """The files sent. Writing needs an open transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, file: IssuedFile, container: bytes) -> None:
        """Keep a file; the store numbers it."""
        self._database.connection.execute(
            "INSERT INTO issued (kind, school_code, number, answers, created, reason, container)"
            " VALUES (?,?,?,?,?,?,?)",
            (
                file.kind.value,
                file.school_code,
                file.number,
                file.answers,
                instants.to_text(file.created),
                file.reason,
                container,
            ),
        )

    def all(self, school: str | None) -> list[IssuedFile]:
        """Return files in the order of making, to one school or to all."""
        return [
            IssuedFile(
                ContainerKind(str(row[0])),
                str(row[1]),
                int(str(row[2])),
                instants.from_text(str(row[3])),
                str(row[4]),
                str(row[5]),
                int(str(row[6])),
            )
            for row in self._database.all(
                "SELECT kind, school_code, number, created, answers, reason, id FROM issued"
                " WHERE school_code = ? OR ? IS NULL ORDER BY id",
                school,
                school,
            )
        ]

    def container(self, file: int) -> bytes | None:
        """Return the exact bytes of a file, or ``None``."""
        row = self._database.one("SELECT container FROM issued WHERE id = ?", file)
        return row[0] if row is not None and isinstance(row[0], bytes) else None

    def next_number(self, school: str) -> int:
        """Return the number of the next file to a school."""
        sql = "SELECT max(number) FROM issued WHERE school_code = ?"
        return self._database.integer(sql, school) + 1

    def has_answer(self, identity: str) -> bool:
        """Tell whether a package was answered."""
        return self._database.one("SELECT 1 FROM issued WHERE answers = ?", identity) is not None


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
