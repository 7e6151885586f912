"""The principal's side: send comments, the return or the signed package back, in one file."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from exporters.asic import names
from exporters.asic.journal_note import encode_note
from exporters.pki.keys import SigningKey
from exporters.review import Decision, ReviewAnswer, ReviewComment, file_name, write_review
from forms.confirmation import Confirmation, Signatory, confirmations_fault, missing, shared_note
from forms.document.comments import has_place
from forms.workflow import Actor, Role
from operations.clock import Clock, now
from operations.errors import Misused, Refused, refusing
from operations.school.as_told import check_as_told
from operations.school.confirm import Confirmed
from operations.school.enrolment import enrolment
from operations.school.keys import check_clock
from operations.school.own_signature import statements
from operations.school.report import report_files
from operations.school.review.open import OpenedReview, file_digest, open_review, rewritten
from operations.school.review.save import ReviewFile
from operations.school.signed_content import sealed
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
    key: SigningKey | None = None,
    clock: Clock = now,
) -> Answered:
    """Answer a review file: with a key it is signed, with a reason returned, else only commented on.

    The store is not changed; note the answer with :func:`note_answered` when it is written.

    Args:
        store: The principal's own store, which has read the opening file.
        content: The review file.
        person: Who answers; the certificate names who signs.
        remarks: Comments, address and text.
        reason: Why it is returned.
        key: The principal's key.
        clock: Gives the present, UTC.

    Raises:
        Misused: Both a key and a reason, or nothing at all.
        Refused: The file, the confirmations or the key do not allow it.
        PackageRefused: The finished package did not verify.

    """
    if key is not None and (reason or remarks):
        raise Misused("签名和退回只能选一样；有意见的请退回，由填报员修改后再送审。")
    if key is None and not reason.strip() and not remarks:
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
    if key is not None:
        answer = _signed(store, opened, answer, key=key, clock=clock)
    with refusing():
        file = ReviewFile(file_name(answer), write_review(answer))
    return Answered(file, answer.decision, opened.digest)


def note_answered(store: SchoolStore, answered: Answered) -> None:
    """Note in the journal of the principal's store what he answered."""
    head = enrolment(store)
    actor = Actor("校长" if head is None else head.principal, Role.PRINCIPAL)
    store.reviews.note(
        file_digest(answered.file.content),
        f"答复送审文件：{answered.decision.label}",
        revision=0,
        actor=actor,
    )


def confirmed_with_head(
    store: SchoolStore, opened: OpenedReview, *, clock: Clock = now
) -> tuple[Confirmation, ...]:
    """Give the confirmations of a review file with the head's, made now.

    Raises:
        Refused: Those before have not confirmed it, or not as the pack demands.

    """
    rule, given = opened.sheet.plan.pack.confirmation, opened.given
    if absent := missing(rule, given, before=Signatory.HEAD):
        names_of = "、".join(signatory.label for signatory in absent)
        raise Refused(f"还没有{names_of}的确认，不能签名。请填报员那边先确认，再重新保存送审文件。")
    head = enrolment(store)
    if head is None:
        raise Refused("还没有开户，不能签名。请先在这台电脑上申请开户，读入区局发回的开户文件。")
    if Signatory.HEAD in missing(rule, given):
        given = (*given, Confirmation(Signatory.HEAD, head.principal, clock(), opened.digest))
    if fault := confirmations_fault(rule, given, digest=opened.digest):
        raise Refused(f"三人的确认不合规定：{fault}。请填报员重新保存送审文件。")
    return given


def _signed(
    store: SchoolStore, opened: OpenedReview, answer: ReviewAnswer, *, key: SigningKey, clock: Clock
) -> ReviewAnswer:
    check_clock(store, clock=clock)
    check_as_told(store)
    if opened.hindrance:
        raise Refused(opened.hindrance)
    request, given = opened.request, confirmed_with_head(store, opened, clock=clock)
    document = rewritten(opened.document, opened.sheet, given)
    people = {found.signatory: found.name for found in given}
    rule, note = opened.sheet.plan.pack.confirmation, shared_note([*people.items()])
    confirmed = Confirmed(rule, people, opened.digest, given, (), note)
    files = {names.RETURN: document, names.JOURNAL: encode_note(request.journal)}
    files |= request.attachments
    files |= report_files(
        store,
        opened.sheet,
        digest=file_digest(document),
        changes=opened.changes,
        confirmed=confirmed,
    )
    info, further = replace(request.info, created=clock()), request.signatures
    files |= statements(given, further, school=info.school, period=info.period)
    package = sealed(store, files, info=info, key=key, clock=clock, further=further)
    signer = package.signer.name
    return replace(answer, decision=Decision.SIGN, person=signer, package=package.container)


def _remark(
    opened: OpenedReview, address: str, text: str, *, person: str, clock: Clock
) -> ReviewComment:
    if address and not has_place(opened.sheet.plan, address):
        raise Misused(f"表册里没有 {address} 这一格。")
    if not text.strip():
        raise Misused("意见是空的。请写明要核对或修改什么。")
    return ReviewComment(address, text.strip(), "principal", person, clock())
