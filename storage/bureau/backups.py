"""The backups of a bureau's store: a file is copied as it is, a store on a server row by row."""

import shutil
from pathlib import Path

from storage.backups.backup import refuse_other
from storage.backups.open_store import StoreBackups
from storage.bureau.copying import copying
from storage.files.atomic import new_file
from storage.files.temporary import scratch_folder
from storage.journal.journal import Journal


class BureauBackups(StoreBackups):
    """The backups of a bureau's store, each a file that opens anywhere."""

    def write_to(self, target: Path, *, replace: bool) -> None:
        """Write a verified copy of the store to a file.

        Raises:
            NotReplaced: There is anything but an earlier backup of this store.
            WouldReplace: There is one, and it was not asked to replace it.
            EnvironmentProblem: It cannot be written.

        """
        if isinstance(self._database.place, Path):
            super().write_to(target, replace=replace)
            return
        journal = Journal(self._database)
        with self._database.errors():
            refuse_other(target, lambda: journal.entry(1).hash, replace=replace)
            self._write_rows(target)

    def _write_rows(self, target: Path) -> None:
        with scratch_folder(target.parent) as folder:
            made = folder / "backup.yhb"
            with copying(self._database, made):
                pass
            with new_file(target, private=True) as temporary:
                shutil.copyfile(made, temporary)
