"""What a test of the desktop must not leave behind, and must not do.

Imported only once a QApplication may exist, so that tests without Qt stay quick.
"""

import gc
import threading
from collections.abc import Callable
from typing import NoReturn
from weakref import WeakSet

import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QThread, QThreadPool
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import (
    QApplication,
    QColorDialog,
    QDialog,
    QErrorMessage,
    QFileDialog,
    QFontDialog,
    QInputDialog,
    QMessageBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from resources import resource
from tests.support import patience

FONT_FILES = ("NotoSansSC-Regular.ttf", "NotoSansSC-Bold.ttf")
FONT_FAMILY = "Noto Sans SC"
ENDING_MS = patience.MILLISECONDS
"""How long what is about to end may take."""

# Functions that block until a person answers.
STATIC_DIALOGS: dict[type, tuple[str, ...]] = {
    QMessageBox: ("about", "aboutQt", "critical", "information", "question", "warning"),
    QFileDialog: (
        "getExistingDirectory",
        "getExistingDirectoryUrl",
        "getOpenFileName",
        "getOpenFileNames",
        "getOpenFileUrl",
        "getOpenFileUrls",
        "getSaveFileName",
        "getSaveFileUrl",
    ),
    QInputDialog: ("getDouble", "getInt", "getItem", "getMultiLineText", "getText"),
    QColorDialog: ("getColor",),
    QFontDialog: ("getFont",),
}
# QMenu.exec is both static and not, which shiboken resolves past any patch: use popup() instead.
MODAL_LOOPS = (QDialog, QMessageBox, QFileDialog, QInputDialog, QErrorMessage)
# Windows that belong to Qt itself.
QT_OWN_WINDOWS = {"QTipLabel"}

opened_dialogs: list[str] = []
_pools: "WeakSet[QThreadPool]" = WeakSet()
_threads: "WeakSet[QThread]" = WeakSet()


class ModalDialogOpenedError(AssertionError):
    """A test opened a dialog that would wait for a person for ever."""


def _refusal(name: str) -> Callable[..., NoReturn]:
    def refuse(*_arguments: object, **_options: object) -> NoReturn:
        opened_dialogs.append(name)
        raise ModalDialogOpenedError(f"{name} opens a modal dialog; script ui.messages instead")

    return refuse


def forbid_modal_dialogs() -> None:
    """Make every blocking dialog fail at once instead of hanging the suite."""
    for kind in MODAL_LOOPS:
        for name in ("exec", "exec_"):
            if hasattr(kind, name):
                setattr(kind, name, _refusal(f"{kind.__name__}.{name}"))
    for owner, names in STATIC_DIALOGS.items():
        for name in names:
            setattr(owner, name, staticmethod(_refusal(f"{owner.__name__}.{name}")))


def be_patient() -> None:
    """Let pytest-qt wait as long as everything else: its own five seconds are none on a busy machine."""
    for wait in (QtBot.waitUntil, QtBot.waitSignal, QtBot.waitActive, QtBot.waitExposed):
        wait.__kwdefaults__ = {**(wait.__kwdefaults__ or {}), "timeout": patience.MILLISECONDS}


def watch_threads() -> None:
    """Remember every pool and thread that is started from Python."""
    start_job, start_thread = QThreadPool.start, QThread.start

    def start_in_pool(self: QThreadPool, *arguments: object) -> object:
        _pools.add(self)
        return start_job(self, *arguments)  # type: ignore[call-overload]  # passed on as they came

    def start(self: QThread, *arguments: object) -> object:
        _threads.add(self)
        return start_thread(self, *arguments)  # type: ignore[arg-type]  # the same

    QThreadPool.start = start_in_pool  # type: ignore[method-assign,assignment]
    QThread.start = start  # type: ignore[method-assign,assignment]


def dress(app: QApplication) -> None:
    """Give the application the look that pictures and sizes are tested with."""
    for name in FONT_FILES:
        QFontDatabase.addApplicationFont(str(resource("fonts", name)))
    app.setStyle("Fusion")
    app.setFont(QFont(FONT_FAMILY, 10))
    QLocale.setDefault(QLocale("zh_CN"))


def flush_deletions() -> None:
    """Run what deleteLater put off: neither Qt's loop nor pytest-qt does it between tests."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _orphans() -> list[QWidget]:
    return [
        window
        for window in QApplication.topLevelWidgets()
        if window.parent() is None and window.metaObject().className() not in QT_OWN_WINDOWS
    ]


def leftover_windows() -> list[str]:
    """Name the windows nobody closed, and remove them for the next test's sake."""
    flush_deletions()
    if not _orphans():
        return []
    gc.collect()
    flush_deletions()
    names = [f"{window.metaObject().className()} {window.objectName()!r}" for window in _orphans()]
    for window in _orphans():
        window.close()
        window.deleteLater()
    flush_deletions()
    return names


def leftover_threads() -> list[str]:
    """Name the pools with jobs, the Qt threads and the Python threads that do not come to their end."""
    pools = [QThreadPool.globalInstance(), *_pools]
    busy = [
        f"a pool with {pool.activeThreadCount()} running job(s)"
        for pool in pools
        if shiboken6.isValid(pool) and not pool.waitForDone(ENDING_MS)
    ]
    running = [
        f"QThread {thread.objectName()!r}"
        for thread in list(_threads)
        if shiboken6.isValid(thread) and not thread.wait(ENDING_MS)
    ]
    return busy + running + _leftover_python_threads()


def _leftover_python_threads() -> list[str]:
    """Name the Python threads that would keep the interpreter from ending."""
    found = []
    for thread in threading.enumerate():
        if thread is not threading.main_thread() and not thread.daemon:
            thread.join(ENDING_MS / 1000)
            if thread.is_alive():
                found.append(f"thread {thread.name!r}")
    return found
