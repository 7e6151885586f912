"""What return slips asked of a school, point by point, beside what its next package answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from exporters.asic.bureau_files import ReturnSlip, read_slip
from exporters.asic.stored import reread
from forms.exchange import ContainerKind
from forms.live.listing import answer_at
from forms.live.sheet import Sheet
from forms.record import Return
from forms.reply import PointReply
from operations.bureau.returns.kept_return import kept_return
from operations.bureau.store import root_certificate
from storage.bureau.issued import IssuedFile
from storage.bureau.store import BureauStore


@dataclass(frozen=True, slots=True)
class AskedPoint:
    """One point of a slip.

    Attributes:
        address: Place of the forms; empty for the whole return.
        text: What was asked.
        reply: What the newest package answers; ``None`` if it answers nothing.
        before: What stood there in the package that was returned; ``None`` for what is no single
            answer, and as long as nothing has come since.
        now: What stands there in the newest package; ``None`` likewise.

    """

    address: str
    text: str
    reply: PointReply | None
    before: str | None
    now: str | None

    @property
    def values(self) -> str:
        """The two answers in one line (Chinese), or ``""``."""
        if self.before is None or self.now is None:
            return ""
        is_same = self.before == self.now
        return f"没有改动：{self.now}" if is_same else f"{self.before} → {self.now}"


@dataclass(frozen=True, slots=True)
class AskedSlip:
    """A return slip.

    Attributes:
        number: Number of the package that was returned.
        created: When the slip was made (UTC).
        author: Who signed it.
        reason: Why.
        due: By which day, ``None`` for none.
        answered: Whether a package has come since.
        points: The points, as they stand in the slip.

    """

    number: int
    created: datetime
    author: str
    reason: str
    due: date | None
    answered: bool
    points: tuple[AskedPoint, ...]

    @property
    def summary(self) -> str:
        """How far it is, in a sentence."""
        if not self.answered:
            until = f"，要求 {self.due:%Y-%m-%d} 前改好" if self.due else ""
            return f"等待学校重新上报{until}。"
        count = sum(point.reply is not None for point in self.points)
        return f"{len(self.points)} 条意见，学校回复了 {count} 条。"


@dataclass(frozen=True)
class NewestReturn:
    """The newest package of a school.

    Attributes:
        number: Its number.
        sheet: Its return.
        replies: Its answers, by address and text of the point.

    """

    number: int
    sheet: Sheet
    replies: Mapping[tuple[str, str], PointReply]


def read_asked(
    store: BureauStore, school: str, answer: NewestReturn | None
) -> tuple[AskedSlip, ...]:
    """Read the return slips of a school, newest first, beside the answer.

    Args:
        store: The bureau's store; read-only will do.
        school: 学校标识码.
        answer: The newest package, if its content holds.

    """
    slips = [one for one in store.issued.all(school) if one.kind is ContainerKind.RETURN_SLIP]
    found = (_asked(store, one, answer) for one in reversed(slips))
    return tuple(slip for slip in found if slip is not None)


def _asked(store: BureauStore, file: IssuedFile, answer: NewestReturn | None) -> AskedSlip | None:
    container = store.issued.container(file.id) or b""
    _, package = reread(container, root=root_certificate(store), at=file.created)
    if package is None:
        return None  # Not whole any more; ``bureau history --verify`` says so.
    slip = read_slip(package)
    came = answer if answer is not None and answer.number > slip.returned_number else None
    earlier = None if came is None else _returned(store, file, came)
    return AskedSlip(
        number=slip.returned_number,
        created=file.created,
        author=package.signer.name,
        reason=slip.reason,
        due=slip.due,
        answered=came is not None,
        points=tuple(_points(slip, earlier, came)),
    )


def _points(
    slip: ReturnSlip, earlier: Return | None, came: NewestReturn | None
) -> list[AskedPoint]:
    found = []
    for comment in slip.comments:
        before = now = None
        if came is not None and earlier is not None:
            pack = came.sheet.plan.pack
            before = answer_at(earlier, comment.address, pack)
            now = answer_at(came.sheet.record, comment.address, pack)
        reply = None if came is None else came.replies.get((comment.address, comment.text))
        found.append(AskedPoint(comment.address, comment.text, reply, before, now))
    return found


def _returned(store: BureauStore, file: IssuedFile, came: NewestReturn) -> Return | None:
    """The return that a slip gave back, where the newest one is of the same year."""
    return kept_return(store, file.school_code, file.answers, period=came.sheet.record.period)
