"""Who has confirmed a return, as the bureau reads it."""

from collections.abc import Sequence

from forms.confirmation import Confirmation, shared_note
from forms.exchange import Signer


def confirmed_in_words(given: Sequence[Confirmation] | None, further: Sequence[Signer] = ()) -> str:
    """Say it in one line (Chinese), times local.

    Args:
        given: The confirmations in the return; ``None`` of a program that did not ask for them.
        further: Who of them has signed it with a key of his own.

    """
    if given is None:
        return "没有写明（学校用的是旧版程序）"
    if not given:
        return "没有写明"
    signed = {signer.role for signer in further}
    people = "、".join(
        f"{found.signatory.label}{found.name}（{found.at.astimezone():%Y-%m-%d %H:%M}"
        f"{'，本人密钥签名' if found.signatory.value in signed else ''}）"
        for found in given
    )
    note = shared_note([(found.signatory, found.name) for found in given])
    return f"{people}；{note.rstrip('。')}" if note else people
