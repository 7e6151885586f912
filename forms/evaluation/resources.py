"""The seven resources, and how a school shares them among its sections.

Numerators and denominators stay apart as integers: exact like a fraction, and fast for ten thousand
schools. Sources: forms catalogue 4.1; regulations 1.3 (numerators), 1.5 (split).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from forms.schooling import Section
from forms.values import Maybe

INDICATORS: Final = ("L1", "L2", "L3", "L4", "L5", "L6", "L7")

FACTORS: Final = (100, 100, 100, 1, 1, 1, 100)
"""Per hundred pupils for teachers and rooms, per pupil for areas and equipment."""

FIRST_SHARED: Final = 3
"""Place of L4, the first of the facilities that sections share."""

WEIGHTS: Final[Mapping[Section, int]] = {
    Section.PRIMARY: 100,
    Section.JUNIOR: 110,
    Section.SENIOR: 132,
}
"""Weight of a pupil in the split, in hundredths: 1, 1.1, 1.32."""

Ratio = tuple[int, int]
"""Numerator and denominator, not necessarily reduced."""

Resources = tuple[Ratio | None, ...]
"""Seven resources of a section; ``None`` is missing."""


RELAXATIONS: Final = ("setting.relax_visiting_teachers", "setting.relax_dense_centre")
"""The settings that change an evaluation, in the order of :class:`Relaxations`."""


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
        return cls(*(settings.get(name) is True for name in RELAXATIONS))


def portion(pupils: int | None, weight: int | None, level: Section) -> Ratio | None:
    """The part of a campus's facilities that is a section's; ``None`` if it is not known.

    Args:
        pupils: Of the section.
        weight: All pupils of the campus, weighted, in hundredths.
        level: Which section.

    """
    return None if pupils is None or not weight else (pupils * WEIGHTS[level], weight)


def product(left: Ratio | None, right: Ratio | None) -> Ratio | None:
    """A part of an amount; missing if either is."""
    if left is None or right is None:
        return None
    return (left[0] * right[0], left[1] * right[1])


def total(ratios: Iterable[Ratio | None]) -> Ratio | None:
    """The sum; missing if anything is."""
    top, bottom = 0, 1
    for ratio in ratios:
        if ratio is None:
            return None
        top, bottom = top * ratio[1] + ratio[0] * bottom, bottom * ratio[1]
    return (top, bottom)


def total_count(counts: Iterable[int | None]) -> int | None:
    """The sum of whole numbers; missing if anything is."""
    found = total(None if count is None else (count, 1) for count in counts)
    return None if found is None else found[0]


def as_fraction(ratio: Ratio) -> Fraction:
    """The number a ratio is."""
    return Fraction(*ratio)
