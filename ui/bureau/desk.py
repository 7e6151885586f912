"""BureauDesk: the open store as pages use it, always on the database thread, and the unlocked keys."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from forms.workflow import Actor
from operations.bureau.facts import BureauFacts, read_facts
from operations.bureau.store import DailyKeys, Desk, officer, open_bureau, unlock_daily_keys
from operations.entry.saving import Done, Write
from operations.person import name_here
from operations.stores import BureauStore, Changes
from ui.desktop import Desktop
from ui.recent import saved_name
from ui.tasks import Progress, Ticket

T = TypeVar("T")
Then = Callable[[T], object]
Fail = Callable[[str], object]


class BureauDesk(QObject):
    """Store, facts and daily keys of one bureau. Pages run their steps through :meth:`run`."""

    opened = Signal()
    failed = Signal(str)
    facts_changed = Signal()
    keys_changed = Signal()
    said = Signal(str, str)
    """A sentence for the message strip, and its tone."""

    facts: BureauFacts

    def __init__(self, desktop: Desktop, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desktop = desktop
        self.path = path
        self._store: BureauStore | None = None
        self._keys: DailyKeys | None = None
        self.form_version = 0
        """How often the bureau's own form was written since the store was opened."""

    # -- opening and closing -------------------------------------------------------------------

    def open(self) -> None:
        """Open the store; ends in :attr:`opened` or :attr:`failed`."""

        def work() -> BureauFacts:
            store = open_bureau(self.path)
            try:
                if store.backup_due:
                    store.back_up()
                facts = read_facts(store)
            except BaseException:
                store.close()
                raise
            self._store = store
            return facts

        self.desktop.runner.database(work, owner=self, then=self._on_opened, fail=self._on_failed)

    def _on_opened(self, facts: BureauFacts) -> None:
        self.facts = facts
        self.opened.emit()

    def _on_failed(self, error: BaseException) -> None:
        self.failed.emit(self.desktop.explain(error))

    def close(self) -> None:
        """Forget the keys and close the store, after everything that is on its way."""
        self._keys = None
        store = self._store
        if store is not None:
            self.desktop.runner.database(store.close)

    # -- people and keys -----------------------------------------------------------------------

    @property
    def actor(self) -> Actor:
        """The officer at this computer."""
        return officer(saved_name() or name_here())

    @property
    def unlocked(self) -> bool:
        """Whether the daily keys are at hand."""
        return self._keys is not None

    def lock(self) -> None:
        """Forget the daily keys; the next step that needs them asks again."""
        self._keys = None
        self.keys_changed.emit()

    def adopt(self, keys: DailyKeys) -> None:
        """Go on with new daily keys, which have taken the place of those in the store."""
        self._keys = keys
        self.keys_changed.emit()

    def unlock(self, why: str, then: Callable[[], object], *, fail: Fail | None = None) -> None:
        """Go on with the daily keys, asking for their passphrase if they are locked.

        Args:
            why: What they are needed for, as a sentence.
            then: Called once they are there; not at all if the officer turned away.
            fail: Gets a sentence if the passphrase does not fit.

        """
        if self.unlocked:
            then()
            return
        passphrase = self.desktop.messages.passphrase("输入区局口令", why)
        if passphrase is None:
            return

        def keep(keys: DailyKeys) -> None:
            self.adopt(keys)
            then()

        def refuse(sentence: str) -> None:
            self.keys_changed.emit()
            (fail or self._say_failed)(sentence)

        self.said.emit("正在解锁区局密钥…", "accent")
        self.run(
            lambda store: unlock_daily_keys(store, passphrase), owner=self, then=keep, fail=refuse
        )

    # -- working -------------------------------------------------------------------------------

    def run(
        self,
        operation: Callable[[BureauStore], T],
        *,
        owner: QObject,
        then: Then[T] | None = None,
        fail: Fail | None = None,
    ) -> None:
        """Run an operation on the store's thread.

        Args:
            operation: Gets the store.
            owner: Its death drops the result.
            then: Gets the result on the GUI thread.
            fail: Gets a sentence; without it the message strip does.

        """
        self.desktop.runner.database(
            lambda: operation(self._open_store()),
            owner=owner,
            then=then,
            fail=lambda error: self._tell(error, fail),
        )

    def step(
        self,
        operation: Callable[[BureauStore], T],
        *,
        owner: QObject,
        then: Then[T] | None = None,
        fail: Fail | None = None,
    ) -> None:
        """Run an operation that changes the store, then read everything anew."""

        def work(store: BureauStore) -> tuple[T, BureauFacts]:
            return operation(store), read_facts(store)

        self.run(work, owner=owner, then=lambda found: self._done(found, then), fail=fail)

    def keyed_step(
        self,
        operation: Callable[[Desk], T],
        *,
        owner: QObject,
        why: str,
        then: Then[T] | None = None,
        fail: Fail | None = None,
    ) -> None:
        """Run a step that needs the daily keys."""
        self.unlock(
            why,
            lambda: self.step(
                lambda store: operation(self._at_work(store)), owner=owner, then=then, fail=fail
            ),
            fail=fail,
        )

    def long_step(
        self,
        operation: Callable[[Desk, Ticket], T],
        *,
        owner: QObject,
        on_progress: Callable[[Progress], object],
        then: Then[T],
        fail: Fail,
    ) -> Ticket:
        """Run a long step with progress and cancel; the daily keys have to be unlocked."""

        def work(ticket: Ticket) -> tuple[T, BureauFacts]:
            store = self._open_store()
            return operation(self._at_work(store), ticket), read_facts(store)

        return self.desktop.runner.work(
            work,
            owner=owner,
            then=lambda found: self._done(found, then),
            fail=lambda error: self._tell(error, fail),
            on_progress=on_progress,
            on_database=True,
        )

    def submit(self, write: Write, done: Done) -> None:
        """Write one step of the bureau's form, see :class:`operations.entry.open_return.OpenReturn`."""
        self.desktop.runner.database(
            lambda: write(self._open_store()),
            owner=self,
            then=lambda changes: self._written(changes, done),
            fail=lambda error: done(None, RuntimeError(self.desktop.explain(error))),
        )

    def _written(self, changes: Changes | None, done: Done) -> None:
        self.form_version += 1
        done(changes, None)

    def _done(self, found: tuple[T, BureauFacts], then: Then[T] | None) -> None:
        result, self.facts = found
        self.facts_changed.emit()
        if then is not None:
            then(result)

    def _tell(self, error: BaseException, fail: Fail | None) -> None:
        (fail or self._say_failed)(self.desktop.explain(error))

    def _say_failed(self, sentence: str) -> None:
        self.said.emit(sentence, "error")

    def _open_store(self) -> BureauStore:
        if self._store is None:
            message = "the store is not open"
            raise RuntimeError(message)
        return self._store

    def _at_work(self, store: BureauStore) -> Desk:
        if self._keys is None:
            message = "the daily keys are locked"
            raise RuntimeError(message)
        return Desk(store, self._keys, self.actor)
