"""The files of the project: those git tracks."""

import subprocess
from functools import cache
from pathlib import Path

from tests.support.places import ROOT

BINARY = {".ttf", ".png", ".ico", ".xlsx", ".pdf", ".age", ".asice", ".p7s", ".der", ".yhs", ".yhb"}

TOP_LEVEL = {
    *("ui", "cli", "operations", "storage", "exporters", "forms", "resources", "tests", "docs"),
    *("main.py", "dev.py", "build.spec", "pyproject.toml"),
    *(".ci", "README.md", "LICENSE"),
    *("requirements.lock", "requirements-dev.lock"),
    *(".gitignore", ".gitattributes", ".editorconfig"),
}


@cache
def project_files() -> tuple[str, ...]:
    """Name every file that git tracks, with forward slashes; without git, every file of ours.

    What a user leaves beside them (a demonstration, a document) is not the project's.
    """
    command = ["git", "ls-files", "-z", "--cached"]
    try:
        done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return files_without_git(ROOT)
    names = done.stdout.decode().split("\0")
    tracked = tuple(sorted(name for name in names if name and (ROOT / name).is_file()))
    return tracked or files_without_git(ROOT)  # unpacked inside somebody else's repository


def files_without_git(root: Path) -> tuple[str, ...]:
    """Name the files of an unpacked archive: those at home at the top level, nothing generated."""
    found = []
    for path in root.rglob("*"):
        name = path.relative_to(root).as_posix()
        ours = name.partition("/")[0] in TOP_LEVEL and "__pycache__" not in path.parts
        if ours and path.is_file():
            found.append(name)
    return tuple(sorted(found))


def text_files() -> list[str]:
    """Name the files that a person can read."""
    return [name for name in project_files() if Path(name).suffix not in BINARY]


def read(name: str) -> str:
    """Return the text of a file of the project."""
    return (ROOT / name).read_text(encoding="utf-8", errors="replace")
