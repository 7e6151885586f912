"""The clerk's side: save the return in review as a file for the principal."""

import hashlib
from dataclasses import dataclass

from exporters.review import ReviewComment, ReviewRequest, file_name, write_review
from forms.workflow import Actor, check_confirming
from operations.clock import Clock, now
from operations.errors import Refused, refusing
from operations.school.keys.enrolment import enrolment
from operations.school.signing.confirm import read_confirmed
from operations.school.signing.own_signature import kept_signatures
from operations.school.signing.sealing import attachments, journal_note, package_info
from operations.school.signing.signed_content import clean_sheet, return_document
from storage.school.deliveries import Delivery
from storage.school.store import SchoolStore


@dataclass(frozen=True, slots=True)
class ReviewFile:
    """A review file to be written somewhere: its usual name and its bytes."""

    name: str
    content: bytes


def make_review(store: SchoolStore, *, clock: Clock = now) -> ReviewFile:
    """Make the review file of the return as it stands; changes nothing.

    Raises:
        forms.workflow.MoveError: The return is not in review.
        NotReady: Problems are open.
        Refused: The opening file was not read yet, or all is too large for one file.

    """
    check_confirming(store.revisions.state)
    if enrolment(store) is None:
        raise Refused("还没有读入区局的开户文件，不能送审：上年数和标准都在里面。请先读入。")
    sheet = clean_sheet(store)
    confirmed = read_confirmed(store, sheet)
    request = ReviewRequest(
        info=package_info(store, clock=clock),
        document=return_document(store, sheet, confirmed.given),
        journal=journal_note(store),
        people={signatory.value: name for signatory, name in confirmed.people.items()},
        previous=_previous(store),
        remarks=tuple(
            ReviewComment(one.address, one.text, one.origin.value, one.author, one.at)
            for one in store.comments.all(open_only=True)
        ),
        attachments=attachments(store, sheet),
        signatures=kept_signatures(store, confirmed.given),
    )
    with refusing():
        return ReviewFile(file_name(request), write_review(request))


def note_saved(store: SchoolStore, file: ReviewFile, *, actor: Actor) -> None:
    """Note in the journal that the file was written."""
    digest = hashlib.sha256(file.content).hexdigest()
    store.reviews.note(digest, "保存送审文件", revision=store.revisions.number, actor=actor)


def _previous(store: SchoolStore) -> bytes:
    """The document of the revision signed before, out of its package; ``b""`` if there is none."""
    from exporters.asic import names
    from exporters.asic.zip_reader import Archive

    before = [item for item in store.deliveries.all() if item.revision < store.revisions.number]
    container = store.deliveries.container(_newest(before).identity) if before else None
    return b"" if container is None else Archive(container).read(names.RETURN)


def _newest(deliveries: list[Delivery]) -> Delivery:
    return max(deliveries, key=lambda item: item.revision)
