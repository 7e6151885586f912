"""Receipts for every package that waits for one, in one step that can be stopped."""

from collections.abc import Callable

from forms.rights import Right
from operations.bureau.intake.import_packages import Progress, never, no_progress
from operations.bureau.rights import require
from operations.bureau.sent.issue import IssuedBytes, sign_receipt, waiting_for_receipt
from operations.bureau.store import Desk

_TOGETHER = 16
"""Receipts that share a transaction; less than half a second of work."""


def issue_receipts(
    desk: Desk, *, progress: Progress = no_progress, cancelled: Callable[[], bool] = never
) -> list[IssuedBytes]:
    """Make the receipts of all packages that were taken and not answered yet.

    When cancelled, what was made stays made; the same step goes on later.

    Args:
        desk: The bureau at work.
        progress: Told after each few of them.
        cancelled: Asked between them.

    Raises:
        Refused: The officer may not issue receipts.

    """
    require(desk.store, desk.actor, Right.RECEIPTS)
    waiting = waiting_for_receipt(desk.store)
    made: list[IssuedBytes] = []
    while len(made) < len(waiting) and not cancelled():
        batch = waiting[len(made) : len(made) + _TOGETHER]
        with desk.store.transaction():
            made += [sign_receipt(desk, package) for package in batch]
        progress(len(made), len(waiting), "")
    return made
