"""A store of either kind, for what is done to both alike."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from operations.store_files import BUREAU_ENDING
from storage.bureau.store import BureauStore
from storage.errors import NotOurFile
from storage.school.store import SchoolStore

AnyStore = SchoolStore | BureauStore


def store_class(path: Path) -> type[AnyStore]:
    """Which kind of store a file is, by its name; a school's where that does not tell."""
    return BureauStore if path.suffix.lower() == BUREAU_ENDING else SchoolStore


@contextmanager
def opened_any(path: Path) -> Iterator[AnyStore]:
    """Open a school's or a bureau's store read-only, whichever it is."""
    store: AnyStore
    try:
        store = SchoolStore.open(path, read_only=True)
    except NotOurFile:
        store = BureauStore.open(path, read_only=True)
    with store:
        yield store
