"""A plan as the data of its file, and back: canonical JSON with the number of its schema.

    {"format": "youheng-plan", "schema": 1, "name": …, "steps": [{"do": "set", "school": …, …}], …}

Whole numbers are numbers, all others texts (``"12.50"``). What is read came from outside: everything is
checked, and what does not fit is told with its place.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Final

from forms.evaluation import INDICATORS, LEVELS
from forms.plan.data_reading import (
    PlanFileError,
    amount,
    choice,
    count,
    items,
    mapping,
    maybe,
    text,
    truth,
)
from forms.plan.offer import Bound
from forms.plan.plan import DistrictPlan, LevelOutlook, Outlook
from forms.plan.steps import Amount, Merger, SetFigure, Step, Transfer
from forms.rounding import rounded
from forms.schooling import Section

FORMAT: Final = "youheng-plan"
SCHEMA: Final = 1
MOST_STEPS: Final = 200_000


def plan_data(plan: DistrictPlan) -> dict[str, object]:
    """Write a plan as plain data."""
    return {
        "format": FORMAT,
        "schema": SCHEMA,
        "name": plan.name,
        "bureau": plan.bureau,
        "period": plan.period,
        "made": plan.made,
        "prices": {name: str(price) for name, price in zip(INDICATORS, plan.prices, strict=True)},
        "steps": [_step(step) for step in plan.steps],
        "before": _outlook(plan.before),
        "after": _outlook(plan.after),
        "bounds": [_bound(bound) for bound in plan.bounds],
    }


def read_plan(data: object) -> DistrictPlan:
    """Read a plan.

    Raises:
        PlanFileError: It is no plan, one of a newer program, or something in it does not fit.

    """
    plan = mapping(data, "方案")
    if plan.get("format") != FORMAT:
        raise PlanFileError("这不是补短板方案文件，请选择用“补短板”保存的 .json 文件。")
    if plan.get("schema") != SCHEMA:
        raise PlanFileError("这份方案是更新版本的程序保存的，请先升级程序再打开。")
    prices = mapping(plan.get("prices"), "prices")
    steps = items(plan.get("steps"), "steps")
    if len(steps) > MOST_STEPS:
        raise PlanFileError(f"方案里有 {len(steps)} 条，超过上限 {MOST_STEPS} 条。")
    return DistrictPlan(
        name=text(plan.get("name"), "name"),
        bureau=text(plan.get("bureau"), "bureau"),
        period=count(plan.get("period"), "period"),
        made=text(plan.get("made"), "made"),
        prices=tuple(_decimal(prices.get(name), f"prices.{name}") for name in INDICATORS),
        steps=tuple(_read_step(step, f"steps 第 {n} 条") for n, step in enumerate(steps, start=1)),
        before=_read_outlook(plan.get("before"), "before"),
        after=_read_outlook(plan.get("after"), "after"),
        bounds=tuple(
            _read_bound(bound, f"bounds 第 {n} 条")
            for n, bound in enumerate(items(plan.get("bounds"), "bounds"), start=1)
        ),
    )


def _step(step: Step) -> dict[str, object]:
    if isinstance(step, SetFigure):
        return {
            "do": step.kind,
            "school": step.school,
            "campus": step.campus,
            "column": step.column,
            "before": _written(step.before),
            "after": _written(step.after),
        }
    if isinstance(step, Transfer):
        return {
            "do": step.kind,
            "from": step.source,
            "to": step.target,
            "column": step.column,
            "amount": step.amount,
            "before": None if step.before is None else list(step.before),
        }
    return {"do": step.kind, "school": step.school, "into": step.into}


def _read_step(data: object, where: str) -> Step:
    step = mapping(data, where)
    kind = choice(step.get("do"), (SetFigure.kind, Transfer.kind, Merger.kind), where)
    if kind == Merger.kind:
        return Merger(text(step.get("school"), where), text(step.get("into"), where))
    column = text(step.get("column"), where)
    if kind == SetFigure.kind:
        after = amount(step.get("after"), where)
        before = maybe(amount, step.get("before"), where)
        campus = step.get("campus")
        return SetFigure(
            text(step.get("school"), where),
            "" if campus == "" else text(campus, where),
            column,
            after,
            before,
        )
    return Transfer(
        text(step.get("from"), where),
        text(step.get("to"), where),
        column,
        count(step.get("amount"), where),
        maybe(_pair, step.get("before"), where),
    )


def _pair(data: object, where: str) -> tuple[int, int]:
    found = items(data, where)
    if len(found) != 2:
        raise PlanFileError(f"{where}：before 应有两个数。")
    return count(found[0], where), count(found[1], where)


def _outlook(outlook: Outlook) -> dict[str, object]:
    return {
        "passes": outlook.passes,
        "levels": {
            section.value: {
                "schools": level.schools,
                "passing": level.passing,
                "cvs": list(level.cvs),
                "reached": list(level.reached),
                "kept": list(level.kept),
            }
            for section, level in outlook.levels.items()
        },
    }


def _read_outlook(data: object, where: str) -> Outlook:
    outlook = mapping(data, where)
    levels = mapping(outlook.get("levels"), where)
    return Outlook(
        maybe(truth, outlook.get("passes"), where),
        {
            level: _read_level(mapping(levels[level.value], where), where)
            for level in LEVELS
            if level.value in levels
        },
    )


def _read_level(level: Mapping[str, object], where: str) -> LevelOutlook:
    cvs = _seven(level.get("cvs"), where)
    return LevelOutlook(
        schools=count(level.get("schools"), where),
        passing=count(level.get("passing"), where),
        cvs=tuple("" if cv == "" else str(_decimal(cv, where)) for cv in cvs),
        reached=tuple(count(one, where) for one in _seven(level.get("reached"), where)),
        kept=tuple(maybe(truth, one, where) for one in _seven(level.get("kept"), where)),
    )


def _seven(data: object, where: str) -> Sequence[object]:
    found = items(data, where)
    if len(found) != len(INDICATORS):
        raise PlanFileError(f"{where}：应有七项指标的数，有 {len(found)} 个。")
    return found


def _bound(bound: Bound) -> dict[str, object]:
    level, place = bound.goal
    return {
        "level": level.value,
        "indicator": INDICATORS[place],
        "planned": rounded(bound.planned, 4),
        "least": rounded(bound.least, 4),
        "spared": bound.spared,
    }


def _read_bound(data: object, where: str) -> Bound:
    bound = mapping(data, where)
    level = choice(bound.get("level"), tuple(level.value for level in LEVELS), where)
    place = INDICATORS.index(choice(bound.get("indicator"), INDICATORS, where))
    planned, least = (Fraction(_decimal(bound.get(name), where)) for name in ("planned", "least"))
    return Bound((Section(level), place), planned, least, count(bound.get("spared"), where))


def _written(value: Amount | None) -> int | str | None:
    return str(value) if isinstance(value, Decimal) else value


def _decimal(data: object, where: str) -> Decimal:
    return Decimal(amount(data, where))
