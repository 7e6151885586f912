"""WatchRow: which folder is watched for packages, what came that is none, and how to stop."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout

from operations.bureau.intake.package_files import FoundFiles, LeftAside
from operations.failures.explain import Failure
from ui.bureau.desk import BureauDesk
from ui.bureau.intake.folder_watch import FolderWatch
from ui.metrics import space
from ui.parts.controls.buttons import button
from ui.parts.labels.elided_label import elided_label
from ui.recent import watch_folder, watched_folder

_SHOWN = 3


class WatchRow(QFrame):
    """Hidden while nothing is watched; :attr:`choose` has its place beside the buttons of the page."""

    arrived = Signal(object)
    """A :class:`operations.bureau.intake.package_files.FoundFiles`."""
    failed = Signal(object)
    """A :class:`operations.failures.explain.Failure`."""

    def __init__(self, desk: BureauDesk, unpacked: Callable[[], Path]) -> None:
        super().__init__()
        self._desk = desk
        self._count = 0
        self._others: list[LeftAside] = []
        self._lost = False
        self.watch = FolderWatch(desk.desktop, unpacked, self)
        self.watch.arrived.connect(self._on_arrived)
        self.watch.lost.connect(self._on_lost)
        self.choose = button("监视文件夹(&W)…", icon="eye")
        self.choose.setToolTip("新放进这个文件夹的上报包自动试导入，等您确认")
        self.choose.clicked.connect(self._on_choose)
        self.text = elided_label(style="small", least=7)
        self.stop = button("停止监视", icon="x", style="quiet")
        self.stop.clicked.connect(self._on_stop)
        row = QHBoxLayout(self)
        space(row, gap=1)
        row.addWidget(self.text, 1)
        row.addWidget(self.stop)
        self.hide()

    def resume(self) -> None:
        """Watch the folder that was watched when the window was closed."""
        folder = watched_folder(self._desk.place)
        if folder is not None:
            self._begin(folder)

    @Slot()
    def _on_choose(self) -> None:
        folder = self._desk.desktop.messages.folder("监视哪个文件夹")
        if folder is not None:
            watch_folder(self._desk.place, folder)
            self._begin(folder)

    def _begin(self, folder: Path) -> None:
        self._count, self._others, self._lost = 0, [], False
        self.show()
        self.watch.start(folder)
        self._show()

    @Slot()
    def _on_stop(self) -> None:
        self.watch.stop()
        watch_folder(self._desk.place, None)
        self.hide()
        self.choose.setFocus()

    @Slot(object)
    def _on_arrived(self, found: FoundFiles) -> None:
        self._lost = False
        self._count += len(found.packages)
        self._others.extend(found.others)
        self._show()
        self.arrived.emit(found)

    @Slot(object)
    def _on_lost(self, failure: Failure) -> None:
        self._lost = True
        self._show()
        self.failed.emit(failure)

    def _show(self) -> None:
        folder = self.watch.folder
        if folder is None:
            return
        words = [f"正在监视 {folder}", f"来了 {self._count} 份上报包"]
        if self._others:
            named = "；".join(item.sentence for item in self._others[-_SHOWN:])
            words.append(f"{len(self._others)} 个文件不是上报包（{named}）")
        if self._lost:
            words = [f"等待文件夹 {folder} 重新接上"]
        self.text.setText("，".join(words))
        self.text.setToolTip("\n".join(item.sentence for item in self._others))
