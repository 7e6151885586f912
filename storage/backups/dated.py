"""Which automatic backups of a store there are, by their names, when the next is due, which may go."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

BEFORE_UPGRADE: Final = "upgrade"
SCHEDULED: Final = "auto"
EVERY: Final = timedelta(hours=4)
"""A scheduled backup is due this long after the last one."""

KEPT_BY_NUMBER: Final = 10
"""So many of the last backups stay, however old they are."""

_STAMP: Final = "%Y%m%dT%H%M%SZ"
_IS_STAMP: Final = re.compile(r"[0-9]{8}T[0-9]{6}Z", re.ASCII)
_ALL_OF: Final = timedelta(days=2)
_DAILY_FOR: Final = timedelta(days=30)
_MONTHLY_FOR: Final = timedelta(days=5 * 366)


def folder_of(store: Path) -> Path:
    """Return the folder of a store's automatic backups."""
    return store.with_name(store.name + ".backups")


def backups_of(store: Path) -> tuple[Path, ...]:
    """Find the automatic backups of a store, newest first."""
    return tuple(sorted(dated(store), reverse=True, key=lambda path: path.name))


def made_at(copy: Path) -> datetime | None:
    """Read from the name of an automatic backup when it was made (UTC); ``None`` for other names."""
    stamp = copy.name.partition("-")[0]
    try:
        when = datetime.fromisoformat(stamp) if _IS_STAMP.fullmatch(stamp) else None
    except ValueError:
        return None
    return when


def reason_of(copy: Path) -> str:
    """Read from the name of an automatic backup why it was made; ``""`` for other names."""
    return copy.stem.partition("-")[2] if made_at(copy) is not None else ""


def last_backup(store: Path, now: datetime) -> datetime | None:
    """Return when the newest automatic backup was made (UTC), leaving out those of the future."""
    return max((when for when in dated(store).values() if when <= now), default=None)


def is_due(store: Path, now: datetime) -> bool:
    """Tell whether a scheduled backup should be made."""
    last = last_backup(store, now)
    return last is None or now - last >= EVERY


def new_backup(store: Path, now: datetime, reason: str) -> Path:
    """Name the automatic backup of a moment."""
    return folder_of(store) / f"{now.astimezone(UTC).strftime(_STAMP)}-{reason}{store.suffix}"


def thinned(made: Mapping[Path, datetime], now: datetime) -> Sequence[Path]:
    """Choose the backups that may go.

    The last :data:`KEPT_BY_NUMBER` stay whatever a clock says. Of those before them all of two days
    stay, then the last of each day for a month, then the last of each month for five years, counted
    back from the oldest of the last ones: a clock that jumps ahead has to run on for as many backups
    before it makes the others old. Those of the future, made while a clock ran ahead, and those made
    before an upgrade stay in any case.
    """
    newest_first = sorted(made.items(), key=lambda item: item[1], reverse=True)
    past = [(path, when) for path, when in newest_first if when <= now]
    if len(past) <= KEPT_BY_NUMBER:
        return []
    reference = past[KEPT_BY_NUMBER - 1][1]
    kept: set[tuple[str, object]] = set()
    going: list[Path] = []
    for path, when in past[KEPT_BY_NUMBER:]:
        period = _period(when, reference - when)
        stays = BEFORE_UPGRADE in path.stem or period == ("all", None)
        if not stays and (period is None or period in kept):
            going.append(path)
        if period is not None:
            kept.add(period)
    return going


def _period(when: datetime, age: timedelta) -> tuple[str, object] | None:
    if age <= _ALL_OF:
        return "all", None
    if age <= _DAILY_FOR:
        return "day", when.date()
    if age <= _MONTHLY_FOR:
        return "month", (when.year, when.month)
    return None


def dated(store: Path) -> dict[Path, datetime]:
    """Map the automatic backups of a store to the time in their names."""
    found: dict[Path, datetime] = {}
    try:
        entries = list(folder_of(store).glob(f"*{store.suffix}"))
    except OSError:
        return found
    for path in entries:
        when = made_at(path)
        if when is not None:
            found[path] = when
    return found
