"""The clerk's side: take the principal's answer, and say cell by cell what was edited meanwhile."""

from dataclasses import dataclass

from exporters.asic import names
from exporters.asic.agreement import at_bureau
from exporters.asic.further import statements_fault
from exporters.asic.journal_note import JournalNoteError, decode_note
from exporters.asic.verify import verify
from exporters.review import Decision, ReviewAnswer, ReviewComment, ReviewFileError, read_review
from forms.confirmation import Confirmation, Signatory, confirmations_fault
from forms.document.confirmed import confirmations_in, confirmed_digest
from forms.exchange import VerifiedPackage
from forms.live.compare import Change, compare
from forms.live.sheet import Sheet
from forms.places import has_place
from forms.workflow import Actor, Move, Role, State
from operations.clock import Clock, now
from operations.errors import PackageRefused, Refused
from operations.school.handover.open import decoded, file_digest, record_of, rewritten
from operations.school.keys.opening import told_period
from operations.school.keys.trust import check_clock, school_trust
from operations.school.signing.confirm import read_confirmed
from operations.school.signing.sign import keep_signed
from operations.school.store import open_sheet
from storage.journal.journal import JournalHead
from storage.school.comments import Origin
from storage.school.store import SchoolStore


@dataclass(frozen=True, slots=True)
class TakenAnswer:
    """What an answer did.

    Attributes:
        decision: What the principal decided.
        person: His name.
        reason: Why he returned it, or ``""``.
        comments: How many comments were new.
        changes: What was edited here since the return was sent, cell by cell.
        done: Whether the decision was carried out.
        message: What became of it (Chinese sentences).

    """

    decision: Decision
    person: str
    reason: str
    comments: int
    changes: tuple[Change, ...]
    done: bool
    message: str


def take_answer(store: SchoolStore, content: bytes, *, clock: Clock = now) -> TakenAnswer:
    """Take the principal's answer into the clerk's store; comments always, the rest if it fits.

    A signature, and a return, are for the return as it was sent. Where it was edited since, nothing
    of the edits is touched: the answer says what differs, and waits.

    Raises:
        Refused: It is no whole answer, not to this store, was carried out already, or holds a
            package that is not this return signed by this school.
        PackageRefused: The package did not verify.

    """
    answer = _read(store, content)
    sheet = open_sheet(store)
    reviewed = record_of(decoded(answer.document), sheet.plan)
    changes = tuple(compare(reviewed, sheet.record, sheet.plan.pack))
    fits = _fits(store, answer, sheet) and not changes
    package = _package(store, answer, sheet, clock=clock) if answer.package and fits else None
    actor = Actor(answer.person, Role.PRINCIPAL)
    with store.transaction():
        new = _add_remarks(store, answer.remarks, sheet, actor=actor)
        done = _carry_out(store, answer, package, fits=fits, sheet=sheet, actor=actor)
        if done:
            what = f"读入校长的答复：{answer.decision.label}"
            revision = store.revisions.number
            store.reviews.note(file_digest(content), what, revision=revision, actor=actor)
    message = _message(answer, changes, done=done)
    return TakenAnswer(answer.decision, answer.person, answer.reason, new, changes, done, message)


def _read(store: SchoolStore, content: bytes) -> ReviewAnswer:
    try:
        answer = read_review(content)
    except ReviewFileError as error:
        raise Refused(str(error)) from error
    if not isinstance(answer, ReviewAnswer):
        raise Refused("这是送审文件，不是校长的答复。请在校长的电脑上打开它。")
    meta, info = store.meta, answer.info
    if (info.school, info.period) != (meta.school_code, meta.period):
        raise Refused(
            f"这份答复是学校 {info.school} {info.period} 年的，这个填报库是 {meta.school_code}"
            f" {meta.period} 年的，没有读入。"
        )
    if store.reviews.is_known(file_digest(content)):
        raise Refused("这份答复已经读入过，不用再读。")
    head = str(decoded(answer.document).get("journal_head", ""))
    if all(entry.hash != head for entry in store.journal.entries(limit=None)):
        raise Refused("这份答复不是给这个填报库的：它的送审文件不是从这里保存的。")
    return answer


def _fits(store: SchoolStore, answer: ReviewAnswer, sheet: Sheet) -> bool:
    """Whether the return stands as it was sent."""
    document, state = decoded(answer.document), store.revisions.state
    in_time = state is State.IN_REVIEW or answer.decision is Decision.COMMENT
    now_given = read_confirmed(store, sheet).digest
    return in_time and confirmed_digest(document) == now_given


def _package(
    store: SchoolStore, answer: ReviewAnswer, sheet: Sheet, *, clock: Clock
) -> VerifiedPackage:
    """Verify the signed package of an answer, and that it is this return."""
    check_clock(store, clock=clock)
    trust, info = school_trust(store), answer.info
    expect = at_bureau(store.meta.bureau_code, period=told_period(store), active={info.school})
    verdict, package = verify(answer.package, trust, now=clock(), expect=expect)
    if package is None:
        raise PackageRefused(verdict)
    document = decoded(package.files[names.RETURN])
    given = confirmations_in(document) or ()
    if rewritten(document, sheet, given) != package.files[names.RETURN]:
        raise Refused(
            "答复里签名的数据不是本库送审的填报表，没有读入。请校长打开最近的送审文件再签名。"
        )
    rule, digest = sheet.plan.pack.confirmation, confirmed_digest(document)
    if fault := confirmations_fault(rule, given, digest=digest):
        raise Refused(f"签名的填报表里三人的确认不合规定：{fault}。请重新保存送审文件。")
    if fault := statements_fault(package.files, given, school=info.school, period=info.period):
        raise Refused(f"{fault}，没有读入。请重新保存送审文件。")
    if _of_clerks(given) != _of_clerks(read_confirmed(store, sheet).given):
        raise Refused("签名的填报表里统计人员、审核人的确认与本库的不同，请重新保存送审文件。")
    _check_journal(store, package)
    return package


def _of_clerks(given: tuple[Confirmation, ...]) -> list[Confirmation]:
    return [found for found in given if found.signatory is not Signatory.HEAD]


def _check_journal(store: SchoolStore, package: VerifiedPackage) -> None:
    try:
        note = decode_note(package.files.get(names.JOURNAL, b""))
    except JournalNoteError as error:
        raise Refused(f"{error}，没有读入。") from error
    if not store.journal.holds(JournalHead(note.head.seq, note.head.hash)):
        raise Refused("答复里的日志末端不在本库的日志里，没有读入。请重新保存送审文件。")


def _add_remarks(
    store: SchoolStore, remarks: tuple[ReviewComment, ...], sheet: Sheet, *, actor: Actor
) -> int:
    """Add the comments that are not there yet; how many."""
    known = {(one.revision, one.address, one.text) for one in store.comments.all()}
    revision, added = store.revisions.number, 0
    for remark in remarks:
        address = remark.address if has_place(sheet.plan, remark.address) else ""
        if (revision, address, remark.text) not in known:
            store.comments.add(address, remark.text, actor=actor, origin=Origin.PRINCIPAL)
            added += 1
    return added


def _carry_out(
    store: SchoolStore,
    answer: ReviewAnswer,
    package: VerifiedPackage | None,
    *,
    fits: bool,
    sheet: Sheet,
    actor: Actor,
) -> bool:
    if answer.decision is Decision.COMMENT:
        return True
    if not fits:
        return False
    if package is None:
        store.move(Move.RETURN, actor=actor, reason=answer.reason)
        return True
    given = confirmations_in(decoded(package.files[names.RETURN])) or ()
    for found in given:
        if found.signatory is Signatory.HEAD:
            store.confirmations.put(found, actor=actor)
    keep_signed(store, package, pack=sheet.record.pack, actor=actor)
    return True


def _message(answer: ReviewAnswer, changes: tuple[Change, ...], *, done: bool) -> str:
    if done:
        return {
            Decision.COMMENT: f"已读入{answer.person}的意见。",
            Decision.RETURN: f"{answer.person}退回了填报表：{answer.reason}",
            Decision.SIGN: f"{answer.person}已签名，可以导出上报包。",
        }[answer.decision]
    what = "签名" if answer.decision is Decision.SIGN else "退回"
    if changes:
        return (
            f"送审以后这里又改了 {len(changes)} 处，{answer.person}的{what}是对送审时的内容作的，没有采用；"
            "您的修改都在，意见已读入。请重新提交、确认并再次送审；改回原样的，可以再读入这份答复。"
        )
    return (
        f"填报表现在不在审核中，或区局的设置、上年数在送审以后有变化，{answer.person}的{what}没有采用；"
        "意见已读入。请重新提交并再次保存送审文件。"
    )
