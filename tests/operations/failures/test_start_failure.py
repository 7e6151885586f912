"""Whatever keeps the program from starting is a sentence and an exit code."""

import subprocess
import sys
from collections.abc import Callable

import pytest

from operations.failures import start_failure
from operations.failures.logbook import log_path
from tests.support.places import ROOT


def failing(error: BaseException) -> Callable[[], int]:
    def run() -> int:
        raise error

    return run


def test_without_the_environment_main_says_how_to_start() -> None:
    done = subprocess.run(
        [sys.executable, "-S", str(ROOT / "main.py"), "demo", "x"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3
    assert done.stderr == (
        "程序的依赖还没有装好。请用 python3 dev.py run 启动，它会先装好（Windows：py dev.py run）。\n"
    )


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (KeyboardInterrupt(), 1, "已停止。"),
        (
            ImportError("libEGL.so.1: cannot open shared object file"),
            3,
            "缺少系统组件 libEGL.so.1，",
        ),
        (
            ImportError("No module named 'ui.app'"),
            3,
            "有一部分装载不了（No module named 'ui.app'）",
        ),
        (RuntimeError("x"), 3, "程序没有启动成功（RuntimeError）。详情在 "),
    ],
)
def test_what_stops_a_start_is_said(
    error: BaseException, code: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert start_failure.explained(failing(error)) == code
    assert words in capsys.readouterr().err


def test_an_unforeseen_one_is_in_the_log() -> None:
    start_failure.explained(failing(RuntimeError("nobody foresaw")))
    assert "nobody foresaw" in log_path().read_text(encoding="utf-8")


def test_without_a_console_nothing_breaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", None)
    assert start_failure.explained(failing(RuntimeError("x"))) == 3


def test_the_answer_of_the_program_is_kept() -> None:
    assert start_failure.explained(lambda: 2) == 2
