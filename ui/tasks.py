"""The only threads of the program: one worker for the open database and a small pool.

An open store is touched on the database worker alone. Results come back through queued signals
of one long-lived object, and only while their owner lives. Operations get plain data and return
plain data; they never see a widget.
"""

import time
import weakref
from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal, Slot

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

T = TypeVar("T")

_PROGRESS_INTERVAL = 0.1
_PAINTED_MS = 30
"""Until then what is shown is painted."""
_DATABASE = "database"
_WORK = "work"
_WORKERS = {_DATABASE: 1, _WORK: 2}


class Progress(NamedTuple):
    """How far a long operation is; ``total`` 0 means unknown."""

    done: int
    total: int
    text: str = ""


class Ticket:
    """What a running operation may look at and report to; safe on any thread."""

    def __init__(self, report: Callable[[Progress], None]) -> None:
        self._report = report
        self._cancelled = Event()
        self._last = 0.0

    def cancel(self) -> None:
        """Ask the operation to stop at its next look."""
        self._cancelled.set()

    @property
    def cancelled(self) -> bool:
        """Whether it should stop."""
        return self._cancelled.is_set()

    def progress(self, done: int, total: int, text: str = "") -> None:
        """Report, at most ten times a second and always at the end."""
        now = time.monotonic()
        if done >= total or now - self._last >= _PROGRESS_INTERVAL:
            self._last = now
            self._report(Progress(done, total, text))


class _Job:
    def __init__(
        self,
        owner: "weakref.ref[QObject] | None",
        then: Callable[[Any], object] | None,
        fail: Callable[[BaseException], object] | None,
        on_progress: Callable[[Progress], object] | None,
    ) -> None:
        self.owner = owner
        self.then = then
        self.fail = fail
        self.on_progress = on_progress
        self.outcome: Any = None
        self.error: BaseException | None = None

    def is_wanted(self) -> bool:
        if self.owner is None:
            return True
        owner = self.owner()
        return owner is not None and shiboken6.isValid(owner)


class TaskRunner(QObject):
    """Runs operations off the GUI thread; lives as long as the application."""

    busy_changed = Signal(bool)
    _arrived = Signal(object)
    _noted = Signal(object)

    def __init__(
        self, parent: QObject | None = None, *, unexpected: Callable[[BaseException], object]
    ) -> None:
        super().__init__(parent)
        self._unexpected = unexpected
        self._pending: set[_Job] = set()
        self._accepting = True
        self._executors: dict[str, ThreadPoolExecutor] = {}
        self._when_idle: list[Callable[[], object]] = []
        # Always emitted on a worker, so Qt queues both for the thread of this object.
        self._arrived.connect(self._on_arrived)
        self._noted.connect(self._on_noted)

    @property
    def is_busy(self) -> bool:
        """Whether anything is on its way."""
        return bool(self._pending)

    def database(
        self,
        operation: Callable[[], T],
        *,
        owner: QObject | None = None,
        then: Callable[[T], object] | None = None,
        fail: Callable[[BaseException], object] | None = None,
    ) -> None:
        """Run ``operation`` on the one thread that may touch the open store, in order of arrival.

        Args:
            operation: Called without arguments.
            owner: Its death drops the result (not the operation).
            then: Gets the result, on the GUI thread.
            fail: Gets the exception, on the GUI thread; without it the program's reporter does.

        """
        self._start(_DATABASE, operation, self._job(owner, then, fail, None))

    def work(
        self,
        operation: Callable[[Ticket], T],
        *,
        owner: QObject | None = None,
        then: Callable[[T], object] | None = None,
        fail: Callable[[BaseException], object] | None = None,
        on_progress: Callable[[Progress], object] | None = None,
        on_database: bool = False,
    ) -> Ticket:
        """Run a long ``operation`` that reports progress and can be cancelled.

        It runs in the pool on plain data, or with ``on_database`` on the database thread.
        """
        job = self._job(owner, then, fail, on_progress)

        def report(progress: Progress) -> None:
            self._noted.emit((job, progress))

        ticket = Ticket(report)
        self._start(_DATABASE if on_database else _WORK, lambda: operation(ticket), job)
        return ticket

    def when_idle(self, action: Callable[[], object]) -> None:
        """Call ``action`` on the GUI thread as soon as nothing is on its way; at once if so now."""
        if self._pending:
            self._when_idle.append(action)
        else:
            action()

    def after_painting(self, action: Callable[[], object], *, owner: QObject) -> None:
        """Call ``action`` on the GUI thread once what is shown now is painted.

        A thread that calculates meanwhile would delay the painting. The owner's death drops the call.
        """
        QTimer.singleShot(_PAINTED_MS, owner, action)

    def shut_down(self) -> None:
        """Refuse new operations, drop waiting pool work, let the database finish its own."""
        self._accepting = False
        for name, executor in self._executors.items():
            executor.shutdown(wait=False, cancel_futures=name == _WORK)
        for executor in self._executors.values():
            executor.shutdown(wait=True)

    def _executor(self, name: str) -> "ThreadPoolExecutor | _Inline":
        """Made when first needed: the first window starts no thread and imports none."""
        from concurrent.futures import ThreadPoolExecutor

        if name not in self._executors:
            self._executors[name] = ThreadPoolExecutor(_WORKERS[name], thread_name_prefix=name)
        return self._executors[name]

    @staticmethod
    def _job(
        owner: QObject | None,
        then: Callable[[Any], object] | None,
        fail: Callable[[BaseException], object] | None,
        on_progress: Callable[[Progress], object] | None,
    ) -> _Job:
        return _Job(weakref.ref(owner) if owner is not None else None, then, fail, on_progress)

    def _start(self, name: str, operation: Callable[[], Any], job: _Job) -> None:
        if not self._accepting:
            return
        self._pending.add(job)
        if len(self._pending) == 1:
            self.busy_changed.emit(True)
        self._executor(name).submit(self._run, operation, job)

    def _run(self, operation: Callable[[], Any], job: _Job) -> None:
        try:
            job.outcome = operation()
        except BaseException as error:  # noqa: BLE001 - handed on to whoever waits for the result
            job.error = error
        if shiboken6.isValid(self):
            self._arrived.emit(job)

    @Slot(object)
    def _on_arrived(self, job: _Job) -> None:
        self._pending.discard(job)
        try:
            self._deliver(job)
        finally:
            if not self._pending:
                self.busy_changed.emit(False)
                waiting, self._when_idle = self._when_idle, []
                for action in waiting:
                    action()

    def _deliver(self, job: _Job) -> None:
        if job.error is not None:
            handler = job.fail if job.fail is not None and job.is_wanted() else self._unexpected
            handler(job.error)
        elif job.then is not None and job.is_wanted():
            job.then(job.outcome)

    @Slot(object)
    def _on_noted(self, note: tuple[_Job, Progress]) -> None:
        job, progress = note
        if job in self._pending and job.on_progress is not None and job.is_wanted():
            job.on_progress(progress)


class _Inline:
    """An executor that runs what it is given at once."""

    def submit(self, work: Callable[..., object], *arguments: object) -> None:
        """Run it."""
        work(*arguments)


class InlineRunner(TaskRunner):
    """Runs everything at once on the calling thread: for tests and screenshots."""

    def _executor(self, name: str) -> "_Inline":
        del name
        return _Inline()

    def after_painting(self, action: Callable[[], object], *, owner: QObject) -> None:
        """Call it at once."""
        del owner
        action()
