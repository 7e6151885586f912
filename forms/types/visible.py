"""Characters nobody can see: two texts that look alike would be different ones."""

import unicodedata
from typing import Final

_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def first_hidden(text: str) -> str | None:
    """Find a control, zero-width, direction or half character; ``None`` if all can be seen.

    Line feeds count as hidden: where they are allowed they are taken out before.
    """
    if text.isprintable():
        return None
    return next((sign for sign in text if unicodedata.category(sign) in _INVISIBLE), None)
