"""SchoolDesk: the open store as pages use it, always on the database thread."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from forms.workflow import Actor, Role, State
from operations.entry.open_return import OpenReturn
from operations.entry.saving import Done, Write
from operations.person import name_here
from operations.school.keys import Enrolment, RequestFile, enrolment, pending_request
from operations.school.store import open_return, open_school, pack_note
from operations.stores import Comment, Delivery, RevisionInfo, SchoolMeta, SchoolStore
from ui.desktop import Desktop
from ui.entry.session import FormSession
from ui.recent import saved_name

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Facts:
    """What the store says about itself, read at once.

    Attributes:
        meta: School, period, pack.
        state: Where the present revision stands.
        revision: Its number.
        enrolment: What came with the opening file, ``None`` before it was read.
        request: The request for a certificate made last, if any.
        deliveries: Signed packages, oldest first.
        comments: Comments of principal and bureau, oldest first.
        revisions: All revisions, oldest first.

    """

    meta: SchoolMeta
    state: State
    revision: int
    enrolment: Enrolment | None
    request: RequestFile | None
    deliveries: tuple[Delivery, ...]
    comments: tuple[Comment, ...]
    revisions: tuple[RevisionInfo, ...]


def read_facts(store: SchoolStore) -> Facts:
    """Read the facts; on the database thread."""
    return Facts(
        meta=store.meta,
        state=store.state,
        revision=store.revision,
        enrolment=enrolment(store),
        request=pending_request(store),
        deliveries=tuple(store.deliveries()),
        comments=tuple(store.comments()),
        revisions=tuple(store.revisions()),
    )


def _back_up_when_due(store: SchoolStore) -> None:
    """The automatic backup beside the store; after opening, so that nobody waits for it."""
    if store.backup_due:
        store.back_up()


class SchoolDesk(QObject):
    """Store, facts and session of one school. Pages run their steps through :meth:`run`."""

    opened = Signal()
    failed = Signal(str)
    facts_changed = Signal()
    working = Signal(bool)
    """A step runs: nothing may be typed meanwhile."""
    said = Signal(str, str)
    """A sentence for the message strip, and its tone."""

    session: FormSession
    facts: Facts

    def __init__(self, desktop: Desktop, path: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desktop = desktop
        self.path = path
        self._store: SchoolStore | None = None

    # -- opening and closing -------------------------------------------------------------------

    def open(self) -> None:
        """Open the store; ends in :attr:`opened` or :attr:`failed`."""
        clerk = self.clerk

        def work() -> tuple[OpenReturn, Facts]:
            store = open_school(self.path)
            self._store = store
            try:
                return open_return(store, actor=clerk, submit=self._submit), read_facts(store)
            except BaseException:
                self._close_store()
                raise

        self.desktop.runner.database(work, owner=self, then=self._on_opened, fail=self._on_failed)

    def _on_opened(self, result: tuple[OpenReturn, Facts]) -> None:
        opened, self.facts = result
        self.session = FormSession(opened, self)
        self.opened.emit()
        self.run(pack_note, owner=self, then=self._on_pack_note)
        self.run(_back_up_when_due, owner=self)

    def _on_pack_note(self, note: str) -> None:
        if note:
            self.said.emit(note, "query")

    def _on_failed(self, error: BaseException) -> None:
        self.failed.emit(self.desktop.explain(error))

    def close(self) -> None:
        """Close the store, after everything that is on its way."""
        self.desktop.runner.database(self._close_store)

    def _close_store(self) -> None:
        store, self._store = self._store, None
        if store is not None:
            store.close()

    # -- people --------------------------------------------------------------------------------

    @property
    def clerk(self) -> Actor:
        """The person at this computer, who fills."""
        return Actor(saved_name() or name_here(), Role.CLERK)

    @property
    def principal(self) -> Actor:
        """The principal, as the certificate names him."""
        found = self.facts.enrolment
        return Actor(found.principal if found else "校长", Role.PRINCIPAL)

    # -- working -------------------------------------------------------------------------------

    def run(
        self,
        operation: Callable[[SchoolStore], T],
        *,
        owner: QObject,
        then: Callable[[T], object] | None = None,
        fail: Callable[[str], object] | None = None,
    ) -> None:
        """Run an operation on the store's thread.

        Args:
            operation: Gets the store.
            owner: Its death drops the result.
            then: Gets the result on the GUI thread.
            fail: Gets a sentence; without it the message strip does.

        """

        def failed(error: BaseException) -> None:
            sentence = self.desktop.explain(error)
            if fail is not None:
                fail(sentence)
            else:
                self.said.emit(sentence, "error")

        def work() -> T:
            return operation(self._open_store())

        self.desktop.runner.database(work, owner=owner, then=then, fail=failed)

    def step(
        self,
        operation: Callable[[SchoolStore], T],
        *,
        owner: QObject,
        then: Callable[[T], object] | None = None,
        fail: Callable[[str], object] | None = None,
    ) -> None:
        """Run an operation that may move the return, then read everything anew.

        It waits until what was typed is on the disk, and nothing can be typed while it runs.
        """
        self.working.emit(True)
        self.desktop.runner.when_idle(
            lambda: self._step_now(operation, owner=owner, then=then, fail=fail)
        )

    def _step_now(
        self,
        operation: Callable[[SchoolStore], T],
        *,
        owner: QObject,
        then: Callable[[T], object] | None,
        fail: Callable[[str], object] | None,
    ) -> None:
        refuse = fail or (lambda sentence: self.said.emit(sentence, "error"))
        if not self.session.opened.is_settled:
            self.working.emit(False)
            refuse("有修改还没有保存，这一步先不做。请排除保存的问题后再试。")
            return
        clerk = self.clerk

        def work(store: SchoolStore) -> tuple[T, OpenReturn, Facts]:
            result = operation(store)
            opened = open_return(store, actor=clerk, submit=self._submit)
            return result, opened, read_facts(store)

        def done(outcome: tuple[T, OpenReturn, Facts]) -> None:
            result, opened, self.facts = outcome
            self.session.replace(opened)
            self.working.emit(False)
            self.facts_changed.emit()
            if then is not None:
                then(result)

        def failed(sentence: str) -> None:
            self.working.emit(False)
            refuse(sentence)

        self.run(work, owner=owner, then=done, fail=failed)

    def _open_store(self) -> SchoolStore:
        if self._store is None:
            message = "the store is not open"
            raise RuntimeError(message)
        return self._store

    def _submit(self, write: Write, done: Done) -> None:
        self.desktop.runner.database(
            lambda: write(self._open_store()),
            owner=self,
            then=lambda changes: done(changes, None),
            fail=lambda error: self._write_failed(error, done),
        )

    def _write_failed(self, error: BaseException, done: Done) -> None:
        done(None, RuntimeError(self.desktop.explain(error)))
