"""Plans as rows of tables. Pure."""

from collections.abc import Sequence
from fractions import Fraction

from forms import signs
from forms.evaluation import INDICATORS, LEVELS, DistrictEvaluation
from forms.evaluation.coefficient import Coefficient
from forms.plan.comparing import Came, StepCame
from forms.plan.lines import PlanLine
from forms.plan.plan import DistrictPlan
from forms.rounding import rounded, shortest
from forms.schooling import Section
from operations.bureau.plan.plans import PlanView
from operations.packs.bundled import seven_names
from ui.bureau.words import NOTHING, PASSES
from ui.models.records import CellLook, Column, Record

_WAN = 10_000

PLAN_COLUMNS = (
    Column("name", "方案", 10, stretch=True),
    Column("steps", "步骤", 4, right=True),
    Column("cost", "费用（万元）", 7.5, right=True, yields=1, tip="按设置的单价估算"),
    Column("passes", "全区资源配置", 7.5),
    Column("primary", "小学达标", 6.5, right=True),
    Column("junior", "初中达标", 6.5, right=True),
    Column("over", "超限系数", 5.5, right=True, tip="两个学段 14 个差异系数里超过限值的"),
)
STEP_COLUMNS = (
    Column("number", "序号", 3.5, right=True),
    Column("name", "学校", 9, stretch=True),
    Column("what", "要做的事", 15, stretch=True),
    Column("before", "现在", 8, right=True),
    Column("after", "以后", 8, right=True),
    Column("cost", "费用（万元）", 8, right=True, yields=2),
    Column("came", "今年报来的", 11, yields=1),
)
OUTLOOK_COLUMNS = (
    Column("level", "学段", 5),
    Column("name", "指标", 11, stretch=True),
    Column("cv_before", "差异系数 现在", 8, right=True),
    Column("cv_after", "以后", 6, right=True),
    Column("limit", "限值", 4, right=True),
    Column("reached_before", "达标学校 现在", 8, right=True),
    Column("reached_after", "以后", 7, right=True),
)
_CAME = {
    Came.DONE: ("circle-check", "ok"),
    Came.PARTLY: ("circle-dot", "query"),
    Came.NOT: ("circle-minus", "muted"),
    Came.AGAINST: ("circle-x", "error"),
    Came.UNKNOWN: ("circle-dashed", "muted"),
}


def present_record(key: object, district: DistrictEvaluation) -> Record:
    """The district as it stands, the row plans are compared with."""
    return Record(key, (CellLook("现状", strong=True), NOTHING, NOTHING, *_state(district)))


def plan_record(key: object, view: PlanView) -> Record:
    """One plan."""
    cost = view.cost / _WAN
    return Record(
        key,
        (
            CellLook(view.plan.name, tip=f"{view.plan.name}，{view.plan.period} 年"),
            CellLook(str(len(view.lines)), order=len(view.lines)),
            CellLook(rounded(cost, 2), order=cost),
            *_state(view.after),
        ),
    )


def older_record(key: object, plan: DistrictPlan, came: Sequence[StepCame]) -> Record:
    """A plan of another year: how much of it came."""
    done = sum(one.came is Came.DONE for one in came)
    return Record(
        key,
        (
            CellLook(plan.name, tip=f"{plan.name}，{plan.period} 年"),
            CellLook(str(len(came)), order=len(came)),
            NOTHING,
            CellLook(f"{plan.period} 年做，做到 {done} 条", icon="history", tone="muted"),
            NOTHING,
            NOTHING,
            NOTHING,
        ),
    )


def _state(district: DistrictEvaluation) -> tuple[CellLook, ...]:
    icon, tone, word = PASSES[district.passes]
    over = sum(
        one.passes is False for level in district.levels.values() for one in level.coefficients
    )
    return (
        CellLook(word, icon=icon, tone=tone, order=district.passes),
        *(_passing(district, section) for section in LEVELS),
        CellLook(str(over), order=over, strong=over > 0),
    )


def _passing(district: DistrictEvaluation, section: Section) -> CellLook:
    level = district.levels.get(section)
    if level is None:
        return NOTHING
    passing = sum(school.passes is True for school in level.schools)
    return CellLook(f"{passing} / {len(level.schools)}", order=passing)


def step_records(lines: Sequence[PlanLine], came: Sequence[StepCame]) -> list[Record]:
    """The steps of a plan; ``came`` is empty for one of this year."""
    return [_step(place, line, came[place] if came else None) for place, line in enumerate(lines)]


def _step(place: int, line: PlanLine, came: StepCame | None) -> Record:
    cost = line.cost / _WAN
    return Record(
        place,
        (
            CellLook(str(place + 1), order=place, muted=True),
            CellLook(line.name, tip=f"{line.name} {line.school}"),
            CellLook(line.what, tip=line.sentence),
            CellLook(line.before or signs.NOTHING),
            CellLook(line.after or signs.NOTHING, strong=True),
            CellLook(rounded(cost, 2) if cost else signs.NOTHING, order=cost),
            CellLook("") if came is None else _came(came),
        ),
        search=f"{line.school} {line.sentence}",
    )


def _came(came: StepCame) -> CellLook:
    icon, tone = _CAME[came.came]
    now = "" if came.now is None else f"（{shortest(Fraction(came.now), 2)}）"
    return CellLook(f"{came.came.label}{now}", icon=icon, tone=tone, order=came.came.value)


def outlook_records(before: DistrictEvaluation, after: DistrictEvaluation) -> list[Record]:
    """Every indicator of both levels before and after."""
    return [
        _outlook(before, after, section, place)
        for section in LEVELS
        if section in before.levels and section in after.levels
        for place in range(len(INDICATORS))
    ]


def _outlook(
    before: DistrictEvaluation, after: DistrictEvaluation, section: Section, place: int
) -> Record:
    old, new = before.levels[section], after.levels[section]
    counts = [level.reached(place) for level in (old, new)]
    limit = new.coefficients[place].limit
    return Record(
        (section, place),
        (
            CellLook(section.label, order=(section.value, place)),
            CellLook(f"{INDICATORS[place]}　{seven_names()[place].thing}", order=place),
            _cv(old.coefficients[place]),
            _cv(new.coefficients[place]),
            CellLook(rounded(limit, 2), order=limit, muted=True),
            CellLook(f"{counts[0]} / {len(old.schools)} 所", order=counts[0]),
            CellLook(
                f"{counts[1]} / {len(new.schools)} 所",
                order=counts[1],
                strong=counts[0] != counts[1],
            ),
        ),
    )


def _cv(coefficient: Coefficient) -> CellLook:
    if coefficient.cv is None:
        return CellLook("缺", order=None, muted=True)
    icon, tone, _ = PASSES[coefficient.passes]
    return CellLook(
        rounded(Fraction(coefficient.cv), 4), icon=icon, tone=tone, order=coefficient.cv
    )
