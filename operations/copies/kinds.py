"""Which class a store file is opened with."""

from pathlib import Path

from operations.history import AnyStore
from operations.store_files import BUREAU_ENDING
from storage.bureau.store import BureauStore
from storage.school.store import SchoolStore


def store_class(path: Path) -> type[AnyStore]:
    """Which kind of store a file is, by its name; a school's where that does not tell."""
    return BureauStore if path.suffix.lower() == BUREAU_ENDING else SchoolStore
