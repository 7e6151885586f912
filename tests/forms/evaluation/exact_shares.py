"""Each school's part of the spread of one resource, exact: what the shown shares are held against."""

from collections.abc import Sequence
from fractions import Fraction

from forms.evaluation import LevelEvaluation, SchoolResult


def contributions(
    level: LevelEvaluation, place: int
) -> Sequence[tuple[SchoolResult, Fraction]] | None:
    """Each school with its part, the largest first; ``None`` if the coefficient cannot be calculated."""
    found = level.coefficients[place]
    if not found.is_known:
        return None
    everyone = sum(found.pupils)
    parts: list[tuple[SchoolResult, Fraction]] = []
    for school, pupils in zip(level.schools, found.pupils, strict=True):
        value = school.values[place]
        assert value is not None
        assert found.mean is not None
        part = Fraction(0)
        if found.cv_squared:
            part = Fraction(pupils, everyone) * (value - found.mean) ** 2
            part /= found.cv_squared * found.mean**2
        parts.append((school, part))
    return sorted(parts, key=lambda one: -one[1])
