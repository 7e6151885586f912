"""Table ``import_claim``: who is importing which file, so that several computers share one folder.

A claim holds for as long as the connection that made it: those of a program that died are free.
Claims spare work and decide nothing; what is taken twice is refused by the school's chain.
"""

import platform
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Final

from storage.rows.repository import Repository

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema

_NOBODY: Final = 0
"""The session of a claim that was given back."""


class ClaimStanding(Enum):
    """What came of asking for a file."""

    OURS = "ours"
    """This session may examine it; nobody else does."""
    HELD = "held"
    """A session that lives has it."""
    SETTLED = "settled"
    """It was examined since this import began, and the log of imports says what came of it."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The answer to a claim.

    Attributes:
        standing: See :class:`ClaimStanding`.
        person: Who has the file, or had it.
        machine: On which computer.
        log_line: The line of the log of imports, 0 while there is none.

    """

    standing: ClaimStanding
    person: str
    machine: str
    log_line: int = 0


class Claims(Repository):
    """The claims on files, by the SHA-256 of their bytes.

    Each statement stands alone, outside the turns of the writers: nobody waits for an import.
    """

    table = "import_claim"

    @property
    def are_needed(self) -> bool:
        """Whether anybody else may import into this store at the same time."""
        return self._database.engine.is_shared

    def take(self, digest: str, *, person: str, since: int) -> Claim:
        """Claim a file for this session.

        Args:
            digest: SHA-256 of its bytes, lower-case hex.
            person: Who imports.
            since: The last line of the log of imports when this import began: what was settled
                before is examined anew, as the roster or the clock may be otherwise.

        """
        ours = Claim(ClaimStanding.OURS, person, platform.node())
        session = self._database.engine.session()
        made = self._at_once(
            "INSERT INTO import_claim (sha256, person, machine, session) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (sha256) DO NOTHING",
            *(digest, person, ours.machine, session),
        )
        while not made:
            row = self._one(
                "SELECT person, machine, session, log_line FROM import_claim WHERE sha256 = ?",
                digest,
            )
            if row is None:  # nobody deletes claims, but for an administrator
                return self.take(digest, person=person, since=since)
            holder = row.integer("session")
            line = 0 if row.is_null("log_line") else row.integer("log_line")
            seen = (row.text("person"), row.text("machine"), line)
            if line > since:
                return Claim(ClaimStanding.SETTLED, *seen)
            if not line and holder != session and self._database.engine.lives(holder):
                return Claim(ClaimStanding.HELD, *seen)
            # Only in the place of what was just seen: another may take it over at the same time.
            made = self._at_once(
                "UPDATE import_claim SET person = ?, machine = ?, session = ?, log_line = NULL"
                " WHERE sha256 = ? AND session = ? AND coalesce(log_line, 0) = ?",
                *(person, ours.machine, session, digest, holder, line),
            )
        return ours

    def settle(self, digest: str, log_line: int) -> None:
        """Say what came of a file, as part of the write that logs it."""
        self._write(
            "UPDATE import_claim SET log_line = ? WHERE sha256 = ? AND session = ?",
            *(log_line, digest, self._database.engine.session()),
        )

    def give_back(self, digest: str = "") -> None:
        """Free a file that was not settled; without a digest all those of this session."""
        self._at_once(
            "UPDATE import_claim SET session = ? WHERE session = ? AND log_line IS NULL"
            " AND ? IN (sha256, '')",
            *(_NOBODY, self._database.engine.session(), digest),
        )

    def _at_once(self, sql: str, *parameters: object) -> int:
        with self._database.errors():
            return self._database.engine.execute(sql, parameters).rowcount


def create_tables(schema: "Schema") -> None:
    """Make the table of claims (format 1.7)."""
    schema.table("import_claim").create(
        {"sha256": str, "person": str, "machine": str, "session": int, "log_line": int},
        pk="sha256",
        not_null={"sha256", "person", "machine", "session"},
        strict=True,
    )
