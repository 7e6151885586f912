"""Who has confirmed a return, as the bureau reads it."""

from collections.abc import Sequence

from forms.confirmation import Confirmation, shared_note


def confirmed_in_words(given: Sequence[Confirmation] | None) -> str:
    """Say it in one line (Chinese), times local.

    Args:
        given: The confirmations in the return; ``None`` of a program that did not ask for them.

    """
    if given is None:
        return "没有写明（学校用的是旧版程序）"
    if not given:
        return "没有写明"
    people = "、".join(
        f"{found.signatory.label}{found.name}（{found.at.astimezone():%Y-%m-%d %H:%M}）"
        for found in given
    )
    note = shared_note([(found.signatory, found.name) for found in given])
    return f"{people}；{note.rstrip('。')}" if note else people
