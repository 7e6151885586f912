"""What is left of a program that ended unexpectedly: where its threads stood, nothing else.

While the program runs, the interpreter's fault handler holds a file of this process; a clean end
removes it. Whatever stands in such a file at a later start is a crash that Python never saw. The
files name places in the code, never answers, keys or passphrases.
"""

import faulthandler
import os
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from operations.failures.logbook import log_path

_HEAD = re.compile(rb"^(?:Fatal Python error|Windows fatal exception): .*$", re.MULTILINE)
_HARMLESS = re.compile(rb"Windows fatal exception: code 0x800101[0-9a-f]{2}", re.IGNORECASE)
_STALE_SECONDS = 30 * 24 * 3600


def last_crash() -> Path | None:
    """Return the record of a crash nobody has dismissed yet; call before :func:`watching`.

    Several crashes stand one below the other; the file's time is that of the last one.
    """
    kept = _kept()
    for left in sorted(kept.parent.glob("crash-*.log")):
        with suppress(OSError):  # still in use, or not ours to read: perhaps next time
            _collect(left, kept)
    with suppress(OSError):
        return kept if kept.is_file() else None
    return None


@contextmanager
def watching() -> Iterator[None]:
    """Have a crash written down while the block runs; where that is impossible, run it all the same."""
    path = _kept().with_name(f"crash-{os.getpid()}.log")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        stream = path.open("ab")
    except OSError:
        yield
        return
    with stream:
        faulthandler.enable(stream)
        try:
            yield
        finally:
            faulthandler.disable()
    with suppress(OSError):
        path.unlink()


def is_harmless(record: bytes) -> bool:
    """Whether a record holds only what Windows reports and the program survives.

    Calls to another program (the clipboard, a file dialog) that could not be answered are raised as
    errors 0x800101xx; Qt handles them, and the fault handler has written them down all the same.
    """
    heads = _HEAD.findall(record)
    return bool(heads) and all(_HARMLESS.match(head) for head in heads)


def dismiss(record: Path) -> None:
    """Do not speak of this crash again; its record stays until the next one takes its place.

    Raises:
        OSError: The record cannot be renamed.

    """
    record.replace(record.with_name("crash.old.log"))


def _kept() -> Path:
    return log_path().with_name("crash.log")


def _collect(left: Path, kept: Path) -> None:
    ended, record = left.stat().st_mtime, left.read_bytes()
    if not record or is_harmless(record):
        # Another window of the program may be running, or the power failed.
        if time.time() - ended > _STALE_SECONDS:
            left.unlink()
        return
    left.unlink()  # refused on Windows while its program runs
    from datetime import UTC, datetime

    when = datetime.fromtimestamp(ended, UTC).isoformat(timespec="seconds")
    with kept.open("ab") as stream:
        stream.write(f"--- {when}\n".encode() + record)
    os.utime(kept, (ended, ended))
