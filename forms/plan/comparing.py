"""A plan beside what came: the figures of a later return against those the plan asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from forms.evaluation import RawColumns
from forms.evaluation.raw import campus_number
from forms.labelled_enum import LabelledEnum
from forms.plan.steps import Merger, Step, Transfer


class Came(LabelledEnum):
    """What became of a step."""

    DONE = "done", "做到了"
    PARTLY = "partly", "做到一部分"
    NOT = "not", "没有变化"
    AGAINST = "against", "与方案相反"
    UNKNOWN = "unknown", "没有可比的数"


@dataclass(frozen=True, slots=True)
class StepCame:
    """One figure of a plan now; of a transfer that of the school which gets.

    Attributes:
        step: The step.
        then: The figure when the plan was made.
        asked: The figure it asks for.
        now: What it is now; ``None`` is missing.
        came: What became of it.

    """

    step: Step
    then: int | Decimal | None
    asked: int | Decimal | None
    now: int | Decimal | Fraction | None
    came: Came


def what_came(steps: Sequence[Step], raw: RawColumns) -> list[StepCame]:
    """Compare every step with the figures as they are now."""
    campuses = map(campus_number, raw["profile.campus_no"])
    places = {key: at for at, key in enumerate(zip(raw.codes, campuses, strict=True))}
    codes = set(raw.codes)
    return [_step_came(step, raw, places, codes) for step in steps]


def _step_came(
    step: Step, raw: RawColumns, places: dict[tuple[str, str], int], codes: set[str]
) -> StepCame:
    if isinstance(step, Merger):
        came = Came.NOT if step.school in codes else Came.DONE
        return StepCame(step, None, None, None, came)
    if isinstance(step, Transfer):
        key = (step.target, "")
        then: int | Decimal | None = None if step.before is None else step.before[1]
        asked: int | Decimal | None = None if then is None else then + step.amount
    else:
        key, asked = (step.school, step.campus), step.after
        then = step.before
    place = places.get(key)
    value = None if place is None else raw[step.column][place]
    now = value if isinstance(value, (int, Decimal, Fraction)) else None
    return StepCame(step, then, asked, now, _came(then, asked, now))


def _came(
    then: int | Decimal | None, asked: int | Decimal | None, now: int | Decimal | Fraction | None
) -> Came:
    if then is None or asked is None or now is None:
        return Came.UNKNOWN
    wanted, made = Fraction(asked) - Fraction(then), Fraction(now) - Fraction(then)
    if wanted < 0:
        wanted, made = -wanted, -made
    if made >= wanted:
        return Came.DONE
    if made > 0:
        return Came.PARTLY
    return Came.NOT if made == 0 else Came.AGAINST
