"""A start ends well or with a sentence, on every display and with every list of recent stores."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.places import ROOT
from ui.recent import recent_places, settings

SMOKE = "import sys; from main import main; sys.exit(main(['--smoke']))"
BROKEN = """
import sys, ui.app
def broken(desktop):
    raise RuntimeError("planted")
ui.app.make_window = broken
sys.exit(ui.app.main(["--smoke"]))
"""
NO_DISPLAY = ":58997"
"""Far beyond those that are begun with."""
WITHOUT_PDF = f"import sys; sys.modules['pypdfium2'] = None; {SMOKE}"
INTERRUPTED = """
import os, signal, sys, ui.app
from PySide6.QtCore import QTimer
make = ui.app.make_window
def interrupted(desktop):
    window = make(desktop)
    QTimer.singleShot(0, window, lambda: os.kill(os.getpid(), signal.SIGINT))
    return window
ui.app.make_window = interrupted
sys.exit(ui.app.main([]))
"""


def start(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_start_that_fails_says_so_and_ends() -> None:
    done = start(BROKEN)
    assert done.returncode == 3
    assert "程序没有启动成功。程序遇到没有预料到的错误（RuntimeError），详情在 " in done.stderr


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11")
def test_a_display_that_does_not_answer_is_a_sentence() -> None:
    done = start(SMOKE, QT_QPA_PLATFORM="xcb", DISPLAY=NO_DISPLAY)
    assert done.returncode == 3
    assert f"打不开窗口：这台电脑的图形界面用不了（DISPLAY={NO_DISPLAY}）。" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_platform_that_qt_does_not_know_is_a_sentence() -> None:
    done = start(SMOKE, QT_QPA_PLATFORM="no-such")
    assert done.returncode == 3
    assert "打不开窗口" in done.stderr


def test_a_build_that_lost_what_shows_a_pdf_is_no_good_one() -> None:
    done = start(WITHOUT_PDF)
    assert done.returncode == 3
    assert "这个程序不完整：不能显示 PDF 的页面。请重新安装。" in done.stderr


def test_a_state_folder_that_cannot_be_made_keeps_nobody_out() -> None:
    done = start(SMOKE, XDG_STATE_HOME=os.devnull, XDG_CONFIG_HOME=os.devnull)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot send itself Ctrl-C there")
def test_an_interrupt_closes_the_window() -> None:
    done = start(INTERRUPTED)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr


def test_a_recent_store_that_cannot_be_looked_at_is_left_out(tmp_path: Path) -> None:
    there = tmp_path / "一小.yhs"
    there.touch()
    unreachable = str(tmp_path / ("很长" * 5000))  # the system refuses to look for it
    with pytest.raises(OSError, match="too long"):
        Path(unreachable).stat()
    settings().setValue("recent/paths", [unreachable, str(there)])
    assert recent_places() == (there,)


def test_a_recent_store_in_a_closed_folder_is_left_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    settings().setValue("recent/paths", [str(tmp_path / "二小.yhs")])
    monkeypatch.setattr(Path, "is_file", refused)
    assert recent_places() == ()
