"""The evaluation of a district on the seven 资源配置 indicators: schools, levels, verdict."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from functools import cached_property
from typing import Final

from forms.evaluation.coefficient import Coefficient
from forms.evaluation.raw import LEVELS, RawSchool
from forms.evaluation.resources import FACTORS, INDICATORS, Relaxations
from forms.evaluation.units import Excluded, units_of
from forms.evaluation.verdict import SchoolResult, Standards, all_true
from forms.indicator_value import IndicatorState
from forms.spec import Pack, Section
from forms.values import Maybe

_DIGITS: Final = Context(prec=40)


@dataclass(frozen=True)
class LevelEvaluation:
    """One level of the district.

    Attributes:
        level: Primary or junior.
        schools: Its sections, by 学校标识码 and campus.
        coefficients: The seven, in the order of L1 to L7.

    """

    level: Section
    schools: tuple[SchoolResult, ...]
    coefficients: tuple[Coefficient, ...]

    @cached_property
    def pupils(self) -> int | None:
        """All pupils of the level; ``None`` if a school's are missing."""
        counts = [school.unit.pupils for school in self.schools]
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
        return all_true(
            (
                *(school.passes for school in self.schools),
                *(coefficient.passes for coefficient in self.coefficients),
            )
        )

    def reached(self, place: int) -> int:
        """How many schools reach the standard of one of the seven (0 for L1)."""
        return sum(school.states[place] is IndicatorState.REACHED for school in self.schools)

    def lacking(self, place: int) -> tuple[SchoolResult, ...]:
        """The schools for want of whose figure a coefficient cannot be calculated."""
        return tuple(self.schools[number] for number in self.coefficients[place].lacking)


@dataclass(frozen=True)
class DistrictEvaluation:
    """The whole district.

    Attributes:
        levels: The levels that have schools.
        excluded: Schools that take no part, with the reason.
        outstanding: 学校标识码 of schools whose return has not been accepted.

    """

    levels: Mapping[Section, LevelEvaluation]
    excluded: tuple[Excluded, ...]
    outstanding: tuple[str, ...] = ()

    @cached_property
    def passes(self) -> bool | None:
        """Both levels pass; unknown while a school is outstanding, or with no school at all."""
        unknown = [None] if self.outstanding or not self.levels else []
        return all_true([*(level.passes for level in self.levels.values()), *unknown])


def evaluate(
    rows: Iterable[RawSchool],
    *,
    pack: Pack,
    settings: Mapping[str, Maybe] | None = None,
    outstanding: Sequence[str] = (),
) -> DistrictEvaluation:
    """Evaluate a district.

    Args:
        rows: One row per school and further campus, in any order.
        pack: Gives the standards and limits.
        settings: The bureau's settings (``setting.…`` → value); decides the relaxations.
        outstanding: 学校标识码 of schools that should have delivered and have not.

    Raises:
        ValueError: A school has two main rows.

    """
    standards = Standards.of(pack)
    units, excluded = units_of(rows, Relaxations.of(settings or {}))
    units.sort(key=lambda unit: (unit.code, unit.campus))
    levels: dict[Section, LevelEvaluation] = {}
    for level in LEVELS:
        lines = standards.lines[level]
        schools = tuple(SchoolResult(unit, lines) for unit in units if unit.level is level)
        if schools:
            levels[level] = LevelEvaluation(level, schools, _coefficients(schools, standards))
    return DistrictEvaluation(
        levels=levels,
        excluded=tuple(sorted(excluded, key=lambda school: (school.code, school.campus))),
        outstanding=tuple(outstanding),
    )


def _coefficients(schools: Sequence[SchoolResult], standards: Standards) -> tuple[Coefficient, ...]:
    limit = standards.cv_limits[schools[0].unit.level]
    pupils = [school.unit.pupils or 0 for school in schools]
    found = []
    for place in range(len(INDICATORS)):
        shares = [school.unit.resources[place] for school in schools]
        lacking = tuple(
            number
            for number, (ratio, count) in enumerate(zip(shares, pupils, strict=True))
            if ratio is None or not count
        )
        known = [ratio for ratio in shares if ratio is not None]
        found.append(
            Coefficient(
                shares=() if lacking else known,
                pupils=() if lacking else pupils,
                factor=FACTORS[place],
                limit=limit,
                lacking=lacking,
            )
        )
    return tuple(found)
