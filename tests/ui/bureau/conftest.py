"""A small district made once per session, and windows with copies of it open."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

import pytest
from pytestqt.qtbot import QtBot

from operations.bureau.store import open_bureau
from operations.demo.run import PASSPHRASE, run_demo
from storage.address import ServerAddress, StorePlace
from tests.operations.staging import copy_to
from tests.support.postgres import Server
from ui.app import make_window
from ui.bureau.face import BureauFace
from ui.bureau.form_page import FormPage
from ui.bureau.work_page import BureauPage
from ui.desktop import Desktop
from ui.entry.places import places_in
from ui.entry.section_page import SectionPage
from ui.messages import Messages
from ui.reporter import Reporter
from ui.shell import MainWindow
from ui.tasks import TaskRunner
from ui.theme import Theme

P = TypeVar("P", bound=BureauPage)


@dataclass(frozen=True)
class District:
    """A copy of the district that a test may change: its bureau at the end, and before the import."""

    folder: Path

    @property
    def bureau(self) -> Path:
        """The bureau's store, everything imported and answered."""
        return self.folder / "bureau.yhb"

    @property
    def waiting(self) -> Path:
        """The bureau's store, schools enrolled, nothing imported."""
        return self.folder / "waiting.yhb"

    @property
    def packages(self) -> list[Path]:
        """The schools' packages."""
        return sorted((self.folder / "packages").iterdir())

    @property
    def schools(self) -> list[Path]:
        """The schools' stores."""
        return sorted((self.folder / "schools").glob("*.yhs"))


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, cheap_passphrases: None) -> Path:
    """Run the demonstration with two schools: a primary one, and one of both levels."""
    del cheap_passphrases
    folder = tmp_path_factory.mktemp("bureau") / "demo"

    def watch(text: str) -> None:
        if text.startswith("区局导入"):
            with open_bureau(folder / "bureau.yhb", read_only=True) as store:
                store.backups.write_to(folder / "waiting.yhb", replace=False)

    run_demo(folder, schools=2, progress=watch)
    shutil.copy(folder / "bureau-root-key.age", folder / "waiting-root-key.age")
    return folder


@pytest.fixture
def district(demo: Path, tmp_path: Path) -> District:
    """A copy for one test."""
    shutil.copytree(demo, tmp_path / "district")
    return District(tmp_path / "district")


@pytest.fixture
def on_server(demo: Path, postgres: Server) -> ServerAddress:
    """The district's store, everything imported, in a database of its own."""
    return postgres.copy_of("window", partial(copy_to, demo / "bureau.yhb"))


@pytest.fixture(params=["file", "server"])
def place(request: pytest.FixtureRequest) -> StorePlace:
    """The district's store on each engine."""
    if request.param == "file":
        district: District = request.getfixturevalue("district")
        return district.bureau
    server: StorePlace = request.getfixturevalue("on_server")
    return server


@pytest.fixture
def open_face(
    qtbot: QtBot, open_window: Callable[[StorePlace], MainWindow]
) -> Callable[[StorePlace], BureauFace]:
    """Open a bureau's store in a window that has the keyboard, at the list of schools."""

    def show(path: StorePlace) -> BureauFace:
        window = open_window(path)
        with qtbot.waitActive(window):
            window.activateWindow()
        face = window.face
        assert isinstance(face, BureauFace)
        face.pages.show_page("page.schools")
        return face

    return show


@pytest.fixture
def bureau(district: District, open_face: Callable[[Path], BureauFace]) -> BureauFace:
    """The district, everything imported, open in a window."""
    return open_face(district.bureau)


@pytest.fixture
def waiting(district: District, open_face: Callable[[Path], BureauFace]) -> BureauFace:
    """The district before the first import, open in a window."""
    return open_face(district.waiting)


@pytest.fixture(scope="session")
def passphrase() -> str:
    """The one passphrase of the demonstration."""
    return PASSPHRASE


def _raise(error: BaseException) -> None:
    raise error


@pytest.fixture
def threaded(theme: Theme) -> Iterator[Desktop]:
    """A desktop on real threads that asks nobody."""
    messages = Messages()
    messages.script()
    runner = TaskRunner(unexpected=_raise)
    yield Desktop(theme, messages, runner, Reporter(messages))
    runner.shut_down()


def opened_on_threads(
    qtbot: QtBot, desktop: Desktop, place: StorePlace
) -> tuple[MainWindow, BureauFace]:
    """Open a store in a window whose work goes on beside it, and wait until it is there."""
    window = make_window(desktop)
    qtbot.addWidget(window)
    window.show()
    window.open_store(place)
    qtbot.waitUntil(lambda: bool(window.face and window.face.title))
    assert isinstance(window.face, BureauFace)
    return window, window.face


def shown(face: BureauFace, kind: type[P]) -> P:
    """The page in sight, which has to be of this kind."""
    page = face.pages.currentWidget()
    assert isinstance(page, kind), type(page).__name__
    return page


def section_of(page: FormPage, number: int) -> SectionPage:
    """A section of the bureau's own form."""
    assert page.entry is not None
    return page.entry.pages.page(places_in(page.entry.session.forms)[number])
