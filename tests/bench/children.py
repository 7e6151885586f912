"""Run pieces of Python in fresh processes without a screen, and read the figure they print."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.house.pyside_files import copy_as_delivered


@contextmanager
def home() -> Iterator[str]:
    """A home folder of its own: no setting and no list of recent files of the user plays a part."""
    with TemporaryDirectory() as folder:
        yield folder


@contextmanager
def delivered() -> Iterator[str]:
    """A folder with the part of PySide6 that ``dev.py setup`` makes quicker, as pip installs it.

    First in the path of a floor: what the program is measured against is not prepared for it.
    """
    with TemporaryDirectory() as folder:
        copy_as_delivered(Path(folder))
        yield folder


def figure(code: str, folder: str | None = None, *, first: str = "") -> float:
    """Run code in a fresh interpreter; it prints one number as its last line.

    See :func:`figures`.
    """
    (found,) = figures(code, folder, first=first)
    return found


def figures(code: str, folder: str | None = None, *, first: str = "") -> tuple[float, ...]:
    """Run code in a fresh interpreter; it prints numbers, with blanks between, as its last line.

    Args:
        code: The code.
        folder: Its home; a new one by default.
        first: A folder in which it finds modules before all others.

    Raises:
        RuntimeError: It failed; the message is its error output.

    """
    if folder is None:
        with home() as new:
            return figures(code, new, first=first)
    surroundings = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": folder,
        "XDG_CONFIG_HOME": folder,
        "XDG_DATA_HOME": folder,
        "APPDATA": folder,
        "PYTHONPATH": os.pathsep.join(filter(None, (first, str(Path.cwd())))),
    }
    # Without compiled files every start would compile the whole program.
    surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
    done = subprocess.run(
        [sys.executable, "-c", code],
        env=surroundings,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(done.stderr.strip().splitlines()[-1] if done.stderr else "no output")
    return tuple(map(float, done.stdout.strip().splitlines()[-1].split()))


@dataclass(frozen=True, slots=True)
class Starts:
    """Milliseconds that starts have taken: of the processor, and on the clock on the wall."""

    processor: list[float] = field(default_factory=list)
    wall: list[float] = field(default_factory=list)

    def add(self, code: str, folder: str | None, *, first: str = "") -> None:
        """Start once more; the code prints a number, as for :func:`figure`."""
        begun, spent = perf_counter(), _spent_by_children()
        figure(code, folder, first=first)
        self.wall.append((perf_counter() - begun) * 1000)
        self.processor.append((_spent_by_children() - spent) * 1000)


def starts_in_turns(
    floor: str, *programs: tuple[str, str | None], rounds: int
) -> tuple[Starts, tuple[Starts, ...]]:
    """Start a floor and some programs in turns, after two rounds that do not count.

    Args:
        floor: Its code. It has PySide6 as pip installs it, and a new home each time.
        programs: The code of each with its home; ``None``: a new one each time.
        rounds: How often.

    """
    floors, started = Starts(), tuple(Starts() for _ in programs)
    with delivered() as first:
        for number in range(-2, rounds):
            counting = number >= 0
            (floors if counting else Starts()).add(floor, None, first=first)
            for (code, folder), starts in zip(programs, started, strict=True):
                (starts if counting else Starts()).add(code, folder)
    return floors, started


def _spent_by_children() -> float:
    """Seconds of processor time of all children that have ended: a busy machine takes no part."""
    if sys.platform == "win32":  # which tells no such thing
        return perf_counter()
    from resource import RUSAGE_CHILDREN, getrusage

    usage = getrusage(RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def spent_by(process: int | None) -> float:
    """Seconds of processor time of a process that still runs, by its number."""
    if sys.platform != "linux" or process is None:
        return perf_counter()
    from time import clock_gettime

    return clock_gettime(~process << 3 | 2)  # what clock_getcpuclockid(3) makes of the number
