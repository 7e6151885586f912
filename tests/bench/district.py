"""A district of the demonstration as it is before the bureau's first import; made once for all rows."""

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import NoReturn
from unittest.mock import patch

from operations.bureau.store import Desk
from operations.demo import run as demo
from operations.scratch import folder_of_this_program

_SCHOOLS = 28


class _BeforeImportError(Exception):
    """Ends the demonstration where its bureau would import."""


@dataclass(frozen=True, slots=True)
class District:
    """What lies ready.

    Attributes:
        store: The bureau's store, with all schools enrolled and nothing taken.
        packages: The packages of its schools, one each.

    """

    store: Path
    packages: tuple[Path, ...]


@cache
def before_import() -> District:
    """Make it, in a folder that goes with this program."""
    folder = folder_of_this_program() / "district"
    store = folder.with_name("before.yhb")
    with (
        patch.object(demo, "import_packages", partial(_keep, store)),
        suppress(_BeforeImportError),
    ):
        demo.run_demo(folder, schools=_SCHOOLS, finished=True)
    return District(store, tuple(sorted((folder / "packages").iterdir())))


def _keep(target: Path, desk: Desk, *_: object, **__: object) -> NoReturn:
    copy_store(desk.store.path, target)
    raise _BeforeImportError


def copy_store(source: Path, target: Path) -> None:
    """Copy a store that may be open."""
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)
