"""Types into the running window of a school without a pause, and tells each edit before and after.

Works through the window's real widgets, threads and timers: keys go to the inputs of the section
pages, ``backup`` clicks the button of the exchange page. Lines told: ``open``, then for each edit
``typed FIELD TEXT`` before its last key, and ``saved FIELD TEXT`` when the window says 已保存.
"""

from pathlib import Path
from typing import Final, TextIO

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from operations.entry.saving import SaveState, SaveStatus
from tests.ui.keys import click, press
from ui.app import make_application, make_desktop, make_window
from ui.entry.section_page import SectionPage
from ui.school.exchange.exchange_page import ExchangePage
from ui.school.face import SchoolFace
from ui.shell import MainWindow

FIELDS: Final = (
    "facilities.books",
    "facilities.pupil_computers",
    "pupils.minority_primary",
    "staffing.fulltime_primary",
)
"""Whole numbers on three pages; what is typed there is stored as it stands."""
_BACKUP_EVERY: Final = 9


class Typist(QObject):
    """Types until it is killed; numbers go up, so that each edit is one."""

    def __init__(self, window: MainWindow, channel: TextIO, number: int, copies: Path) -> None:
        super().__init__(window)
        self._window = window
        self._channel = channel
        self._number = number
        self._copies = copies
        self._waits_for: tuple[str, str] | None = None

    @property
    def _face(self) -> SchoolFace:
        face = self._window.face
        assert isinstance(face, SchoolFace)
        return face

    @Slot()
    def begin(self) -> None:
        """The store is open."""
        self._tell("open")
        self._face.desk.session.status_changed.connect(self._on_status)
        self._type()

    def _tell(self, *words: str) -> None:
        self._channel.write(" ".join(words) + "\n")
        self._channel.flush()

    @Slot()
    def _type(self) -> None:
        self._number += 1
        if self._number % _BACKUP_EVERY == 0:
            self._back_up()
        field, text = FIELDS[self._number % len(FIELDS)], str(self._number)
        self._face.entry.pages.go_to(field)
        page = self._face.pages.currentWidget()
        assert isinstance(page, SectionPage)
        line = page.fields[field].input
        line.setFocus()
        press(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClicks(line, text)
        self._waits_for = (field, text)
        self._tell("typed", field, text)
        press(line, Qt.Key.Key_Return)

    def _back_up(self) -> None:
        self._face.pages.show_page("page.exchange")
        page = self._face.pages.currentWidget()
        assert isinstance(page, ExchangePage)
        self._window.desktop.messages.script(str(self._copies / f"copy-{self._number % 4}.yhs"))
        click(page.backup)

    @Slot(object)
    def _on_status(self, status: SaveStatus) -> None:
        if status.state is SaveState.SAVED and self._waits_for is not None:
            self._tell("saved", *self._waits_for)
            self._waits_for = None
            QTimer.singleShot(0, self._type)


def type_into(store: Path, channel: TextIO, *, number: int, copies: Path) -> None:
    """Open the window with a store and type into it; returns only when it could not be opened."""
    application = make_application([])
    desktop = make_desktop(application)
    window = make_window(desktop)
    window.show()
    window.open_store(store)
    face = window.face
    assert face is not None
    typist = Typist(window, channel, number, copies)
    face.opened.connect(typist.begin)
    face.failed.connect(QApplication.quit)
    application.exec()
