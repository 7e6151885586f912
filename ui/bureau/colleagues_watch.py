"""ColleaguesWatch: the officers who have the same store open in other windows; what they do is shown here.

Where the store is a file there is nobody else, and this is not loaded.
"""

from collections.abc import Callable
from functools import partial
from time import monotonic

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Signal, Slot

from operations.bureau.records import BureauStore
from operations.bureau.server.colleagues import (
    Colleague,
    Colleagues,
    Presence,
    join,
    leave,
    still_there,
    tell,
)
from operations.bureau.today.facts import BureauFacts, read_changed_facts
from operations.failures.explain import is_disconnection
from ui.bureau.schools.slip_drafts import SlipDrafts
from ui.desk import StoreDesk

_GATHER_MS = 300
"""Changes that follow one another are shown together."""
_LOOK_ROUND_MS = 10_000
"""A computer that was switched off says nothing: the server is asked who is still connected."""
_AGAIN_MS = 3000
"""Between tries to listen again after the connection broke."""


class ColleaguesWatch(QObject):
    """Listens for one window, and says what is open in it."""

    moved = Signal()
    """Somebody is at another school now."""

    def __init__(
        self,
        desk: StoreDesk[BureauStore, BureauFacts],
        facts: Callable[[], BureauFacts],
        slips: SlipDrafts,
    ) -> None:
        """Listen at the store of a desk.

        Args:
            desk: Takes what has changed.
            facts: Tells what it shows now.
            slips: For which schools something is written here.

        """
        super().__init__(desk)
        self._desk = desk
        self._facts = facts
        self._slips = slips
        self._colleagues: Colleagues | None = None
        self._notifier: QSocketNotifier | None = None
        self._said: Presence | None = None
        self._school = ""
        self._writes = False
        self._is_left = False
        self._is_reading = False
        self._is_behind = False
        self._soon = self._timer(_GATHER_MS, self._read, once=True)
        self._again = self._timer(_AGAIN_MS, self._join, once=True)
        self._round = self._timer(_LOOK_ROUND_MS, self.look_round)
        desk.facts_changed.connect(self._tell)
        slips.changed.connect(self._tell)
        self._join()

    def _timer(self, wait: int, act: Callable[[], object], *, once: bool = False) -> QTimer:
        made = QTimer(self)
        made.setInterval(wait)
        made.setSingleShot(once)
        made.timeout.connect(act)
        return made

    @property
    def is_listening(self) -> bool:
        """Whether what the others do is heard."""
        return self._colleagues is not None

    # -- who is where --------------------------------------------------------------------------

    def at(self, school: str) -> tuple[Colleague, ...]:
        """Who else is at a school."""
        return () if self._colleagues is None else self._colleagues.at(school)

    def show(self, school: str, *, writes: bool) -> None:
        """Let the others know which school is in sight, and whether on the page of its slip."""
        self._school, self._writes = school, writes
        self._tell()

    def _presence(self) -> Presence:
        slips = self._slips.schools()
        if self._writes:
            slips |= {self._school}
        return Presence(self._desk.person.name, self._school, frozenset(slips))

    @Slot()
    def _tell(self) -> None:
        if self.is_listening and self._presence() != self._said:
            self._say()

    def _say(self, *, asks: bool = False) -> None:
        if self._colleagues is None:
            return
        window, self._said = self._colleagues.window, self._presence()
        self._quietly(partial(tell, window=window, presence=self._said, asks=asks))

    @Slot()
    def look_round(self) -> None:
        """Forget who is not connected any more."""
        if self._colleagues is not None and self._colleagues.are_there:
            self._desk.desktop.runner.database(
                lambda: still_there(self._desk.store),
                owner=self,
                then=self._on_looked_round,
                fail=_pass_over,
            )

    def _on_looked_round(self, processes: frozenset[int]) -> None:
        if self._colleagues is not None and self._colleagues.keep(processes):
            self.moved.emit()

    # -- hearing -------------------------------------------------------------------------------

    @Slot()
    def _join(self) -> None:
        # Not on the store's thread: a server that does not answer would hold up what is saved. Without
        # an owner: a connection that comes after the window has closed has to be closed too.
        self._desk.desktop.runner.work(
            lambda _: join(self._desk.store), then=self._on_joined, fail=self._on_failed
        )

    def _on_joined(self, colleagues: Colleagues | None) -> None:
        if colleagues is None:
            return
        if self._is_left:
            colleagues.close()
            return
        self._desk.note_answer()
        self._colleagues = colleagues
        self._notifier = QSocketNotifier(colleagues.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._on_heard)
        self._round.start()
        self._say(asks=True)
        self._read()  # what was written before we listened

    def _on_failed(self, error: BaseException) -> None:
        if not self._is_left:
            if is_disconnection(error):
                self._desk.note_failure(self._desk.desktop.explain(error))
            self._again.start()

    @Slot()
    def _on_heard(self) -> None:
        if self._colleagues is None:
            return
        heard = self._colleagues.news()
        if heard.lost:
            self._stop_listening()
            self._join()
        if heard.moved:
            self.moved.emit()
        if heard.asked:
            self._say()
        if heard.written and not self._soon.isActive():
            self._soon.start()

    def _stop_listening(self) -> None:
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier.deleteLater()
            self._notifier = None
        if self._colleagues is not None:
            self._colleagues.close()
            self._colleagues = None
        self._round.stop()

    # -- keeping up ----------------------------------------------------------------------------

    @Slot()
    def _read(self) -> None:
        """Read everything again if something has changed; never twice at a time."""
        if self._is_reading:
            self._is_behind = True
            return
        self._is_reading, began = True, monotonic()
        known = self._facts()
        self._desk.desktop.runner.database(
            lambda: read_changed_facts(self._desk.store, known),
            owner=self,
            then=lambda found: self._on_read(found, began),
            fail=self._on_not_read,
        )

    def _on_read(self, found: BureauFacts | None, began: float) -> None:
        self._is_reading = False
        self._desk.note_answer()
        if found is not None:
            self._desk.take(found)
            self._desk.facts_changed.emit()
        if self._is_behind:
            self._is_behind = False
            # At most half of the time goes into keeping up, however much the others write.
            self._soon.start(max(_GATHER_MS, round((monotonic() - began) * 1000)))

    def _on_not_read(self, error: BaseException) -> None:
        self._is_reading = self._is_behind = False
        self._desk.tell(error, None)

    # -- leaving -------------------------------------------------------------------------------

    def leave(self) -> None:
        """Let the others know that the window closes, and listen no more."""
        self._is_left = True
        for timer in (self._soon, self._again, self._round):
            timer.stop()
        if self._colleagues is not None:
            self._quietly(partial(leave, window=self._colleagues.window))
            self._stop_listening()

    def _quietly(self, operation: Callable[[BureauStore], object]) -> None:
        """Do what nobody misses if the server is away: it is said again when it is back."""
        self._desk.desktop.runner.database(lambda: operation(self._desk.store), fail=_pass_over)


def _pass_over(_: BaseException) -> None:
    """Nothing is lost."""
