"""Which of its seven indicators a school leaves at 85 %: the one that is dearest to bring to the standard.

A school may leave one (regulations 1.2). What is spared is the price of what lies between 85 % and the
standard, above the level to which the coefficient raises the school anyway. A facility that two sections of
a school share is built once; such a school has a choice for each section, weighed together.
"""

from collections.abc import Mapping, Sequence
from itertools import product

from forms.evaluation.resources import FIRST_SHARED, INDICATORS

Needs = Sequence[tuple[int, int]]
"""Per indicator what it costs to reach the standard, and to reach 85 % of it; comparable numbers."""

PLACES = range(len(INDICATORS))


def spared(sections: Sequence[Needs]) -> tuple[int, ...]:
    """Choose for each section of a school the place of the indicator that is left at 85 %."""
    if len(sections) == 1:
        return (_dearest([whole - part for whole, part in sections[0]])[0],)
    first, second = sections
    return max(_pairs(first, second), key=lambda pair: _saved(first, second, pair))


def _pairs(first: Needs, second: Needs) -> list[tuple[int, int]]:
    """Pairs among which the best is: what two sections save adds up but where both leave one facility."""
    alone = [
        _dearest([_saved_by(place, one[place], other[place]) for place in PLACES])
        for one, other in ((first, second), (second, first))
    ]
    return [*product(alone[0], alone[1]), *((place, place) for place in PLACES[FIRST_SHARED:])]


def _dearest(savings: Sequence[int]) -> list[int]:
    """The two places that save most, the first of equal ones first."""
    return sorted(PLACES, key=lambda place: -savings[place])[:2]


def _saved_by(place: int, own: tuple[int, int], other: tuple[int, int]) -> int:
    """What one section saves that leaves an indicator while the other brings it to the standard."""
    if place < FIRST_SHARED:
        return own[0] - own[1]
    return max(own[0], other[0]) - max(own[1], other[0])


def _saved(first: Needs, second: Needs, pair: tuple[int, int]) -> int:
    one, two = pair
    if one == two and one >= FIRST_SHARED:
        costs = zip(first[one], second[one], strict=True)
        whole, part = (max(both) for both in costs)
        return whole - part
    return _saved_by(one, first[one], second[one]) + _saved_by(two, second[two], first[two])


Spared = Mapping[int, frozenset[int]]
"""Place of an indicator → numbers of the sections of a level that leave it at 85 %."""
