"""Median and spread of a group, exact."""

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

from forms.values import Number


def median(values: Sequence[Number]) -> Fraction:
    """Give the value in the middle, of an even count the mean of both; of at least one value."""
    whole, scale = _whole(values)
    return _middle(whole) / scale


def deviation(values: Sequence[Number], middle: Fraction) -> Fraction:
    """How far a group lies around its median: the median of the distances (MAD).

    Where more than half of the group has one value that is 0; then it is the mean of the distances
    (Iglewicz and Hoaglin 1993, 3.3), which is 0 only where all are the same.
    """
    (centre, *whole), scale = _whole([middle, *values])
    distances = [abs(value - centre) for value in whole]
    return (_middle(distances) or Fraction(sum(distances), len(distances))) / scale


def _middle(values: Sequence[int]) -> Fraction:
    ordered = sorted(values)
    count = len(ordered)
    return Fraction(ordered[(count - 1) // 2] + ordered[count // 2], 2)


def _whole(values: Sequence[Number]) -> tuple[list[int], int]:
    """The values as whole numbers of a common unit, and how many of it make one.

    Fractions are compared and added many times slower than whole numbers.
    """
    scale = lcm(*(value.denominator for value in values))
    return [value.numerator * (scale // value.denominator) for value in values], scale
