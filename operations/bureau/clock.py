"""When the bureau's computer had a time in the future once: go on with the right time, on the record."""

from datetime import datetime

from forms.workflow import Actor
from operations.clock import Clock, now
from operations.errors import Refused
from storage.bureau.store import BureauStore


def seen_ahead(store: BureauStore, *, clock: Clock = now) -> datetime | None:
    """The latest time an import was made at, if it lies ahead of the present; else ``None``."""
    seen = store.trust.floor().last_time
    return seen if seen is not None and seen > clock() else None


def correct_clock(store: BureauStore, *, actor: Actor, reason: str, clock: Clock = now) -> None:
    """Believe the present time again although a later one has been seen.

    Everything is refused before the latest time an import was made at. If that time itself was
    wrong, nothing could be imported until it has come.

    Args:
        store: The bureau's store.
        actor: The officer, who has compared the time with another clock.
        reason: What had happened, for the journal.
        clock: Gives the present, UTC.

    Raises:
        Refused: No later time has been seen, so nothing has to be corrected.
        storage.errors.StoreRefusal: No reason is given.

    """
    if seen_ahead(store, clock=clock) is None:
        raise Refused("局端库没有记下比现在更晚的时间，不用校正。")
    store.trust.correct_time(clock(), actor=actor, reason=reason)
