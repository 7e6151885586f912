"""The present, in one place, so that every use-case can be given another one."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Gives the present, UTC."""


def now() -> datetime:
    """The present, UTC, to the second: what certificates and packages carry."""
    return datetime.now(UTC).replace(microsecond=0)
