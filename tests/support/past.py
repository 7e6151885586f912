"""The files that earlier versions of the program have left."""

import tarfile
from pathlib import Path
from typing import Final

from tests.support.places import DATA

PAST: Final = DATA / "past"
VERSIONS: Final = tuple(sorted(path.name for path in PAST.iterdir() if path.is_dir()))


def unpack(version: str, folder: Path) -> Path:
    """Unpack the files of a version into a folder and return it."""
    with tarfile.open(PAST / version / "files.tar.xz") as archive:
        # Python 3.11.2 (Debian 12) has no filters yet, and those after 3.13 take this one by themselves.
        if hasattr(tarfile, "data_filter"):
            archive.extraction_filter = tarfile.data_filter
        archive.extractall(folder)
    return folder
