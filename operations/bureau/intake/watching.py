"""A folder that is watched: which files in it are new and whole. Seeing that it changed is the face's."""

from collections.abc import Callable, Iterator
from pathlib import Path

from operations.bureau.intake.package_files import FoundFiles, files_below, look_through
from operations.errors import Refused
from operations.files import shown_name

Wait = Callable[[], bool]
"""Waits until the next look is due; false ends the watching."""
Stamp = tuple[int, int]
"""Size in bytes and time of the last change in nanoseconds."""


class WatchedFolder:
    """Looks at a folder and the folders below it again and again.

    A file counts once it has kept size and time between two looks, so that nothing is taken while it
    is still copied; it counts again when it has changed since.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._before: dict[Path, Stamp] = {}
        self._told: dict[Path, Stamp] = {}

    @property
    def known(self) -> tuple[Path, ...]:
        """Every file of the last look."""
        return tuple(self._before)

    @property
    def has_unsettled(self) -> bool:
        """Whether some file was seen for the first time, so that another look is due soon."""
        return any(self._told.get(path) != stamp for path, stamp in self._before.items())

    def look(self) -> tuple[Path, ...]:
        """Give the files that are new and whole, in order of their names.

        Raises:
            Refused: The folder is gone or cannot be read, or holds more files than packages ever do.

        """
        try:
            is_there = self.folder.is_dir()
            now = dict(self._stamped()) if is_there else {}
        except OSError:
            is_there, now = False, {}
        if not is_there:
            raise Refused(
                f"监视的文件夹“{shown_name(self.folder)}”打不开，可能是 U 盘已拔出或网络断了。"
                "接好以后会继续监视。"
            )
        whole = tuple(
            path
            for path, stamp in now.items()
            if self._before.get(path) == stamp and self._told.get(path) != stamp
        )
        self._before = now
        self._told.update({path: now[path] for path in whole})
        return whole

    def _stamped(self) -> list[tuple[Path, Stamp]]:
        found = []
        for path in files_below(self.folder):
            try:
                seen = path.stat()
            except OSError:
                continue  # Gone since, or not to be read: the next look will tell.
            found.append((path, (seen.st_size, seen.st_mtime_ns)))
        return found


def arrivals(
    watched: WatchedFolder,
    *,
    wait: Wait,
    lost: Callable[[str], object],
    unpacked: Callable[[], Path],
) -> Iterator[FoundFiles]:
    """Look again and again, and give what is new and whole each time there is something.

    Args:
        watched: The folder.
        wait: See :data:`Wait`.
        lost: Told once why the folder cannot be read; looking goes on.
        unpacked: As for :func:`operations.bureau.intake.package_files.look_through`.

    """
    was_lost = False
    while True:
        try:
            new = watched.look()
        except Refused as refusal:
            if not was_lost:
                lost(refusal.message)
            new, was_lost = (), True
        else:
            was_lost = False
        if new:
            yield look_through(new, unpacked=unpacked)
        if not wait():
            return
