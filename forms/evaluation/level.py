"""The evaluation of one level: every section judged, and the seven coefficients."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from functools import cached_property
from typing import Final

from forms.evaluation.coefficient import Coefficient
from forms.evaluation.sections import Sections
from forms.evaluation.verdict import SchoolResult, states_of, verdict
from forms.expr.logic import conjunction
from forms.indicator_value import IndicatorState
from forms.schooling import Section

_DIGITS: Final = Context(prec=40)


@dataclass(frozen=True)
class LevelEvaluation:
    """One level of the district.

    Attributes:
        sections: The schools' sections of this level, by 学校标识码 and campus.
        limit: What a 差异系数 may be at most.

    """

    sections: Sections
    limit: Fraction

    @property
    def level(self) -> Section:
        """Primary or junior."""
        return self.sections.level

    @cached_property
    def schools(self) -> tuple[SchoolResult, ...]:
        """The sections one by one, made when they are first asked for."""
        judged = zip(self.sections.units(), zip(*self.states, strict=True), strict=True)
        return tuple(SchoolResult(unit, self.sections.lines, states) for unit, states in judged)

    @cached_property
    def coefficients(self) -> tuple[Coefficient, ...]:
        """The seven, in the order of L1 to L7."""
        pupils = [count or 0 for count in self.sections.pupils]
        return tuple(Coefficient(figures, pupils, self.limit) for figures in self.sections.figures)

    @cached_property
    def pupils(self) -> int | None:
        """All pupils of the level; ``None`` if a school's are missing."""
        counts = self.sections.pupils
        return None if None in counts else sum(count for count in counts if count is not None)

    @cached_property
    def composite(self) -> Decimal | None:
        """综合差异系数, the mean of the seven: shown, never judged."""
        found = [coefficient.cv for coefficient in self.coefficients]
        known = [cv for cv in found if cv is not None]
        if len(known) < len(found):
            return None
        total = Decimal(0)
        for cv in known:
            total = _DIGITS.add(total, cv)
        return _DIGITS.divide(total, Decimal(len(known)))

    @cached_property
    def passes(self) -> bool | None:
        """Every school passes, and each of the seven coefficients keeps its limit."""
        schools = map(verdict, zip(*self.states, strict=True))
        return conjunction((*schools, *(coefficient.passes for coefficient in self.coefficients)))

    def reached(self, place: int) -> int:
        """How many schools reach the standard of one of the seven (0 for L1)."""
        return self.states[place].count(IndicatorState.REACHED)

    def lacking(self, place: int) -> tuple[SchoolResult, ...]:
        """The schools for want of whose figure a coefficient cannot be calculated."""
        return tuple(self.schools[number] for number in self.coefficients[place].lacking)

    @cached_property
    def states(self) -> Sequence[list[IndicatorState]]:
        """How the schools stand with each of the seven, in the order of L1 to L7."""
        return [states_of(figures) for figures in self.sections.figures]
