"""Goals, prices and steps of a plan as people type them."""

from collections.abc import Sequence
from decimal import Decimal

from forms.evaluation import INDICATORS
from forms.plan.mending import Goal, goals_of
from forms.plan.steps import Step
from forms.plan.typed_steps import typed_merger, typed_prices, typed_set, typed_transfer
from forms.schooling import Section
from operations.bureau.plan.plans import plan_refusals
from operations.errors import Misused


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
    with plan_refusals():
        return typed_prices(texts)


def steps_typed(
    figures: Sequence[str], transfers: Sequence[str], mergers: Sequence[str]
) -> tuple[Step, ...]:
    """Read steps as people type them; see :mod:`forms.plan.typed_steps`.

    Raises:
        Refused: One is not written so.

    """
    with plan_refusals():
        return (
            *map(typed_merger, mergers),
            *map(typed_transfer, transfers),
            *map(typed_set, figures),
        )
