"""A desktop that runs everything at once and asks nobody, and stores to open in it."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from forms.workflow import Actor, Role
from operations.school.exchange.fill import fill_from_document
from operations.school.store import create_school
from storage.address import StorePlace
from tests.support.places import EXAMPLES
from ui import icons
from ui.app import make_window
from ui.desktop import Desktop
from ui.messages import Messages
from ui.palettes import Scheme
from ui.reporter import Reporter
from ui.school.face import SchoolFace
from ui.shell import MainWindow
from ui.tasks import InlineRunner
from ui.theme import Theme

CLERK = Actor("王样例", Role.CLERK)


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[Theme]:
    made = Theme(qapp)
    made.use(Scheme.LIGHT)
    icons.use_theme(made)
    yield made
    made.deleteLater()


def _raise(error: BaseException) -> None:
    raise error


@pytest.fixture
def desktop(theme: Theme) -> Iterator[Desktop]:
    messages = Messages()
    messages.script()
    runner = InlineRunner(unexpected=_raise)
    yield Desktop(theme, messages, runner, Reporter(messages))
    runner.shut_down()
    assert messages.unused_answers == 0, "a scripted answer was never asked for"


@pytest.fixture(scope="session")
def filled_stores(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The catalogue's examples as stores, filled once per session."""
    made: dict[str, Path] = {}

    def store(name: str) -> Path:
        if name not in made:
            made[name] = _fill(name, tmp_path_factory.mktemp(name) / f"{name}.yhs")
        return made[name]

    return store


def _fill(name: str, path: Path) -> Path:
    document = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))["input"]
    profile = document["profile"]
    store = create_school(
        path,
        school_code=profile["school_code"],
        school_name=profile["school_name"],
        period=2024,
        actor=CLERK,
    )
    fill_from_document(store, document, actor=CLERK, find=lambda _: b"an attachment")
    store.close()
    return path


@pytest.fixture
def open_window(qtbot: QtBot, desktop: Desktop) -> Callable[[StorePlace], MainWindow]:
    """Show the main window with a store open in it."""

    def show(path: StorePlace) -> MainWindow:
        window = make_window(desktop)
        qtbot.addWidget(window, before_close_func=lambda _: window.go_home())
        window.resize(1366, 768)
        window.show()
        window.open_store(path)
        return window

    return show


@pytest.fixture
def window(qtbot: QtBot, desktop: Desktop) -> MainWindow:
    """The main window at its first page, with the keyboard."""
    made = make_window(desktop)
    qtbot.addWidget(made, before_close_func=lambda _: made.go_home())
    made.show()
    with qtbot.waitActive(made):
        made.activateWindow()
    return made


@pytest.fixture
def school(
    tmp_path: Path,
    filled_stores: Callable[[str], Path],
    open_window: Callable[[Path], MainWindow],
) -> SchoolFace:
    """The primary school of the examples, complete, open in a window."""
    path = Path(shutil.copy(filled_stores("primary"), tmp_path / "样例小学-2024.yhs"))
    face = open_window(path).face
    assert isinstance(face, SchoolFace)
    return face


class _Watch(QObject):
    """Notes whatever is shown without a parent."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


@pytest.fixture
def strays(qapp: QApplication) -> Iterator[list[str]]:
    """Whatever came up as a window of its own so far."""
    watch = _Watch()
    qapp.installEventFilter(watch)
    yield watch.seen
    qapp.removeEventFilter(watch)
