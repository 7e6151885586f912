"""How long a test waits for what must happen: a busy machine is slow, not wrong."""

from collections.abc import Callable
from time import monotonic, sleep
from typing import Final

SECONDS: Final = 120.0
MILLISECONDS: Final = 120_000
_BETWEEN_LOOKS: Final = 0.01


def until(is_so: Callable[[], object], what: str) -> None:
    """Look again and again until something is so; it is a failure that it never comes."""
    end = monotonic() + SECONDS
    while not is_so():
        assert monotonic() < end, f"waited in vain until {what}"
        sleep(_BETWEEN_LOOKS)
