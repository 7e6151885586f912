"""The log of unforeseen errors. It never holds answers, keys or passphrases, only where code failed."""

import os
import sys
from pathlib import Path
from tempfile import gettempdir

MAX_BYTES = 1_000_000


def log_path() -> Path:
    """Where the log is: the user's own state folder; the temporary one of a user without a home."""
    try:
        home = Path.home()
    except RuntimeError:
        home = Path(gettempdir())
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or home / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_STATE_HOME") or home / ".local" / "state")
    return base / "youheng" / "youheng.log"


def write(text: str) -> Path | None:
    """Append text; a log that has grown too long is begun from empty. ``None`` when it cannot be written."""
    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and path.stat().st_size > MAX_BYTES:
            path.replace(path.with_suffix(".old.log"))
        with path.open("a", encoding="utf-8") as stream:
            stream.write(text)
    except OSError:
        return None
    return path
