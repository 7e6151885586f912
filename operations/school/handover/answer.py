"""The principal's side: send comments or the return back, in one file."""

from collections.abc import Sequence
from dataclasses import dataclass

from exporters.review import Decision, ReviewAnswer, ReviewComment, file_name, write_review
from forms.places import has_place
from forms.workflow import Actor, Role
from operations.clock import Clock, now
from operations.errors import Misused, refusing
from operations.school.handover.answered import ANSWERED
from operations.school.handover.open import OpenedReview, file_digest, open_review
from operations.school.handover.save import ReviewFile
from operations.school.keys.enrolment import enrolment
from storage.school.store import SchoolStore


@dataclass(frozen=True, slots=True)
class Answered:
    """What the principal's answer is: the file, and the digest of the return it is about."""

    file: ReviewFile
    decision: Decision
    digest: str


def answer_review(
    store: SchoolStore,
    content: bytes,
    *,
    person: str,
    remarks: Sequence[tuple[str, str]] = (),
    reason: str = "",
    clock: Clock = now,
) -> Answered:
    """Answer a review file without a signature: with a reason it is returned, else only commented on.

    The store is not changed; note the answer with :func:`note_answered` when it is written.

    Args:
        store: The principal's own store, which has read the opening file.
        content: The review file.
        person: Who answers.
        remarks: Comments, address and text.
        reason: Why it is returned.
        clock: Gives the present, UTC.

    Raises:
        Misused: There is nothing to answer, or a comment is none.
        Refused: The file cannot be read here.

    """
    if not reason.strip() and not remarks:
        raise Misused("没有意见，也没有退回的原因，没有可以答复的内容。")
    opened = open_review(store, content)
    answer = ReviewAnswer(
        info=opened.request.info,
        document=opened.request.document,
        decision=Decision.RETURN if reason.strip() else Decision.COMMENT,
        reason=reason.strip(),
        person=person,
        at=clock(),
        remarks=tuple(_remark(opened, *remark, person=person, clock=clock) for remark in remarks),
    )
    return answered(answer, opened)


def answered(answer: ReviewAnswer, opened: OpenedReview) -> Answered:
    """Write an answer.

    Raises:
        Refused: It is larger than its reader takes.

    """
    with refusing():
        file = ReviewFile(file_name(answer), write_review(answer))
    return Answered(file, answer.decision, opened.digest)


def note_answered(store: SchoolStore, answered: Answered) -> None:
    """Note in the journal of the principal's store what he answered."""
    head = enrolment(store)
    actor = Actor("校长" if head is None else head.principal, Role.PRINCIPAL)
    store.reviews.note(
        file_digest(answered.file.content),
        f"{ANSWERED}：{answered.decision.label}",
        revision=0,
        actor=actor,
    )


def _remark(
    opened: OpenedReview, address: str, text: str, *, person: str, clock: Clock
) -> ReviewComment:
    if address and not has_place(opened.sheet.plan, address):
        raise Misused(f"表册里没有 {address} 这一格。")
    if not text.strip():
        raise Misused("意见是空的。请写明要核对或修改什么。")
    return ReviewComment(address, text.strip(), "principal", person, clock())
