"""The clock of the bureau's computer: set back, it signs nothing; when it ran ahead, it is put right."""

from datetime import datetime

from exporters.pki.certificates import describe
from exporters.pki.profile import CLOCK_SLACK
from forms.rights import Right
from forms.workflow import Actor
from operations.bureau.rights import require
from operations.clock import Clock, now
from operations.errors import Refused
from storage.bureau.store import BureauStore
from storage.named.blobs import BlobKind


class SeenLater(Refused):
    """The clock is before the last import; whoever knows that it is right now can put that right."""


def seen_ahead(store: BureauStore, *, clock: Clock = now) -> datetime | None:
    """The latest time an import was made at, if it lies ahead of the present; else ``None``."""
    seen = store.trust.floor().last_time
    return seen if seen is not None and seen > clock() else None


def check_clock(store: BureauStore, *, clock: Clock = now) -> None:
    """Refuse to work with a clock that was set back: what is signed would bear a false time.

    Raises:
        SeenLater: The clock is before the last import.
        Refused: The clock is before the bureau's root certificate.

    """
    present = clock()
    _check_root(store, present)
    seen = seen_ahead(store, clock=clock)
    if seen is not None and present < seen - CLOCK_SLACK:
        raise SeenLater(
            f"这台电脑的时间早于上一次收件的时间 {seen.astimezone():%Y-%m-%d %H:%M}，请先校正日期和时间。"
            "若是那一次的时间错了，请先校正局端库记下的时间（区局设置）。"
        )


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
        Refused: The officer may not, no later time has been seen, so nothing has to be corrected, or the
            present time is before the bureau's root certificate.
        storage.errors.StoreRefusal: No reason is given.

    """
    require(store, actor, Right.SETTINGS)
    if seen_ahead(store, clock=clock) is None:
        raise Refused("局端库没有记下比现在更晚的时间，不用校正。")
    _check_root(store, clock())
    store.trust.correct_time(clock(), actor=actor, reason=reason)


def _check_root(store: BureauStore, present: datetime) -> None:
    root = store.blobs.get(BlobKind.ROOT)
    if root is not None and present < (begun := describe(root).not_before):
        raise Refused(
            f"这台电脑的时间是 {present.astimezone():%Y-%m-%d %H:%M}，早于建立根证书的时间"
            f" {begun.astimezone():%Y-%m-%d %H:%M}，请先校正日期和时间。"
        )
