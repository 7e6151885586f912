"""A display that cannot be used, and Ctrl-C in the terminal: each ends the program in words."""

import os
import signal
import socket
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QSocketNotifier, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from operations.start_failure import ENVIRONMENT, tell


@contextmanager
def explaining_a_missing_display() -> Iterator[None]:
    """Put a sentence in the place of Qt's abort while the application is made."""
    said: list[str] = []

    def heard(kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        said.append(text)
        if kind == QtMsgType.QtFatalMsg:
            tell(sentence(said))
            os._exit(ENVIRONMENT)  # Qt would abort after this call

    before = qInstallMessageHandler(heard)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def sentence(said: list[str]) -> str:
    """Say that no window can be opened, with what Qt said of it."""
    screen = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY") or "未设置"
    reasons = "；".join(line.strip().splitlines()[0] for line in said if line.strip())
    return (
        f"打不开窗口：这台电脑的图形界面用不了（DISPLAY={screen}）。请在桌面环境里启动；"
        "没有桌面时可用命令行（python3 dev.py run --help 有说明）。"
        f"系统的说法：{reasons}"
    )


def quit_on_interrupt(application: QApplication) -> None:
    """Let Ctrl-C close the program as closing its window does.

    Qt's loop does not return to Python by itself; a byte that the signal writes wakes it.
    """
    reading, writing = socket.socketpair()
    for end in (reading, writing):
        end.setblocking(False)
    signal.set_wakeup_fd(writing.fileno())
    waker = QSocketNotifier(reading.fileno(), QSocketNotifier.Type.Read, application)
    waker.activated.connect(lambda: reading.recv(64))
    signal.signal(signal.SIGINT, lambda *_: application.quit())

    def stop() -> None:
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGINT, signal.default_int_handler)
        writing.close()

    application.aboutToQuit.connect(stop)
