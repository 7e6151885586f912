"""ImportPage: files in, verdicts in words; rehearsal, import, receipts; what was refused is kept."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from operations.bureau.intake.import_packages import import_packages
from operations.bureau.intake.package_files import FoundFiles, LeftAside, package_files
from operations.bureau.intake.rehearsal import rehearse_import
from operations.bureau.sent.issue import IssuedBytes
from operations.bureau.sent.receipts import issue_receipts
from operations.bureau.store import Desk
from operations.failures.explain import Failure
from operations.scratch import folder_of_this_program
from ui.bureau.desk import BureauDesk
from ui.bureau.intake.file_list import FileList
from ui.bureau.intake.import_log import LogTab, QuarantineTab
from ui.bureau.intake.import_rows import ShownFile, told_files, waiting_files
from ui.bureau.intake.receipts import RECEIPTS, save_receipts, save_receipts_again
from ui.bureau.intake.summary import sum_up
from ui.bureau.intake.watch_row import WatchRow
from ui.bureau.work_page import SCHOOL_PAGE, BureauPage
from ui.metrics import space
from ui.parts.controls.buttons import button
from ui.parts.layout.inside_out import lay_out
from ui.parts.layout.tab_pages import TabPages
from ui.parts.layout.tall_area import TallArea
from ui.parts.page.progress_row import ProgressRow
from ui.tasks import Progress, Ticket

T = TypeVar("T")

_PACKAGES = "上报包 (*.age *.asice *.zip);;所有文件 (*)"
_UNLOCK = "打开上报包要用区局的日常密钥。"


class ImportPage(BureauPage):
    """Three tabs: this import, the log, the quarantine."""

    def __init__(self, desk: BureauDesk) -> None:
        super().__init__(desk, "导入上报包")
        self.setAcceptDrops(True)
        self.files = FileList(desk.desktop.theme)
        self.files.school_wanted.connect(self._on_school)
        self._left_aside: dict[Path, LeftAside] = {}
        self._ticket: Ticket | None = None
        self._waits_for_rehearsal = False
        self.choose = button("选择文件(&F)…", icon="files")
        self.choose.clicked.connect(self._on_choose)
        self.folder = button("选择文件夹(&D)…", icon="folder-open")
        self.folder.clicked.connect(self._on_folder)
        self.watch = WatchRow(desk, folder_of_this_program)
        self.watch.arrived.connect(self._on_arrived)
        self.watch.failed.connect(self.fail)
        self.add_buttons(self.choose, self.folder, self.watch.choose)
        self.body.addWidget(self.watch)
        self.tabs = TabPages("导入的各部分")
        self.tabs.addTab(self._make_files(), "本次导入")
        self.log = LogTab(self)
        self.tabs.addTab(self.log, "导入日志")
        self.quarantine = QuarantineTab(self)
        self.tabs.addTab(self.quarantine, "隔离区")
        self.tabs.currentChanged.connect(self._on_tab)
        self.add_content(TallArea(self.tabs))
        desk.keys_changed.connect(self._on_keys_changed)
        self.watch.resume()

    def _make_files(self) -> QWidget:
        box = QWidget()
        layout = QVBoxLayout(box)
        space(layout, margins=(0, 1.5, 0, 0), gap=1)
        self.progress = ProgressRow()
        self.rehearse = button("试导入，不保存(&T)", icon="list-checks")
        self.rehearse.clicked.connect(self._on_rehearse)
        self.start = button("正式导入(&J)", icon="inbox", style="primary")
        self.start.clicked.connect(self._on_import)
        self.receipts = button("生成回执(&H)…", icon="mail-check")
        self.receipts.clicked.connect(self._on_receipts)
        self.again = button("再存已发的回执…", style="quiet")
        self.again.clicked.connect(self._on_again)
        self.clear = button("清空列表", style="quiet")
        self.clear.clicked.connect(self._on_clear)
        self.progress.add(
            self.rehearse, self.start, self.receipts, self.again, self.clear, self.files.filters
        )
        self.progress.cancelled.connect(self._on_cancel)
        layout.addWidget(self.progress)
        layout.addWidget(self.files, 1)
        return box

    # -- what is shown -------------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Show the files, and how many wait for receipts."""
        waiting = self.desk.facts.unanswered
        self.receipts.setVisible(waiting > 0)
        self.receipts.setText(f"生成 {waiting} 份回执(&H)…")
        self.tabs.setTabText(2, f"隔离区（{self.desk.facts.quarantined}）")
        if self._ticket is None:  # the end of a long step shows its rows itself
            self._show_rows()
        self._on_tab(self.tabs.currentIndex())

    def _show_rows(self) -> None:
        self.files.show_rows(self._names())
        self._show_whether_busy()

    def _names(self) -> dict[str, str]:
        return {code: item.school.name for code, item in self.desk.facts.by_code.items()}

    def _show_whether_busy(self) -> None:
        """Nothing else can be begun while a long step runs."""
        busy = self._ticket is not None
        for made in (self.rehearse, self.start):
            made.setEnabled(bool(self.files.open_paths) and not busy)
        for made in (self.choose, self.folder, self.receipts, self.again, self.clear):
            made.setEnabled(not busy)
        self.clear.setVisible(bool(self.files.rows))

    @Slot(str)
    def _on_school(self, code: str) -> None:
        if code in self.desk.facts.by_code:
            self.opened.emit(SCHOOL_PAGE, code)

    def focus_first(self) -> None:
        """Begin with choosing, or in the list."""
        if self.files.rows:
            self.files.table.select_first()
            self.files.table.setFocus()
        else:
            self.choose.setFocus()

    def act(self, what: str) -> None:
        """Choose files, or make receipts."""
        if what == "receipts":
            self._on_receipts()
        elif what == "choose":
            self._on_choose()

    @Slot(int)
    def _on_tab(self, number: int) -> None:
        if number == 1:
            self.log.refresh()
        elif number == 2:
            self.quarantine.refresh()

    # -- choosing ------------------------------------------------------------------------------

    @Slot()
    def _on_choose(self) -> None:
        messages = self.desk.desktop.messages
        self.add_files(messages.open_files("选择上报包", pattern=_PACKAGES, many=True))

    @Slot()
    def _on_folder(self) -> None:
        folder = self.desk.desktop.messages.folder("选择放着上报包的文件夹")
        if folder is not None:
            self.add_files([folder])

    def add_files(self, places: Iterable[Path]) -> None:
        """Put files, and the packages in folders, on the list."""
        chosen = list(places)
        if not chosen:
            return

        def find(_: Ticket) -> tuple[FoundFiles, list[ShownFile]]:
            found = package_files(chosen, unpacked=folder_of_this_program)
            return found, waiting_files(found.packages)

        self.desk.desktop.runner.work(
            find,
            owner=self,
            then=self._on_found,
            fail=lambda error: self.desk.tell(error, self.fail),
        )

    def _on_found(self, outcome: tuple[FoundFiles, list[ShownFile]]) -> None:
        found, files = outcome
        if not found.packages:
            self.say(
                "文件夹里没有上报包（.asice.age）。请检查是否选错文件夹。",
                tone="query",
                detail=found.told,
            )
            return
        self.files.add(files)
        self._left_aside.update({item.path: item for item in found.others})
        count = len(self.files.open_paths)
        self.say(
            f"名单上有 {count} 份上报包，还没有导入。",
            tone="query" if self._told_aside else "accent",
            detail=self._told_aside,
        )
        self.tabs.setCurrentIndex(0)
        self._show_rows()
        self.files.table.select(found.packages[0])
        self.files.table.setFocus()

    @property
    def _told_aside(self) -> str:
        """What lay beside the packages of the list and was not taken; told until the list is cleared."""
        return FoundFiles((), tuple(self._left_aside.values())).told

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls() and self._ticket is None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = [url for url in event.mimeData().urls() if url.isLocalFile()]
        self.add_files(Path(url.toLocalFile()) for url in urls)
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    @Slot()
    def _on_clear(self) -> None:
        self.files.clear()
        self._left_aside.clear()
        self.strip.clear()
        self._show_rows()
        self.choose.setFocus()

    # -- rehearsing and importing --------------------------------------------------------------

    @Slot()
    def _on_rehearse(self) -> None:
        self.desk.unlock(_UNLOCK, lambda: self._begin(rehearsal=True), fail=self.fail)

    @Slot()
    def _on_import(self) -> None:
        self.desk.unlock(_UNLOCK, lambda: self._begin(rehearsal=False), fail=self.fail)

    def _begin(self, *, rehearsal: bool, watched: bool = False) -> None:
        paths, names = self.files.open_paths, self._names()

        def work(desk: Desk, ticket: Ticket) -> list[ShownFile]:
            run = rehearse_import if rehearsal else import_packages
            found = run(desk, paths, progress=ticket.progress, cancelled=lambda: ticket.cancelled)
            return told_files(paths, found, names)

        def done(told: list[ShownFile]) -> None:
            self._on_done(paths, told, rehearsal=rehearsal)
            if watched and len(told) == len(paths):  # one that was cancelled says so itself
                self._on_watched_done()

        what = "正在试导入…" if rehearsal else "正在导入…"
        self.run_long(what, len(paths), work, done)

    def run_long(
        self,
        what: str,
        total: int,
        work: Callable[[Desk, Ticket], T],
        then: Callable[[T], object],
    ) -> None:
        """Run a step that says how far it is and can be stopped; the keys have to be unlocked."""

        def done(result: T) -> None:
            self._ticket = None
            self.progress.end()
            self._show_whether_busy()
            then(result)
            self._rehearse_waiting()

        self.strip.clear()
        self.progress.begin(what, total)
        self._ticket = self.desk.long_step(
            work, owner=self, on_progress=self._on_progress, then=done, fail=self._on_failed
        )
        if not self.progress.is_running:
            self._ticket = None
        self._show_rows()

    def _on_progress(self, progress: Progress) -> None:
        self.progress.show_progress(progress)

    def stop(self) -> None:
        """Let a running import end after the file it is at."""
        self._on_cancel()

    @Slot()
    def _on_cancel(self) -> None:
        if self._ticket is not None:
            self._ticket.cancel()

    def _on_failed(self, failure: Failure) -> None:
        self._ticket = None
        self.progress.end()
        self._show_rows()
        self.fail(failure)

    def _on_done(self, paths: Sequence[Path], told: list[ShownFile], *, rehearsal: bool) -> None:
        self.files.take(told)
        self._show_rows()
        summary = sum_up([self.files.rows[path] for path in paths], rehearsal=rehearsal)
        detail = "\n".join(filter(None, (summary.detail, self._told_aside)))
        self.say(summary.text, tone="query" if self._told_aside else summary.tone, detail=detail)
        self.files.show_trouble(paths)
        lay_out(self)

    @Slot()
    def _on_receipts(self) -> None:
        self.desk.unlock(RECEIPTS, self._make_receipts, fail=self.fail)

    def _make_receipts(self) -> None:
        def work(desk: Desk, ticket: Ticket) -> list[IssuedBytes]:
            return issue_receipts(
                desk, progress=ticket.progress, cancelled=lambda: ticket.cancelled
            )

        self.run_long(
            "正在生成回执…",
            self.desk.facts.unanswered,
            work,
            lambda made: save_receipts(self, made),
        )

    # -- watching ------------------------------------------------------------------------------

    @Slot(object)
    def _on_arrived(self, found: FoundFiles) -> None:
        """Put what came into the watched folder on the list, and rehearse it at once."""
        self.files.add(waiting_files(found.packages))
        self._show_rows()
        if found.packages:
            self._waits_for_rehearsal = True
            self._rehearse_waiting()

    def _rehearse_waiting(self) -> None:
        if not self._waits_for_rehearsal or self._ticket is not None:
            return
        if not self.desk.unlocked:
            self._announce("密钥已锁，解锁后试导入。")
            return
        self._waits_for_rehearsal = False
        self._begin(rehearsal=True, watched=True)

    def _on_watched_done(self) -> None:
        if self.isVisible() and self.start.isEnabled():
            self.start.setFocus()
        self._announce("已试导入，没有保存。按 Enter 正式导入。")

    def _announce(self, what: str) -> None:
        """Say on whatever page is in sight what came into the watched folder."""
        count = len(self.files.open_paths)
        sentence = f"监视的文件夹来了上报包，名单上有 {count} 份上报包等待导入，{what}"
        if self.isVisible():
            self.say(sentence, tone="accent")
        else:
            self.desk.said.emit(f"{sentence}请到“导入上报包”（Ctrl+3）。", "accent")

    @Slot()
    def _on_keys_changed(self) -> None:
        if self.desk.unlocked:
            self._rehearse_waiting()

    @Slot()
    def _on_again(self) -> None:
        save_receipts_again(self)
