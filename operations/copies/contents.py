"""What a store holds, at a glance, as far as this version of the program can read it.

Any store is read here: a backup of an earlier version, one of a newer. So the parts are read one by
one, and what cannot be read is ``None``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from operations.any_store import AnyStore
from operations.bureau.evaluation.evaluate import counts
from operations.errors import OperationError
from storage.errors import StoreError
from storage.journal.journal import JournalEntry, JournalHead
from storage.school.store import SchoolStore

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Contents:
    """What a store holds; ``None`` is what cannot be read of it.

    Attributes:
        state: Where its return or its district stands, in words.
        filled: How many answers the form has.
        last: When it was last written (UTC).
        head: Where its journal ends.

    """

    state: str | None
    filled: int | None
    last: datetime | None
    head: JournalHead | None


def read_contents(store: AnyStore) -> Contents:
    """Read what a store holds; works on one of any version."""
    newest = readable(lambda: _newest(store))
    return Contents(
        state=readable(lambda: state_of(store)),
        filled=readable(lambda: len(store.answers.typed())),
        last=None if newest is None else newest.at,
        head=readable(store.journal.head),
    )


def readable(read: Callable[[], T]) -> T | None:
    """Read one part of a store; ``None`` if this version of the program cannot."""
    try:
        return read()
    except (StoreError, OperationError):
        return None


def state_of(store: AnyStore) -> str:
    """Say where the return of a school stands, or how far a district is."""
    if isinstance(store, SchoolStore):
        number, state = store.revisions.current()
        return f"第 {number} 版 {state.label}"
    reporting = [status for status in store.packages.statuses() if status.active]
    return f"{len(reporting)} 所学校，已报 {sum(counts(status.state) for status in reporting)} 所"


def _newest(store: AnyStore) -> JournalEntry | None:
    return next(iter(store.journal.entries(limit=1)), None)
