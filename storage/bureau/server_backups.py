"""The backups of a bureau's store on a server: a file with all its rows, where somebody asks for one."""

import shutil
from pathlib import Path

from storage.backups.writing import refuse_other
from storage.bureau.copying import copying
from storage.database import Database
from storage.errors import StoreRefusal
from storage.files.atomic import new_file
from storage.files.temporary import scratch_folder
from storage.journal.journal import Journal


class ServerBackups:
    """See :class:`~storage.backups.open_store.StoreBackups`.

    Whoever runs the server backs it up, so the program makes no automatic ones.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    def write_to(self, target: Path, *, replace: bool) -> None:
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

    def make(self) -> Path:
        raise StoreRefusal(
            "服务器上的库由信息中心备份（pg_dump）。要一份文件，请指定备份写到哪里。"
        )

    @property
    def due(self) -> bool:
        return False

    def all(self) -> tuple[Path, ...]:
        return ()
