"""The guards of the whole suite: what no test may do, and what no test may leave behind.

Qt is touched only when a test has made a QApplication, so tests of the core stay quick.
"""

import itertools
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support import environment
from tests.support.logs import collected_warnings

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from operations.demo.run import DemoFiles
    from tests.operations.staging import District
    from tests.support.postgres import Server

environment.fix_place_and_time()
_numbers = itertools.count(1)
_loaded: set[str] = set()


def pytest_configure(config: pytest.Config) -> None:
    """Close the doors before the first module of ours is imported."""
    del config
    environment.forbid_network()
    environment.hear_interrupts()


def pytest_pycollect_makemodule(module_path: Path) -> None:
    """Load the hypothesis profile before the first module that uses it; the import is slow."""
    if "house" in _loaded or "hypothesis" not in module_path.read_text(encoding="utf-8"):
        return
    from hypothesis import HealthCheck, settings

    on_ci = bool(os.environ.get("CI"))
    settings.register_profile(
        "house",
        deadline=None,
        derandomize=on_ci,
        database=None,
        print_blob=True,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
    )
    settings.load_profile("house")
    _loaded.add("house")


@pytest.fixture(scope="session")
def cheap_passphrases() -> Iterator[None]:
    """Key files that open at once: what a guess costs is tested with the key files themselves."""
    from exporters import age_passphrase

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(age_passphrase, "WORK", 8)
        yield


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> "DemoFiles":
    """The demonstration district; read only."""
    from tests.operations import staging

    return staging.demo_in(tmp_path_factory.getbasetemp())


@pytest.fixture
def district(demo: "DemoFiles", tmp_path: Path) -> "District":
    """A copy of the demonstration district."""
    from tests.operations import staging

    return staging.copy_of(demo, tmp_path / "district")


@pytest.fixture(scope="session")
def postgres() -> Iterator["Server"]:
    """A PostgreSQL server for the tests of this process."""
    from tests.support.postgres import running_server

    with running_server() as server:
        yield server


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give each test a home of its own: no setting of the user is read or written."""
    folder = tmp_path_factory.getbasetemp() / f"home-{next(_numbers)}"
    folder.mkdir()
    environment.move_home(folder)
    return folder


@pytest.fixture(autouse=True)
def quiet_log(request: pytest.FixtureRequest) -> Iterator[None]:
    """Fail on a warning in the log, unless the test asks for caplog and so looks itself."""
    with collected_warnings() as lines:
        yield
    if lines and "caplog" not in request.fixturenames:
        pytest.fail("unexpected in the log:\n  " + "\n  ".join(lines), pytrace=False)


@pytest.fixture(scope="session")
def qapp(qapp: "QApplication") -> "QApplication":
    """Dress pytest-qt's application once with our font, style and guards."""
    from tests.support import qt_guards

    qt_guards.forbid_modal_dialogs()
    qt_guards.be_patient()
    qt_guards.watch_threads()
    qt_guards.dress(qapp)
    return qapp


def _has_application() -> bool:
    widgets = sys.modules.get("PySide6.QtWidgets")
    return widgets is not None and widgets.QApplication.instance() is not None


@pytest.fixture(autouse=True)
def nothing_left(home: Path) -> Iterator[None]:
    """Fail on a dialog that was opened, a window left open or a thread left running."""
    if _has_application():
        from PySide6.QtCore import QSettings

        for form in (QSettings.Format.IniFormat, QSettings.Format.NativeFormat):
            QSettings.setPath(form, QSettings.Scope.UserScope, str(home))
    yield
    if not _has_application():
        return
    from tests.support import qt_guards

    dialogs = [f"modal dialog {name}" for name in qt_guards.opened_dialogs]
    qt_guards.opened_dialogs.clear()
    found = [*dialogs, *qt_guards.leftover_threads(), *qt_guards.leftover_windows()]
    if found:
        pytest.fail("left behind:\n  " + "\n  ".join(found), pytrace=False)
