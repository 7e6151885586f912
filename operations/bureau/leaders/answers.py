"""The parts about what is to be looked at and what is to be done: patterns, and the least that mends."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from exporters.documents.leaders import LeadersCell, LeadersColumn, LeadersPart, LeadersTable
from forms.patterns import Pattern, PatternKind, Patterns
from forms.plan.plan import DEFAULT_PRICES
from operations.bureau.leaders.sizes import Sizes
from operations.bureau.plan.plans import PlanView, least_plan, read_ground, view_plan
from operations.bureau.plan.plans_told import view_sentences
from operations.errors import Refused
from storage.bureau.store import BureauStore

_PATTERN_COLUMNS = (
    LeadersColumn("种类", 7),
    LeadersColumn("内容", 18),
    LeadersColumn("看到了什么", 25),
)
_STEP_COLUMNS = (
    LeadersColumn("学校", 14),
    LeadersColumn("要做的事", 18),
    LeadersColumn("现在 → 做到", 14),
)


@dataclass(frozen=True)
class DistrictAnswers:
    """What the returns ask for.

    Attributes:
        patterns: What is odd in them.
        plan: The least that mends the district; why there is none, as a sentence.

    """

    patterns: Patterns
    plan: PlanView | str

    def parts(self, sizes: Sizes) -> tuple[LeadersPart, LeadersPart]:
        """Both parts of the report."""
        return patterns_part(self.patterns, sizes), plan_part(self.plan, sizes)


def patterns_part(patterns: Patterns, sizes: Sizes) -> LeadersPart:
    """What is odd: of each kind the first, in turns, as many as there is room for."""
    title = "异常与规律"
    said = patterns.sentence
    if patterns.found:
        said += "这些只供核对，不是结论。"
    chosen = list(islice(_in_turns(patterns), sizes.patterns))
    if not chosen:
        return LeadersPart(title, (said,))
    order = list(PatternKind)
    chosen.sort(key=lambda one: order.index(one.kind))
    rows = tuple(
        (LeadersCell(one.kind.label), LeadersCell(one.title), LeadersCell(one.sentence))
        for one in chosen
    )
    left = len(patterns.found) - len(rows)
    note = f"另有 {left} 条没有列出，见局端库的“异常与规律”页。" if left else ""
    return LeadersPart(title, (said,), table=LeadersTable(_PATTERN_COLUMNS, rows, note))


def _in_turns(patterns: Patterns) -> Iterator[Pattern]:
    """One of each kind, then the next of each."""
    waiting = [list(patterns.of(kind)) for kind in PatternKind]
    while any(waiting):
        for kind in waiting:
            if kind:
                yield kind.pop(0)


def least_view(store: BureauStore) -> PlanView | str:
    """Work out the least that mends the whole district, or say why it cannot be planned."""
    ground = read_ground(store)
    try:
        return view_plan(ground, least_plan(ground, "补全区", prices=DEFAULT_PRICES))
    except Refused as error:
        return error.message


def plan_part(view: PlanView | str, sizes: Sizes) -> LeadersPart:
    """The least that mends the district, step by step as far as there is room."""
    title = "补短板"
    if isinstance(view, str):
        return LeadersPart(title, (view,))
    if not view.lines:
        return LeadersPart(title, ("七项资源配置指标没有要补的短板。",))
    said = (f"最省的方案有 {len(view.lines)} 条；各校上报的数没有改动。", *view_sentences(view))
    rows = tuple(
        (
            LeadersCell(line.name),
            LeadersCell(line.what),
            LeadersCell(f"{line.before} → {line.after}"),
        )
        for line in view.lines[: sizes.steps]
    )
    left = len(view.lines) - len(rows)
    note = f"另有 {left} 条没有列出，见“补短板”页导出的清单。" if left else ""
    return LeadersPart(title, said, table=LeadersTable(_STEP_COLUMNS, rows, note))
