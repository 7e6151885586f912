"""dev.py decides the same on every machine; what it would run is recorded, not run."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import dev
import main
from tests.house.sources import ROOT


class Recorder:
    """Stands in for the programs dev.py starts."""

    def __init__(self, code: int = 0) -> None:
        self.code = code
        self.commands: list[list[str]] = []

    def __call__(self, command: list[str | Path], **changes: str) -> int:
        del changes
        self.commands.append([str(word) for word in command])
        return self.code

    @property
    def words(self) -> list[str]:
        """The words of the last command, without the interpreter."""
        return self.commands[-1][1:]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> Recorder:
    recorder = Recorder()
    monkeypatch.setattr(dev, "call", recorder)
    monkeypatch.setattr(dev, "install", lambda kind: None)
    monkeypatch.setattr(dev, "require", lambda *needs: None)
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    return recorder


CASES = [
    ([], True),
    (["--smoke"], True),
    (["三中.yhs"], True),
    (["D:/局 端.YHB"], True),
    (["demo", "x"], False),
    (["verify", "a.yhs"], False),
    (["--help"], False),
]


@pytest.mark.parametrize(("arguments", "window"), CASES)
def test_dev_and_main_agree_on_what_opens_a_window(arguments: list[str], window: bool) -> None:
    assert dev.wants_window(arguments) is window
    assert main.wants_desktop(arguments) is window


@pytest.mark.skipif(not dev.LINUX, reason="elsewhere there is always a screen")
def test_without_a_screen_run_does_the_demo(
    calls: Recorder, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.run([]) == 0
    assert calls.words[:2] == ["main.py", "demo"]
    folder = Path(calls.words[2])
    said = capsys.readouterr()
    assert "没有图形界面" in said.err
    assert said.err.rstrip().endswith(str(folder))
    assert said.out == ""
    folder.rmdir()


@pytest.mark.skipif(not dev.LINUX, reason="elsewhere there is always a screen")
def test_an_offscreen_platform_is_no_screen(
    calls: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen:size=800x600")
    assert dev.run([]) == 0
    assert calls.words[:2] == ["main.py", "demo"]
    Path(calls.words[2]).rmdir()
    with pytest.raises(SystemExit) as ended:
        dev.run(["a.yhs"])
    assert ended.value.code == dev.ENVIRONMENT


def test_with_a_screen_run_opens_the_desktop(
    calls: Recorder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":7")
    assert dev.run([]) == 0
    assert calls.words == ["main.py"]


def test_arguments_of_run_go_to_the_program(calls: Recorder) -> None:
    calls.code = 1
    assert dev.run(["verify", "包.asice.age", "--json"]) == 1
    assert calls.words == ["main.py", "verify", "包.asice.age", "--json"]


def test_the_whole_suite_uses_the_cores_and_the_ratchet(calls: Recorder) -> None:
    assert dev.test(["-q"]) == 0
    suite, ratchet = calls.commands
    assert {"pytest", "-n", "--cov"} <= set(suite)
    assert ratchet[1:] == ["-m", "tests.house.coverage_ratchet"]


@pytest.mark.parametrize("arguments", [["tests/forms"], ["-k", "x"], ["--lf"], ["-n0"], ["--pdb"]])
def test_a_part_of_the_suite_runs_as_asked(calls: Recorder, arguments: list[str]) -> None:
    assert dev.test(arguments) == 0
    assert [command[1:] for command in calls.commands] == [["-m", "pytest", *arguments]]


def test_a_failed_suite_is_not_hidden_by_the_ratchet(calls: Recorder) -> None:
    calls.code = 1
    assert dev.test([]) == 1
    assert len(calls.commands) == 1


def test_check_runs_every_step_and_names_what_failed(
    calls: Recorder, capsys: pytest.CaptureFixture[str]
) -> None:
    calls.code = 1
    assert dev.check([]) == 1
    assert len(calls.commands) == 5
    assert (
        "未通过：ruff check、ruff format、mypy --strict、import-linter、house rules"
        in capsys.readouterr().err
    )


@pytest.mark.parametrize("arguments", [[], ["fly"]])
def test_an_unknown_verb_shows_the_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(arguments) == 2
    assert "用法" in capsys.readouterr().err


def test_an_old_python_is_refused_in_words(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 0))
    assert dev.main(["test"]) == 3
    assert "3.11" in capsys.readouterr().err


def test_without_root_the_exact_line_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dev, "administrator", lambda: None)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(SystemExit) as stopped:
        dev.apt_install(["libgl1", "age"])
    assert stopped.value.code == 3
    line = "sudo apt-get update && sudo apt-get install -y --no-install-recommends libgl1 age"
    assert line in capsys.readouterr().err


def test_what_is_missing_is_named_once_by_its_package() -> None:
    libraries = {"libno-such-thing.so.1": "libno1", "libno-such-thing.so.2": "libno1"}
    assert dev.missing_packages(libraries, {"no-such-program": "prog"}) == ["libno1", "prog"]
    assert dev.missing_packages({}, {sys.executable: "python3"}) == []


@pytest.fixture
def locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for kind in ("run", "dev"):
        (tmp_path / kind).write_text(kind, encoding="utf-8")
    monkeypatch.setattr(dev, "LOCKS", {"run": tmp_path / "run", "dev": tmp_path / "dev"})
    monkeypatch.setattr(dev, "VENV", tmp_path)
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(dev, "make_venv", lambda: None)
    return tmp_path


def test_an_installed_lock_costs_nothing_until_it_changes(
    locks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = Recorder()
    monkeypatch.setattr(dev, "call", calls)
    dev.install("dev")
    dev.install("dev")
    dev.install("run")
    assert len(calls.commands) == 1
    assert {"--require-hashes", "--only-binary"} <= set(calls.commands[0])
    (locks / "dev").write_text("changed", encoding="utf-8")
    dev.install("run")
    assert len(calls.commands) == 1
    dev.install("dev")
    assert len(calls.commands) == 2
    (locks / "run").write_text("changed", encoding="utf-8")
    assert not dev.is_installed("run")
    assert not dev.is_installed("dev")


def test_a_failed_installation_leaves_no_stamp(
    locks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del locks
    monkeypatch.setattr(dev, "call", Recorder(code=1))
    with pytest.raises(SystemExit) as stopped:
        dev.install("run")
    assert stopped.value.code == 3
    assert not dev.is_installed("run")


def test_children_do_not_inherit_what_slows_or_misleads_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.setenv("PYTHONPATH", "/elsewhere")
    environment = dev.child_environment(MORE="1")
    assert not {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH"} & set(environment)
    assert (environment["MORE"], environment["PATH"]) == ("1", os.environ["PATH"])


def test_dev_needs_nothing_but_the_standard_library() -> None:
    code = "import sys, dev; print(*sorted(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    tops = {name.partition(".")[0] for name in done.stdout.split()}
    assert tops - set(sys.stdlib_module_names) <= {"dev", "__main__"}


def test_a_build_brings_the_shared_python_that_debian_splits_off(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("sysconfig.get_config_var", lambda name: "libpython3.11.so.1.0")
    assert dev.build_libraries()["libpython3.11.so.1.0"] == "libpython3.11"
    monkeypatch.setattr("sysconfig.get_config_var", lambda name: "libpython3.11.a")
    assert "libpython3.11.a" not in dev.build_libraries()
