"""The program in a real window: an X screen of its own, a window manager, a keyboard, an input method.

Nothing here reaches into the program. Keys go to the X server as a keyboard sends them, Chinese is
typed as pinyin through ibus, and what arrived is read from the store.
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Final

from tests.support.children import TIED
from tests.support.places import ROOT

PROGRAMS: Final = {
    "Xvfb": "xvfb",
    "openbox": "openbox",
    "xdotool": "xdotool",
    "ibus-daemon": "ibus",
    "dbus-daemon": "dbus",
}
ENGINE: Final = Path("/usr/libexec/ibus-engine-libpinyin")
_KEYS: Final = {
    "\t": "Tab",
    "\n": "Return",
    "/": "slash",
    ".": "period",
    "-": "minus",
    "_": "underscore",
}
LATIN: Final = "xkb:us::eng"
_PATIENCE = 60.0
"""Seconds in which nothing happens until something that must has not; a busy machine is slow, not wrong."""


_LOOKS = 15
"""So often in a row, a fiftieth of a second apart, nobody may be at work: longer than the program's own
short timers. A busy machine makes those at work wait, which is seen, so its speed does not matter."""


def what_is_missing() -> str:
    """The Debian packages this proof needs and this machine lacks."""
    wanted = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    wanted += [] if ENGINE.exists() else ["ibus-libpinyin"]
    return " ".join(wanted)


def wait_for(what: str, seen: Callable[[], object], wanted: object = True) -> None:
    """Look again and again until that is seen; as long as something else comes each time, go on."""
    before, end = None, time.monotonic() + _PATIENCE
    while (found := seen()) != wanted:
        if found != before:
            before, end = found, time.monotonic() + _PATIENCE
        if time.monotonic() > end:
            raise AssertionError(f"waited in vain for {what}: {found!r} instead of {wanted!r}")
        time.sleep(0.05)


def _all_rest() -> bool:
    """Whether all this process has started, and what that started, waits for something to happen."""
    for _ in range(_LOOKS):
        if any(_is_at_work(task) for process in _descendants(os.getpid()) for task in process):
            return False
        time.sleep(0.02)
    return True


def _descendants(pid: int) -> Iterator[list[Path]]:
    """The threads of each process below one, as folders of ``/proc``."""
    for task in Path(f"/proc/{pid}/task").glob("*"):
        with suppress(OSError):  # it has just ended
            for child in (task / "children").read_text(encoding="ascii").split():
                yield list(Path(f"/proc/{child}/task").glob("*"))
                yield from _descendants(int(child))


def _is_at_work(task: Path) -> bool:
    """Whether a thread is running, wants to run or waits for the disk."""
    try:
        told = (task / "stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return told.rpartition(")")[2].split()[0] in {"R", "D"}


class RealWindow:
    """A screen with one program on it, and the keyboard before it."""

    def __init__(self, home: Path, surroundings: dict[str, str]) -> None:
        self.home = home
        self.keys = 0
        """Keys pressed so far; one with Ctrl or Alt is one."""
        self._surroundings = surroundings
        self._program: subprocess.Popen[bytes] | None = None

    # -- the program ---------------------------------------------------------------------------

    def start(self, *arguments: str | Path) -> None:
        """Start the program and wait for its window."""
        command = [*TIED, sys.executable, str(ROOT / "main.py"), *map(str, arguments)]
        with (self.home / "program.log").open("ab") as log:
            self._program = subprocess.Popen(command, env=self._surroundings, stderr=log)
        self.wait_for_title("优衡填报")

    def pull_the_plug(self) -> None:
        """End the program as a power cut does."""
        assert self._program is not None
        self._program.send_signal(signal.SIGKILL)
        self._program.wait()

    @property
    def log(self) -> str:
        """What the program said on its standard error."""
        return (self.home / "program.log").read_text(encoding="utf-8")

    def title(self) -> str:
        """Title of the window that has the keyboard."""
        done = self._run("xdotool", "getactivewindow", "getwindowname")
        return done.stdout.strip()

    def wait_for_title(self, part: str) -> None:
        """Wait until a window of this title has the keyboard, and is ready for it."""
        wait_for(f"title {part}", lambda: part in self.title())
        self.wait_until_read()

    def wait_until_read(self) -> None:
        """Wait until the keys so far have had their effect: program, input method and screen rest.

        Keys lie in the queue of a slow program; what changes the input method overtakes them.
        """
        wait_for("everything to rest", _all_rest)

    # -- the keyboard --------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        """Press keys, named as X names them: ``Return``, ``ctrl+k``."""
        self._run("xdotool", "key", "--clearmodifiers", "--delay", "12", *keys)
        self.keys += len(keys)

    def type(self, text: str, *, pause: int = 5) -> None:
        """Type Latin text, a tab and a line break as their keys; a key every ``pause`` ms."""
        self.start_typing(text, pause=pause).wait()
        self.keys += len(text)

    def jump_to(self, words: str) -> None:
        """Go to a place of the form by Ctrl+K."""
        self.press("ctrl+k")
        self.wait_for_title("跳到")
        self.type(words, pause=40)
        self.wait_until_read()
        self.press("Return")
        self.wait_for_title("–")

    def start_typing(self, text: str, *, pause: int = 5) -> subprocess.Popen[bytes]:
        """Type in the background."""
        keys = [_KEYS.get(sign, sign) for sign in text]
        command = [*TIED, "xdotool", "key", "--delay", str(pause), *keys]
        return subprocess.Popen(command, env=self._surroundings)

    def type_pinyin(self, *words: str) -> None:
        """Type each word in pinyin and take the first candidate."""
        self.switch_to("libpinyin")
        self.press("shift+Tab", "Tab")  # an input that had the cursor before keeps the old engine
        self.wait_until_read()
        for word in words:
            self.type(word, pause=40)
            self.press("space")
        self.switch_to(LATIN)

    def switch_to(self, engine: str) -> None:
        """As the key of the input method does it; what was typed before is still the other's."""
        self.wait_until_read()

        def is_chosen() -> bool:
            self._run("ibus", "engine", engine)
            return self._run("ibus", "engine").stdout.strip() == engine

        wait_for(engine, is_chosen)

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, env=self._surroundings, check=False, capture_output=True, text=True
        )

    def close(self) -> None:
        """End the program, if it still runs."""
        if self._program is not None and self._program.poll() is None:
            self.pull_the_plug()


@contextmanager
def real_window(home: Path) -> Iterator[RealWindow]:
    """A screen of 1366×768 with everything on it, in a home of its own."""
    with ExitStack() as stack:
        own = dict.fromkeys(("HOME", "XDG_RUNTIME_DIR"), str(home))
        own |= {name: str(home / name) for name in ("XDG_CONFIG_HOME", "XDG_STATE_HOME")}
        own |= {"XDG_CACHE_HOME": str(home / "cache"), "GSETTINGS_BACKEND": "memory"}
        kept = {name: value for name, value in os.environ.items() if not name.startswith("QT_")}
        surroundings = {
            **kept,
            **own,
            "QT_IM_MODULE": "ibus",
            "IBUS_ENABLE_SYNC_MODE": "1",
            "QT_QPA_PLATFORM": "xcb",
        }
        surroundings["DISPLAY"] = f":{_screen(stack, surroundings)}"
        surroundings["DBUS_SESSION_BUS_ADDRESS"] = _bus(stack, surroundings)
        _started(stack, surroundings, "openbox")
        _started(stack, surroundings, "ibus-daemon", "--xim", "--panel", "disable")
        window = RealWindow(home, surroundings)
        stack.callback(window.close)
        for engine in ("libpinyin", LATIN):
            window.switch_to(engine)
        yield window


def _screen(stack: ExitStack, surroundings: dict[str, str]) -> str:
    read, write = os.pipe()
    words = ("-displayfd", str(write), "-screen", "0", "1366x768x24", "-nolisten", "tcp")
    _started(stack, surroundings, "Xvfb", *words, keep=write)
    os.close(write)
    with os.fdopen(read) as stream:
        return stream.readline().strip()


def _bus(stack: ExitStack, surroundings: dict[str, str]) -> str:
    read, write = os.pipe()
    words = ("--session", "--nofork", f"--print-address={write}")
    _started(stack, surroundings, "dbus-daemon", *words, keep=write)
    os.close(write)
    with os.fdopen(read) as stream:
        return stream.readline().strip()


def _started(
    stack: ExitStack, surroundings: dict[str, str], *command: str, keep: int | None = None
) -> None:
    process = subprocess.Popen(
        [*TIED, *command],
        env=surroundings,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=() if keep is None else (keep,),
    )
    stack.callback(process.wait)
    stack.callback(process.terminate)
