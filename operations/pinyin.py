"""Pinyin initials of Chinese texts, for finding things by their first letters (``jnygz``)."""

from functools import cache

from resources import resource

_FIRST = 0x4E00


@cache
def _letters() -> str:
    text = resource("pinyin", "initials.txt").read_text(encoding="ascii")
    return text.replace("\n", "")


def initials(text: str) -> str:
    """First letters of the commonest readings; letters and digits as they are, the rest left out.

    >>> initials("九年一贯制学校")
    'jnygzxx'
    """
    return "".join(map(_initial, text.casefold()))


def _initial(sign: str) -> str:
    if sign.isascii():
        return sign if sign.isalnum() else ""
    place = ord(sign) - _FIRST
    letter = _letters()[place] if 0 <= place < len(_letters()) else "-"
    return "" if letter == "-" else letter
