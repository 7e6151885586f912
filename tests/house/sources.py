"""The files of the project as git sees them."""

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BINARY = {".ttf", ".png", ".ico", ".xlsx", ".pdf", ".age", ".asice", ".p7s", ".der", ".yhs", ".yhb"}


@cache
def project_files() -> tuple[str, ...]:
    """Name every file that is tracked or about to be, with forward slashes."""
    done = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    names = done.stdout.decode().split("\0")
    return tuple(sorted(name for name in names if name and (ROOT / name).is_file()))


def text_files() -> list[str]:
    """Name the files that a person can read."""
    return [name for name in project_files() if Path(name).suffix not in BINARY]


def read(name: str) -> str:
    """Return the text of a file of the project."""
    return (ROOT / name).read_text(encoding="utf-8", errors="replace")
