"""How well a new passphrase protects a key file that somebody has copied.

Judged by zxcvbn, which counts the guesses of somebody who knows words, names, dates, keyboards and
repetitions; with what people here choose: pinyin, the names and codes of school and bureau.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Final

from operations.errors import Misused
from operations.passphrases.syllables import as_signs, pinyin_of
from operations.pinyin import initials
from resources import resource

ENOUGH: Final = 10**12
"""Guesses a new passphrase has to withstand.

A guess costs scrypt with N = 2¹⁸: 256 MB and about a second of one core. A graphics card with memory for a
hundred at a time makes some 500 a second, 1.6 × 10¹⁰ a year; 10¹² is sixty cards for a year.
"""
_LONGEST: Final = 40
"""Characters that are looked at; the time the estimate takes grows faster than they do."""
_WHY: Final[Mapping[str, str]] = {
    "repeat": "有重复的部分",
    "sequence": "有连续的字母或数字",
    "spatial": "有键盘上相邻的键",
    "date": "有日期或生日",
    "regex": "有年份",
    "dictionary": "有常见的口令或单词",
    "user_inputs": "有常用的词，或学校、区局、人的名称和代码",
}
HELP: Final = (
    "请用一句只有您知道的话（12 个汉字以上，用拼音也要 12 个字），或几个不相干的词；"
    "也可以让程序推荐一个。"
)


def weakness(passphrase: str, about: Iterable[str] = ()) -> str:
    """Say why a passphrase is too weak; nothing if it is not. The first time takes a moment.

    Args:
        passphrase: What somebody wants to use.
        about: What others know of the holder: names, codes.

    Returns:
        A part of a sentence, e.g. ``有日期或生日``.

    """
    if not passphrase.strip():
        return "是空的"
    if re.fullmatch(r"[\d\s.\-/]+[Xx]?", passphrase):
        return "全是数字，手机号、证件号和代码别人查得到"
    known = [*_known(about), *_habits()]
    # Pinyin is judged as it stands, and as the characters it spells: a guesser tries syllables.
    written = [(passphrase, known), (as_signs(passphrase), [as_signs(word) for word in known])]
    guesses, matches = min(
        (_estimate(spelt, words) for spelt, words in written), key=lambda found: found[0]
    )
    return "" if guesses >= ENOUGH else _why(matches)


def check_new_passphrase(passphrase: str, about: Iterable[str] = ()) -> None:
    """Refuse a passphrase that is no protection; arguments as :func:`weakness`.

    Raises:
        Misused: It is too weak; the message says why and what helps.

    """
    why = weakness(passphrase, about)
    if why:
        raise Misused(f"口令太弱：{why}。{HELP}")


@cache
def _habits() -> tuple[str, ...]:
    """Words that people here like to use, the commonest first."""
    return tuple(resource("passphrases", "habits.txt").read_text(encoding="utf-8").split())


def _known(about: Iterable[str]) -> list[str]:
    """What is known of the holder as it would be typed: as it is, in pinyin, by initials."""
    found: list[str] = []
    for text in about:
        found += [text, "".join(pinyin_of(text)), initials(text)]
    return [text.lower() for text in found if len(text) > 1]


def _estimate(text: str, known: Sequence[str]) -> tuple[int, Sequence[Mapping[str, Any]]]:
    """How many guesses, and the parts it was taken apart into."""
    from zxcvbn import zxcvbn

    found = zxcvbn(text.lower()[:_LONGEST], user_inputs=known)
    return int(found["guesses"]), found["sequence"]


def _why(matches: Sequence[Mapping[str, Any]]) -> str:
    kinds = [
        "user_inputs" if match.get("dictionary_name") == "user_inputs" else match["pattern"]
        for match in matches
    ]
    reasons = [why for kind, why in _WHY.items() if kind in kinds]
    return "，".join(reasons[:2]) if reasons else "太短"
