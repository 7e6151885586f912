"""What a school lacks, in the thing itself."""

from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Final

from forms.evaluation.resources import FACTORS, FIRST_SHARED, as_fraction
from forms.evaluation.verdict import SchoolResult

MEASURES: Final = (("名", 0), ("名", 0), ("名", 0), ("㎡ ", 2), ("㎡ ", 2), ("元", 0), ("间", 0))
"""The word an amount of each of the seven is counted with, and how many decimals it has."""


@dataclass(frozen=True, slots=True)
class Gap:
    """How much of a thing a section lacks; both are 0 or more.

    For facilities shared with other sections it is the whole school that has to get so much, since
    every new room is split again; where the school's split is not known by one figure (several
    campuses), it is what the section itself has to get.

    Attributes:
        to_reach: To the standard.
        to_ge85: To 85 % of it.

    """

    to_reach: Fraction
    to_ge85: Fraction


def gap(school: SchoolResult, place: int) -> Gap | None:
    """How much more of a thing a section needs; ``None`` if its figure is missing.

    Args:
        school: The section.
        place: 0 for L1 … 6 for L7.

    """
    unit = school.unit
    resource, pupils = unit.resources[place], unit.pupils
    if resource is None or not pupils:
        return None
    is_split = place >= FIRST_SHARED and unit.portion is not None
    portion = as_fraction(unit.portion) if is_split and unit.portion else Fraction(1)
    has = as_fraction(resource)
    line = school.lines[place]
    needed = [standard * pupils / FACTORS[place] for standard in (line.reached, line.ge85)]
    return Gap(*(max(Fraction(0), (need - has) / portion) for need in needed))


def rounded_up(amount: Fraction, place: int) -> Fraction:
    """The amount that can be bought or built: whole teachers and rooms, areas to two decimals."""
    unit = 10 ** MEASURES[place][1]
    return Fraction(ceil(amount * unit), unit)
