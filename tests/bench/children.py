"""Run pieces of Python in fresh processes without a screen, and read the figure they print."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def home() -> Iterator[str]:
    """A home folder of its own: no setting and no list of recent files of the user plays a part."""
    with TemporaryDirectory() as folder:
        yield folder


def figure(code: str, folder: str | None = None) -> float:
    """Run code in a fresh interpreter; it prints one number as its last line.

    Args:
        code: The code.
        folder: Its home; a new one by default.

    Raises:
        RuntimeError: It failed; the message is its error output.

    """
    if folder is None:
        with home() as new:
            return figure(code, new)
    surroundings = {
        **os.environ,
        "QT_QPA_PLATFORM": "offscreen",
        "HOME": folder,
        "XDG_CONFIG_HOME": folder,
        "XDG_DATA_HOME": folder,
        "APPDATA": folder,
        "PYTHONPATH": str(Path.cwd()),
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
    return float(done.stdout.strip().splitlines()[-1])
