"""Points in time as the stores write them: UTC text that sorts as time does."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the present, timezone-aware. Handed in, so that tests can say what time it is."""


def now() -> datetime:
    """Return the present in UTC."""
    return datetime.now(UTC)


def to_text(moment: datetime) -> str:
    """Write a moment as ``2024-09-01T08:00:00.000000Z``.

    Raises:
        ValueError: The moment names no time zone.

    """
    if moment.tzinfo is None:
        message = "a stored time needs a time zone"
        raise ValueError(message)
    as_utc = moment.astimezone(UTC).replace(tzinfo=None)
    return f"{as_utc.isoformat(timespec='microseconds')}Z"


def from_text(text: str) -> datetime:
    """Read what :func:`to_text` wrote."""
    return datetime.fromisoformat(text).astimezone(UTC)


def maybe_from_text(text: str | None) -> datetime | None:
    """Read a stored time that may be absent."""
    return None if text is None else from_text(text)


def year_from_text(text: str) -> int:
    """Read a year that can be reported on.

    Raises:
        ValueError: It is none.

    """
    year = int(text)
    if not 2000 <= year <= 2999:
        raise ValueError(text)
    return year
