"""Last year's answers in words, as they stand beside this year's."""

from forms.live.last_year import Beside, change_limit
from forms.values import Number
from ui.editors.view import LastText
from ui.entry.changes import arrow, change_text
from ui.entry.session import FormSession


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
        arrow=arrow(beside),
        large=beside.difference is not None and beside.is_large(limit),
    )
