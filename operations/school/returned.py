"""Why a return came back to the clerk, and which remarks are still to be answered, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from forms.types.visible import one_line
from forms.workflow import Actor, Role, State
from storage.journal import EntryKind
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

    """

    origin: Origin
    by: str
    at: datetime
    reason: str

    @property
    def sentence(self) -> str:
        """Who, when and why."""
        named = self.origin is Origin.PRINCIPAL and self.by != self.origin.label
        who = f"{self.origin.label} {self.by}" if named else self.by
        return f"{who} {self.at.astimezone():%Y-%m-%d %H:%M} 退回：{self.reason}"


def read_returned(store: SchoolStore) -> Returned | None:
    """How the present draft came back; ``None`` if it was not, or the clerk took it back himself."""
    if store.revisions.state is not State.DRAFT:
        return None
    moved = store.journal.last(EntryKind.MOVE)
    origin = None if moved is None else _SENDERS.get(moved.actor.role)
    if moved is None or origin is None:
        return None
    return Returned(origin, one_line(moved.actor.name), moved.at, one_line(moved.reason))


def still_open(comments: Sequence[Comment]) -> str:
    """How many remarks are still to be answered, in a sentence."""
    count = sum(comment.is_open for comment in comments)
    return f"还有 {count} 条意见没有处理。" if count else "意见都已处理，可以重新提交。"


def unanswered_question(comments: Sequence[Comment]) -> str:
    """What is asked before a return with open remarks is submitted; ``""`` without any."""
    waiting = [comment for comment in comments if comment.is_open]
    if not waiting:
        return ""
    first = waiting[0]
    return (
        f"还有 {len(waiting)} 条意见没有标为已处理，第一条是{first.origin.label}的："
        f"“{one_line(first.text)}”。仍然提交，{first.origin.label}会看到它们没有处理。"
    )


def resolve_comments(store: SchoolStore, numbers: Sequence[int], *, actor: Actor) -> None:
    """Mark remarks as dealt with, all or none."""
    with store.transaction():
        for number in numbers:
            store.comments.resolve(number, actor=actor)
