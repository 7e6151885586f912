"""The end of a journal as it is printed; :func:`operations.journal.known_heads.head_as_printed` reads it."""

from typing import Final

from storage.journal.journal import JournalHead

_PRINTED: Final = 16
"""Digits of the hash on paper: enough that nobody finds another entry with them."""


def head_on_paper(head: JournalHead) -> str:
    """Write an end of the journal for paper, beside a heading that says what it is."""
    return f"{head.seq}:{head.hash[:_PRINTED]}"


def printed_head(head: JournalHead) -> str:
    """Write an end of the journal where no heading says what it is; read as the other."""
    return f"日志 {head_on_paper(head)}"
