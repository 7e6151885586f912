"""dev.py decides the same on every machine; what it would run is recorded, not run."""

import ast
import os
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import metadata
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

import dev
import main
from tests.house import debian_packages, whole
from tests.house.sources import read
from tests.support.places import ROOT

PACK = ROOT / "resources" / "forms" / "balance-2024.1"


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
    monkeypatch.setattr(
        dev, "program", lambda *words: recorder([sys.executable, "main.py", *words])
    )
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
def test_what_opens_a_window(arguments: list[str], window: bool) -> None:
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


@pytest.mark.parametrize("verb", ["check", "bench", "build", "shots", "lock"])
def test_what_the_workshop_does_is_a_module_of_the_tests(calls: Recorder, verb: str) -> None:
    assert dev.main([verb, "word"]) == 0
    module = calls.words[1]
    assert module.startswith("tests.")
    assert calls.words[2:] == ["word"]
    assert find_spec(module) is not None


@pytest.mark.parametrize(
    ("word", "module"), [("--mutants", "tests.mutants"), ("--long", "tests.proof")]
)
def test_what_takes_long_is_asked_for(calls: Recorder, word: str, module: str) -> None:
    assert dev.test([word, "more"]) == 0
    assert [command[1:] for command in calls.commands] == [["-m", module, "more"]]


@pytest.mark.parametrize("arguments", [[], ["fly"]])
def test_an_unknown_verb_shows_the_usage(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev.main(arguments) == 2
    assert "用法" in capsys.readouterr().err


@pytest.mark.parametrize("version", [(3, 10, 9), (3, 15, 0)])
def test_another_python_is_refused_in_words(
    version: tuple[int, int, int],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "version_info", version)
    assert dev.main(["test"]) == 3
    assert "需要 Python 3.11 至 3.14" in capsys.readouterr().err


def test_dev_and_the_project_support_the_same_python() -> None:
    supported = SpecifierSet(tomllib.loads(read("pyproject.toml"))["project"]["requires-python"])
    (oldest, newest) = dev.OLDEST_PYTHON, dev.NEWEST_PYTHON
    for minor in range(8, 20):
        inside = oldest <= (3, minor) <= newest
        assert supported.contains(f"3.{minor}.1") is inside
    assert [f"3.{minor}" for minor in range(oldest[1], newest[1] + 1)] == list(whole.PYTHONS)
    qt = SpecifierSet(metadata("PySide6-Essentials")["Requires-Python"])
    assert qt.contains(f"{newest[0]}.{newest[1]}.0")
    assert not qt.contains(f"{newest[0]}.{newest[1] + 1}.0")


@pytest.mark.parametrize("name", ["dev.py", "tests/house/debian_packages.py", "main.py"])
def test_an_old_python_gets_as_far_as_the_sentence(name: str) -> None:
    tree = ast.parse(read(name), feature_version=(3, 7))
    first = next(node for node in tree.body if isinstance(node, ast.ImportFrom))
    assert first.module == "__future__"


@pytest.mark.parametrize(
    ("fault", "code", "words"),
    [(KeyboardInterrupt(), 1, "已停止"), (PermissionError(13, "不许写"), 3, "文件夹的权限")],
)
def test_what_stops_a_verb_is_a_sentence(
    fault: BaseException,
    code: int,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def stopped(kind: str) -> None:
        raise fault

    monkeypatch.setattr(dev, "install", stopped)
    try:
        ended: object = dev.main(["run", "demo", "x"])
    except SystemExit as end:
        ended = end.code
    assert ended == code
    assert words in capsys.readouterr().err


def test_without_root_the_exact_line_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(debian_packages, "administrator", lambda: None)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(SystemExit) as stopped:
        dev.install_packages(["libgl1", "age"])
    assert stopped.value.code == 3
    line = "sudo apt-get update && sudo apt-get install -y --no-install-recommends libgl1 age"
    assert line in capsys.readouterr().err


def test_what_is_missing_is_named_once_by_its_package() -> None:
    libraries = {"libno-such-thing.so.1": "libno1", "libno-such-thing.so.2": "libno1"}
    assert debian_packages.missing_packages(libraries, {"no-such-program": "prog"}) == [
        "libno1",
        "prog",
    ]
    assert debian_packages.missing_packages({}, {sys.executable: "python3"}) == []


@pytest.fixture
def locks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    pip = "pip==26.3 \\\n    --hash=sha256:00\n"
    for kind in ("run", "dev"):
        (tmp_path / kind).write_text(f"{pip}# {kind}\n", encoding="utf-8")
    monkeypatch.setattr(dev, "LOCKS", {"run": tmp_path / "run", "dev": tmp_path / "dev"})
    monkeypatch.setattr(dev, "VENV", tmp_path)
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(dev, "make_venv", lambda: None)
    monkeypatch.setattr(dev, "pip_says", lambda *words: [])
    return tmp_path


def test_an_installed_lock_costs_nothing_until_it_changes(
    locks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = Recorder()
    monkeypatch.setattr(dev, "call", calls)
    dev.install("dev")
    dev.install("dev")
    dev.install("run")
    assert len(calls.commands) == 3
    assert {"--require-hashes", "--only-binary"} <= set(calls.commands[0])
    (locks / "dev").write_text("pip==26.4\n", encoding="utf-8")
    dev.install("run")
    assert len(calls.commands) == 3
    dev.install("dev")
    assert len(calls.commands) == 6
    (locks / "run").write_text("pip==26.4\n", encoding="utf-8")
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
    # Beside them only what installs Debian packages, and what says which words open a window.
    own = {"dev", "tests", "__main__", "main", "operations"}
    assert tops - set(sys.stdlib_module_names) <= own


def test_a_relative_path_means_the_folder_the_user_is_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(dev, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(dev, "install", lambda kind: None)
    (tmp_path / "表.csv").write_text("学校,数\n", encoding="utf-8")
    dev.run(["verify", "表.csv"])
    said = capfd.readouterr()
    assert "找不到" not in said.out + said.err
    assert dev.run(["pack", "document", str(PACK), "-o", "表册.html"]) == 0
    assert (tmp_path / "表册.html").is_file()


def test_the_locked_pip_does_everything_after_the_first_step(
    locks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    del locks
    calls = Recorder()
    monkeypatch.setattr(dev, "call", calls)
    dev.install("dev")
    first, rest, pyside = calls.commands
    assert first[1:4] == ["-m", "pip", "--python"]
    assert Path(first[-1]).name == "pip.lock"
    assert rest[:4] == [sys.executable, "-m", "pip", "install"]
    assert all("--no-deps" in command for command in (first, rest))
    assert pyside[1:] == ["-c", "import shiboken6"]


def test_what_no_lock_names_is_removed_and_what_is_missing_is_named(
    locks: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    del locks
    asked: list[tuple[str, ...]] = []
    answers = {
        "list": ["pip==26.3", "old_thing==1.0"],
        "check": [
            "pyhanko 0.38.0 requires aiohttp, which is not installed.",
            "rich 15.0.0 requires pygments, which is not installed.",
        ],
    }

    def pip_says(*words: str) -> list[str]:
        asked.append(words)
        return answers.get(words[0], [])

    monkeypatch.setattr(dev, "pip_says", pip_says)
    with pytest.raises(SystemExit) as stopped:
        dev.make_whole()
    assert ("uninstall", "-y", "old_thing") in asked
    assert stopped.value.code == 3
    said = capsys.readouterr().err
    assert "rich 15.0.0 requires pygments" in said
    assert "aiohttp" not in said


@pytest.mark.parametrize(("ended", "code"), [(0, 0), (1, 1), (2, 1), (3, 3), (4, 2), (5, 2)])
def test_pytest_ends_with_one_of_our_codes(
    monkeypatch: pytest.MonkeyPatch, ended: int, code: int
) -> None:
    for name in ("require", "install"):
        monkeypatch.setattr(dev, name, lambda *_: None)
    monkeypatch.setattr(dev, "python", lambda *_, **__: ended)
    assert dev.test(["tests/forms"]) == code
