"""Run pieces of Python in fresh processes without a screen, and read the figure they print."""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory


def figure(code: str) -> float:
    """Run code in a fresh interpreter; it prints one number as its last line.

    Raises:
        RuntimeError: It failed; the message is its error output.

    """
    with TemporaryDirectory() as home:
        # A home of its own: no setting and no list of recent files of the user plays a part.
        surroundings = {
            **os.environ,
            "QT_QPA_PLATFORM": "offscreen",
            "HOME": home,
            "XDG_CONFIG_HOME": home,
            "XDG_DATA_HOME": home,
            "APPDATA": home,
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
