"""Median and spread of a group, exact."""

from collections.abc import Sequence
from fractions import Fraction

from forms.values import Number


def median(values: Sequence[Number]) -> Fraction:
    """Give the value in the middle, of an even count the mean of both; of at least one value."""
    ordered = sorted(values)
    count = len(ordered)
    return Fraction(ordered[(count - 1) // 2] + ordered[count // 2]) / 2


def deviation(values: Sequence[Number], middle: Fraction) -> Fraction:
    """How far a group lies around its median: the median of the distances (MAD).

    Where more than half of the group has one value that is 0; then it is the mean of the distances
    (Iglewicz and Hoaglin 1993, 3.3), which is 0 only where all are the same.
    """
    distances = [abs(value - middle) for value in values]
    return median(distances) or Fraction(sum(distances)) / len(distances)
