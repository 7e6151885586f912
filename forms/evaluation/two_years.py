"""Two evaluations side by side: what moved in the coefficients, and which schools rose or fell.

Schools are the same if 学校标识码, campus and level are. A figure that was or is missing is not compared.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from forms.evaluation.coefficient import Coefficient
from forms.evaluation.district import DistrictEvaluation
from forms.evaluation.keys import UnitKey
from forms.evaluation.raw import LEVELS
from forms.evaluation.resources import INDICATORS
from forms.evaluation.verdict import SchoolResult
from forms.indicator_value import IndicatorState
from forms.labelled_enum import LabelledEnum
from forms.schooling import Section

_RANKS: Final = {IndicatorState.SHORT: 0, IndicatorState.GE85: 1, IndicatorState.REACHED: 2}


class Trend(LabelledEnum):
    """How a school has moved."""

    FELL = "fell", "下降"
    MIXED = "mixed", "有升有降"
    ROSE = "rose", "上升"
    SAME = "same", "不变"
    NEW = "new", "新参加"
    GONE = "gone", "不再参加"


@dataclass(frozen=True)
class SchoolMove:
    """A section of a school in both years.

    Attributes:
        key: By what it is found again.
        then: In the earlier year; ``None`` if it took no part.
        now: In the later year; the same.

    """

    key: UnitKey
    then: SchoolResult | None
    now: SchoolResult | None

    @property
    def name(self) -> str:
        """Its present name, or its last one."""
        known = self.now or self.then
        return known.unit.name if known else ""

    @cached_property
    def fallen(self) -> tuple[int, ...]:
        """Places of the figures whose state is worse now."""
        return tuple(place for place, step in self._steps if step < 0)

    @cached_property
    def risen(self) -> tuple[int, ...]:
        """Places of the figures whose state is better now."""
        return tuple(place for place, step in self._steps if step > 0)

    @property
    def move(self) -> Trend:
        if self.then is None:
            return Trend.NEW
        if self.now is None:
            return Trend.GONE
        if self.fallen:
            return Trend.MIXED if self.risen else Trend.FELL
        return Trend.ROSE if self.risen else Trend.SAME

    @cached_property
    def _steps(self) -> list[tuple[int, int]]:
        if self.then is None or self.now is None:
            return []
        both = enumerate(zip(self.then.states, self.now.states, strict=True))
        return [
            (place, _RANKS[after] - _RANKS[before])
            for place, (before, after) in both
            if before in _RANKS and after in _RANKS
        ]


@dataclass(frozen=True)
class YearFigure:
    """One of the seven of a level in one year; all ``None`` where the level had no school.

    Attributes:
        found: The coefficient.
        reached: How many schools reach the standard.
        schools: How many there are.

    """

    found: Coefficient | None
    reached: int = 0
    schools: int = 0


@dataclass(frozen=True)
class TwoYears:
    """Both years of a district.

    Attributes:
        then: The earlier year's evaluation.
        now: The later year's.
        years: The years themselves, the earlier first.

    """

    then: DistrictEvaluation
    now: DistrictEvaluation
    years: tuple[int, int]

    @property
    def sections(self) -> tuple[Section, ...]:
        """The levels that either year has."""
        return tuple(one for one in LEVELS if one in self.then.levels or one in self.now.levels)

    def standings(self, section: Section) -> tuple[tuple[YearFigure, YearFigure], ...]:
        """The seven of a level, in the earlier and the later year."""
        return tuple(
            (_standing(self.then, section, place), _standing(self.now, section, place))
            for place in range(len(INDICATORS))
        )

    def schools(self, section: Section) -> tuple[SchoolMove, ...]:
        """The schools of a level: first those that fell, then mixed, risen, unmoved, new, gone."""
        then, now = _by_key(self.then, section), _by_key(self.now, section)
        found = [SchoolMove(key, then.get(key), now.get(key)) for key in {**now, **then}]
        order = list(Trend)
        return tuple(sorted(found, key=lambda one: (order.index(one.move), -len(one.fallen))))


def _standing(evaluation: DistrictEvaluation, section: Section, place: int) -> YearFigure:
    level = evaluation.levels.get(section)
    if level is None:
        return YearFigure(None)
    return YearFigure(level.coefficients[place], level.reached(place), len(level.schools))


def _by_key(evaluation: DistrictEvaluation, section: Section) -> dict[UnitKey, SchoolResult]:
    level = evaluation.levels.get(section)
    return {} if level is None else {school.unit.key: school for school in level.schools}
