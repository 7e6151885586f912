"""StoreDesk: the open store as pages use it, always on the database thread; the base of both faces."""

from abc import abstractmethod
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from forms.workflow import Actor
from operations.copies.whereabouts import arrive
from operations.errors import Refused
from ui.desktop import Desktop
from ui.entry.session import FormSession
from ui.recent import remember_end, remembered_end

if TYPE_CHECKING:  # each face loads the store of its own side alone
    from forms.edits import Edit
    from operations.bureau.records import BureauStore
    from operations.entry.open_return import OpenReturn
    from operations.entry.saving import Done, Write
    from operations.failures.explain import Failure
    from operations.school.records import SchoolStore
    from operations.store_place import StorePlace

T = TypeVar("T")
StoreT = TypeVar("StoreT", "SchoolStore", "BureauStore")
Read = TypeVar("Read")
Fail = Callable[["Failure"], object]

_WAS_SAVED = "已重新连接服务器。断线时的那一步已经写入，不用再做。"
_WAS_LOST = "已重新连接服务器。断线时的那一步没有写入，请再做一次。"
_NOT_SAVED = "有修改还没有保存，这一步先不做。请排除保存的问题后再试。"


class StoreDesk(QObject, Generic[StoreT, Read]):
    """One open store. ``Read`` is what is read of it at once, after opening and after each step."""

    opened = Signal()
    failed = Signal(object)
    """A :class:`operations.failures.explain.Failure`: the store could not be opened."""
    facts_changed = Signal()
    working = Signal(bool)
    """A step runs: nothing may be typed meanwhile."""
    said = Signal(str, str)
    """A sentence for the message strip, and its tone."""
    disconnected = Signal(object)
    """A :class:`operations.failures.explain.Failure`: the server does not answer; what is typed waits."""
    reconnecting = Signal()
    reconnected = Signal()

    restore_wanted = Signal(Path)
    """Asks that this backup takes the place of the store."""

    form_opened = Signal(object)
    """A :class:`ui.entry.session.FormSession`: a form is open for typing from now on."""

    form: FormSession | None = None
    """The form that is open for typing, if any."""
    is_disconnected = False
    """Whether the server the store lies on did not answer last time."""
    writes = 0
    """How many edits were written since the store was opened."""

    def __init__(
        self, desktop: Desktop, place: "StorePlace", parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.desktop = desktop
        self.place = place
        self._store: StoreT | None = None
        self._is_asking = False
        self._doubt = ""
        """The transaction of a step of which nobody could tell whether it was saved."""

    # -- what a face brings --------------------------------------------------------------------

    @abstractmethod
    def open_store(self) -> StoreT:
        """Open the store; on the database thread."""

    @abstractmethod
    def read(self, store: StoreT) -> Read:
        """Read what the pages show; on the database thread."""

    @abstractmethod
    def take(self, found: Read) -> None:
        """Show from now on what was read."""

    @property
    @abstractmethod
    def person(self) -> Actor:
        """Who sits at this computer."""

    # -- opening and closing -------------------------------------------------------------------

    def open(self) -> None:
        """Open the store; ends in :attr:`opened` or :attr:`failed`."""
        self.desktop.runner.database(
            self._open, owner=self, then=self._on_opened, fail=self._on_failed
        )

    def _open(self) -> Read:
        self._store = self.open_store()
        try:
            return self.read(self._store)
        except BaseException:
            self._close()
            raise

    def _on_opened(self, found: Read) -> None:
        self.take(found)
        self.opened.emit()
        self.run(partial(_arrive, actor=self.person), owner=self, then=self._on_arrived)

    def _on_arrived(self, sentence: str) -> None:
        if sentence:
            self.said.emit(sentence, "query")

    def _on_failed(self, error: BaseException) -> None:
        failure = self.desktop.explain(error)
        if failure.needs_password:
            self.log_in(failure, self.open, self.failed.emit)
        else:
            self.failed.emit(failure)

    def log_in(self, failure: "Failure", then: Callable[[], object], fail: Fail) -> None:
        """Let the user log in to a server that wants a password; only some stores lie on one."""
        del then
        fail(failure)

    def close(self) -> None:
        """Close the store, after everything that is on its way."""
        # Nothing is lost where a server is not there any more; what nobody foresaw is reported.
        self.desktop.runner.database(self._close, fail=self.desktop.explain)

    def _close(self) -> None:
        store, self._store = self._store, None
        if store is None:
            return
        try:
            if not self.is_disconnected:  # else leaving would wait for a server that is not there
                _leave(store)
        finally:
            store.close()

    # -- working -------------------------------------------------------------------------------

    def run(
        self,
        operation: Callable[[StoreT], T],
        *,
        owner: QObject,
        then: Callable[[T], object] | None = None,
        fail: Fail | None = None,
    ) -> None:
        """Run an operation on the store's thread.

        Args:
            operation: Gets the store.
            owner: Its death drops the result.
            then: Gets the result on the GUI thread.
            fail: Gets the failure; without it the message strip says it.

        """

        def done(result: T) -> None:
            self.note_answer()
            if then is not None:
                then(result)

        self.desktop.runner.database(
            lambda: operation(self.store),
            owner=owner,
            then=done,
            fail=lambda error: self.tell(error, fail),
        )

    def step(
        self,
        operation: Callable[[StoreT], T],
        *,
        owner: QObject,
        then: Callable[[T], object] | None = None,
        fail: Fail | None = None,
    ) -> None:
        """Run an operation that changes the store, then read everything again.

        It waits until what was typed is on the disk, and nothing can be typed while it runs.
        """
        self.working.emit(True)
        self.desktop.runner.when_idle(lambda: self._step_now(operation, owner, then, fail))

    def _step_now(
        self,
        operation: Callable[[StoreT], T],
        owner: QObject,
        then: Callable[[T], object] | None,
        fail: Fail | None,
    ) -> None:
        def failed(failure: "Failure") -> None:
            self.working.emit(False)
            (fail or self.say_failed)(failure)

        if not self.is_settled:
            failed(self.desktop.explain(Refused(_NOT_SAVED)))
            return

        def work(store: StoreT) -> tuple[T, Read]:
            return operation(store), self.read(store)

        def done(outcome: tuple[T, Read]) -> None:
            self.working.emit(False)
            self.finish_step(outcome, then)

        self.run(work, owner=owner, then=done, fail=failed)

    def finish_step(self, outcome: tuple[T, Read], then: Callable[[T], object] | None) -> None:
        """Take what a step and the reading after it came to."""
        result, found = outcome
        self.take(found)
        self.facts_changed.emit()
        if then is not None:
            then(result)

    # -- the form ------------------------------------------------------------------------------

    def take_form(self, opened: "OpenReturn") -> FormSession:
        """Let this form be typed into from now on; one that is open goes on as it was read again."""
        if self.form is None:
            self.form = FormSession(opened, self)
            self.form_opened.emit(self.form)
        else:
            self.form.replace(opened)
        return self.form

    @property
    def is_settled(self) -> bool:
        """Whether everything that was typed is on the disk."""
        return self.form is None or self.form.opened.is_settled

    def submit(self, write: "Write", done: "Done") -> None:
        """Write one edit of the open form, see :class:`operations.entry.open_return.OpenReturn`."""

        def written(applied: "tuple[Edit, ...] | None") -> None:
            self.writes += 1
            done(applied, None)
            self.note_answer()

        self.desktop.runner.database(
            partial(write, self.store),
            owner=self,
            then=written,
            fail=lambda error: self._on_not_written(error, done),
        )

    def _on_not_written(self, error: BaseException, done: "Done") -> None:
        self.tell(error, partial(done, None))
        self._doubt = ""  # the write asks itself what became of it when it is tried again

    # -- a server that is not there for a while ------------------------------------------------

    def reconnect(self) -> None:
        """Ask the server again; then what was typed is saved, and everything is read again."""
        if self._is_asking:
            return
        self._is_asking = True
        self.reconnecting.emit()
        then = self._on_answered if self.is_disconnected else self._show_again
        self.run(self.read, owner=self, then=then, fail=self._on_still_away)

    def _on_answered(self, _: Read) -> None:
        """Go on as :meth:`note_answer` has begun, which reads everything once what waited is written."""
        self._is_asking = False

    def _on_still_away(self, failure: "Failure") -> None:
        self._is_asking = False
        if failure.needs_password:
            self.log_in(failure, self.reconnect, self.say_failed)
        else:
            self.say_failed(failure)

    def note_answer(self) -> None:
        """Notice that the server answers again, whatever it was asked."""
        if self.is_disconnected:
            self.is_disconnected = False
            self.reconnected.emit()
            if self.form is not None:
                self.form.retry()
            doubt, self._doubt = self._doubt, ""
            if doubt:
                self.run(
                    lambda store: store.was_saved(doubt), owner=self, then=self._on_doubt_ended
                )
            self.desktop.runner.when_idle(self._catch_up)

    def note_failure(self, failure: "Failure") -> None:
        """Notice that the server does not answer, where that is why something failed."""
        if failure.is_disconnected:
            self.is_disconnected = True
            self._doubt = failure.doubt or self._doubt
            self.disconnected.emit(failure)

    def _on_doubt_ended(self, was_saved: bool) -> None:
        self.said.emit(_WAS_SAVED if was_saved else _WAS_LOST, "ok" if was_saved else "query")

    def _catch_up(self) -> None:
        """Read what others did meanwhile, unless something typed here is still not written."""
        if self._store is not None and not self.is_disconnected and self.is_settled:
            self.run(self.read, owner=self, then=self._show_again)
            self.run(partial(_arrive, actor=self.person), owner=self, then=self._on_arrived)

    def _show_again(self, found: Read) -> None:
        self._is_asking = False
        if self.is_settled:  # else the form would be read again without what was typed
            self.take(found)
            self.facts_changed.emit()

    # -- what went wrong -----------------------------------------------------------------------

    def tell(self, error: BaseException, fail: Fail | None) -> None:
        """Explain what went wrong to whoever waits, or in the message strip."""
        failure = self.desktop.explain(error)
        self.note_failure(failure)
        (fail or self.say_failed)(failure)

    def say_failed(self, failure: "Failure") -> None:
        """Say in the message strip what went wrong; a broken connection is said by itself."""
        if not failure.is_disconnected:
            self.said.emit(failure.message, "error")

    @property
    def store(self) -> StoreT:
        """The open store, for the database thread."""
        if self._store is None:
            message = "the store is not open"
            raise RuntimeError(message)
        return self._store


def _arrive(store: "SchoolStore | BureauStore", *, actor: Actor) -> str:
    sentence = arrive(store, actor=actor, known=remembered_end(store.mark))
    _leave(store)
    return sentence


def _leave(store: "SchoolStore | BureauStore") -> None:
    """Remember how far the store was used on this computer."""
    head = store.journal.head()
    remember_end(store.mark, head.seq, head.hash)
