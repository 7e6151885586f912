"""What an author may have meant by a name that does not exist."""

from collections.abc import Iterable


def closest(name: str, known: Iterable[str]) -> str:
    """Give the known name most like this one; ``""`` if none is like it."""
    from difflib import get_close_matches  # only a faulty pack needs it

    return next(iter(get_close_matches(name, known, n=1)), "")
