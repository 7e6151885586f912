"""The backups of one open store, made while it is open."""

from pathlib import Path

from storage.database import Database


class StoreBackups:
    """The backups of a store."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def write_to(self, target: Path, *, replace: bool) -> None:
        """Write a verified copy of the store to a file; errors as :func:`storage.backups.backup.write`."""
        with self._database.errors():
            self._database.engine.write_backup(target, replace=replace)

    def make(self) -> Path:
        """Make an automatic backup beside the store, thin the old ones, return the new one."""
        with self._database.errors():
            return self._database.engine.make_backup(self._database.clock())

    @property
    def due(self) -> bool:
        """Whether it is time for the next automatic backup."""
        return self._database.engine.is_backup_due(self._database.clock())

    def all(self) -> tuple[Path, ...]:
        """Return the automatic backups, newest first."""
        return self._database.engine.backups()
