"""What principal and bureau asked for, point by point: what stood there, what stands there now, the reply."""

from dataclasses import dataclass

from forms.live.listing import answer_at
from operations.school.store import read_record, school_engine
from storage.school.comments import Comment
from storage.school.store import SchoolStore


@dataclass(frozen=True, slots=True)
class Point:
    """One point of the to-do list.

    Attributes:
        comment: Who asked for what, where, when; and the reply.
        before: What stood there in the revision signed before; ``None`` in a first revision and where
            the point is about more than one answer.
        now: What stands there now; ``None`` in the second case.

    """

    comment: Comment
    before: str | None
    now: str | None

    @property
    def is_changed(self) -> bool:
        """Whether another answer stands there than in the revision signed before."""
        return self.before is not None and self.before != self.now

    @property
    def values(self) -> str:
        """The two answers in one line (Chinese), or ``""``."""
        if self.now is None:
            return ""
        if self.before is None:
            return f"现在：{self.now}"
        return f"{self.before} → {self.now}" if self.is_changed else f"没有改动：{self.now}"


def read_points(store: SchoolStore) -> tuple[Point, ...]:
    """Read all points, those to be answered first, then by age."""
    pack, number = school_engine(store).pack, store.revisions.number
    record = read_record(store)
    earlier = store.answers.load(number - 1) if number > 1 else None
    comments = sorted(store.comments.all(), key=lambda one: (not one.is_open, one.id))
    return tuple(
        Point(
            comment,
            before=None if earlier is None else answer_at(earlier, comment.address, pack),
            now=answer_at(record, comment.address, pack),
        )
        for comment in comments
    )
