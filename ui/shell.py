"""The main window: it shows the start page or one open store, and closes without losing anything."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMainWindow, QStackedWidget

from operations.collector import paused, walk_again
from operations.store_files import LOOKED_AT
from ui.desktop import Desktop
from ui.kinds import BUREAU, SCHOOL, StoreKind, kind_of
from ui.metrics import characters, line_height
from ui.recent import remember, remember_window, remembered_window
from ui.start.start_page import NewPageMaker, StartPage

if TYPE_CHECKING:
    from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent

    from operations.failures.explain import Failure
    from operations.store_place import StorePlace
    from operations.verify.inspect_file import TrustStore
    from ui.copies.restoring import News
    from ui.face import Face
    from ui.verify.looking import Looking

_FRAME_WIDTH, _FRAME_HEIGHT = 16, 40
"""What the frame of the system takes around a window at most, in pixels."""
_PAINTED_MS = 30
"""When the list of recent stores is looked at: once the window is painted, for a file on a share or a
stick may keep it waiting."""

FaceMaker = Callable[[Desktop, "StorePlace"], "Face"]


class MainWindow(QMainWindow):
    """One window, one store at a time; which face opens which kind of store it is told."""

    def __init__(
        self,
        desktop: Desktop,
        *,
        faces: Mapping[StoreKind, FaceMaker],
        new_pages: Mapping[StoreKind, NewPageMaker],
    ) -> None:
        super().__init__()
        self.desktop = desktop
        self._faces = faces
        self._face: Face | None = None
        self._closing = False
        self._news: News | None = None
        self._review: Path | None = None
        self._opening = ExitStack()
        self._then: Callable[[], object] = self._show_start
        self._stack = QStackedWidget(self)
        self.setCentralWidget(self._stack)
        self.setWindowTitle("优衡填报")
        self._fit_screen()
        self.setAcceptDrops(True)
        self._new_pages = new_pages
        self.start_page = self._make_start_page()

    def _make_start_page(self) -> StartPage:
        page = StartPage(self.desktop, self._new_pages, self._stack)
        page.store_chosen.connect(self.open_store)
        page.store_made.connect(self._on_made)
        page.restore_wanted.connect(self.restore)
        page.resized.connect(self.remake)
        page.file_wanted.connect(self.choose_file)
        self._stack.addWidget(page)
        QTimer.singleShot(_PAINTED_MS, page, page.refresh)
        return page

    def remake(self) -> None:
        """Make everything again, for the text has another size; an open store is opened again."""
        place = None if self._face is None else self._place
        self.leave(partial(self._remade, place))

    def _remade(self, place: "StorePlace | None") -> None:
        old, self.start_page = self.start_page, self._make_start_page()
        self._stack.removeWidget(old)
        old.deleteLater()
        self._show_start()
        if place is not None:
            self.open_store(place)

    def _fit_screen(self) -> None:
        """Take the size of last time; at first one that leaves room for the frame around it."""
        if self.restoreGeometry(remembered_window()):
            return
        room = QGuiApplication.primaryScreen().availableGeometry().size()
        room -= QSize(_FRAME_WIDTH, _FRAME_HEIGHT)
        self.resize(QSize(characters(92), line_height() * 40).boundedTo(room))

    @property
    def face(self) -> "Face | None":
        """The open store's side, if one is open."""
        return self._face

    def open_named(self, name: str) -> None:
        """Open what a path or an address names."""
        from operations.errors import Misused
        from operations.store_place import read_place

        try:
            place = read_place(name)
        except Misused as error:
            self.start_page.say(error.message)
        else:
            self.open_file(place)

    def open_file(self, place: "StorePlace") -> None:
        """Open a store, or look at any other file."""
        if isinstance(place, Path) and kind_of(place) is None and _is_looked_at(place):
            self.look_at(place)
        else:
            self.open_store(place)

    def choose_file(self) -> None:
        """Ask for a file and look at it."""
        self._looking(lambda looking: looking.choose())

    def look_at(self, given: "Path | str") -> None:
        """Say what a file is, or to which file the text of a scanned page belongs."""
        if isinstance(given, Path):
            self._looking(lambda looking: looking.look(given))
        else:
            self._looking(lambda looking: looking.choose(given))

    def _looking(self, begin: "Callable[[Looking], object]") -> None:
        """Begin with what the open store knows of its bureau."""
        from ui.verify.looking import Looking

        def known(anchor: "TrustStore | None") -> None:
            begin(
                Looking(
                    self.desktop,
                    self,
                    anchor=anchor,
                    open_store=self.open_store,
                    begin_school=self.begin_school,
                    open_review=self.open_review,
                )
            )

        if self._face is None:
            known(None)
        else:
            self._face.ask_anchor(known)

    def begin_school(self, opening: Path) -> None:
        """Leave what is open and begin a school's store with an opening file."""
        self.leave(partial(self._begun, opening))

    def _begun(self, opening: Path) -> None:
        self._show_start()
        self.start_page.begin_new(SCHOOL).begin_with(opening)

    def open_review(self, review: Path) -> None:
        """Open a review file in the school's store that is open; without one, ask for it first."""
        if self._face is not None and self._face.take_review(review):
            return
        title = f"“{review.name}”在哪个填报库里打开"
        for path in self.desktop.messages.open_files(title, pattern=SCHOOL.pattern):
            self._review = review
            self.open_store(path)

    def dragEnterEvent(self, event: "QDragEnterEvent") -> None:
        """Take a file or the text of a page, where no page takes it itself."""
        from ui.verify.drops import dropped

        if dropped(event.mimeData()) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: "QDropEvent") -> None:
        """Look at it."""
        from ui.verify.drops import dropped

        found = dropped(event.mimeData())
        event.acceptProposedAction()
        if found is not None:
            self.look_at(found)

    def open_store(self, place: "StorePlace") -> None:
        """Open a school's or a bureau's store in this window."""
        if self._face is not None:
            self.leave(lambda: self.open_store(place))
            return
        kind = kind_of(place)
        if kind is None:
            either = "或".join(f"{kind.noun}（{kind.suffix}）" for kind in (SCHOOL, BUREAU))
            self.start_page.say(f"“{place.name}”不是{either}，请重新选择文件。")
            return
        with paused(for_good=True):  # loads the modules of that side of the program
            face = self._faces[kind](self.desktop, place)
        face.opened.connect(self._on_opened)
        face.failed.connect(self._on_failed)
        face.left.connect(self.go_home)
        face.resized.connect(self.remake)
        if isinstance(place, Path):
            face.restore_wanted.connect(partial(self.restore, place))
        self._place, self._face = place, face
        # Looking for garbage while all this is made stops the window for up to 50 ms a time.
        self._opening.enter_context(paused(for_good=True))
        self.start_page.set_busy(f"正在打开 {place.name} …")
        face.start()

    def _on_made(self, place: "StorePlace", news: str) -> None:
        from ui.copies.restoring import News

        self._news = News(news, "ok") if news else None
        self.open_store(place)

    def _on_opened(self) -> None:
        face = self._face
        with self._opening:
            if face is None:
                return
            keep = partial(remember, self._place, face.title)  # it waits for the disk
            self.desktop.runner.after_painting(keep, owner=self)
            self.start_page.set_busy("")
            self._stack.addWidget(face)
            self._stack.setCurrentWidget(face)
            self.setWindowTitle(f"{face.title} – 优衡填报")
            face.begin()
            review, self._review = self._review, None
            if review is not None:
                face.take_review(review)
            if self._news is not None:
                news, self._news = self._news, None
                face.strip.say(news.sentence, tone=news.tone, detail=news.detail)

    def _on_failed(self, failure: "Failure") -> None:
        self._opening.close()
        self.start_page.set_busy("")
        self._news = self._review = None
        self.start_page.say_failed(self._place, failure)
        if self._face is not None:
            self._face.deleteLater()
            self._face = None
            walk_again()

    def restore(self, path: Path, backup: Path) -> None:
        """Put a backup in the place of a store, which is closed before and opened again after."""
        self.leave(partial(self._restore_closed, path, backup))

    def _restore_closed(self, path: Path, backup: Path) -> None:
        from ui.copies.restoring import restored

        def reopen(news: "News") -> None:
            self._news = news
            self.open_store(path)

        self._show_start()
        self.start_page.set_busy(f"正在恢复 {path.name} …")
        restored(self.desktop, path, backup, owner=self, then=reopen)

    def go_home(self) -> None:
        """Close the store, once everything is on the disk, and show the start page."""
        self.leave(self._show_start)

    def leave(self, then: Callable[[], object]) -> None:
        """Let everything be saved, close the store, go on; the user may still choose to stay."""
        if self._face is not None:
            self._face.hand_on()
            self._stack.setEnabled(False)
        self._then = then
        self.desktop.runner.when_idle(self._on_idle)

    def _on_idle(self) -> None:
        self._stack.setEnabled(True)
        face = self._face
        if face is not None:
            if not face.may_leave():
                self._closing = False
                return
            face.release()
            self._face = None
            self._stack.removeWidget(face)
            face.deleteLater()
            self._opening.close()
            walk_again()
        self._then()

    def _show_start(self) -> None:
        self.start_page.refresh()
        self._stack.setCurrentWidget(self.start_page)
        self.setWindowTitle("优衡填报")

    def release_store(self) -> None:
        """Close the store when the program ends without asking, e.g. because the session ends."""
        face, self._face = self._face, None
        if face is not None:
            face.hand_on()
            face.release()

    def closeEvent(self, event: "QCloseEvent") -> None:
        """Close only when everything is on the disk."""
        if not self._closing:
            self._closing = True
            self.leave(self._close_when_idle)
        done = self._closing and self._face is None and not self.desktop.runner.is_busy
        event.setAccepted(done)
        if done:
            remember_window(self.saveGeometry())

    def _close_when_idle(self) -> None:
        self.desktop.runner.when_idle(self._close_soon)

    def _close_soon(self) -> None:
        QTimer.singleShot(0, self, self.close)


def _is_looked_at(path: Path) -> bool:
    return path.suffix.lower() in LOOKED_AT
