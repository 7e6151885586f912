"""Programs of a few lines that tests run as processes of their own."""

import os
import subprocess
import sys
from pathlib import Path


def run(program: str, path: Path) -> subprocess.CompletedProcess[str]:
    """Run a program with a path for its argument."""
    return subprocess.run(
        [sys.executable, "-c", program, str(path)],
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path), "PYTHONIOENCODING": "utf-8"},
    )
