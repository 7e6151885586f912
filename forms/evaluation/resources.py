"""The seven resources of one school section, and how a school shares them among its sections.

Denominators and numerators stay apart as integers: exact like a fraction, and fast for ten thousand
schools. Sources: forms catalogue 4.1; regulations 1.3 (numerators), 1.5 (split).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from forms.evaluation.raw import RawSchool
from forms.spec import Section
from forms.values import Maybe

INDICATORS: Final = ("L1", "L2", "L3", "L4", "L5", "L6", "L7")

FACTORS: Final = (100, 100, 100, 1, 1, 1, 100)
"""Per hundred pupils for teachers and rooms, per pupil for areas and equipment."""

WEIGHTS: Final[Mapping[Section, int]] = {
    Section.PRIMARY: 100,
    Section.JUNIOR: 110,
    Section.SENIOR: 132,
}
"""Weight of a pupil in the split, in hundredths: 1, 1.1, 1.32."""

_DEGREES: Final[Mapping[Section, tuple[str, ...]]] = {
    Section.PRIMARY: ("doctorate", "master", "bachelor", "associate"),
    Section.JUNIOR: ("doctorate", "master", "bachelor"),
}
_ARTS: Final = ("pe", "music", "fine_art", "arts")
_TEACHERS: Final = {
    level: tuple(
        tuple(f"staffing.{name}_{level.value}" for name in names)
        for names in (degrees, ("backbone",), _ARTS)
    )
    for level, degrees in _DEGREES.items()
}
_VENUES: Final = ("facilities.sports_ground_area", "facilities.indoor_sports_area")
_DENSE_VENUES: Final = ("facilities.special_sports_area", "facilities.leased_area_eligible")
_YUAN: Final = 10_000

Ratio = tuple[int, int]
"""Numerator and positive denominator, not necessarily reduced."""

Resources = tuple[Ratio | None, ...]
"""Seven resources of a section; ``None`` is missing."""


@dataclass(frozen=True, slots=True)
class Relaxations:
    """Transitional policies of the 2019 规程 that change a numerator; both off by default.

    Attributes:
        visiting_teachers: 走教 teachers of small rural schools count in L3.
        dense_centre: Dedicated and leased venues of dense city centres count in L5.

    """

    visiting_teachers: bool = False
    dense_centre: bool = False

    @classmethod
    def of(cls, settings: Mapping[str, Maybe]) -> "Relaxations":
        """As the bureau set them (``setting.…`` → value)."""
        return cls(
            visiting_teachers=settings.get("setting.relax_visiting_teachers") is True,
            dense_centre=settings.get("setting.relax_dense_centre") is True,
        )


NO_RELAXATIONS: Final = Relaxations()


def facilities(row: RawSchool, relaxations: Relaxations = NO_RELAXATIONS) -> Resources:
    """The four resources of a whole campus that are split: L4 to L7."""
    values = row.values
    equipment = _ratio(values.get("facilities.equipment_value"))
    return (
        _net_area(values),
        _sports(row, relaxations),
        None if equipment is None else (equipment[0] * _YUAN, equipment[1]),
        _ratio(values.get("facilities.multimedia_rooms")),
    )


def teachers(row: RawSchool, level: Section) -> Resources:
    """The three resources each section has by itself: L1 to L3, without visiting teachers."""
    degrees, backbone, arts = _TEACHERS[level]
    values = row.values
    return _total(values, degrees), _total(values, backbone), _total(values, arts)


def share(resource: Ratio | None, part: int, whole: int) -> Ratio | None:
    """A section's part of a resource of the whole campus."""
    if resource is None or part == whole:
        return resource
    return (resource[0] * part, resource[1] * whole)


def added(ratios: Sequence[Ratio | None]) -> Ratio | None:
    """The sum; missing if anything is."""
    total: Ratio | None = None
    for ratio in ratios:
        if ratio is None:
            return None
        total = ratio if total is None else _plus(total, ratio)
    return (0, 1) if total is None else total


def as_fraction(ratio: Ratio) -> Fraction:
    """The number a ratio is."""
    return Fraction(*ratio)


def visiting_teachers(
    rows: Sequence[RawSchool], level: Section, relaxations: Relaxations
) -> Ratio | None:
    """走教 teachers that count in L3: of rural schools with 50 to 99 pupils, if the bureau says so."""
    if not relaxations.visiting_teachers:
        return (0, 1)
    counts = [row.pupils(section) for row in rows for section in _TEACHERS]
    pupils = sum(count for count in counts if count is not None)
    if None not in counts and not 50 <= pupils < 100:
        return (0, 1)
    group = rows[0].values.get("profile.urban_rural")
    if isinstance(group, str) and not group.startswith("2"):
        return (0, 1)
    if None in counts or group is None:
        return None
    name = f"staffing.visiting_pe_arts_{level.value}"
    return added([_total(row.values, (name,)) for row in rows])


def _net_area(values: Mapping[str, Maybe]) -> Ratio | None:
    teaching = _ratio(values.get("facilities.teaching_area"))
    indoor = _ratio(values.get("facilities.indoor_sports_area"))
    if teaching is None or indoor is None:
        return None
    return _plus(teaching, (-indoor[0], indoor[1]))


def _sports(row: RawSchool, relaxations: Relaxations) -> Ratio | None:
    own = added([_ratio(row.values.get(name)) for name in _VENUES])
    if not relaxations.dense_centre:
        return own
    dense = row.values.get("profile.dense_centre")
    if dense is False:
        return own
    if dense is not True:
        return None
    return added([own, *(_ratio(row.values.get(name)) for name in _DENSE_VENUES)])


def _total(values: Mapping[str, Maybe], names: Sequence[str]) -> Ratio | None:
    """Sum of some counts; missing if one is missing or not applicable."""
    counts = [values.get(name) for name in names]
    total = 0
    for count in counts:
        if type(count) is not int:
            return added([_ratio(one) for one in counts])
        total += count
    return (total, 1)


def _ratio(value: Maybe) -> Ratio | None:
    if type(value) is int:
        return (value, 1)
    return value.as_integer_ratio() if isinstance(value, (Fraction, Decimal)) else None


def _plus(left: Ratio, right: Ratio) -> Ratio:
    if left[1] == right[1]:
        return (left[0] + right[0], left[1])
    return (left[0] * right[1] + right[0] * left[1], left[1] * right[1])
