"""The principal's side: read the PDF of a review file, confirm and sign it, send the package back."""

from collections.abc import Mapping
from dataclasses import replace

from exporters.asic import names
from exporters.asic.journal_note import encode_note
from exporters.pki.keys import SigningKey
from exporters.review import Decision, ReviewAnswer
from forms.confirmation import Confirmation, Signatory, confirmations_fault, missing, shared_note
from operations.clock import Clock, now
from operations.errors import Refused
from operations.school.handover.answer import Answered, answered
from operations.school.handover.open import OpenedReview, file_digest, open_review, rewritten
from operations.school.keys.enrolment import enrolment
from operations.school.keys.signed_opening import check_signed_opening
from operations.school.keys.trust import check_clock
from operations.school.signing.confirm import Confirmed
from operations.school.signing.own_signature import statements
from operations.school.signing.report import report_files
from operations.school.signing.sealing import sealed
from operations.school.signing.seen_report import SeenReport, digest_of
from storage.school.store import SchoolStore


def draw_review(store: SchoolStore, content: bytes, *, clock: Clock = now) -> SeenReport:
    """Draw the PDF a package signed now would carry, for the principal to read.

    He confirms as 单位负责人 with it: the time stands on the paper, so it is the time of the drawing.

    Raises:
        Refused: The file, the confirmations or what is left to do do not allow a signature.

    """
    opened = open_review(store, content)
    if opened.hindrance:
        raise Refused(opened.hindrance)
    given = confirmed_with_head(store, opened, clock=clock)
    document = rewritten(opened.document, opened.sheet, given)
    copies = _copies(store, opened, given, document=document)
    return SeenReport(copies.get(names.REPORT_PDF, b""), file_digest(document), given)


def sign_review(
    store: SchoolStore,
    content: bytes,
    *,
    key: SigningKey,
    seen: SeenReport | None = None,
    clock: Clock = now,
) -> Answered:
    """Confirm as 单位负责人 and sign the return of a review file.

    The store is not changed; note the answer with
    :func:`operations.school.handover.answer.note_answered` when it is written.

    Args:
        store: The principal's own store, which has read the opening file.
        content: The review file.
        key: The principal's key.
        seen: What was read on the screen (:func:`draw_review`); another PDF now is refused.
        clock: Gives the present, UTC.

    Raises:
        Refused: The file, the confirmations or the key do not allow it.
        PackageRefused: The finished package did not verify.

    """
    opened = open_review(store, content)
    check_clock(store, clock=clock)
    check_signed_opening(store)
    if opened.hindrance:
        raise Refused(opened.hindrance)
    request = opened.request
    given = confirmed_with_head(store, opened, clock=clock) if seen is None else seen.given
    document = rewritten(opened.document, opened.sheet, given)
    copies = _copies(store, opened, given, document=document)
    if seen is not None and digest_of(copies.get(names.REPORT_PDF, b"")) != seen.seal:
        raise Refused("要签名的文件和屏幕上看到的不一样了，请重新打开送审文件查看，再签名。")
    files = {names.RETURN: document, names.JOURNAL: encode_note(request.journal)}
    files |= {**request.attachments, **copies}
    info, further = replace(request.info, created=clock()), request.signatures
    files |= statements(given, further, school=info.school, period=info.period)
    package = sealed(store, files, info=info, key=key, clock=clock, further=further)
    answer = ReviewAnswer(
        info=request.info,
        document=request.document,
        decision=Decision.SIGN,
        reason="",
        person=package.signer.name,
        at=clock(),
        package=package.container,
    )
    return answered(answer, opened)


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


def _copies(
    store: SchoolStore, opened: OpenedReview, given: tuple[Confirmation, ...], *, document: bytes
) -> Mapping[str, bytes]:
    """The readable copies of what is signed."""
    people = {found.signatory: found.name for found in given}
    rule, note = opened.sheet.plan.pack.confirmation, shared_note([*people.items()])
    confirmed = Confirmed(rule, people, opened.digest, given, (), note)
    return report_files(
        store, opened.sheet, document=document, changes=opened.changes, confirmed=confirmed
    )
