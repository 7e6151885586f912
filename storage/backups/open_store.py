"""The backups of one open store, made while it is open."""

from pathlib import Path
from typing import Protocol

from storage.backups import writing
from storage.backups.dated import SCHEDULED, backups_of, is_due
from storage.database import Database
from storage.engines.sqlite.store import StoreFile


class StoreBackups(Protocol):
    """The backups of an open store."""

    def write_to(self, target: Path, *, replace: bool) -> None:
        """Write a verified copy of the store to a file that opens anywhere.

        Raises:
            NotReplaced: There is anything but an earlier backup of this store.
            WouldReplace: There is one, and it was not asked to replace it.
            EnvironmentProblem: It cannot be written, or does not agree with the store.

        """

    def make(self) -> Path:
        """Make an automatic backup beside the store, thin the old ones, return the new one.

        Raises:
            StoreRefusal: The store lies on a server, beside which there is no place.
            EnvironmentProblem: It cannot be written, or does not agree with the store.

        """

    @property
    def due(self) -> bool:
        """Whether it is time for the next automatic backup."""

    def all(self) -> tuple[Path, ...]:
        """Return the automatic backups, newest first."""


class FileBackups:
    """The backups of a store that is kept in a file: copies of it, the automatic ones beside it."""

    def __init__(self, database: Database, file: StoreFile) -> None:
        self._database = database
        self._file = file

    def write_to(self, target: Path, *, replace: bool) -> None:
        with self._database.errors():
            writing.write(self._file.connection, target, replace=replace)

    def make(self) -> Path:
        now = self._database.clock()
        with self._database.errors():
            return writing.make(self._file.connection, self._file.place, now=now, reason=SCHEDULED)

    @property
    def due(self) -> bool:
        return is_due(self._file.place, self._database.clock())

    def all(self) -> tuple[Path, ...]:
        return backups_of(self._file.place)
