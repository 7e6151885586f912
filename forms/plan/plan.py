"""A plan: what it is called, its steps, and what was expected of it when it was made."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from forms.evaluation import INDICATORS, DistrictEvaluation, LevelEvaluation
from forms.plan.offer import Bound
from forms.plan.steps import Step
from forms.plan.things import THINGS
from forms.rounding import rounded
from forms.schooling import Section

DEFAULT_PRICES: tuple[Decimal, ...] = tuple(Decimal(thing.price) for thing in THINGS)

CV_DECIMALS = 6
"""Decimals a plan keeps of a coefficient: enough to compare, not to judge."""


@dataclass(frozen=True, slots=True)
class LevelOutlook:
    """How a level stands.

    Attributes:
        schools: How many are evaluated.
        passing: How many of them pass.
        cvs: The seven coefficients, to :data:`CV_DECIMALS` decimals; ``""`` is unknown.
        reached: How many schools reach the standard of each of the seven.
        kept: Whether each coefficient keeps its limit; ``None`` is unknown.

    """

    schools: int
    passing: int
    cvs: tuple[str, ...]
    reached: tuple[int, ...]
    kept: tuple[bool | None, ...]


@dataclass(frozen=True, slots=True)
class Outlook:
    """How a district stands.

    Attributes:
        passes: The verdict; ``None`` is unknown.
        levels: By level.

    """

    passes: bool | None
    levels: Mapping[Section, LevelOutlook]

    @classmethod
    def of(cls, evaluation: DistrictEvaluation) -> "Outlook":
        """Sum an evaluation up."""
        levels = {section: _level(level) for section, level in evaluation.levels.items()}
        return cls(evaluation.passes, levels)


@dataclass(frozen=True)
class DistrictPlan:
    """A plan as it is kept in a file.

    Attributes:
        name: What the officer calls it.
        bureau: Code of the bureau.
        period: The year whose figures it starts from.
        made: When, in UTC, to the second (``2024-11-05T08:30:00Z``).
        prices: 元 for one measure of each of the seven.
        steps: What is to be done, in order.
        before: How the district stood.
        after: How it was to stand with the steps taken.
        bounds: What is added or moved, beside the least that could do; empty for a plan made by hand.

    """

    name: str
    bureau: str
    period: int
    made: str
    prices: Sequence[Decimal]
    steps: tuple[Step, ...]
    before: Outlook
    after: Outlook
    bounds: tuple[Bound, ...] = ()


def _level(level: LevelEvaluation) -> LevelOutlook:
    places = range(len(INDICATORS))
    cvs = [coefficient.cv for coefficient in level.coefficients]
    return LevelOutlook(
        schools=len(level.schools),
        passing=sum(school.passes is True for school in level.schools),
        cvs=tuple("" if cv is None else rounded(Fraction(cv), CV_DECIMALS) for cv in cvs),
        reached=tuple(level.reached(place) for place in places),
        kept=tuple(coefficient.passes for coefficient in level.coefficients),
    )
