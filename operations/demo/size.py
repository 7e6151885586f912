"""How large a school of the demonstration is, and how that compares with the example."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from forms.spec import Section
from operations.demo.plans import SchoolPlan
from operations.demo.scaling import Document, Rows

_GRADES: Mapping[Section, range] = {
    Section.PRIMARY: range(1, 7),
    Section.JUNIOR: range(7, 10),
    Section.SENIOR: range(10, 13),
}
_WEIGHTS: Mapping[Section, Fraction] = {
    Section.PRIMARY: Fraction(1),
    Section.JUNIOR: Fraction(11, 10),
    Section.SENIOR: Fraction(132, 100),
}
_SENIOR_CLASS = 46


@dataclass(frozen=True)
class Size:
    """The size of a school.

    Attributes:
        classes: Rows of the class roster: grade, class, type, pupils, girls.
        enrolled: Pupils per section of schooling.
        example: Pupils per section in the example.

    """

    classes: tuple[tuple[str, str, str, int, int], ...]
    enrolled: Mapping[Section, int]
    example: Mapping[Section, int]

    @property
    def total(self) -> int:
        """All pupils."""
        return sum(self.enrolled.values())

    @property
    def compulsory(self) -> tuple[Section, ...]:
        """The sections of compulsory schooling the school has."""
        return tuple(part for part in self.enrolled if part is not Section.SENIOR)

    @property
    def compulsory_pupils(self) -> int:
        """Pupils of compulsory schooling."""
        return sum(self.enrolled[part] for part in self.compulsory)

    @property
    def compulsory_classes(self) -> int:
        """Classes of compulsory schooling."""
        return sum(1 for row in self.classes if int(row[0]) < 10)

    @property
    def grades(self) -> tuple[str, ...]:
        """Codes of all grades the school has."""
        return tuple(str(grade) for part in self.enrolled for grade in _GRADES[part])

    @property
    def pupil_factor(self) -> Fraction:
        """Pupils of compulsory schooling compared with the example."""
        return Fraction(self.compulsory_pupils, sum(self.example.values()))

    @property
    def weight_factor(self) -> Fraction:
        """Weighted pupils compared with the example: what areas and equipment go by."""
        own = sum(_WEIGHTS[part] * number for part, number in self.enrolled.items())
        example = sum(_WEIGHTS[part] * number for part, number in self.example.items())
        return Fraction(own) / Fraction(example)

    def factor(self, section: Section) -> Fraction:
        """Pupils of a section compared with the example."""
        return Fraction(self.enrolled[section], self.example[section])

    def in_grade(self, grade: str) -> int:
        """Pupils of a grade."""
        return sum(row[3] for row in self.classes if row[0] == grade)

    def first_grade(self, section: Section) -> int:
        """Pupils of the first grade of a section."""
        return self.in_grade(str(_GRADES[section][0]))


def measure(plan: SchoolPlan, document: Document) -> Size:
    """Work out the class roster of a plan from that of the example."""
    roster = Rows(document, "pupils.classes").rows
    sizes: dict[int, list[tuple[int, int]]] = {}
    for grade, _, _, enrolled, girls in roster:
        sizes.setdefault(int(str(grade)), []).append((int(str(enrolled)), int(str(girls))))
    classes: list[tuple[str, str, str, int, int]] = []
    enrolled_now: dict[Section, int] = {}
    for section in Section:
        if section not in plan.classes:
            continue
        for grade in _GRADES[section]:
            known = sizes.get(grade, [(_SENIOR_CLASS, _SENIOR_CLASS // 2)])
            for number in range(plan.classes[section]):
                enrolled, girls = known[number % len(known)]
                row = (str(grade), str(number + 1), "ordinary", enrolled + plan.sizes, girls)
                classes.append(row)
        enrolled_now[section] = sum(row[3] for row in classes if int(row[0]) in _GRADES[section])
    example = {
        section: sum(number for grade in _GRADES[section] for number, _ in sizes.get(grade, []))
        for section in (Section.PRIMARY, Section.JUNIOR)
    }
    return Size(tuple(classes), enrolled_now, example)
