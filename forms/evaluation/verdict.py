"""The seven figures of one school section, how each stands, and whether the school passes."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from typing import Final

from forms.evaluation.per_pupil import PerPupil
from forms.evaluation.standards import Line
from forms.evaluation.units import Unit
from forms.indicator_value import IndicatorState, passes

States = tuple[IndicatorState, ...]
"""How each of the seven figures of a section stands."""

VERDICT_WORDS: Final[Mapping[bool | None, str]] = {
    True: "通过",
    False: "未通过",
    None: "还不能判断",
}
"""How users read a verdict on coefficients, a level or the district."""

_REACHED: Final = IndicatorState.REACHED
_GE85: Final = IndicatorState.GE85
_SHORT: Final = IndicatorState.SHORT
_MISSING: Final = IndicatorState.MISSING


@dataclass(frozen=True)
class SchoolResult:
    """One section of one school, judged.

    Attributes:
        unit: The section and its resources.
        lines: The seven lines of its level.
        states: How each of the seven stands: 达标, 达到85%, 不达标 or 缺数据. Compared unrounded.

    """

    unit: Unit
    lines: tuple[Line, ...]
    states: States

    @cached_property
    def values(self) -> tuple[Fraction | None, ...]:
        """The seven figures, exact; ``None`` is missing."""
        return self.unit.values

    @property
    def passes(self) -> bool | None:
        """Whether the school passes (forms catalogue 4.3); ``None`` is unknown."""
        return verdict(self.states)

    @property
    def reached(self) -> int:
        """How many of the seven reach the standard."""
        return self.states.count(IndicatorState.REACHED)


@cache
def verdict(states: States) -> bool | None:
    """Whether a section passes on its seven figures; ten thousand schools share a few hundred."""
    return passes(states)


def states_of(figures: PerPupil) -> list[IndicatorState]:
    """How each section stands with one of the seven, whose lines are the standard and its 85 %."""
    reached, ge85 = figures.marks
    return [
        _MISSING
        if floor is None
        else _REACHED
        if floor >= reached
        else _GE85
        if floor >= ge85
        else _SHORT
        for floor in figures.floors
    ]
