"""What happened to a store: its journal in plain lines."""

from dataclasses import dataclass
from datetime import datetime

from forms.types.visible import one_line
from operations.any_store import AnyStore
from operations.school.history.past import read_past
from storage.bureau.store import BureauStore
from storage.journal.journal import JournalEntry
from storage.school.store import SchoolStore

_MOST_PLACES = 3


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the journal.

    Attributes:
        seq: Its number.
        at: When (UTC).
        who: Name and role.
        what: Kind of entry, as users read it.
        where: Addresses it is about.
        told: The same in words, with what changed; of a bureau's store the addresses.
        reason: Why, or ``""``.

    """

    seq: int
    at: datetime
    who: str
    what: str
    where: tuple[str, ...]
    reason: str
    told: str


def read_history(
    store: AnyStore, *, address: str | None = None, limit: int | None = 100
) -> list[Event]:
    """Read the journal, newest first; ``address`` takes only what is about it."""
    told = {} if isinstance(store, BureauStore) else _told(store)
    return [
        Event(
            seq=entry.seq,
            at=entry.at,
            who=f"{one_line(entry.actor.name)}（{entry.actor.role.label}）",
            what=entry.kind.label,
            where=tuple(map(one_line, entry.addresses)),
            reason=one_line(entry.reason),
            told=told.get(entry.seq) or _listed(entry),
        )
        for entry in store.journal.entries(address, limit=limit)
    ]


def _told(store: SchoolStore) -> dict[int, str]:
    """Number of an entry → its line, as the window has it."""
    return {entry.seq: entry.title for entry in read_past(store)}


def _listed(entry: JournalEntry) -> str:
    """What was done and the first places it was done to."""
    places = "、".join(map(one_line, entry.addresses[:_MOST_PLACES]))
    return f"{entry.kind.label}  {places}".rstrip()
