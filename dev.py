"""The one command of the workshop: set up, run, test, check, measure and build 优衡填报.

Standard library only, the same file on Linux and Windows: ``python3 dev.py VERB`` or ``py dev.py VERB``.
Everything is installed into ``.venv`` from hash-pinned locks; nothing has to be installed before it
but Python and, on Debian, ``python3-pip``.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
LINUX = sys.platform.startswith("linux")
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
LOCKS = {"run": ROOT / "requirements.lock", "dev": ROOT / "requirements-dev.lock"}

DONE, REFUSED, USAGE, ENVIRONMENT = 0, 1, 2, 3

# What Qt loads from the system, and the Debian package it comes in.
QT_LIBRARIES = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
}
# In addition, with a real X11 screen; the other libxcb-* come along.
SCREEN_LIBRARIES = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
TEST_PROGRAMS = {name: name for name in ("openssl", "age", "gpgsm", "git")}
TEST_PROGRAMS["certtool"] = "gnutls-bin"
BUILD_PROGRAMS = {"objdump": "binutils", "strip": "binutils"}


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


# -- system packages -----------------------------------------------------------------------------


def has_library(soname: str) -> bool:
    """Whether the dynamic linker finds a library."""
    try:
        ctypes.CDLL(soname)
    except OSError:
        return False
    return True


def missing_packages(libraries: Mapping[str, str], programs: Mapping[str, str]) -> list[str]:
    """The Debian packages that bring what is missing, in the order given."""
    wanted = [package for soname, package in libraries.items() if not has_library(soname)]
    wanted += [package for program, package in programs.items() if not shutil.which(program)]
    return list(dict.fromkeys(wanted))


def administrator() -> list[str] | None:
    """The words that make a command run as root; None when that needs a password."""
    if os.geteuid() == 0:
        return []
    sudo = ["sudo", "-n"]
    quiet = subprocess.DEVNULL
    may = shutil.which("sudo") and subprocess.call([*sudo, "true"], stderr=quiet) == 0
    return sudo if may else None


def apt_install(packages: Sequence[str]) -> None:
    """Install Debian packages, or say exactly how to."""
    names = " ".join(packages)
    line = f"sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}"
    if shutil.which("apt-get") is None:
        stop(ENVIRONMENT, f"缺少系统组件（Debian 包名）：{names}。请装好后再试。")
    root = administrator()
    if root is None:
        stop(ENVIRONMENT, f"缺少系统组件，安装需要管理员。请执行下面一行后再试：\n    {line}")
    say(f"正在用 apt 安装缺少的系统组件：{names}")
    apt = [*root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    subprocess.run([*apt, "update"], capture_output=True, check=False)
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    done = subprocess.run(install, capture_output=True, text=True, errors="replace", check=False)
    if done.returncode != 0:
        stop(ENVIRONMENT, f"{done.stdout}{done.stderr}\napt 没有装成。请手工执行：\n    {line}")


def require(libraries: Mapping[str, str], programs: Mapping[str, str] | None = None) -> None:
    """Make sure of system libraries and programs; only Linux lacks them."""
    if LINUX and (packages := missing_packages(libraries, programs or {})):
        apt_install(packages)


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
    except ImportError:
        apt_install(["python3-venv"])
        import venv
    config = VENV / "pyvenv.cfg"
    version = f"version = {platform.python_version()}"
    if PYTHON.exists() and config.exists() and version in config.read_text(encoding="utf-8"):
        return
    say(f"正在建立 {VENV.name} …")
    venv.EnvBuilder(with_pip=False, clear=True, symlinks=not WINDOWS).create(VENV)


def pip_command() -> list[str | Path]:
    """The pip at hand, working on our environment."""
    outside: list[str | Path] = [sys.executable, "-m", "pip", "--python", PYTHON]
    if importlib.util.find_spec("pip"):
        return outside
    if importlib.util.find_spec("ensurepip") and python("-m", "ensurepip", "--default-pip") == 0:
        return [PYTHON, "-m", "pip"]
    if not LINUX:
        stop(ENVIRONMENT, "没有 pip。请重新安装带 pip 的 Python 3.11 或更新版本。")
    apt_install(["python3-pip"])
    return outside


def install(kind: str) -> None:
    """Bring the environment to the state of a lock; costs nothing when it is there already."""
    if is_installed(kind):
        return
    make_venv()
    lock = LOCKS[kind]
    say(f"正在按 {lock.name} 安装依赖（首次约需一两分钟）…")
    # A lock is complete: older pips would resolve the extras of its packages anew.
    options = ["--no-deps", "--require-hashes", "--only-binary", ":all:"]
    options += ["--disable-pip-version-check", "--no-input"]
    loudness = [] if sys.stderr.isatty() else ["-qq"]
    command = [*pip_command(), "install", *options, *loudness, "-r", lock]
    if call(command, PIP_ROOT_USER_ACTION="ignore") != 0:
        stop(ENVIRONMENT, "依赖没有装成：请检查网络或 pip 的镜像设置，然后再执行一次。")
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
    if platform_name := os.environ.get("QT_QPA_PLATFORM"):
        return platform_name.split(":")[0] not in {"offscreen", "minimal"}
    return not LINUX or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def wants_window(arguments: list[str]) -> bool:
    """Whether main.py would open the desktop for these arguments."""
    alone = arguments[0] if len(arguments) == 1 else ""
    return not arguments or "--smoke" in arguments or alone.lower().endswith((".yhs", ".yhb"))


def run_demo() -> int:
    """The whole job without a screen, in a folder of its own."""
    say("这台机器没有图形界面（未设置 DISPLAY 或 WAYLAND_DISPLAY），改在命令行里把全程走一遍。")
    folder = Path(tempfile.mkdtemp(prefix="youheng-demo-"))
    code = python("main.py", "demo", folder)
    say(f"示范{'' if code == DONE else '没有走完，已写出的'}文件在：{folder}")
    return code


def run(arguments: list[str]) -> int:
    """Start the program; without a screen, do its whole job on the command line."""
    install("run")
    if not wants_window(arguments):
        return python("main.py", *arguments)
    if not has_screen():
        if not arguments:
            return run_demo()
        if "--smoke" not in arguments:
            stop(ENVIRONMENT, "这台机器没有图形界面，打不开窗口；请改用命令行（--help 有说明）。")
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    require({**QT_LIBRARIES, **(SCREEN_LIBRARIES if os.environ.get("DISPLAY") else {})})
    return python("main.py", *arguments)


def is_whole_suite(arguments: list[str]) -> bool:
    """Whether pytest was asked for everything: no path, no selection, no debugger."""
    harmless = ("-q", "-qq", "-v", "-vv", "-x", "--durations", "--tb", "--maxfail", "-p")
    return all(word.startswith(harmless) for word in arguments)


def test(arguments: list[str]) -> int:
    """Run the tests; the whole suite on all cores and with the coverage ratchet."""
    require(QT_LIBRARIES, TEST_PROGRAMS)
    install("dev")
    words: list[str | Path] = ["-m", "pytest", *arguments]
    whole = is_whole_suite(arguments)
    if whole:
        words += ["-n", str(os.cpu_count() or 1), "--dist", "worksteal", "--cov", "--cov-report="]
    code = python(*words, QT_QPA_PLATFORM="offscreen")
    if whole and code == DONE:
        code = python("-m", "tests.house.coverage_ratchet")
    return code


def check(arguments: list[str]) -> int:
    """Everything that can be said about the code without running it."""
    if arguments:
        stop(USAGE, "check 不带参数。")
    install("dev")
    lint_imports = (
        "import sys; from importlinter.cli import lint_imports_command as m; sys.exit(m())"
    )
    steps: dict[str, list[str | Path]] = {
        "ruff check": ["-m", "ruff", "check", "."],
        "ruff format": ["-m", "ruff", "format", "--check", "."],
        "mypy --strict": ["-m", "mypy"],
        "import-linter": ["-c", lint_imports],
        "house rules": ["-m", "tests.house.rules"],
    }
    failed = []
    for name, words in steps.items():
        say(f"── {name}")
        if python(*words) != 0:
            failed.append(name)
    say(f"未通过：{'、'.join(failed)}" if failed else "检查全部通过。")
    return REFUSED if failed else DONE


def run_module(module: str, arguments: list[str]) -> int:
    """Run a workshop module of tests/ without a screen."""
    path = ROOT.joinpath(*module.split("."))
    if not path.with_suffix(".py").exists() and not (path / "__main__.py").exists():
        stop(ENVIRONMENT, f"没有模块 {module}。")
    require(QT_LIBRARIES)
    install("dev")
    return python("-m", module, *arguments, QT_QPA_PLATFORM="offscreen")


def bench(arguments: list[str]) -> int:
    """Measure the budgets of the design, each as a ratio to a floor of the same run."""
    return run_module("tests.bench", arguments)


def shots(arguments: list[str]) -> int:
    """Paint every page into a folder."""
    if len(arguments) != 1:
        stop(USAGE, "用法：dev.py shots 文件夹")
    return run_module("tests.shots", arguments)


def build_libraries() -> dict[str, str]:
    """What is copied along: Qt's libraries and the shared Python that Debian splits off."""
    soname = str(sysconfig.get_config_var("INSTSONAME"))
    shared = {soname: soname.partition(".so")[0]} if ".so" in soname else {}
    return {**QT_LIBRARIES, **SCREEN_LIBRARIES, **shared}


def build(arguments: list[str]) -> int:
    """Freeze the program and run what came out, in a folder with Chinese and a space in its name."""
    if arguments:
        stop(USAGE, "build 不带参数。")
    require(build_libraries(), BUILD_PROGRAMS)
    install("dev")
    folders = ["--distpath", "dist", "--workpath", "build"]
    frozen = python(
        *("-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *folders, "build.spec"),
        PYTHONHASHSEED="1",
        SOURCE_DATE_EPOCH="1704067200",
    )
    return try_frozen(ROOT / "dist" / "youheng") if frozen == DONE else REFUSED


def try_frozen(built: Path) -> int:
    """Copy the frozen program elsewhere; do the demo and show the first window."""
    suffix = ".exe" if WINDOWS else ""
    with tempfile.TemporaryDirectory(prefix="优衡 试装 ") as name:
        folder = Path(name)
        home = folder / "家"
        home.mkdir()
        program = shutil.copytree(built, folder / "程序 目录", symlinks=True)
        places = {"HOME": str(home), "APPDATA": str(home), "LOCALAPPDATA": str(home)}
        demo: list[str | Path] = [program / f"youheng-cli{suffix}", "demo", folder / "示范 数据"]
        steps: dict[str, list[str | Path]] = {
            "示范": [*demo, "--schools", "2"],
            "首个窗口": [program / f"youheng{suffix}", "--smoke"],
        }
        for step, command in steps.items():
            if call(command, QT_QPA_PLATFORM="offscreen", **places) != DONE:
                stop(REFUSED, f"打包后的程序没有通过：{step}")
    say(f"打包完成并试运行通过：{built}")
    return DONE


VERBS: dict[str, tuple[Callable[[list[str]], int], str]] = {
    "setup": (setup, "安装全部依赖（.venv）"),
    "run": (run, "[main.py 的参数]  运行程序；没有图形界面时走一遍示范"),
    "test": (test, "[pytest 的参数]  运行测试"),
    "check": (check, "静态检查：ruff、mypy、import-linter、本项目规则"),
    "bench": (bench, "[--json]  测量性能预算"),
    "build": (build, "用 PyInstaller 打包并试运行"),
    "shots": (shots, "文件夹  生成各页面截图"),
}


USAGE_TEXT = "用法：python3 dev.py 动词 [参数]\n" + "\n".join(
    f"  {name:<6} {text}" for name, (_, text) in VERBS.items()
)


def main(arguments: list[str]) -> int:
    """Do what the first word says."""
    if sys.version_info < (3, 11):  # noqa: UP036 - the reader of this line may have an older one
        say(f"需要 Python 3.11 或更新版本，这里是 {platform.python_version()}。")
        return ENVIRONMENT
    if not arguments or arguments[0] not in VERBS:
        say(USAGE_TEXT)
        return DONE if arguments[:1] in (["-h"], ["--help"]) else USAGE
    try:
        return VERBS[arguments[0]][0](arguments[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
