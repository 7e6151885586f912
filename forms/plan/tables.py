"""A plan as tables for a meeting: the list of what is to be done, and the district before and after."""

from collections.abc import Sequence
from fractions import Fraction
from typing import Final

from forms.evaluation import INDICATORS, LEVELS
from forms.official.cells import DASH, heading, number, words
from forms.official.model import Align, CellRow, Mark, OfficialColumn, OfficialTable
from forms.plan.lines import PlanLine, bound_sentence, outlook_sentences
from forms.plan.plan import DistrictPlan, LevelOutlook, Outlook
from forms.plan.things import THINGS
from forms.rounding import shortest

_WAN: Final = 10_000


def plan_tables(
    plan: DistrictPlan, lines: Sequence[PlanLine], *, place: str, after: Outlook
) -> tuple[OfficialTable, OfficialTable]:
    """Make both tables.

    Args:
        plan: The plan.
        lines: Its steps in words.
        place: What the bureau is called.
        after: The district with the plan, as evaluated now.

    """
    subtitle = f"{place}　{plan.period} 年"
    return _list(plan, lines, subtitle, after), _outlook(plan, subtitle, after)


def _list(
    plan: DistrictPlan, lines: Sequence[PlanLine], subtitle: str, after: Outlook
) -> OfficialTable:
    cost = sum((line.cost for line in lines), Fraction(0))
    prices = "，".join(
        f"{thing.word}每{thing.measure} {shortest(Fraction(price), 2)} 元"
        for thing, price in zip(THINGS, plan.prices, strict=True)
    )
    notes = [
        *outlook_sentences(plan.before, after),
        *(bound_sentence(bound) for bound in plan.bounds),
        f"费用按本局填的单价估算（{prices}），合计 {shortest(cost / _WAN, 2)} 万元。",
        "方案只在演算中改数，各校上报的数没有改动；一名教师符合几项指标时，实际需要的人数会少一些。",
    ]
    rows: list[CellRow] = [
        (
            number(place, 0),
            words(line.name),
            words(line.what),
            words(line.before or DASH),
            words(line.after or DASH),
            number(line.cost / _WAN, 2) if line.cost else words(DASH),
        )
        for place, line in enumerate(lines, start=1)
    ]
    if not rows:
        rows = [(words(DASH), words(DASH), words("不需要做什么"), *(words(DASH),) * 3)]
    return OfficialTable(
        id="plan",
        label="方案",
        title=f"补短板方案：{plan.name}",
        subtitle=subtitle,
        columns=(
            OfficialColumn(3),
            OfficialColumn(10, Align.LEFT),
            OfficialColumn(14, Align.LEFT),
            OfficialColumn(7, Align.RIGHT),
            OfficialColumn(7, Align.RIGHT),
            OfficialColumn(7, Align.RIGHT),
        ),
        heading=(
            tuple(map(heading, ("序号", "学校", "要做的事", "现在", "以后", "费用（万元）"))),
        ),
        rows=tuple(rows),
        notes=tuple(notes),
        sign_off=(),
    )


def _outlook(plan: DistrictPlan, subtitle: str, after: Outlook) -> OfficialTable:
    rows: list[CellRow] = []
    for section in LEVELS:
        old, new = plan.before.levels.get(section), after.levels.get(section)
        if old is not None and new is not None:
            rows += [_indicator(section.label, place, old, new) for place in range(len(INDICATORS))]
    return OfficialTable(
        id="plan-outlook",
        label="前后",
        title=f"补短板方案的前后：{plan.name}",
        subtitle=subtitle,
        columns=(OfficialColumn(4), OfficialColumn(14, Align.LEFT), *(OfficialColumn(7),) * 4),
        heading=(
            (
                heading("学段", rows=2),
                heading("指标", rows=2),
                heading("差异系数", columns=2),
                heading("达标学校（所）", columns=2),
            ),
            tuple(map(heading, ("现在", "以后", "现在", "以后"))),
        ),
        rows=tuple(rows) or ((words(DASH),) * 6,),
        sign_off=(),
    )


def _indicator(level: str, place: int, old: LevelOutlook, new: LevelOutlook) -> CellRow:
    coefficients = [
        number(
            Fraction(one.cvs[place]) if one.cvs[place] else None,
            3,
            mark=Mark.OVER_LIMIT if one.kept[place] is False else Mark.NONE,
        )
        for one in (old, new)
    ]
    counts = [number(one.reached[place], 0) for one in (old, new)]
    name = f"{INDICATORS[place]} {THINGS[place].word}"
    return (words(level), words(name), *coefficients, *counts)
