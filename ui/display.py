"""A display that cannot be used ends the program in words."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from operations.failures.start_failure import ENVIRONMENT, tell


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
