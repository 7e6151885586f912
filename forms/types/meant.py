"""Text as a person meant it: wide forms and radicals made plain, footnote marks never made digits.

NFKC alone would turn ``62①`` into ``621`` and ``m²`` into ``m2``. Only forms that are the same sign
in another width, and radicals that a PDF gives in place of the word, are replaced here.
"""

import unicodedata
from functools import lru_cache
from typing import Final

_SAME_SIGN: Final = frozenset({"<wide>", "<narrow>", "<small>", "<noBreak>"})
_KANGXI: Final = range(0x2F00, 0x2FD6)
_ROMAN: Final = range(0x2160, 0x2180)
"""Roman numerals made of one sign each; official lists have them."""

# CJK Radicals Supplement has no decompositions in Unicode; these are the ones simplified fonts use.
_RADICALS: Final = str.maketrans(
    "⺟⺠⺁⺃⺅⺙⺣⺩⺬⻁⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳",
    "母民厂乚亻攵灬王礻虎西见角贝车长门青韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟",
)
UNSEEN: Final = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
"""Signs nobody sees and nobody means: soft hyphen, zero widths, reading-direction hints, byte order mark."""

_WITHOUT_UNSEEN: Final = str.maketrans(dict.fromkeys(UNSEEN))


def as_meant(text: str) -> str:
    """Make wide forms, blanks and radicals plain; everything else stays.

    >>> as_meant("６２①　⼩学")
    '62① 小学'
    """
    if text.isascii():
        return text
    plain = "".join(map(_plain_sign, text.translate(_RADICALS)))
    return unicodedata.normalize("NFC", plain)


def without_unseen(text: str) -> str:
    """Take out the signs of :data:`UNSEEN`."""
    return text if text.isascii() else text.translate(_WITHOUT_UNSEEN)


def with_plain_radicals(text: str) -> str:
    """Replace radicals alone, for names, in which wide brackets belong.

    >>> with_plain_radicals("⼄⼩学（东）")
    '乙小学（东）'
    """
    if text.isascii():
        return text
    return "".join(
        unicodedata.normalize("NFKC", sign) if ord(sign) in _KANGXI else sign
        for sign in text.translate(_RADICALS)
    )


@lru_cache(maxsize=4096)
def _plain_sign(sign: str) -> str:
    tag = unicodedata.decomposition(sign).partition(" ")[0]
    is_same = tag in _SAME_SIGN or ord(sign) in _KANGXI or ord(sign) in _ROMAN
    if is_same or (sign.isspace() and sign not in "\n\r\t"):
        return unicodedata.normalize("NFKC", sign)
    return sign
