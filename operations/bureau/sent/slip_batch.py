"""Return slips for many schools in one step: from chosen patterns to a folder for each school.

Each school's slip is made whole or not at all; that of one school does not hold up the others. A slip
is kept in the store before it is written, so that it can be saved again if the folder fails.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from forms.document.format import MOST_COMMENTS
from forms.patterns import Pattern, PatternPlace, Patterns
from forms.rights import Right
from forms.types.file_names import is_plain_name
from operations.bureau.rights import require
from operations.bureau.sent.issue import IssuedBytes, SlipComment, issue_return_slip
from operations.bureau.store import Desk
from operations.errors import Misused, OperationError, Refused
from operations.files import write_files
from storage.errors import EnvironmentProblem, StoreRefusal


@dataclass(frozen=True, slots=True)
class ChosenPattern:
    """A pattern that is to be answered.

    Attributes:
        pattern: What is odd.
        text: What the schools are told to do.
        schools: Codes of the schools that are told; all of the pattern's by default.

    """

    pattern: Pattern
    text: str
    schools: frozenset[str] | None = None

    @property
    def places(self) -> tuple[PatternPlace, ...]:
        """Where it is told."""
        chosen, places = self.schools, self.pattern.places
        return tuple(one for one in places if chosen is None or one.school in chosen)


@dataclass(frozen=True, slots=True)
class BatchedSlip:
    """What one school will be sent.

    Attributes:
        school: 学校标识码.
        name: Of the school.
        comments: In the order of the patterns.

    """

    school: str
    name: str
    comments: tuple[SlipComment, ...]


@dataclass(frozen=True)
class IssuedBatch:
    """What became of a batch.

    Attributes:
        made: The slips that were made.
        folders: School code → the folder its slip was written into.
        faults: School code → why it has no slip, or why its slip was not written (Chinese).

    """

    made: tuple[IssuedBytes, ...]
    folders: Mapping[str, Path] = field(default_factory=dict)
    faults: Mapping[str, str] = field(default_factory=dict)


def batched_slips(chosen: Iterable[ChosenPattern]) -> tuple[BatchedSlip, ...]:
    """Put together what each school is sent, by code; equal comments once.

    Raises:
        Refused: A text is empty, nothing is chosen, or a school would get more than a slip holds.

    """
    names: dict[str, str] = {}
    found: dict[str, dict[SlipComment, None]] = {}
    for one in chosen:
        text = one.text.strip()
        if not text:
            raise Refused(f"请写明“{one.pattern.title}”要学校做什么；学校会看到这句话。")
        for place in one.places:
            names[place.school] = place.name
            found.setdefault(place.school, {})[SlipComment(place.address, text)] = None
    if not found:
        raise Refused("没有选择要退回的学校，请先选择一条或几条规律。")
    if full := [names[code] for code, told in found.items() if len(told) > MOST_COMMENTS]:
        raise Refused(f"{full[0]}的意见超过 {MOST_COMMENTS} 条，一份退回单写不下，请少选几条规律。")
    return tuple(BatchedSlip(code, names[code], tuple(found[code])) for code in sorted(found))


def chosen_by_id(patterns: Patterns, wanted: Sequence[tuple[str, str]]) -> list[ChosenPattern]:
    """Choose patterns by id, each with its text or ``""`` for the advice it comes with.

    Raises:
        Misused: There is no such pattern.

    """
    known = {one.id: one for one in patterns.found}
    for name, _ in wanted:
        if name not in known:
            raise Misused(f"没有编号为“{name}”的规律，请先查看有哪些规律。")
    return [ChosenPattern(known[name], text or known[name].advice) for name, text in wanted]


def issue_batch(
    desk: Desk,
    slips: Sequence[BatchedSlip],
    folder: Path,
    *,
    reason: str,
    due: str = "",
    replace: bool = False,
) -> IssuedBatch:
    """Make the slips and write each into the folder of its school.

    Args:
        desk: The bureau at work.
        slips: What each school is sent.
        folder: Gets a folder for each school, named by code and name.
        reason: Why, in a sentence; the same for all.
        due: By which day it is to be corrected, as typed; empty for none.
        replace: Whether files there are replaced.

    Raises:
        Refused: The officer may not return, or no slip could be made; the reason of the first.

    """
    require(desk.store, desk.actor, Right.REVIEW)
    made: list[IssuedBytes] = []
    folders: dict[str, Path] = {}
    faults: dict[str, str] = {}
    for slip in slips:
        try:
            with desk.store.transaction():
                issued = issue_return_slip(
                    desk, slip.school, reason=reason, comments=slip.comments, due=due
                )
        except (OperationError, EnvironmentProblem, StoreRefusal) as error:
            faults[slip.school] = str(error)
            continue
        made.append(issued)
        place = folder / folder_name(slip)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            write_files(place, {issued.name: issued.content}, replace=replace)
        except (OSError, EnvironmentProblem, StoreRefusal) as error:
            faults[slip.school] = f"退回单已签发，但没有写到“{place}”：{error}"
            continue
        folders[slip.school] = place
    if slips and not made:
        raise Refused(next(iter(faults.values())))
    return IssuedBatch(tuple(made), folders, faults)


def folder_name(slip: BatchedSlip) -> str:
    """How the folder of a school is called: code and name, the code alone where no computer takes it."""
    name = f"{slip.school}-{slip.name}"
    return name if is_plain_name(name) else slip.school
