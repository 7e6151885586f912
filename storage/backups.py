"""The backups of one open store, made while it is open; how they are written says storage/backup.py."""

from pathlib import Path

from storage import backup
from storage.database import Database


class StoreBackups:
    """The backups of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write_to(self, target: Path, *, replace: bool) -> None:
        """Write a verified copy of the store to a file; errors as :func:`storage.backup.write`."""
        with self._database.errors():
            backup.write(self._database.connection, target, replace=replace)

    def make(self) -> Path:
        """Make an automatic backup beside the store, thin the old ones, return the new one."""
        with self._database.errors():
            return backup.make(
                self._database.connection,
                self._database.path,
                now=self._database.clock(),
                reason=backup.SCHEDULED,
            )

    @property
    def due(self) -> bool:
        """Whether it is time for the next automatic backup."""
        return backup.is_due(self._database.path, self._database.clock())

    def all(self) -> tuple[Path, ...]:
        """Return the automatic backups, newest first."""
        return backup.backups_of(self._database.path)
