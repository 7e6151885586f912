"""The queue between the open return and its store: one write at a time, in order, none lost.

A write that fails stays at the head and is tried again with :meth:`SaveQueue.retry` or the next
edit; everything behind it waits, so the store never sees writes out of order.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from storage.answers.editing import Applied
from storage.errors import OutcomeUnknown
from storage.store import Store

if TYPE_CHECKING:
    from operations.failures.explain import Failure

Write = Callable[[Store], Applied | None]
"""One transaction; ``None`` when there was nothing to do."""


def once(write: Write) -> Write:
    """Make a write that may be tried again after any failure and is still done only once.

    Where the connection to the server broke while it saved, the server is asked what became of it
    before anything is written again.
    """
    doubts: list[str] = []

    def attempt(store: Store) -> Applied | None:
        if doubts and store.was_saved(doubts[-1]):
            return store.answers.latest
        try:
            return write(store)
        except OutcomeUnknown as error:
            doubts.append(error.transaction)
            raise

    return attempt


Done = Callable[[Applied | None, "Failure | None"], None]
"""Told once how a write ended: which edits it applied, or why it failed."""

Submit = Callable[[Write, Done], None]
"""Runs a write on the store's own thread and calls ``done`` on the caller's."""


class SaveState(StrEnum):
    """Whether what is on the screen is on the disk."""

    SAVED = "saved"
    SAVING = "saving"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SaveStatus:
    """What the status strip says.

    Attributes:
        state: See :class:`SaveState`.
        at: When the last write was committed, UTC; ``None`` before the first one.
        reason: Why the write failed, a Chinese sentence; else ``""``.
        waiting: Writes not on the disk yet.

    """

    state: SaveState
    at: datetime | None = None
    reason: str = ""
    waiting: int = 0

    @property
    def unsaved(self) -> str:
        """What is not on the disk because writing failed, and why; ``""`` if nothing."""
        if self.state is not SaveState.FAILED:
            return ""
        return f"最后 {self.waiting} 处修改还没有写进文件。{self.reason}"

    @property
    def text(self) -> str:
        """``已保存 14:03:21`` (local time), ``正在保存`` or ``未保存：…``."""
        if self.state is SaveState.FAILED:
            return f"未保存：{self.reason}"
        if self.state is SaveState.SAVING:
            return "正在保存"
        return f"已保存 {self.at.astimezone():%H:%M:%S}" if self.at else "已保存"


@dataclass(slots=True)
class _Job:
    write: Write
    on_done: Callable[[Applied | None], None]
    subject: str


class SaveQueue:
    """Hands writes to ``submit`` one after the other."""

    def __init__(
        self,
        submit: Submit,
        *,
        on_status: Callable[[SaveStatus], object] = lambda _: None,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._submit = submit
        self.on_status = on_status
        self._clock = clock
        self._jobs: deque[_Job] = deque()
        self._in_flight = False
        self.status = SaveStatus(SaveState.SAVED)

    @property
    def is_settled(self) -> bool:
        """Whether everything is on the disk."""
        return not self._jobs

    def add(
        self, write: Write, *, on_done: Callable[[Applied | None], None], subject: str = ""
    ) -> None:
        """Queue a write and start it if none is running.

        Args:
            write: The transaction.
            on_done: Called with the edits it applied after it was committed.
            subject: An address whose later write makes an earlier one superfluous that has not
                been started; ``""`` for writes that must each happen.

        """
        job = _Job(write, on_done, subject)
        if subject and len(self._jobs) > 1 and self._jobs[-1].subject == subject:
            self._jobs[-1] = job
        else:
            self._jobs.append(job)
        self.retry()

    def retry(self) -> None:
        """Start the write at the head of the queue, also after a failure."""
        if self._in_flight or not self._jobs:
            return
        self._in_flight = True
        self._tell(SaveStatus(SaveState.SAVING, self.status.at, waiting=len(self._jobs)))
        self._submit(self._jobs[0].write, self._finish)

    def _finish(self, applied: Applied | None, failure: "Failure | None") -> None:
        self._in_flight = False
        if failure is not None:
            waiting = len(self._jobs)
            self._tell(SaveStatus(SaveState.FAILED, self.status.at, failure.message, waiting))
            return
        job = self._jobs.popleft()
        job.on_done(applied)
        if self._jobs:
            self.retry()
        else:
            self._tell(SaveStatus(SaveState.SAVED, self._clock()))

    def _tell(self, status: SaveStatus) -> None:
        self.status = status
        self.on_status(status)


def direct_submit(store: Store) -> Submit:
    """Run every write at once on this thread: for the command line and for tests."""

    def submit(write: Write, done: Done) -> None:
        try:
            applied = write(store)
        except Exception as error:  # noqa: BLE001 - the queue keeps the write and shows the reason
            from operations.failures.explain import explain

            done(None, explain(error))
        else:
            done(applied, None)

    return submit
