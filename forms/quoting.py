"""A text that somebody else wrote, as a sentence of this program quotes it."""

from typing import Final

_READABLE: Final = 30
"""So many characters of a quoted text are read at a glance."""


def shortened(text: str, longest: int = _READABLE) -> str:
    """Cut a text that is quoted in a sentence to so many characters, and show that it goes on.

    >>> shortened("实验小学", 2), shortened("实验小学")
    ('实验…', '实验小学')
    """
    return text if len(text) <= longest else f"{text[:longest]}…"
