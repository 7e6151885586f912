"""How far an answer has moved since last year, in words and as a sign."""

from fractions import Fraction
from typing import Final

from forms.live.last_year import Beside
from forms.rounding import rounded, shortest

_PLACES: Final = 2


def change_text(beside: Beside) -> str:
    """``多 56（+4.8%）``, ``相同``, ``已改`` or, while nothing is filled in, ``""``."""
    if beside.now is None:
        return ""
    if beside.is_same:
        return "相同"
    if beside.difference is None:
        return "已改"
    word = "多" if beside.difference > 0 else "少"
    amount = shortest(beside.amount, _PLACES)
    share = share_text(beside)
    return f"{word} {amount}（{share}）" if share else f"{word} {amount}"


def share_text(beside: Beside) -> str:
    """The change in percent with its sign; ``""`` where there is nothing to divide."""
    share = beside.share
    if share is None:
        return ""
    return f"{'+' if share > 0 else '-'}{rounded(abs(Fraction(share)), 1)}%"


def arrow(beside: Beside) -> str:
    """The change as one sign, for a narrow cell; ``""`` while nothing is filled in."""
    if beside.now is None:
        return ""
    if beside.is_same:
        return "＝"
    if beside.difference is None:
        return "≠"
    return "↑" if beside.difference > 0 else "↓"
