"""补短板: make, keep and show plans. The store is only read; a plan is a file of its own."""

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import compress
from pathlib import Path

from exporters.strict_json import JsonError, decode, encode
from forms.evaluation import INDICATORS, DistrictEvaluation, RawColumns, evaluate
from forms.plan.comparing import StepCame, what_came
from forms.plan.data_reading import PlanFileError
from forms.plan.lines import PlanLine, Roll, plan_lines
from forms.plan.mending import EVERYTHING, Goal, goals_of
from forms.plan.offer import Bound, least_additions, least_moves
from forms.plan.plan import DistrictPlan, Outlook
from forms.plan.plan_data import plan_data, read_plan
from forms.plan.steps import PlanError, Step, counted, scratch
from forms.plan.typed_steps import typed_merger, typed_prices, typed_set, typed_transfer
from forms.spec import Section
from forms.values import Maybe
from operations import files
from operations.bureau.evaluation.evaluate import StoredDistrict, district_settings
from operations.clock import Clock, now
from operations.errors import Misused, Refused
from operations.packs.bundled import bundled_pack
from storage.bureau.meta import BureauMeta
from storage.bureau.store import BureauStore

PLAN_ENDING = ".json"
_MOST_BYTES = 64 * 2**20


@dataclass(frozen=True)
class PlanGround:
    """What plans start from: the figures of the schools that take part, as they were reported.

    Attributes:
        raw: The figures, schools off the list left out.
        outstanding: Codes of schools that have not delivered.
        settings: The bureau's settings.
        meta: Whose district it is, and of which year.

    """

    raw: RawColumns
    outstanding: tuple[str, ...]
    settings: dict[str, Maybe]
    meta: BureauMeta

    def evaluate(self, raw: RawColumns) -> DistrictEvaluation:
        """Evaluate figures as the district's are evaluated."""
        found = evaluate(
            raw, pack=bundled_pack(), settings=self.settings, outstanding=self.outstanding
        )
        _ = found.passes  # worked out on the thread that asked
        return found


@dataclass(frozen=True)
class PlanView:
    """A plan on the figures of now.

    Attributes:
        plan: As it was made.
        lines: Its steps in words.
        before: The district without it.
        after: The district with its steps taken, by the ordinary evaluation.
        cost: 元 in all.

    """

    plan: DistrictPlan
    lines: tuple[PlanLine, ...]
    before: DistrictEvaluation
    after: DistrictEvaluation

    @property
    def cost(self) -> Fraction:
        """元 in all, by the plan's prices."""
        return sum((line.cost for line in self.lines), Fraction(0))


def read_ground(store: BureauStore) -> PlanGround:
    """Read what plans start from."""
    district = StoredDistrict.of(store)
    taking = [code not in district.retired for code in district.raw.codes]
    raw = RawColumns(
        {name: list(compress(column, taking)) for name, column in district.raw.values.items()}
    )
    return PlanGround(raw, district.outstanding, dict(district_settings(store)), store.meta)


def least_plan(
    ground: PlanGround,
    name: str,
    goals: Sequence[Goal] = (),
    *,
    prices: Sequence[Decimal],
    transfer: bool = False,
    clock: Clock = now,
) -> DistrictPlan:
    """Make the plan that mends the most with the least.

    Args:
        ground: See :func:`read_ground`.
        name: What it is to be called.
        goals: What is to be mended; without any the whole district, where each school may leave one
            indicator at 85 %.
        prices: 元 for one measure of each of the seven.
        transfer: Move people between schools instead of adding any; for one goal.
        clock: Gives the time it is made.

    Raises:
        Refused: It cannot be planned; the sentence says why.

    """
    wanted = goals or EVERYTHING
    with _in_words():
        if transfer:
            if len(wanted) != 1:
                raise Refused("校际调配一次只做一个学段的一项，请选定学段和指标（L1、L2 或 L3）。")
            offer = least_moves(ground.raw, wanted[0], evaluate=ground.evaluate)
        else:
            offer = least_additions(
                ground.raw,
                wanted,
                evaluate=ground.evaluate,
                prices=[Fraction(price) for price in prices],
                spare=not goals,
            )
    return _made(ground, name, offer.steps, prices, offer.after, clock, bounds=offer.bounds)


def hand_plan(
    ground: PlanGround,
    name: str,
    steps: Sequence[Step],
    *,
    prices: Sequence[Decimal],
    clock: Clock = now,
) -> DistrictPlan:
    """Make a plan of steps somebody chose.

    Raises:
        Refused: A step cannot be taken; the sentence says which and why.

    """
    with _in_words():
        taken = counted(ground.raw, steps)
        after = ground.evaluate(scratch(ground.raw, taken))
    return _made(ground, name, taken, prices, after, clock)


def _made(
    ground: PlanGround,
    name: str,
    steps: tuple[Step, ...],
    prices: Sequence[Decimal],
    after: DistrictEvaluation,
    clock: Clock,
    bounds: tuple[Bound, ...] = (),
) -> DistrictPlan:
    return DistrictPlan(
        name=name.strip() or "未命名方案",
        bureau=ground.meta.bureau_code,
        period=ground.meta.period,
        made=f"{clock():%Y-%m-%dT%H:%M:%SZ}",
        prices=tuple(prices),
        steps=steps,
        before=Outlook.of(ground.evaluate(ground.raw)),
        after=Outlook.of(after),
        bounds=bounds,
    )


def view_plan(ground: PlanGround, plan: DistrictPlan) -> PlanView:
    """Show a plan on the figures of now; it is evaluated again.

    Raises:
        Refused: It is of another bureau, or a step can no longer be taken.

    """
    _same_bureau(ground, plan)
    with _in_words():
        raw = scratch(ground.raw, plan.steps)
    lines = plan_lines(plan.steps, Roll.of(ground.raw), plan.prices)
    return PlanView(plan, tuple(lines), ground.evaluate(ground.raw), ground.evaluate(raw))


def plan_came(ground: PlanGround, plan: DistrictPlan) -> list[tuple[PlanLine, StepCame]]:
    """Hold a plan, mostly of an earlier year, against the figures that came.

    Raises:
        Refused: It is of another bureau.

    """
    _same_bureau(ground, plan)
    lines = plan_lines(plan.steps, Roll.of(ground.raw), plan.prices)
    return list(zip(lines, what_came(plan.steps, ground.raw), strict=True))


def save_plan(plan: DistrictPlan, target: Path, *, replace: bool) -> Path:
    """Write a plan as a file; errors as :func:`operations.files.write_file`.

    Raises:
        Refused: The name holds a character that no file of ours may have.

    """
    if target.suffix.lower() != PLAN_ENDING and not target.is_dir():
        raise Misused(f"方案文件应以 {PLAN_ENDING} 结尾，请改文件名“{target.name}”。")
    try:
        content = encode(plan_data(plan), limit=_MOST_BYTES)
    except JsonError as error:
        raise Refused(f"方案不能保存：{error}。") from error
    name = f"{plan.bureau}-{plan.period}-补短板方案{PLAN_ENDING}"
    return files.write_file(target, content, name=name, replace=replace)


def open_plan(path: Path) -> DistrictPlan:
    """Read the file of a plan.

    Raises:
        Refused: It is none, or damaged.

    """
    name = files.shown_name(path)
    content = files.read_file(path, limit=_MOST_BYTES)
    try:
        return read_plan(decode(content, limit=_MOST_BYTES))
    except JsonError as error:
        raise Refused(f"“{name}”不是补短板方案文件：{error}。") from error
    except PlanFileError as error:
        raise Refused(f"“{name}”读不出来：{error}") from error


def write_plan_document(
    ground: PlanGround, plan: DistrictPlan, target: Path, *, replace: bool
) -> Path:
    """Write the list of what is to be done for a meeting: ``.xlsx`` with before and after, or ``.pdf``.

    Raises:
        Misused: The file name ends in neither.
        Refused: See :func:`view_plan`.

    """
    from exporters.documents.write import write_official_pdf, write_official_xlsx
    from forms.plan.tables import plan_tables

    ending = target.suffix.lower()
    if ending not in {".xlsx", ".pdf"}:
        raise Misused(f"“{target.name}”应以 .xlsx 或 .pdf 结尾，请改文件名。")
    view = view_plan(ground, plan)
    tables = plan_tables(
        plan, view.lines, place=ground.meta.bureau_name, after=Outlook.of(view.after)
    )
    stream = io.BytesIO()
    if ending == ".xlsx":
        write_official_xlsx(tables, stream)
    else:
        write_official_pdf(tables[0], stream, imprint=f"方案制于 {plan.made[:10]}")
    return files.write_file(target, stream.getvalue(), name="", replace=replace)


def goals_named(indicators: Sequence[str], level: str) -> tuple[Goal, ...]:
    """Goals by names of indicators and a level; none where neither is given: the whole district.

    Raises:
        Misused: An indicator is not one of the seven.

    """
    names = [name.strip().upper() for name in indicators]
    for name in names:
        if name not in INDICATORS:
            raise Misused(f"没有指标“{name}”，请写 L1 至 L7。")
    if not names and not level:
        return ()
    return goals_of(names, [Section(level)] if level else [])


def prices_typed(texts: Sequence[str]) -> tuple[Decimal, ...]:
    """Read prices as ``L4=3500``; see :func:`forms.plan.typed_steps.typed_prices`.

    Raises:
        Refused: One is not written so.

    """
    with _in_words():
        return typed_prices(texts)


def steps_typed(
    figures: Sequence[str], transfers: Sequence[str], mergers: Sequence[str]
) -> tuple[Step, ...]:
    """Read steps as people type them; see :mod:`forms.plan.typed_steps`.

    Raises:
        Refused: One is not written so.

    """
    with _in_words():
        return (
            *map(typed_merger, mergers),
            *map(typed_transfer, transfers),
            *map(typed_set, figures),
        )


def _same_bureau(ground: PlanGround, plan: DistrictPlan) -> None:
    if plan.bureau != ground.meta.bureau_code:
        raise Refused(
            f"这份方案是区局 {plan.bureau} 的，这个局端库是 {ground.meta.bureau_code} 的，请换一份。"
        )


@contextmanager
def _in_words() -> Iterator[None]:
    """Turn what a plan says into a refusal."""
    try:
        yield
    except PlanError as error:
        raise Refused(str(error)) from error
