"""The only writer of files: whole or not at all, and on the disk when it returns.

New content goes to a temporary file in the same folder, is flushed to the disk and takes the place
of the old file in one step. Whatever goes wrong, the old file is still there, whole.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from forms.types.file_names import is_kept_by_windows
from storage.errors import UnfitName, file_errors
from storage.files.replacing import refuse_to_destroy
from storage.files.system import SYSTEM
from storage.files.temporary import growing


def write_bytes(path: Path, content: bytes, *, replace: bool, private: bool = False) -> None:
    """Write a whole file; see :func:`write_all`."""
    write_all({path: content}, replace=replace, private=private)


def write_all(contents: Mapping[Path, bytes], *, replace: bool, private: bool = False) -> None:
    """Write whole files; none is written if one of them would destroy what is there.

    Args:
        contents: All bytes of each file, by place; its folder has to exist.
        replace: Whether it was asked that files of the same kind are replaced.
        private: Only the present user may read it; set before the first byte is written.

    Raises:
        EnvironmentProblem: Disk full, no permission, folder gone; the old file is untouched.
        NotReplaced: A file there is a store, a key or of another kind than the content.
        WouldReplace: A file is there, and it was not asked to replace it.

    """
    refuse_to_destroy(contents, replace=replace)
    for path, content in contents.items():
        with new_file(path, private=private) as temporary:
            temporary.write_bytes(content)


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
