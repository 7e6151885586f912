"""补短板: make plans, and look at them on the figures of now. The store is only read."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import compress

from forms.evaluation import DistrictEvaluation, RawColumns, evaluate
from forms.plan.comparing import StepCame, what_came
from forms.plan.lines import PlanLine, Roll, plan_lines
from forms.plan.mending import EVERYTHING, Goal
from forms.plan.offer import Bound, least_additions, least_moves
from forms.plan.plan import DistrictPlan, Outlook
from forms.plan.steps import PlanError, Step, counted, scratch
from forms.values import Maybe
from operations.bureau.evaluation.evaluate import StoredDistrict, district_settings
from operations.clock import Clock, now
from operations.errors import Refused
from operations.packs.bundled import bundled_pack
from storage.bureau.meta import BureauMeta
from storage.bureau.store import BureauStore


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
    with plan_refusals():
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
    with plan_refusals():
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
    with plan_refusals():
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


def _same_bureau(ground: PlanGround, plan: DistrictPlan) -> None:
    if plan.bureau != ground.meta.bureau_code:
        raise Refused(
            f"这份方案是区局 {plan.bureau} 的，这个局端库是 {ground.meta.bureau_code} 的，请换一份。"
        )


@contextmanager
def plan_refusals() -> Iterator[None]:
    """Turn what a plan says of its steps into a refusal.

    Raises:
        Refused: With the sentence of the error.

    """
    try:
        yield
    except PlanError as error:
        raise Refused(str(error)) from error
