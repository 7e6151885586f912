"""main.py hands its arguments to the right face, and loads only that one."""

import subprocess
import sys
from types import ModuleType

import pytest

import main
from tests.support.places import ROOT

Calls = list[tuple[str, list[str]]]


@pytest.fixture
def faces(monkeypatch: pytest.MonkeyPatch) -> Calls:
    calls: Calls = []

    def stand_in(name: str, code: int) -> None:
        def run(arguments: list[str]) -> int:
            calls.append((name, arguments))
            return code

        module = ModuleType(name)
        module.__dict__["main"] = run
        monkeypatch.setitem(sys.modules, name, module)

    stand_in("ui.app", 0)
    stand_in("cli.main", 2)
    return calls


@pytest.mark.parametrize(
    "arguments", [[], ["--smoke"], ["三中.yhs"], ["局.YHB"], ["postgresql://db.example/youheng"]]
)
def test_the_desktop_is_asked(faces: Calls, arguments: list[str]) -> None:
    assert main.main(arguments) == 0
    assert faces == [("ui.app", arguments)]


@pytest.mark.parametrize("arguments", [["demo", "x"], ["三中.txt"], ["school", "三中.yhs"]])
def test_the_command_line_is_asked_and_its_exit_code_kept(
    faces: Calls, arguments: list[str]
) -> None:
    assert main.main(arguments) == 2
    assert faces == [("cli.main", arguments)]


def test_a_worker_of_the_frozen_program_is_recognised_first(
    faces: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr("multiprocessing.freeze_support", lambda: faces.append(("worker", [])))
    main.main([])
    assert [name for name, _ in faces] == ["worker", "ui.app"]


def test_an_old_python_is_refused_before_anything_is_loaded(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 1))
    assert main.main([]) == 3
    assert "需要 Python 3.11 至 3.14，这里是 3.10。" in capsys.readouterr().err


def test_the_windowed_program_sends_the_command_line_elsewhere(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "platform", "win32")
    assert main.main(["verify", "a.asice"]) == 2
    assert "youheng-cli" in capsys.readouterr().err


LOADING = """
import os, runpy, signal, sys

class Interrupts:
    def find_spec(self, name, path=None, target=None):
        if name == "{late}":
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Interrupts())
sys.argv = ["{program}", "--help"]
runpy.run_path("{program}", run_name="__main__")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="a process cannot send itself Ctrl-C there")
@pytest.mark.parametrize(
    ("program", "late"),
    [("main.py", "operations.failures.start_failure"), ("dev.py", "tests.house.debian_packages")],
)
def test_an_interrupt_while_the_program_loads_is_a_sentence(program: str, late: str) -> None:
    loading = LOADING.format(program=program, late=late)
    done = subprocess.run(
        [sys.executable, "-c", loading], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (1, "", "已停止。\n")
