"""The seven resources of one school section, and how a school shares them among its sections.

Denominators and numerators stay apart as integers: exact like a fraction, and fast for ten thousand
schools. Sources: forms catalogue 4.1; regulations 1.3 (numerators), 1.5 (split).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from forms.evaluation.raw import Figure, RawSchool
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
    teaching, indoor = (
        row.figure(f"facilities.{name}") for name in ("teaching_area", "indoor_sports_area")
    )
    net = None if teaching is None or indoor is None else _subtract(teaching, indoor)
    equipment = row.figure("facilities.equipment_value")
    return (
        net,
        _sports(row, relaxations),
        None if equipment is None else _times(equipment, _YUAN),
        _total(row, ("facilities.multimedia_rooms",)),
    )


def teachers(row: RawSchool, level: Section) -> Resources:
    """The three resources each section has by itself: L1 to L3, without visiting teachers."""
    suffix = level.value
    return (
        _total(row, [f"staffing.{degree}_{suffix}" for degree in _DEGREES[level]]),
        _total(row, (f"staffing.backbone_{suffix}",)),
        _total(row, [f"staffing.{subject}_{suffix}" for subject in _ARTS]),
    )


def share(resource: Ratio | None, part: int, whole: int) -> Ratio | None:
    """A section's part of a resource of the whole campus."""
    if resource is None:
        return None
    return resource if part == whole else (resource[0] * part, resource[1] * whole)


def added(ratios: Sequence[Ratio | None]) -> Ratio | None:
    """The sum; missing if anything is."""
    total: Ratio = (0, 1)
    for ratio in ratios:
        if ratio is None:
            return None
        total = _plus(total, ratio)
    return total


def as_fraction(ratio: Ratio) -> Fraction:
    """The number a ratio is."""
    return Fraction(*ratio)


def visiting_teachers(
    rows: Sequence[RawSchool], level: Section, relaxations: Relaxations
) -> Ratio | None:
    """走教 teachers that count in L3: of rural schools with 50 to 99 pupils, if the bureau says so."""
    if not relaxations.visiting_teachers:
        return (0, 1)
    counts = [row.pupils(section) for row in rows for section in _DEGREES]
    pupils = sum(count for count in counts if count is not None)
    if None not in counts and not 50 <= pupils < 100:
        return (0, 1)
    group = rows[0].values.get("profile.urban_rural")
    if isinstance(group, str) and not group.startswith("2"):
        return (0, 1)
    if None in counts or group is None:
        return None
    return added([_visiting(row, level) for row in rows])


def _visiting(row: RawSchool, level: Section) -> Ratio | None:
    return _total(row, (f"staffing.visiting_pe_arts_{level.value}",))


def _sports(row: RawSchool, relaxations: Relaxations) -> Ratio | None:
    own = _total(row, ("facilities.sports_ground_area", "facilities.indoor_sports_area"))
    if not relaxations.dense_centre:
        return own
    dense = row.values.get("profile.dense_centre")
    if dense is False:
        return own
    if dense is not True:
        return None
    more = ("facilities.special_sports_area", "facilities.leased_area_eligible")
    return added([own, _total(row, more)])


def _total(row: RawSchool, names: Sequence[str]) -> Ratio | None:
    """Sum of some columns; the common case, whole numbers, without any fraction."""
    total: Ratio = (0, 1)
    whole = 0
    for name in names:
        value = row.figure(name)
        if value is None:
            return None
        if type(value) is int:
            whole += value
        else:
            total = _plus(total, value.as_integer_ratio())
    return (total[0] + whole * total[1], total[1])


def _plus(left: Ratio, right: Ratio) -> Ratio:
    if left[1] == right[1]:
        return (left[0] + right[0], left[1])
    return (left[0] * right[1] + right[0] * left[1], left[1] * right[1])


def _subtract(left: Figure, right: Figure) -> Ratio:
    numerator, denominator = right.as_integer_ratio()
    return _plus(left.as_integer_ratio(), (-numerator, denominator))


def _times(value: Figure, factor: int) -> Ratio:
    numerator, denominator = value.as_integer_ratio()
    return (numerator * factor, denominator)
