"""The one command of the workshop: set up, run, test, check, measure and build 优衡填报.

Standard library only, the same file on Linux and Windows: ``python3 dev.py VERB`` or ``py dev.py VERB``.
Everything is installed into ``.venv`` from hash-pinned locks, and with apt what a Debian lacks
(``tests/house/debian_packages.py``); nothing has to be installed before it but Python.
"""

from __future__ import annotations

import os
import signal
import sys

from main import stop_while_loading, wants_desktop

if __name__ == "__main__" and signal.getsignal(signal.SIGINT) is signal.default_int_handler:
    signal.signal(signal.SIGINT, stop_while_loading)  # the imports below take their time

import contextlib
import hashlib
import importlib.util
import platform
import re
import subprocess
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

from tests.house import debian_packages
from tests.house.debian_packages import QT_LIBRARIES, SCREEN_LIBRARIES, TEST_PROGRAMS

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
LINUX = sys.platform.startswith("linux")
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
LOCKS = {"run": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}

DONE, REFUSED, USAGE, ENVIRONMENT = 0, 1, 2, 3

PYTEST_CODES = {2: REFUSED, 4: USAGE, 5: USAGE}
"""What pytest ends with when interrupted, misused or without a test, as one of ours."""

# What PySide6 6.11.3 runs on; pyproject.toml says the same to other tools.
OLDEST_PYTHON, NEWEST_PYTHON = (3, 11), (3, 14)


def say(text: str) -> None:
    """Speak to the user; standard output belongs to the program that is run."""
    print(text, file=sys.stderr, flush=True)


def stop(code: int, text: str) -> NoReturn:
    """Say why and end."""
    say(text)
    raise SystemExit(code)


def child_environment(**changes: str) -> dict[str, str]:
    """Our environment without what would make a child slower or look elsewhere for modules."""
    unwanted = {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PYTHONHOME"}
    kept = {name: value for name, value in os.environ.items() if name not in unwanted}
    return {**kept, "PYTHONUTF8": "1", **changes}


def call(command: Sequence[str | Path], **changes: str) -> int:
    """Run a program in the root folder and return its exit code."""
    return subprocess.call([*map(str, command)], cwd=ROOT, env=child_environment(**changes))


def python(*words: str | Path, **changes: str) -> int:
    """Run the environment's Python."""
    return call([PYTHON, *words], **changes)


def program(*arguments: str | Path) -> int:
    """Run main.py where the user is: relative paths mean that folder."""
    command = [*map(str, (PYTHON, ROOT / "main.py", *arguments))]
    return subprocess.call(command, env=child_environment())


# -- system packages -----------------------------------------------------------------------------


def install_packages(packages: Sequence[str]) -> None:
    """Install Debian packages, or say exactly how to."""
    try:
        debian_packages.install(packages, say)
    except debian_packages.NotInstalledError as error:
        stop(ENVIRONMENT, str(error))


def require(libraries: Mapping[str, str], programs: Mapping[str, str] | None = None) -> None:
    """Make sure of system libraries and programs; only Linux lacks them."""
    packages = debian_packages.missing_packages(libraries, programs or {}) if LINUX else []
    if packages:
        install_packages(packages)


# -- the environment -----------------------------------------------------------------------------


def fingerprint(kind: str) -> str:
    """What an installed environment of this kind was made from."""
    locks = [LOCKS["run"].read_bytes(), *([LOCKS["dev"].read_bytes()] if kind == "dev" else [])]
    parts = [platform.python_version().encode(), *locks]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def stamp(kind: str) -> Path:
    """The file that remembers a finished installation."""
    return VENV / f"installed-{kind}.sha256"


def is_installed(kind: str) -> bool:
    """Whether the environment is there and was made from the locks as they are now."""
    with contextlib.suppress(OSError):
        return PYTHON.exists() and stamp(kind).read_text(encoding="ascii") == fingerprint(kind)
    return False


def make_venv() -> None:
    """An empty environment without pip: Debian splits ensurepip off, and ours is not needed."""
    try:
        import venv
    except ImportError:  # Debian splits it off; the embeddable Python of Windows has none
        if not LINUX:
            stop(ENVIRONMENT, f"这个 Python 不带 venv，请安装完整的 Python（{supported()}）。")
        install_packages(["python3-venv"])
        import venv
    config = VENV / "pyvenv.cfg"
    version = f"version = {platform.python_version()}"
    if PYTHON.exists() and config.exists() and version in config.read_text(encoding="utf-8"):
        return
    say(f"正在建立 {VENV.name} …")
    venv.EnvBuilder(with_pip=False, clear=True, symlinks=not WINDOWS).create(VENV)


def pip_at_hand() -> list[str | Path]:
    """A pip from outside, of any age, working on our environment."""
    outside: list[str | Path] = [sys.executable, "-m", "pip", "--python", PYTHON]
    if importlib.util.find_spec("pip"):
        return outside
    if importlib.util.find_spec("ensurepip") and python("-m", "ensurepip", "--default-pip") == 0:
        return [PYTHON, "-m", "pip"]
    if not LINUX:
        stop(ENVIRONMENT, f"没有 pip。请重新安装带 pip 的 Python（{supported()}）。")
    install_packages(["python3-pip"])
    return outside


def entries(lock: Path) -> dict[str, str]:
    """The entries of a lock by the name of the package, each with its hashes."""
    text = lock.read_text(encoding="utf-8")
    return {entry.partition("==")[0]: entry for entry in re.split(r"(?<!\\)\n", text) if entry}


def pip_install(pip: Sequence[str | Path], lock: Path) -> None:
    """Install a lock as it is: it is complete, and an old pip would resolve extras anew."""
    options = ["--no-deps", "--require-hashes", "--only-binary", ":all:"]
    options += ["--disable-pip-version-check", "--no-input"]
    loudness = [] if sys.stderr.isatty() else ["-qq"]
    command = [*pip, "install", *options, *loudness, "-r", lock]
    if call(command, PIP_ROOT_USER_ACTION="ignore") != 0:
        stop(
            ENVIRONMENT, f"依赖没有装成，原因见上面 pip 的话（{lock.name}）。改正后再执行一次即可。"
        )


def install_locked_pip() -> list[str | Path]:
    """Install the pip of the lock by the one at hand; it does everything after that."""
    entry = entries(LOCKS["run"])["pip"]
    with tempfile.TemporaryDirectory(prefix="youheng-pip-") as folder:
        alone = Path(folder) / "pip.lock"
        alone.write_text(entry + "\n", encoding="utf-8")
        pip_install(pip_at_hand(), alone)
    return [PYTHON, "-m", "pip"]


def pip_says(*words: str) -> list[str]:
    """The lines the environment's pip prints."""
    command = [str(PYTHON), "-m", "pip", *words, "--disable-pip-version-check"]
    done = subprocess.run(command, capture_output=True, check=False, env=child_environment())
    return done.stdout.decode(errors="replace").splitlines()


def left_out() -> set[str]:
    """The packages that are never imported and so in no lock (pyproject.toml says why)."""
    import tomllib

    tool = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    run = tool["youheng"]["run-override-dependencies"]
    return {line.split()[0] for line in (*tool["uv"]["override-dependencies"], *run)}


def make_whole() -> None:
    """Remove what no lock names any more, and prove that nothing is missing."""
    kept = set(entries(LOCKS["dev"]))
    there = {line.partition("==")[0] for line in pip_says("list", "--format=freeze")}
    strays = sorted(name for name in there if re.sub(r"[-_.]+", "-", name).lower() not in kept)
    if strays:
        pip_says("uninstall", "-y", *strays)
    unmet = [line for line in pip_says("check") if " requires " in line or " has " in line]
    wanting = [line for line in unmet if not any(f" {name}," in line for name in left_out())]
    if wanting:
        stop(ENVIRONMENT, "锁文件不完整，依赖没有装成：\n    " + "\n    ".join(wanting))


def install(kind: str) -> None:
    """Bring the environment to the state of a lock; costs nothing when it is there already."""
    if is_installed(kind):
        return
    make_venv()
    say(f"正在按 {LOCKS[kind].name} 安装依赖（首次约需一两分钟）…")
    pip_install(install_locked_pip(), LOCKS[kind])
    make_whole()
    python("-c", "import shiboken6", SBK_EMBED="no")  # packed, it is compiled at each start
    for done in ("run", "dev") if kind == "dev" else ("run",):
        stamp(done).write_text(fingerprint(done), encoding="ascii")


# -- verbs ---------------------------------------------------------------------------------------


def setup(arguments: list[str]) -> int:
    """Install everything a developer needs."""
    if arguments:
        stop(USAGE, "setup 不带参数。")
    require(QT_LIBRARIES, TEST_PROGRAMS)
    install("dev")
    say(f"就绪：{PYTHON.relative_to(ROOT)}")
    return DONE


def has_screen() -> bool:
    """Whether somebody would see a window; an offscreen one would wait for ever."""
    platform_name = os.environ.get("QT_QPA_PLATFORM", "")
    if platform_name:
        return platform_name.split(":")[0] not in {"offscreen", "minimal"}
    return not LINUX or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def run_demo() -> int:
    """The whole job without a screen, in a folder of its own."""
    say("这台机器没有图形界面（未设置 DISPLAY 或 WAYLAND_DISPLAY），改在命令行里把全程走一遍。")
    folder = Path(tempfile.mkdtemp(prefix="youheng-demo-"))
    code = program("demo", folder)
    say(f"演示{'' if code == DONE else '没有走完，已写出的'}文件在：{folder}")
    return code


def run(arguments: list[str]) -> int:
    """Start the program; without a screen, do its whole job on the command line."""
    install("run")
    if not wants_desktop(arguments):
        return program(*arguments)
    if not has_screen():
        if not arguments:
            return run_demo()
        if "--smoke" not in arguments:
            stop(ENVIRONMENT, "这台机器没有图形界面，打不开窗口；请改用命令行（--help 有说明）。")
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    require({**QT_LIBRARIES, **(SCREEN_LIBRARIES if os.environ.get("DISPLAY") else {})})
    return program(*arguments)


def is_whole_suite(arguments: list[str]) -> bool:
    """Whether pytest was asked for everything: no path, no selection, no debugger."""
    harmless = ("-q", "-qq", "-v", "-vv", "-x", "--durations", "--tb", "--maxfail", "-p")
    return all(word.startswith(harmless) for word in arguments)


def test(arguments: list[str]) -> int:
    """Run the tests; the whole suite on all cores and with the coverage ratchet."""
    if arguments[:1] == ["--mutants"]:
        return workshop("tests.mutants")(arguments[1:])
    if arguments[:1] == ["--long"]:
        say("一千次强行结束、断电重演和随机操作，两个核上约半小时；最后一行是结果。")
        return workshop("tests.proof")(arguments[1:])
    require(QT_LIBRARIES, TEST_PROGRAMS)
    install("dev")
    words: list[str | Path] = ["-m", "pytest", *arguments]
    whole = is_whole_suite(arguments)
    if whole:
        say("全部测试在两个空闲的核上约二十分钟；有几个各需一两分钟，百分数停住片刻不是卡住。")
        words += ["-n", str(os.cpu_count() or 1), "--dist", "worksteal", "--cov", "--cov-report="]
    code = python(*words, QT_QPA_PLATFORM="offscreen")
    code = PYTEST_CODES.get(code, code)
    if whole and code == DONE:
        code = python("-m", "tests.house.coverage_ratchet")
    return code


def workshop(module: str) -> Callable[[list[str]], int]:
    """A verb that a module of tests/ does, in the developer's environment and without a screen."""

    def verb(arguments: list[str]) -> int:
        require(QT_LIBRARIES)
        install("dev")
        return python("-m", module, *arguments, QT_QPA_PLATFORM="offscreen")

    return verb


VERBS: dict[str, tuple[Callable[[list[str]], int], str]] = {
    "setup": (setup, "安装全部依赖（.venv）"),
    "run": (run, "[main.py 的参数]  运行程序；没有图形界面时走一遍演示"),
    "test": (test, "[pytest 的参数]  运行测试；--mutants 看植入的小错有没有测试发现；--long 长测"),
    "check": (workshop("tests.house.checks"), "静态检查：ruff、mypy、import-linter、本项目规则"),
    "bench": (workshop("tests.bench"), "[--json]  测量性能预算"),
    "build": (workshop("tests.house.build"), "用 PyInstaller 打包并试运行"),
    "shots": (workshop("tests.shots"), "文件夹 [场景 …]  生成各页面截图；--help 有说明"),
    "bare": (workshop("tests.house.bare"), "版本 动词 …  在空白的 Debian 里试（要 root）"),
    "lock": (workshop("tests.house.make_locks"), "按 pyproject.toml 重新生成两个锁文件"),
}


USAGE_TEXT = "用法：python3 dev.py 动词 [参数]\n" + "\n".join(
    f"  {name:<6} {text}" for name, (_, text) in VERBS.items()
)


def supported() -> str:
    """The supported versions of Python, as a person writes them."""
    oldest, newest = (".".join(map(str, each)) for each in (OLDEST_PYTHON, NEWEST_PYTHON))
    return f"{oldest} 至 {newest}"


def main(arguments: list[str]) -> int:
    """Do what the first word says."""
    if not OLDEST_PYTHON <= sys.version_info[:2] <= NEWEST_PYTHON:
        say(f"需要 Python {supported()}，这里是 {platform.python_version()}（{sys.executable}）。")
        say("请装一个合适的版本，再用它执行，例如：python3.13 dev.py run")
        return ENVIRONMENT
    if not arguments or arguments[0] not in VERBS:
        say(USAGE_TEXT)
        return DONE if arguments[:1] in (["-h"], ["--help"]) else USAGE
    if signal.getsignal(signal.SIGINT) is stop_while_loading:
        signal.signal(signal.SIGINT, signal.default_int_handler)  # a verb is told of it
    try:
        return VERBS[arguments[0]][0](arguments[1:])
    except KeyboardInterrupt:
        say("已停止。再执行一次即可从头继续。")
        return REFUSED
    except OSError as error:
        stop(ENVIRONMENT, f"没有做成：{error}。请检查磁盘空间和文件夹的权限。")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
