"""SchoolDesk: a school's open store, its facts and its return."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from forms.workflow import Actor, Role, State
from operations.entry.open_return import OpenReturn
from operations.person import name_here
from operations.school.handover.answered import answers_reviews
from operations.school.keys.enrolment import Enrolment, enrolment
from operations.school.keys.requests import RequestFile, last_request
from operations.school.points.returned import Returned, read_returned
from operations.school.records import Comment, Delivery, RevisionInfo, SchoolMeta, SchoolStore
from operations.school.store import open_return, open_school, pack_note
from ui.desk import StoreDesk
from ui.desktop import Desktop
from ui.entry.session import FormSession
from ui.recent import saved_name


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
        returned: How the present draft came back, if it did.
        for_review: Whether the store is a principal's own: it answers review files and holds no answers.

    """

    meta: SchoolMeta
    state: State
    revision: int
    enrolment: Enrolment | None
    request: RequestFile | None
    deliveries: tuple[Delivery, ...]
    comments: tuple[Comment, ...]
    revisions: tuple[RevisionInfo, ...]
    returned: Returned | None = None
    for_review: bool = False

    @property
    def accepted(self) -> tuple[int, datetime] | None:
        """Number of the package the bureau has accepted, and when; ``None`` in any other state."""
        if self.state is not State.ACCEPTED:
            return None
        for one in reversed(self.deliveries):
            if one.accepted_at is not None:
                return one.number, one.accepted_at.astimezone()
        return None


def read_facts(store: SchoolStore) -> Facts:
    """Read the facts; on the database thread."""
    return Facts(
        meta=store.meta,
        state=store.revisions.state,
        revision=store.revisions.number,
        enrolment=enrolment(store),
        request=last_request(store),
        deliveries=tuple(store.deliveries.all()),
        comments=tuple(store.comments.all()),
        revisions=tuple(store.revisions.all()),
        returned=read_returned(store),
        for_review=answers_reviews(store),
    )


def _back_up_when_due(store: SchoolStore) -> None:
    """The automatic backup beside the store; after opening, so that nobody waits for it."""
    if store.backups.due:
        store.backups.make()


class SchoolDesk(StoreDesk[SchoolStore, tuple[OpenReturn, Facts]]):
    """Store, facts and open return of one school."""

    facts: Facts
    review: int | None = None
    """Revision in the review file that is open; the answers of the store are not what is looked at then."""

    review_changed = Signal()

    place_wanted = Signal(object)
    """The address of a field or cell somebody wants to go to."""

    page_wanted = Signal(str)
    """Another page of the face, by its id."""

    def __init__(self, desktop: Desktop, path: Path, parent: QObject | None = None) -> None:
        super().__init__(desktop, path, parent)
        self.path = path

    def open_store(self) -> SchoolStore:
        """Open the store of :attr:`path`."""
        return open_school(self.path)

    def read(self, store: SchoolStore) -> tuple[OpenReturn, Facts]:
        """Read the return and the facts."""
        return open_return(store, actor=self.clerk, submit=self.submit), read_facts(store)

    def take(self, found: tuple[OpenReturn, Facts]) -> None:
        """Go on with the return as it was read again."""
        opened, self.facts = found
        self.take_form(opened)

    @property
    def session(self) -> FormSession:
        """The school's return, which is open as long as its store."""
        if self.form is None:
            message = "the store is not open"
            raise RuntimeError(message)
        return self.form

    def _on_opened(self, found: tuple[OpenReturn, Facts]) -> None:
        super()._on_opened(found)
        self.run(pack_note, owner=self, then=self._on_pack_note)
        self.run(_back_up_when_due, owner=self)

    def _on_pack_note(self, note: str) -> None:
        if note:
            self.said.emit(note, "query")

    def show_review(self, revision: int | None) -> None:
        """Say that a review file with this revision was opened, or with ``None`` that it was closed."""
        self.review = revision
        self.review_changed.emit()

    # -- people --------------------------------------------------------------------------------

    @property
    def person(self) -> Actor:
        """The clerk."""
        return self.clerk

    @property
    def clerk(self) -> Actor:
        """The person at this computer, who fills."""
        return Actor(saved_name() or name_here(), Role.CLERK)

    @property
    def principal(self) -> Actor:
        """The principal, as the certificate names him."""
        found = self.facts.enrolment
        return Actor(found.principal if found else "校长", Role.PRINCIPAL)
