"""Why a return came back to the clerk, which points are still to be answered, and the answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from forms.record import split_address
from forms.reply import PointReply, reply_fault
from forms.types.visible import one_line
from forms.workflow import Actor, Role, State, editable
from operations.errors import Misused, Refused, Unanswered
from storage.journal.journal import EntryKind
from storage.school.bureau_answers import AnswerKind
from storage.school.comments import Comment, Origin
from storage.school.store import SchoolStore

_SENDERS = {Role.PRINCIPAL: Origin.PRINCIPAL, Role.OFFICER: Origin.BUREAU}


@dataclass(frozen=True, slots=True)
class Returned:
    """A draft that was given back.

    Attributes:
        origin: Who gave it back: the principal, or the bureau by a return slip.
        by: Name of the person.
        at: When, UTC.
        reason: Why.
        issued: When the bureau made the slip (UTC); ``None`` where the principal gave it back.
        due: By which day it is to be corrected, ``None`` for none.

    """

    origin: Origin
    by: str
    at: datetime
    reason: str
    issued: datetime | None = None
    due: date | None = None

    @property
    def sentence(self) -> str:
        """Who, when and why."""
        named = self.origin is Origin.PRINCIPAL and self.by != self.origin.label
        who = f"{self.origin.label} {self.by}" if named else self.by
        when = f"{(self.issued or self.at).astimezone():%Y-%m-%d %H:%M}"
        return f"{who} {when} 退回：{self.reason}"

    def deadline(self, today: date) -> str:
        """By when, in a sentence; ``""`` where nothing was said."""
        if self.due is None:
            return ""
        left = (self.due - today).days
        how = f"还有 {left} 天" if left > 0 else "就是今天" if left == 0 else f"已过 {-left} 天"
        return f"请在 {self.due:%Y-%m-%d} 前改好，{how}。"


def read_returned(store: SchoolStore) -> Returned | None:
    """How the present draft came back; ``None`` if it was not, or the clerk took it back himself."""
    if store.revisions.state is not State.DRAFT:
        return None
    moved = store.journal.last(EntryKind.MOVE)
    origin = None if moved is None else _SENDERS.get(moved.actor.role)
    if moved is None or origin is None:
        return None
    found = Returned(origin, one_line(moved.actor.name), moved.at, one_line(moved.reason))
    return found if origin is Origin.PRINCIPAL else _with_slip(store, found)


def _with_slip(store: SchoolStore, found: Returned) -> Returned:
    """Add what the slip read last says beyond its reason; it was verified when it was read."""
    slips = [one for one in store.bureau_answers.all() if one.kind is AnswerKind.RETURN_SLIP]
    if not slips:
        return found
    # Not before there is a slip: a school's window opens without what reads packages.
    from exporters.asic import bureau_files, names
    from exporters.asic.package_info import decode_info
    from exporters.asic.zip_reader import Archive

    archive = Archive(slips[-1].container)
    issued = decode_info(archive.read(names.INFO)).created
    return replace(found, issued=issued, due=bureau_files.slip_due(archive.read(names.SLIP)))


def still_open(comments: Sequence[Comment]) -> str:
    """How many remarks are still to be answered, in a sentence."""
    count = sum(comment.is_open for comment in comments)
    return f"还有 {count} 条意见没有回复。" if count else "意见都已回复，可以重新提交。"


def unanswered_question(comments: Sequence[Comment]) -> str:
    """What is asked before a return with open remarks is submitted; ``""`` without any."""
    waiting = [comment for comment in comments if comment.is_open]
    if not waiting:
        return ""
    return f"{_open_remarks(waiting)}仍然提交，{waiting[0].origin.label}会看到它们没有回复。"


def refuse_unanswered(comments: Sequence[Comment]) -> None:
    """Let nothing be submitted over open remarks.

    Raises:
        Unanswered: There are some; the first is named.

    """
    waiting = [comment for comment in comments if comment.is_open]
    if waiting:
        raise Unanswered(f"{_open_remarks(waiting)}没有提交，请先回复。")


def _open_remarks(waiting: Sequence[Comment]) -> str:
    first = waiting[0]
    return (
        f"还有 {len(waiting)} 条意见没有回复，第一条是{first.origin.label}的："
        f"“{one_line(first.text).rstrip('。')}”。"
    )


def first_about(comments: Iterable[Comment], address: str) -> Comment | None:
    """Find the first open remark on a place: on the very cell, else on the field or table it is in."""
    waiting = [comment for comment in comments if comment.is_open]
    on_it = (comment for comment in waiting if comment.address == address)
    field = split_address(address)[0]
    around = (comment for comment in waiting if split_address(comment.address)[0] == field)
    return next(on_it, None) or next(around, None)


def answer_comment(store: SchoolStore, number: int, reply: PointReply, *, actor: Actor) -> None:
    """Answer a point of principal or bureau; the answer travels in the next package.

    An answer given before is replaced as long as the return is a draft.

    Raises:
        Misused: The answer says nothing.
        Refused: The return is not being filled in.
        StoreRefusal: There is no such point.

    """
    if not editable(store.revisions.state):
        raise Refused(
            f"填报表现在是“{store.revisions.state.label}”，不能回复意见。请先退回或重新打开。"
        )
    if fault := reply_fault(reply):
        raise Misused(f"回复第 {number} 条意见：{fault}")
    store.comments.answer(number, reply, actor=actor)
