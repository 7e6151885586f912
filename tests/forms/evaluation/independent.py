"""The evaluation once more, written from the text of the regulations with plain fractions.

Shares no code with the program: shares by school type as the table of the catalogue has them, the
deviations squared one by one.
"""

from collections.abc import Iterable, Sequence
from decimal import Context, Decimal
from fractions import Fraction

from forms.evaluation import RawSchool
from tests.forms.evaluation.schools import TYPES

STANDARDS = {
    "primary": ("4.2", "1", "0.9", "4.5", "7.5", "2000", "2.3"),
    "junior": ("5.3", "1", "0.9", "5.8", "10.2", "2500", "2.4"),
}
DEGREES = {
    "primary": ("doctorate", "master", "bachelor", "associate"),
    "junior": ("doctorate", "master", "bachelor"),
}
ARTS = ("pe", "music", "fine_art", "arts")
LIMITS = {"primary": Fraction("0.50"), "junior": Fraction("0.45")}


def number(row: RawSchool, name: str) -> Fraction:
    value = row.values.get(name)
    assert isinstance(value, (int, Fraction, Decimal))
    return Fraction(value)


def pupils(row: RawSchool, section: str) -> Fraction:
    value = row.values.get(f"pupils.enrolled_{section}")
    return Fraction(value) if isinstance(value, int) else Fraction(0)


def per_pupil(row: RawSchool, level: str, resource: Fraction) -> Fraction:
    """By school type, written out (forms catalogue 4.1)."""
    a, b, c = (pupils(row, section) for section in ("primary", "junior", "senior"))
    parts: dict[tuple[str, str], tuple[Fraction, Fraction | int]] = {
        ("211", "primary"): (a, 1),
        ("218", "primary"): (a, 1),
        ("311", "junior"): (b, 1),
        ("312", "primary"): (a + Fraction("1.1") * b, 1),
        ("312", "junior"): (a + Fraction("1.1") * b, Fraction("1.1")),
        ("341", "junior"): (b + Fraction("1.2") * c, 1),
        ("345", "primary"): (a + Fraction("1.1") * b + Fraction("1.32") * c, 1),
        ("345", "junior"): (a + Fraction("1.1") * b + Fraction("1.32") * c, Fraction("1.1")),
    }
    whole, weight = parts[str(row.values["profile.school_type"]), level]
    return resource * Fraction(weight) / whole


def values(row: RawSchool, level: str) -> list[Fraction]:
    def staff(*names: str) -> Fraction:
        return sum((number(row, f"staffing.{name}_{level}") for name in names), Fraction(0))

    count = pupils(row, level)
    indoor = number(row, "facilities.indoor_sports_area")
    return [
        staff(*DEGREES[level]) / count * 100,
        staff("backbone") / count * 100,
        staff(*ARTS) / count * 100,
        per_pupil(row, level, number(row, "facilities.teaching_area") - indoor),
        per_pupil(row, level, number(row, "facilities.sports_ground_area") + indoor),
        per_pupil(row, level, number(row, "facilities.equipment_value") * 10000),
        per_pupil(row, level, number(row, "facilities.multimedia_rooms")) * 100,
    ]


def school_passes(figures: list[Fraction], level: str) -> bool:
    lines = [Fraction(text) for text in STANDARDS[level]]
    missed = [(x, line) for x, line in zip(figures, lines, strict=True) if x < line]
    return len(missed) <= 1 and all(x >= line * Fraction("0.85") for x, line in missed)


def spread(figures: list[Fraction], weights: list[Fraction]) -> tuple[Fraction, Fraction]:
    """Mean and CV², term by term; CV² is -1 where the mean is 0."""
    nothing = Fraction(0)
    total = sum(weights, nothing)
    mean = sum((w * x for x, w in zip(figures, weights, strict=True)), nothing) / total
    terms = (w / total * (x - mean) * (x - mean) for x, w in zip(figures, weights, strict=True))
    return mean, sum(terms, nothing) / (mean * mean) if mean else Fraction(-1)


def root(value: Fraction) -> Decimal:
    context = Context(prec=50)
    quotient = context.divide(Decimal(value.numerator), Decimal(value.denominator))
    return context.sqrt(quotient)


# With campuses and missing figures: each campus shared out by itself, everything a fraction.

WEIGHTS = {"primary": Fraction(1), "junior": Fraction("1.1"), "senior": Fraction("1.32")}


def maybe(row: RawSchool, name: str) -> Fraction | None:
    value = row.values.get(name)
    if isinstance(value, (int, Fraction, Decimal)) and not isinstance(value, bool):
        return Fraction(value)
    return None


def maybe_pupils(row: RawSchool, section: str) -> Fraction | None:
    name = f"pupils.enrolled_{section}"
    taught = section in TYPES[str(row.values["profile.school_type"])]
    return maybe(row, name) if taught or isinstance(row.values.get(name), int) else Fraction(0)


def added(amounts: Iterable[Fraction | None]) -> Fraction | None:
    found = list(amounts)
    return None if None in found else sum((one for one in found if one is not None), Fraction(0))


def weight(row: RawSchool) -> Fraction | None:
    counts = {section: maybe_pupils(row, section) for section in WEIGHTS}
    return added(None if n is None else n * WEIGHTS[section] for section, n in counts.items())


def facilities(row: RawSchool) -> list[Fraction | None]:
    indoor = maybe(row, "facilities.indoor_sports_area")
    equipment = maybe(row, "facilities.equipment_value")
    return [
        added([maybe(row, "facilities.teaching_area"), None if indoor is None else -indoor]),
        added([maybe(row, "facilities.sports_ground_area"), indoor]),
        None if equipment is None else equipment * 10_000,
        maybe(row, "facilities.multimedia_rooms"),
    ]


def section_values(campuses: Sequence[RawSchool], level: str) -> list[Fraction | None]:
    """L1 to L7 of a school's section that lies on several campuses; ``None`` is missing."""
    count = added(maybe_pupils(row, level) for row in campuses)
    if not count:
        return [None] * 7
    everyone = added(weight(row) for row in campuses)
    parts: list[Fraction | None] = []
    for row in campuses:
        own, whole = maybe_pupils(row, level), weight(row)
        if whole == 0:
            own, whole = count, everyone
        parts.append(own * WEIGHTS[level] / whole if own is not None and whole else None)
    resources = [
        added(maybe(row, f"staffing.{name}_{level}") for row in campuses for name in names)
        for names in ((*DEGREES[level],), ("backbone",), ARTS)
    ]
    for place in range(4):
        shared = zip((facilities(row)[place] for row in campuses), parts, strict=True)
        resources.append(added(None if r is None or p is None else r * p for r, p in shared))
    factors = (100, 100, 100, 1, 1, 1, 100)
    return [
        None if one is None else one / count * factor
        for one, factor in zip(resources, factors, strict=True)
    ]


def states(figures: Sequence[Fraction | None], level: str) -> list[str]:
    def state(x: Fraction | None, line: Fraction) -> str:
        if x is None:
            return "missing"
        return "reached" if x >= line else "ge85" if x >= line * Fraction("0.85") else "short"

    return [state(x, Fraction(text)) for x, text in zip(figures, STANDARDS[level], strict=True)]
