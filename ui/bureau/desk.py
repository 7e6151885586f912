"""BureauDesk: the bureau's open store, its facts, and the unlocked keys."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal

from forms.workflow import Actor
from operations.bureau.records import BureauStore
from operations.bureau.store import (
    DailyKeys,
    Desk,
    at_work,
    officer,
    open_to_work,
    unlock_daily_keys,
)
from operations.bureau.today.facts import BureauFacts, read_facts
from operations.failures.explain import Failure
from operations.person import name_here
from operations.store_place import ServerAddress, StorePlace
from ui.bureau.schools.slip_drafts import SlipDrafts
from ui.bureau.server_login import ask_password
from ui.desk import Fail, StoreDesk
from ui.desktop import Desktop
from ui.recent import save_name, saved_name
from ui.tasks import Progress, Ticket

if TYPE_CHECKING:
    from operations.bureau.server.colleagues import Colleague
    from ui.bureau.colleagues_watch import ColleaguesWatch

T = TypeVar("T")

_ONLY_READ = (
    "这台服务器现在只能读（例如备用服务器）：可以查看、评估、出表，不能接收和修改。"
    "主服务器恢复后请从首页打开主服务器上的库。"
)


class BureauDesk(StoreDesk[BureauStore, BureauFacts]):
    """Store, facts and daily keys of one bureau."""

    keys_changed = Signal()
    colleagues_moved = Signal()
    """Another officer on the same store is at another school now."""

    colleagues: "ColleaguesWatch | None" = None
    """The other officers; nobody where the store is a file."""
    facts: BureauFacts

    def __init__(self, desktop: Desktop, place: StorePlace, parent: QObject | None = None) -> None:
        super().__init__(desktop, place, parent)
        self._keys: DailyKeys | None = None
        self.slips = SlipDrafts(self)

    def open_store(self) -> BureauStore:
        """Open the store at :attr:`place` and back it up if that is due."""
        store = open_to_work(self.place)
        try:
            if store.backups.due:
                store.backups.make()
        except BaseException:
            store.close()
            raise
        return store

    def read(self, store: BureauStore) -> BureauFacts:
        """Read the facts."""
        return read_facts(store)

    def take(self, found: BureauFacts) -> None:
        """Show from now on what was read."""
        self.facts = found

    def _on_opened(self, found: BureauFacts) -> None:
        super()._on_opened(found)
        if self.store.read_only:
            self.said.emit(_ONLY_READ, "query")

    def log_in(self, failure: Failure, then: Callable[[], object], fail: Fail) -> None:
        """Ask for the password of the database."""
        if isinstance(self.place, Path):
            fail(failure)
            return
        ask_password(self.desktop, self.place, owner=self, then=then, fail=fail, failure=failure)

    def watch_colleagues(self) -> None:
        """See the others who have the store open, and be seen by them, now that it is open."""
        if isinstance(self.place, ServerAddress) and not self.store.read_only:
            from ui.bureau.colleagues_watch import ColleaguesWatch  # not where nobody else can be

            self.colleagues = ColleaguesWatch(self, lambda: self.facts, self.slips)
            self.colleagues.moved.connect(self.colleagues_moved)

    def colleagues_at(self, school: str) -> "tuple[Colleague, ...]":
        """Who else is at a school just now."""
        return () if self.colleagues is None else self.colleagues.at(school)

    def close(self) -> None:
        """Forget the keys and close the store."""
        self._keys = None
        if self.colleagues is not None:
            self.colleagues.leave()
        super().close()

    # -- people and keys -----------------------------------------------------------------------

    @property
    def person(self) -> Actor:
        """The officer."""
        return self.actor

    @property
    def actor(self) -> Actor:
        """The officer at this computer."""
        return officer(saved_name() or name_here())

    def seat(self, name: str) -> None:
        """Let another officer work at this computer from now on, with the own passphrase."""
        save_name(name)
        self.lock()
        self.facts_changed.emit()

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
            fail: Gets the failure if the passphrase does not fit.

        """
        if self.unlocked:
            then()
            return
        whose = f"{self.actor.name}的" if self.facts.officers else "区局"
        passphrase = self.desktop.messages.passphrase(f"输入{whose}口令", why, label=f"{whose}口令")
        if passphrase is None:
            return

        def keep(keys: DailyKeys) -> None:
            self.adopt(keys)
            then()

        def refuse(failure: Failure) -> None:
            self.keys_changed.emit()
            (fail or self.say_failed)(failure)

        self.said.emit("正在解锁区局密钥…", "accent")
        name = self.actor.name
        self.run(
            lambda store: unlock_daily_keys(store, passphrase, name=name),
            owner=self,
            then=keep,
            fail=refuse,
        )

    # -- working with the keys -----------------------------------------------------------------

    def keyed_step(
        self,
        operation: Callable[[Desk], T],
        *,
        owner: QObject,
        why: str,
        then: Callable[[T], object] | None = None,
        fail: Fail | None = None,
    ) -> None:
        """Run a step that needs the daily keys."""
        self.unlock(
            why,
            lambda: self.step(
                lambda store: self._do(operation, store), owner=owner, then=then, fail=fail
            ),
            fail=fail,
        )

    def long_step(
        self,
        operation: Callable[[Desk, Ticket], T],
        *,
        owner: QObject,
        on_progress: Callable[[Progress], object],
        then: Callable[[T], object],
        fail: Fail,
    ) -> Ticket:
        """Run a long step with progress and cancel; the daily keys have to be unlocked."""

        def work(ticket: Ticket) -> tuple[T, BureauFacts]:
            done = self._do(lambda desk: operation(desk, ticket), self.store)
            return done, self.read(self.store)

        return self.desktop.runner.work(
            work,
            owner=owner,
            then=lambda found: self._finish_long(found, then),
            fail=lambda error: self.tell(error, fail),
            on_progress=on_progress,
            on_database=True,
        )

    def _finish_long(self, found: tuple[T, BureauFacts], then: Callable[[T], object]) -> None:
        self.note_answer()
        self.finish_step(found, then)

    def _do(self, operation: Callable[[Desk], T], store: BureauStore) -> T:
        if self._keys is None:
            message = "the daily keys are locked"
            raise RuntimeError(message)
        with at_work(store, self._keys, self.actor) as desk:
            return operation(desk)
