"""Characters nobody can see: two texts that look alike would be different ones."""

import unicodedata
from typing import Final

REPLACEMENT: Final = "□"
"""Stands for a character that cannot be shown."""

_INVISIBLE: Final = frozenset({"Cc", "Cf", "Cs", "Zl", "Zp"})


def first_hidden(text: str) -> str | None:
    """Find a control, zero-width, direction or half character; ``None`` if all can be seen.

    Line feeds count as hidden: where they are allowed they are taken out before.
    """
    if text.isprintable():
        return None
    return next((sign for sign in text if unicodedata.category(sign) in _INVISIBLE), None)


def hidden_shown(text: str) -> str:
    r"""Show what nobody would see, a line feed as well: text of others cannot pass for a line of ours.

    >>> hidden_shown("a\n接收\x1b[2J")
    'a□接收□[2J'
    """
    if text.isprintable():
        return text
    return "".join(
        REPLACEMENT if unicodedata.category(sign) in _INVISIBLE else sign for sign in text
    )


def one_line(text: str) -> str:
    r"""Make one line of what a person said: line ends and tabs become blanks, the rest is shown.

    >>> one_line("校长要求\r\n改数\u202e")
    '校长要求 改数□'
    """
    return hidden_shown(" ".join(text.replace("\t", " ").splitlines()))
