"""FolderWatch: notices what is put into a folder, by the system's word and by looking now and then."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal, Slot

from operations.bureau.intake.package_files import FoundFiles, look_through
from operations.bureau.intake.watching import WatchedFolder
from ui.desktop import Desktop

_POLL_MS = 5000
"""Shares and sticks send no word of a change."""
_SETTLE_MS = 700
"""Between the first sight of a file and the look that finds it whole."""
_MOST_FOLDERS = 200
"""Folders the system is asked to watch; those beyond are polled."""

Seen = tuple[FoundFiles, tuple[str, ...], bool]
"""What is new, the folders there are, and whether another look is due soon."""


class FolderWatch(QObject):
    """Watches one folder and those below it, off the GUI thread."""

    arrived = Signal(object)
    """A :class:`operations.bureau.intake.package_files.FoundFiles`: what is new and whole."""
    lost = Signal(object)
    """A :class:`operations.failures.explain.Failure`: the folder cannot be read now; looking goes on."""

    def __init__(self, desktop: Desktop, unpacked: Callable[[], Path], parent: QObject) -> None:
        super().__init__(parent)
        self._desktop = desktop
        self._unpacked = unpacked
        self._watched: WatchedFolder | None = None
        self._is_looking = False
        self._was_lost = False
        self._system = QFileSystemWatcher(self)
        self._system.directoryChanged.connect(self._on_changed)
        self._poll = QTimer(self)
        self._poll.setInterval(_POLL_MS)
        self._poll.timeout.connect(self.look)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SETTLE_MS)
        self._soon.timeout.connect(self.look)

    @property
    def folder(self) -> Path | None:
        """What is watched, if anything."""
        return None if self._watched is None else self._watched.folder

    def start(self, folder: Path) -> None:
        """Watch this folder from now on; what lies in it already counts as new."""
        self.stop()
        self._watched = WatchedFolder(folder)
        self._poll.start()
        self.look()

    def stop(self) -> None:
        """Watch no longer."""
        self._watched = None
        self._was_lost = False
        self._poll.stop()
        self._soon.stop()
        if known := self._system.directories():
            self._system.removePaths(known)

    @Slot(str)
    def _on_changed(self, _folder: str) -> None:
        self._soon.start()

    @Slot()
    def look(self) -> None:
        """Look whether something is new."""
        watched = self._watched
        if watched is None or self._is_looking:
            return
        self._is_looking = True
        unpacked = self._unpacked

        def work(_: object) -> Seen:
            new = watched.look()
            folders = {path.parent for path in (watched.folder / "x", *watched.known)}
            named = tuple(sorted(str(path) for path in folders))[:_MOST_FOLDERS]
            return look_through(new, unpacked=unpacked), named, watched.has_unsettled

        self._desktop.runner.work(
            work,
            owner=self,
            then=lambda seen: self._on_looked(watched, seen),
            fail=lambda error: self._on_lost(watched, error),
        )

    def _on_looked(self, watched: WatchedFolder, seen: Seen) -> None:
        self._is_looking = False
        if watched is not self._watched:
            return
        self._was_lost = False
        found, folders, again = seen
        if new := sorted({*folders} - {*self._system.directories()}):
            self._system.addPaths(new)
        if again:
            self._soon.start()
        if found.packages or found.others:
            self.arrived.emit(found)

    def _on_lost(self, watched: WatchedFolder, error: BaseException) -> None:
        self._is_looking = False
        if watched is self._watched and not self._was_lost:
            self._was_lost = True
            self.lost.emit(self._desktop.explain(error))
