"""The seven figures of one school section, how each stands, and whether the school passes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from forms.evaluation.raw import LEVELS
from forms.evaluation.resources import FACTORS, INDICATORS, Ratio
from forms.evaluation.units import Unit
from forms.indicator_value import IndicatorState, passes
from forms.spec import Pack, Section


@dataclass(frozen=True)
class Line:
    """What one figure of one level has to reach.

    Attributes:
        reached: The standard.
        ge85: 85 % of it.
        factor: 100 for a figure per hundred pupils, else 1.

    """

    reached: Fraction
    ge85: Fraction
    factor: int

    @cached_property
    def products(self) -> tuple[int, int, int, int]:
        """Both lines as numerators and denominators, the factor on the other side of the ≥."""
        reached, bottom = self.reached.as_integer_ratio()
        ge85, bottom85 = self.ge85.as_integer_ratio()
        return self.factor * bottom, reached, self.factor * bottom85, ge85


@dataclass(frozen=True)
class Standards:
    """The lines and limits of a pack.

    Attributes:
        lines: Level → the seven lines.
        cv_limits: Level → what a 差异系数 may be at most.

    """

    lines: Mapping[Section, tuple[Line, ...]]
    cv_limits: Mapping[Section, Fraction]

    @classmethod
    def of(cls, pack: Pack) -> "Standards":
        """Read them out of a pack.

        Raises:
            KeyError: The pack lacks an indicator L1 to L7 or a limit.
            ValueError: Such an indicator has no standard.

        """
        return cls(
            lines={
                level: tuple(
                    _line(pack, f"{name}_{level.value}", factor)
                    for name, factor in zip(INDICATORS, FACTORS, strict=True)
                )
                for level in LEVELS
            },
            cv_limits={level: Fraction(pack.cv_limits[level.value]) for level in LEVELS},
        )


def _line(pack: Pack, name: str, factor: int) -> Line:
    standard = pack.indicator_by_id[name].standard
    if standard is None:
        raise ValueError(f"indicator {name} has no standard")
    return Line(Fraction(standard.reached), Fraction(standard.ge85), factor)


@dataclass(frozen=True)
class SchoolResult:
    """One section of one school, judged.

    Attributes:
        unit: The section and its resources.
        lines: The seven lines of its level.

    """

    unit: Unit
    lines: tuple[Line, ...]

    @cached_property
    def states(self) -> tuple[IndicatorState, ...]:
        """How each of the seven stands: 达标, 达到85%, 不达标 or 缺数据. Compared unrounded."""
        pupils = self.unit.pupils
        if not pupils:
            return (IndicatorState.MISSING,) * len(self.lines)
        return tuple(
            [
                _state(resource, pupils, line)
                for resource, line in zip(self.unit.resources, self.lines, strict=True)
            ]
        )

    @cached_property
    def values(self) -> tuple[Fraction | None, ...]:
        """The seven figures, exact; ``None`` is missing."""
        pupils = self.unit.pupils
        return tuple(
            Fraction(factor * resource[0], resource[1] * pupils)
            if resource is not None and pupils
            else None
            for resource, factor in zip(self.unit.resources, FACTORS, strict=True)
        )

    @cached_property
    def passes(self) -> bool | None:
        """Whether the school passes (forms catalogue 4.3); ``None`` is unknown."""
        return passes(self.states)

    @property
    def reached(self) -> int:
        """How many of the seven reach the standard."""
        return self.states.count(IndicatorState.REACHED)


def _state(resource: Ratio | None, pupils: int, line: Line) -> IndicatorState:
    if resource is None:
        return IndicatorState.MISSING
    numerator, denominator = resource
    bottom = denominator * pupils
    top, reached, top85, ge85 = line.products
    if numerator * top >= reached * bottom:
        return IndicatorState.REACHED
    return IndicatorState.GE85 if numerator * top85 >= ge85 * bottom else IndicatorState.SHORT


def all_true(answers: Iterable[bool | None]) -> bool | None:
    """Kleene's *and*: one false is false; else one unknown is unknown."""
    found = list(answers)
    if False in found:
        return False
    return None if None in found else True
