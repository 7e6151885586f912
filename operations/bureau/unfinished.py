"""A bureau whose making was cut short leaves its root key's file; the next try knows it again.

The key is written before the store is there, since a store without it is of no use. A note beside it
says which key that is, for as long as the store is not whole.
"""

import hashlib
import json
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from operations.errors import Misused
from operations.files import read_file
from storage.files.atomic import write_bytes


def write_root_key(target: Path, locked: bytes) -> None:
    """Write the locked root key, with a note that its bureau is not made yet.

    Raises:
        storage.errors.EnvironmentProblem: It cannot be written.

    """
    note = json.dumps({"founding": hashlib.sha256(locked).hexdigest()})
    write_bytes(_note_of(target), note.encode("ascii"), replace=True)
    write_bytes(target, locked, replace=False, private=True)


def forget_note(target: Path) -> None:
    """Take the note away: the bureau of this root key is made."""
    with suppress(OSError):
        _note_of(target).unlink(missing_ok=True)


def set_unfinished_aside(target: Path, *, now: datetime) -> Path | None:
    """Rename the root key of a bureau that was never finished, so that it can be made again.

    It is not removed: nobody but the user knows for certain that no store needs it.

    Args:
        target: The locked root key of a bureau whose store is not there.
        now: The present, UTC.

    Returns:
        Where it lies now, or ``None`` if there was none.

    Raises:
        Misused: There is a key file, and nothing says that its bureau was not finished.
        OSError: It cannot be read or renamed.

    """
    if not target.exists():
        return None
    if not _is_noted(target):
        raise Misused(f"“{target}”已经存在，里面可能是另一个局端库的根密钥，请换一个位置。")
    stem = f"{target.stem}-unfinished-{now.astimezone(UTC).strftime('%Y%m%dT%H%M%SZ')}"
    names = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    aside = next(
        place
        for place in (target.with_name(name + target.suffix) for name in names)
        if not place.exists()
    )
    target.rename(aside)
    forget_note(target)
    return aside


def _note_of(target: Path) -> Path:
    return target.with_name(f".{target.name}.founding.json")


def _is_noted(target: Path) -> bool:
    try:
        noted = json.loads(read_file(_note_of(target), limit=1024))
        return bool(noted["founding"] == hashlib.sha256(read_file(target)).hexdigest())
    except (OSError, ValueError, KeyError, TypeError):
        return False
