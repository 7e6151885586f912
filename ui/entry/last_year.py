"""Last year's answers in words, as they stand beside this year's."""

from fractions import Fraction
from typing import Final

from forms.live.last_year import Beside, change_limit
from forms.rounding import rounded, shortest
from forms.values import Number
from ui.editors.view import LastText
from ui.entry.session import FormSession

_PLACES: Final = 2


def limit_of(session: FormSession) -> Number:
    """From how many percent a change is large."""
    return change_limit(session.sheet)


def last_text(session: FormSession, address: str) -> LastText | None:
    """What stood there last year, in words; ``None`` if nothing is known or it is not to be shown."""
    if not session.shows_last_year:
        return None
    beside = session.opened.last_year.at(address)
    return None if beside is None else in_words(beside, limit_of(session))


def in_words(beside: Beside, limit: Number) -> LastText:
    """Write what stood there last year and how far it has moved."""
    return LastText(
        text=beside.text,
        change=change_text(beside),
        arrow=_arrow(beside),
        large=beside.difference is not None and beside.is_large(limit),
    )


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


def _arrow(beside: Beside) -> str:
    if beside.now is None:
        return ""
    if beside.is_same:
        return "＝"
    if beside.difference is None:
        return "≠"
    return "↑" if beside.difference > 0 else "↓"
