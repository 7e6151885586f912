"""The only writer of files: whole or not at all, and on the disk when it returns.

New content goes to a temporary file in the same folder, is flushed to the disk and takes the place
of the old file in one step. Whatever goes wrong, the old file is still there, whole.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from forms.types.file_names import is_kept_by_windows
from storage.errors import EnvironmentProblem, UnfitName, file_errors
from storage.files.open_files import read_bytes
from storage.files.replacing import refuse_to_destroy
from storage.files.system import SYSTEM
from storage.files.temporary import growing, put_in_place, scratch_folder


def write_bytes(path: Path, content: bytes, *, replace: bool, private: bool = False) -> None:
    """Write a whole file.

    Args:
        path: Its place; the folder has to exist.
        content: All bytes.
        replace: Whether it was asked that a file of the same kind is replaced.
        private: Only the present user may read it; set before the first byte is written.

    Raises:
        EnvironmentProblem: Disk full, no permission, folder gone; the old file is untouched.
        NotReplaced: A file there is a store, a key or of another kind than the content.
        WouldReplace: A file is there, and it was not asked to replace it.

    """
    refuse_to_destroy({path: content}, replace=replace)
    with new_file(path, private=private) as temporary:
        temporary.write_bytes(content)


def write_all(contents: Mapping[Path, bytes], *, replace: bool) -> None:
    """Write a set of whole files, all of them or none: half a set says something wrong.

    All lie on the disk, in a hidden folder beside their places, before the first takes its place. Where
    one cannot take it (another program has the old file open), those before it are taken back.
    Arguments and errors as :func:`write_bytes`; none is written if one of them would destroy what is there.
    """
    refuse_to_destroy(contents, replace=replace)
    with ExitStack() as scratches:
        folders: dict[Path, Path] = {}
        made: dict[Path, Path] = {}
        for number, (path, content) in enumerate(contents.items()):
            with file_errors(path):
                if path.parent not in folders:
                    folders[path.parent] = scratches.enter_context(scratch_folder(path.parent))
                made[path] = folders[path.parent] / str(number)
                _write_aside(made[path], path, content)
        _place_all(made)


def _write_aside(temporary: Path, path: Path, content: bytes) -> None:
    if not is_kept_by_windows(path.name):
        raise UnfitName(path)
    with temporary.open("xb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    SYSTEM.share(temporary)


def _place_all(made: Mapping[Path, Path]) -> None:
    """Let each take its place; where one cannot, put back what lay in the places of those before."""
    before: dict[Path, bytes | None] = {}
    for path, temporary in made.items():
        try:
            with file_errors(path):
                old = read_bytes(path) if path.is_file() else None
                put_in_place(temporary, path)
        except EnvironmentProblem:
            for placed, content in before.items():
                _put_back(placed, content)
            raise
        before[path] = old


def _put_back(path: Path, content: bytes | None) -> None:
    # What hinders this too leaves a whole file of the new set; the refusal is told all the same.
    with suppress(OSError, EnvironmentProblem):
        if content is None:
            path.unlink()
            return
        with new_file(path) as again:
            again.write_bytes(content)


@contextmanager
def new_file(path: Path, *, private: bool = False) -> Iterator[Path]:
    """Give an empty hidden file that becomes ``path`` when the block ends without an exception.

    Raises:
        UnfitName: Windows would not keep the name; whatever the system here, files travel.
        EnvironmentProblem: As for :func:`write_bytes`. Other exceptions of the block pass through;
            in every case the temporary file is gone and the old file untouched.

    """
    if not is_kept_by_windows(path.name):
        raise UnfitName(path)
    with file_errors(path), growing(path) as made:
        yield made.path
        if not private:
            SYSTEM.share(made.path)
        made.take_place_of(path)
