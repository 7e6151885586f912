"""The evaluation once more, written from the text of the regulations with plain fractions.

Shares no code with the program: shares by school type as the table of the catalogue has them, the
deviations squared one by one.
"""

from decimal import Context, Decimal
from fractions import Fraction

from forms.evaluation import RawSchool

STANDARDS = {
    "primary": ("4.2", "1", "0.9", "4.5", "7.5", "2000", "2.3"),
    "junior": ("5.3", "1", "0.9", "5.8", "10.2", "2500", "2.4"),
}
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

    degrees = ["doctorate", "master", "bachelor", *(["associate"] if level == "primary" else [])]
    count = pupils(row, level)
    indoor = number(row, "facilities.indoor_sports_area")
    return [
        staff(*degrees) / count * 100,
        staff("backbone") / count * 100,
        staff("pe", "music", "fine_art", "arts") / count * 100,
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
