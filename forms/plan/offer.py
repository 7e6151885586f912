"""A plan that mends a district, as steps; each is evaluated again before it is offered."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from forms.evaluation import INDICATORS, DistrictEvaluation, RawColumns
from forms.evaluation.columns import ColumnKind
from forms.evaluation.raw import campus_number
from forms.indicator_value import IndicatorState
from forms.plan.exchange import Exchange, fewest_moves, moves_bound
from forms.plan.mending import Goal, Mending, Prices, mend
from forms.plan.resource import Resource
from forms.plan.steps import (
    COLUMN,
    Amount,
    PlanError,
    SetFigure,
    Step,
    Transfer,
    amount_of,
    counted,
    scratch,
)
from forms.plan.things import THINGS
from forms.schooling import Section

Evaluate = Callable[[RawColumns], DistrictEvaluation]

_ROUNDS = 20
"""More than any district takes: after the first only campuses with sections of their own are left."""


@dataclass(frozen=True)
class Bound:
    """What a plan adds or moves of one resource, beside the least that could do.

    Attributes:
        goal: Level and place.
        planned: In the thing's measure, as the sections count it.
        least: The bound, were things divisible.
        spared: How many schools are left at 85 %.

    """

    goal: Goal
    planned: Fraction
    least: Fraction
    spared: int = 0


@dataclass(frozen=True)
class Offer:
    """Steps that mend what was asked for, and the evaluation with them taken.

    Attributes:
        steps: In the order of schools.
        after: The district with them, by the ordinary evaluation.
        bounds: Per resource that gets something.
        unknown: Goals that could not be planned: the schools whose figure is missing.

    """

    steps: tuple[Step, ...]
    after: DistrictEvaluation
    bounds: tuple[Bound, ...]
    unknown: Mapping[Goal, tuple[str, ...]]


def least_additions(
    raw: RawColumns, goals: Sequence[Goal], *, evaluate: Evaluate, prices: Prices, spare: bool
) -> Offer:
    """Find the least to be added, and evaluate it.

    Args:
        raw: The district's figures.
        goals: Level and place of what is to be mended.
        evaluate: The ordinary evaluation, with the bureau's settings.
        prices: See :func:`forms.plan.mending.mend`.
        spare: See there.

    Raises:
        PlanError: There is no school to plan for, or figures of all goals are missing.

    """
    before = evaluate(raw)
    mending = mend(before, goals, prices=prices, spare=spare)
    _check(before, goals, mending)
    first, now, after = mending, raw, before
    for _ in range(_ROUNDS):
        steps = _additions(now, mending)
        if not steps:
            break
        now = scratch(now, steps)
        after = evaluate(now)
        if is_mended(after, mending.shares, spare=spare):
            break
        mending = mend(after, goals, prices=prices, spare=spare)
    bounds = tuple(
        Bound(goal, share.planned, share.bound, _left(after, goal))
        for goal, share in first.shares.items()
        if any(share.units)
    )
    return Offer(_changes(raw, now), after, bounds, first.unknown)


def least_moves(raw: RawColumns, goal: Goal, *, evaluate: Evaluate) -> Offer:
    """Find the fewest people who have to move between the schools of a level.

    Raises:
        PlanError: It is no matter of people, figures are missing, or moving alone does not do it.

    """
    level, place = goal
    if not THINGS[place].movable:
        raise PlanError(
            f"{INDICATORS[place]} 是用房、场地或设备，不能在学校之间调配，请改用“增加”。"
        )
    before = evaluate(raw)
    _check(before, [goal], None)
    resource = Resource(before.levels[level], place)
    lacking = resource.level.lacking(place)
    if lacking:
        raise PlanError(_missing(goal, [school.unit.name for school in lacking]))
    lines = [resource.line(spared=False)] * len(resource.pupils)
    columns = THINGS[place].columns_at(level)
    spare = [sum(_count(raw, column, site) for column in columns) for site in resource.sites]
    found = fewest_moves(resource, lines, spare)
    if not found.enough:
        raise PlanError(_not_enough(goal, found))
    steps = _moves(raw, resource, found, columns)
    bound = Bound(goal, Fraction(found.moved), moves_bound(resource, lines))
    return Offer(steps, evaluate(scratch(raw, steps)), (bound,), {})


def _check(before: DistrictEvaluation, goals: Sequence[Goal], mending: Mending | None) -> None:
    if not before.levels:
        raise PlanError("还没有参加评估的学校，没有可以补的短板；请先导入上报包。")
    if not any(level in before.levels for level, _ in goals):
        level = goals[0][0].label if goals else ""
        raise PlanError(f"全区没有参加评估的{level}，这个学段不用方案。")
    if mending is not None and mending.unknown and not mending.shares:
        goal, names = next(iter(mending.unknown.items()))
        raise PlanError(_missing(goal, names))


def _missing(goal: Goal, names: Sequence[str]) -> str:
    level, place = goal
    shown = "、".join(names[:3]) + ("等" if len(names) > 3 else "")
    return (
        f"{level.label} {INDICATORS[place]} 缺 {len(names)} 所学校的数据（{shown}），"
        "差异系数算不出，不能做方案；请先退回补报。"
    )


def _not_enough(goal: Goal, found: Exchange) -> str:
    level, place = goal
    what = f"{level.label}{THINGS[place].word}"
    if found.lacking:
        return f"{what}只靠校际调配不够：各校都达标还缺 {found.lacking} 人，请先做“增加”的方案。"
    return f"{what}按整人调配，差异系数降不到限值以内，请改做“增加”的方案。"


def _left(after: DistrictEvaluation, goal: Goal) -> int:
    """How many schools a plan leaves at 85 %."""
    level, place = goal
    return after.levels[level].states[place].count(IndicatorState.GE85)


def is_mended(after: DistrictEvaluation, goals: Iterable[Goal], *, spare: bool) -> bool:
    """Whether all goals are met: every coefficient, and every school but for what it may leave."""
    by_level: defaultdict[Section, list[int]] = defaultdict(list)
    for section, place in goals:
        by_level[section].append(place)
    for section, places in by_level.items():
        level = after.levels[section]
        if not all(level.coefficients[place].passes for place in places):
            return False
        for states in zip(*(level.states[place] for place in places), strict=True):
            left = [state for state in states if state is not IndicatorState.REACHED]
            if len(left) > spare or any(state is not IndicatorState.GE85 for state in left):
                return False
    return True


def _additions(raw: RawColumns, mending: Mending) -> list[Step]:
    """One step per site and column with what is added there.

    Both levels of a shared facility name what the whole school gets: it is built once.
    """
    added: dict[tuple[int, str], int] = {}
    for (level, place), share in mending.shares.items():
        column = THINGS[place].columns_at(level)[0]
        for site, count in zip(share.resource.sites, share.units, strict=True):
            if count:
                added[site, column] = max(count, added.get((site, column), 0))
    return [_set(raw, site, column, count) for (site, column), count in sorted(added.items())]


def _set(raw: RawColumns, site: int, column: str, count: int) -> SetFigure:
    before = raw[column][site]
    unit = Fraction(1) if COLUMN[column].kind is ColumnKind.COUNT else Fraction(1, 100)
    after = _written(Fraction(_number(before)) + count * unit, column)
    return SetFigure(raw.codes[site], _campus(raw, site), column, after, amount_of(before))


def _changes(raw: RawColumns, now: RawColumns) -> tuple[Step, ...]:
    """What a scratch copy of the same schools has otherwise, school by school."""
    found: list[tuple[int, str]] = []
    for column in COLUMN:
        old, new = raw[column], now[column]
        if old is not new:
            found += [(site, column) for site, value in enumerate(new) if value != old[site]]
    steps: list[Step] = []
    for site, column in sorted(found, key=lambda pair: pair[0]):
        value = _written(Fraction(_number(now[column][site])), column)
        code, campus = raw.codes[site], _campus(raw, site)
        steps.append(SetFigure(code, campus, column, value, amount_of(raw[column][site])))
    return tuple(steps)


def _moves(
    raw: RawColumns, resource: Resource, found: Exchange, columns: Sequence[str]
) -> tuple[Step, ...]:
    """Pair those who give with those who get, in the order of the schools."""
    takers = [
        raw.codes[site]
        for site, count in zip(resource.sites, found.units, strict=True)
        for _ in range(count)
    ]
    givers = [
        (raw.codes[site], column)
        for site, count in zip(resource.sites, found.units, strict=True)
        for column, taken in _sources(raw, site, -count, columns)
        for _ in range(taken)
    ]
    moves = Counter(zip(givers, takers, strict=True))
    return counted(
        raw,
        [
            Transfer(giver, taker, column, amount)
            for ((giver, column), taker), amount in moves.items()
        ],
    )


def _sources(
    raw: RawColumns, site: int, count: int, columns: Sequence[str]
) -> list[tuple[str, int]]:
    """From which columns a school gives so many people."""
    found = []
    for column in columns:
        taken = min(max(count, 0), _count(raw, column, site))
        if taken:
            found.append((column, taken))
            count -= taken
    return found


def _campus(raw: RawColumns, site: int) -> str:
    return campus_number(raw["profile.campus_no"][site])


def _count(raw: RawColumns, column: str, site: int) -> int:
    value = raw[column][site]
    return value if isinstance(value, int) else 0


def _number(value: object) -> int | Decimal | Fraction:
    return value if isinstance(value, (int, Decimal, Fraction)) else 0


def _written(value: Fraction, column: str) -> Amount:
    if COLUMN[column].kind is ColumnKind.COUNT:
        return int(value)
    return Decimal(value.numerator) / Decimal(value.denominator)
