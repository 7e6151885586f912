"""Which indicator is left at 85 %: held against all choices there are."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from forms.evaluation.resources import FIRST_SHARED
from forms.plan.spare import PLACES, Needs, spared

costs = st.integers(0, 6)
needs = st.lists(
    st.tuples(costs, costs).map(lambda pair: (max(pair), min(pair))), min_size=7, max_size=7
)


def cost(sections: list[Needs], chosen: tuple[int, ...]) -> int:
    """What a school costs: people by section, what sections share once."""
    total = 0
    for place in PLACES:
        parts = [
            one[place][1] if left == place else one[place][0]
            for one, left in zip(sections, chosen, strict=True)
        ]
        total += max(parts) if place >= FIRST_SHARED else sum(parts)
    return total


@settings(max_examples=60)
@given(st.lists(needs, min_size=1, max_size=2))
def test_no_other_choice_is_cheaper(sections: list[Needs]) -> None:
    every = product(PLACES, repeat=len(sections))
    assert cost(sections, spared(sections)) == min(cost(sections, chosen) for chosen in every)


def test_the_dearest_is_left() -> None:
    needs = [(10, 9), (500, 100), (0, 0), (3000, 2700), (0, 0), (0, 0), (0, 0)]
    assert spared([needs]) == (1,)
