"""Characters nobody can see: two texts that look alike would be different ones."""

import re
import unicodedata
from typing import Final

REPLACEMENT: Final = "□"
"""Stands for a character that cannot be shown."""

_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})
_FILLER: Final = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0]")
"""Letters and signs that are drawn as nothing; Python and Unicode call them printable."""


def is_hidden(sign: str) -> bool:
    """Whether one character cannot be seen; blanks that part words are none of these."""
    return unicodedata.category(sign) in _INVISIBLE or _FILLER.match(sign) is not None


def first_hidden(text: str) -> str | None:
    """Find a control, zero-width, direction, filling or half character; ``None`` if all can be seen.

    Line feeds count as hidden: where they are allowed they are taken out before.
    """
    if _is_seen(text):
        return None
    return next(filter(is_hidden, text), None)


def hidden_shown(text: str) -> str:
    r"""Show what nobody would see, a line feed as well: text of others cannot pass for a line of ours.

    >>> hidden_shown("a\n接收\x1b[2J")
    'a□接收□[2J'
    """
    if _is_seen(text):
        return text
    return "".join(REPLACEMENT if is_hidden(sign) else sign for sign in text)


def one_line(text: str) -> str:
    r"""Make one line of what a person said: line ends and tabs become blanks, the rest is shown.

    >>> one_line("校长要求\r\n改数\u202e")
    '校长要求 改数□'
    """
    return hidden_shown(" ".join(text.replace("\t", " ").splitlines()))


def _is_seen(text: str) -> bool:
    """Whether a text is all to be seen, at first sight; it may say no of one that is."""
    return text.isprintable() and (text.isascii() or _FILLER.search(text) is None)
