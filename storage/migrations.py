"""Versions of a store's format: numbered steps, one function each, all or none.

The version stands in ``user_version`` as major × 1000 + minor. A program opens a store of its own
major and a newer minor as it is, upgrades an older one after a backup, and refuses a newer major.
"""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    # At run time it is imported only when there is something to migrate: start-up counts.
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the format.

    Attributes:
        version: The version the step leads to, e.g. ``1001``.
        apply: Changes the schema. It runs inside a transaction and must not end it.

    """

    version: int
    apply: Callable[["Database"], None]


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of store.

    Attributes:
        application_id: Written into the file; tells our kinds apart from each other and the rest.
        label: What users call it.
        steps: In rising order of version.

    """

    application_id: int
    label: str
    steps: tuple[Step, ...]

    @property
    def version(self) -> int:
        """The version this program writes."""
        return self.steps[-1].version


class VersionStanding(Enum):
    """How a file's version stands to the program's."""

    CURRENT = "current"
    OLDER = "older"
    NEWER_MINOR = "newer minor"
    NEWER_MAJOR = "newer major"


def standing(found: int, known: int) -> VersionStanding:
    """Compare the version of a file with the version this program writes."""
    if found == known:
        return VersionStanding.CURRENT
    if found < known:
        return VersionStanding.OLDER
    return (
        VersionStanding.NEWER_MAJOR
        if found // 1000 > known // 1000
        else VersionStanding.NEWER_MINOR
    )


def migrate(connection: sqlite3.Connection, steps: Sequence[Step]) -> tuple[int, ...]:
    """Run every step above the file's version, in one transaction.

    Args:
        connection: In autocommit mode, outside a transaction.
        steps: All steps of the format, in rising order.

    Returns:
        The versions that were reached, in order; empty if there was nothing to do.

    Raises:
        Exception: Whatever a step raises; the file is then exactly as before.

    """
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    pending = [step for step in steps if step.version > found]
    if not pending:
        return ()
    from sqlite_utils import Database

    database = Database(connection)
    connection.execute("BEGIN EXCLUSIVE")
    try:
        for step in pending:
            step.apply(database)
        # PRAGMA takes no parameters; the number is our own constant.
        connection.execute(f"PRAGMA user_version = {pending[-1].version:d}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:  # a full disk has rolled it back already
            connection.execute("ROLLBACK")
        raise
    return tuple(step.version for step in pending)
