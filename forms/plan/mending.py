"""The least that mends a district: units for every section, in all seven resources of both levels.

What is planned is told apart from what is bound to be: for each resource the least that could do if things
could be divided at will (:mod:`forms.plan.least`), and the whole persons, rooms and hundredths that are
planned. A facility that sections of both levels share is added once and counts in both; their two levels
are raised in turns until neither asks for more.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from math import ceil

from forms.evaluation import LEVELS, DistrictEvaluation
from forms.evaluation.resources import FIRST_SHARED, INDICATORS
from forms.plan.least import least_level
from forms.plan.level_sums import LevelSums
from forms.plan.resource import Resource
from forms.plan.spare import PLACES, Spared, spared
from forms.plan.things import THINGS
from forms.plan.whole import whole_units
from forms.schooling import Section

Prices = Sequence[Fraction]
"""元 for one measure of each of the seven."""

Goal = tuple[Section, int]
"""A level and the place of one of the seven."""

EVERYTHING: tuple[Goal, ...] = tuple((level, place) for level in LEVELS for place in PLACES)


@dataclass(frozen=True)
class Share:
    """What one resource of one level needs.

    Attributes:
        resource: What it is about.
        units: What each section is given in all, in units of the thing; for a facility the whole school.
        bound: The least all sections have to get, could it be divided at will; in the thing's measure.

    """

    resource: Resource
    units: Sequence[int]
    bound: Fraction

    @property
    def planned(self) -> Fraction:
        """What the sections get of it, in the thing's measure."""
        return self.resource.amount(self.units)


@dataclass(frozen=True)
class Mending:
    """What the district needs.

    Attributes:
        shares: Per level and place, without those that cannot be planned.
        spared: What sections leave at 85 %; empty where single goals were planned.
        unknown: Goals that cannot be planned: the names of schools whose figure is missing.

    """

    shares: Mapping[Goal, Share]
    spared: Mapping[Section, Spared] = field(default_factory=dict)
    unknown: Mapping[Goal, tuple[str, ...]] = field(default_factory=dict)


def mend(
    evaluation: DistrictEvaluation, goals: Sequence[Goal], *, prices: Prices, spare: bool
) -> Mending:
    """Find the least that brings schools to their lines and coefficients to their limits.

    Args:
        evaluation: The district as it stands.
        goals: What is to be mended.
        prices: Decide what a school leaves at 85 %.
        spare: Whether each school may leave one indicator at 85 %.

    """
    found = {
        goal: Resource(evaluation.levels[goal[0]], goal[1])
        for goal in goals
        if goal[0] in evaluation.levels
    }
    unknown = {
        goal: tuple(school.unit.name for school in one.level.lacking(one.place))
        for goal, one in found.items()
        if one.level.coefficients[one.place].lacking
    }
    known = {goal: one for goal, one in found.items() if goal not in unknown}
    left = _left(known, prices) if spare else {}
    lines = {
        goal: _lines(one, left.get(goal[0], {}).get(goal[1], frozenset()))
        for goal, one in known.items()
    }
    units: dict[Goal, Sequence[int]] = {}
    for place in PLACES:
        pair = [(level, place) for level in LEVELS if (level, place) in known]
        if place < FIRST_SHARED:
            for goal in pair:
                none = [0] * len(lines[goal])
                units[goal] = whole_units(known[goal], lines[goal], none)
        else:
            units |= _shared({goal: known[goal] for goal in pair}, lines)
    shares = {
        goal: Share(one, units[goal], _bound(one, lines[goal])) for goal, one in known.items()
    }
    return Mending(shares, left, unknown)


def _lines(resource: Resource, left: frozenset[int]) -> list[int]:
    whole, part = (resource.line(spared=spared) for spared in (False, True))
    return [part if number in left else whole for number in range(len(resource.pupils))]


def _bound(resource: Resource, lines: Sequence[int]) -> Fraction:
    """The least for one resource by itself, never more than the true one."""
    heights = resource.heights([0] * len(lines))
    floors = list(map(max, heights, lines))
    level = least_level(LevelSums(resource.pupils, floors), resource.limit).lower
    area = sum(
        pupils * (max(floor, level) - height - 1)
        for pupils, floor, height in zip(resource.pupils, floors, heights, strict=True)
        if max(floor, level) > height
    )
    return resource.in_things(area)


def _shared(
    resources: Mapping[Goal, Resource], lines: Mapping[Goal, Sequence[int]]
) -> dict[Goal, Sequence[int]]:
    """Raise a facility in both levels: what one gives a school's site counts in the other as well."""
    given: defaultdict[int, int] = defaultdict(int)
    found: dict[Goal, Sequence[int]] = {}
    settled = False
    while not settled:
        settled = True
        for goal, resource in resources.items():
            start = [given[site] for site in resource.sites]
            if found.get(goal) == start:
                continue
            found[goal] = units = whole_units(resource, lines[goal], start)
            for site, count in zip(resource.sites, units, strict=True):
                given[site] = count
            settled = False
    return found


def _left(resources: Mapping[Goal, Resource], prices: Prices) -> dict[Section, Spared]:
    """Choose for every section what it leaves at 85 %."""
    costs = {goal: _costs(one, prices[goal[1]]) for goal, one in resources.items()}
    schools: defaultdict[tuple[int, ...], list[tuple[Section, int]]] = defaultdict(list)
    for found in {goal[0]: one.level for goal, one in resources.items()}.values():
        for number, group in enumerate(found.sections.groups):
            schools[tuple(group)].append((found.level, number))
    left: dict[Section, dict[int, set[int]]] = {level: {} for level in LEVELS}
    nothing = (0, 0)
    for sections in schools.values():
        needs = [
            [
                costs[level, place][number] if (level, place) in costs else nothing
                for place in PLACES
            ]
            for level, number in sections
        ]
        for (level, number), place in zip(sections, spared(needs), strict=True):
            left[level].setdefault(place, set()).add(number)
    return {
        level: {place: frozenset(numbers) for place, numbers in places.items()}
        for level, places in left.items()
    }


def _costs(resource: Resource, price: Fraction) -> list[tuple[int, int]]:
    """What each section costs to the standard and to 85 %, the coefficient's level in mind."""
    none = [0] * len(resource.pupils)
    reached, ge85 = (resource.line(spared=spared) for spared in (False, True))
    floors = [max(height, ge85) for height in resource.heights(none)]
    level = least_level(LevelSums(resource.pupils, floors), resource.limit).lower
    cent = ceil(100 * price * THINGS[resource.place].unit)
    both = (resource.units_to([max(line, level)] * len(none), up=True) for line in (reached, ge85))
    return [(cent * whole, cent * part) for whole, part in zip(*both, strict=True)]


def goals_of(names: Sequence[str], levels: Sequence[Section]) -> tuple[Goal, ...]:
    """Goals by names of indicators (``L1`` …) and levels; all of either where none is named."""
    places = [INDICATORS.index(name) for name in names] or list(PLACES)
    return tuple((level, place) for level in levels or LEVELS for place in places)
