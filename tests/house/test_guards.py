"""Each guard of the suite catches a planted fault, and none of them hangs."""

import os
import shutil
import subprocess
import sys

import pytest

from tests.support.places import ROOT

PLANTED = """
import logging
import os
import socket
import threading
import time
import warnings

import pytest
from tests.support import qt_guards
from PySide6.QtCore import QRunnable, QThread, QThreadPool, QTimer, qWarning
from PySide6.QtWidgets import (
    QApplication, QDialog, QFileDialog, QInputDialog, QLabel, QMessageBox, QPushButton, QWidget
)

qt_guards.ENDING_MS = 50  # what is planted here never ends
released = threading.Event()

def test_bad_log():
    logging.getLogger("some.module").warning("nobody expects this")

def test_bad_network():
    socket.create_connection(("192.0.2.1", 9), timeout=1)

def test_bad_warning():
    warnings.warn("old", DeprecationWarning)

def test_bad_dialog(qtbot):
    QDialog().exec()

def test_bad_message_box(qtbot):
    QMessageBox().exec()

def test_bad_question(qtbot):
    QMessageBox.question(None, "a", "b")

def test_bad_save_name(qtbot):
    QFileDialog.getSaveFileName(None)

def test_bad_input(qtbot):
    QInputDialog.getText(None, "a", "b")

def test_bad_dialog_swallowed(qtbot):
    try:
        QMessageBox.warning(None, "a", "b")
    except AssertionError:
        pass

def test_bad_dialog_in_slot(qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(lambda: QMessageBox.critical(None, "a", "b"))
    button.click()

def test_bad_slot(qtbot):
    button = QPushButton()
    qtbot.addWidget(button)
    button.clicked.connect(lambda: 1 / 0)
    button.click()

kept = []

def test_bad_leftover_window(qtbot):
    kept.append(QLabel("left"))

def test_bad_qt_warning(qtbot):
    qWarning("Qt says so")

def test_bad_pool_job(qtbot):
    class Job(QRunnable):
        def run(self):
            released.wait()
    QThreadPool.globalInstance().start(Job())

def test_ends_pool_job(qtbot):
    released.set()
    assert QThreadPool.globalInstance().waitForDone()

def test_bad_qthread(qtbot):
    thread = QThread()
    thread.start()
    kept.append(thread)

def test_quits_qthread(qtbot):
    kept[-1].quit()
    assert kept[-1].wait()

def test_good_log_looked_at(caplog):
    logging.getLogger("some.module").warning("expected")
    assert "expected" in caplog.text

def test_good_loopback():
    with pytest.raises(OSError):
        socket.create_connection(("127.0.0.1", 9))

def test_good_window(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    assert window.font().family() == "Noto Sans SC"

def test_good_delete_later(qtbot):
    window = QWidget()
    window.deleteLater()
    assert window.parent() is None

def test_good_cycle(qtbot):
    window = QWidget()
    window.me = window
    assert window.me is window

def test_good_home():
    assert "home-" in os.environ["HOME"]
    assert os.path.expanduser("~") == os.environ["HOME"]
    assert time.strftime("%z") == "+0800"
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("planted")
    path = folder / "test_planted.py"
    path.write_text(PLANTED, encoding="utf-8")
    shutil.copy(ROOT / "tests" / "conftest.py", folder)
    words = ["-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(folder)]
    words += ["-p", "no:cacheprovider", "-p", "no:xdist", "-rA", "--tb=no", "-q", str(path)]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    done = subprocess.run(
        [sys.executable, *words, "--basetemp", str(folder / "base")],
        cwd=ROOT,
        env=kept,
        capture_output=True,
        text=True,
        check=False,
    )
    found: dict[str, str] = {}
    for line in done.stdout.splitlines():
        outcome, _, rest = line.partition(" ")
        if "::" in rest and outcome in {"PASSED", "FAILED", "ERROR"}:
            name = rest.partition("::")[2].partition(" ")[0]
            first = outcome == "PASSED" and name not in found
            found[name] = "PASSED" if first else "FAILED"
    assert found, done.stdout + done.stderr
    return found


def planted(prefix: str) -> list[str]:
    names = [line[4:].partition("(")[0] for line in PLANTED.splitlines() if line[:4] == "def "]
    return [name for name in names if name.startswith(prefix)]


@pytest.mark.parametrize("name", planted("test_bad_"))
def test_a_planted_fault_is_caught(outcomes: dict[str, str], name: str) -> None:
    assert outcomes[name] == "FAILED"


@pytest.mark.parametrize("name", planted("test_good_"))
def test_what_is_allowed_passes(outcomes: dict[str, str], name: str) -> None:
    assert outcomes[name] == "PASSED"
