"""The least that mends: against every smaller plan of small districts, and a conic solver on large ones."""

from fractions import Fraction
from itertools import product
from math import prod
from random import Random

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from forms.plan.least import least_level
from forms.plan.level_sums import LevelSums
from forms.plan.limit import SpreadLimit
from forms.plan.mending import Goal, mend
from forms.plan.offer import least_additions, least_moves
from forms.plan.steps import PlanError, scratch
from forms.schooling import Section
from tests.forms.plan.conic import least_added, least_moved
from tests.forms.plan.plain import PRICES, again, with_backbone, with_ground

BACKBONE: Goal = (Section.PRIMARY, 1)
GROUND: Goal = (Section.PRIMARY, 4)
few = settings(max_examples=40)

schools = st.lists(st.tuples(st.integers(30, 400), st.integers(0, 6)), min_size=2, max_size=3)


def keeps(pupils: list[int], amounts: list[int]) -> bool:
    """Whether every school has one per hundred, and N·Σ(a²⁄n) ≤ (1 + ¼)·(Σa)², in whole numbers."""
    if any(100 * have < count for have, count in zip(amounts, pupils, strict=True)):
        return False
    common = prod(pupils)
    squares = sum(have**2 * (common // count) for have, count in zip(amounts, pupils, strict=True))
    return 4 * sum(pupils) * squares <= 5 * common * sum(amounts) ** 2


@few
@given(schools)
@example([(100, 3), (100, 1)])  # CV is exactly 0.50 as it stands
def test_no_smaller_number_of_people_would_do(district: list[tuple[int, int]]) -> None:
    pupils, have = map(list, zip(*district, strict=True))
    raw = with_backbone(pupils, have)
    offer = least_additions(raw, [BACKBONE], evaluate=again, prices=PRICES, spare=False)
    planned = scratch(raw, offer.steps)["staffing.backbone_primary"]
    added = [int(str(after)) - before for after, before in zip(planned, have, strict=True)]
    assert (not any(added)) is keeps(pupils, have)
    assert min(added) >= 0
    assert keeps(pupils, [a + b for a, b in zip(have, added, strict=True)])
    for fewer in product(*(range(sum(added)) for _ in pupils)):
        if sum(fewer) < sum(added):
            assert not keeps(pupils, [a + b for a, b in zip(have, fewer, strict=True)])


@few
@given(schools)
def test_no_smaller_number_of_moves_would_do(district: list[tuple[int, int]]) -> None:
    pupils, have = map(list, zip(*district, strict=True))
    raw = with_backbone(pupils, have)
    ways = [
        change
        for change in product(range(-max(have), max(have) + 2), repeat=len(pupils) - 1)
        if keeps(
            pupils, after := [a + b for a, b in zip(have, (*change, -sum(change)), strict=True)]
        )
        and min(after) >= 0
    ]
    try:
        offer = least_moves(raw, BACKBONE, evaluate=again)
    except PlanError:
        assert not ways
        return
    assert offer.after.levels[Section.PRIMARY].coefficients[1].passes
    fewest = min(sum(max(0, d) for d in (*change, -sum(change))) for change in ways)
    assert offer.bounds[0].planned == fewest if offer.bounds else fewest == 0


@pytest.mark.parametrize("seed", range(6))
def test_the_bound_is_the_optimum_of_a_conic_solver(seed: int) -> None:
    pupils, have = _uneven(seed, 200)
    raw = with_ground(pupils, have)
    share = mend(again(raw), [GROUND], prices=PRICES, spare=False).shares[GROUND]
    area = [one / 100 for one in have]
    least = least_added(area, pupils, [7.5 * count for count in pupils], 0.5)
    assert float(share.bound) == pytest.approx(least, rel=1e-9)
    assert share.bound <= share.planned <= share.bound + Fraction(len(pupils), 100)
    assert share.resource.level.coefficients[4].passes is False  # the limit had to be worked for


@pytest.mark.parametrize("seed", range(4))
def test_the_bound_of_moves_is_the_optimum_of_a_conic_solver(seed: int) -> None:
    pupils, _ = _uneven(seed, 150)
    random = Random(seed)
    have = [int(count * random.choice((0, 0, 1, 9)) / 100) for count in pupils]
    offer = least_moves(with_backbone(pupils, have), BACKBONE, evaluate=again)
    (bound,) = offer.bounds
    assert float(bound.least) == pytest.approx(least_moved(have, pupils, 0.01, 0.5), rel=1e-9)
    assert bound.least <= bound.planned <= bound.least + len(pupils)


def _uneven(seed: int, schools: int) -> tuple[list[int], list[int]]:
    """Pupils, and hundredths of a ㎡ with a few schools that have very much."""
    random = Random(seed)
    pupils = [random.randint(60, 2000) for _ in range(schools)]
    rates = [random.choice((500, 700, 800, 900, 1200, 6000)) for _ in range(schools)]
    return pupils, [
        count * rate + random.randint(0, 99) for count, rate in zip(pupils, rates, strict=True)
    ]


def test_a_level_above_every_school_is_found_where_figures_are_coarse() -> None:
    """On a scale as fine as the program's the greatest figure is always high enough."""
    sums, limit = LevelSums((1, 1), (1, 0)), SpreadLimit(Fraction(1, 100), 2)
    found = least_level(sums, limit)
    assert found.upper > sums.top + 1
    assert limit.surely_kept(*sums.filled(found.upper))
    assert not limit.surely_kept(*sums.filled(found.upper - 1))
