"""How large a school of the demonstration is, and how that compares with the example."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from forms.schooling import Section
from operations.demo.plans import Defect, SchoolPlan
from operations.demo.scaling import Document, Rows

Roster = tuple[tuple[str, str, str, int, int], ...]
"""Classes: grade, class, type, pupils, girls."""

GRADES: Mapping[Section, range] = {
    Section.PRIMARY: range(1, 7),
    Section.JUNIOR: range(7, 10),
    Section.SENIOR: range(10, 13),
}
"""Grades of each section of schooling."""

_SMALL = 100
"""Pupils below which a school is small: it has rooms and land a large one would share more widely."""

_LEAST_FACILITIES = Fraction(1, 6)

_WEIGHTS: Mapping[Section, Fraction] = {
    Section.PRIMARY: Fraction(1),
    Section.JUNIOR: Fraction(11, 10),
    Section.SENIOR: Fraction(132, 100),
}
_SENIOR_CLASS = 46
_LARGE_CLASS = 48


@dataclass(frozen=True)
class Size:
    """The size of a school.

    Attributes:
        classes: Rows of the class roster: grade, class, type, pupils, girls.
        enrolled: Pupils per section of schooling.
        example: Pupils per section in the example.

    """

    classes: Roster
    enrolled: Mapping[Section, int]
    example: Mapping[Section, int]

    @property
    def total(self) -> int:
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
        return tuple(str(grade) for part in self.enrolled for grade in GRADES[part])

    @property
    def pupil_factor(self) -> Fraction:
        """Pupils of compulsory schooling compared with the example."""
        return Fraction(self.compulsory_pupils, sum(self.example.values()))

    @property
    def weight_factor(self) -> Fraction:
        """Weighted pupils compared with the example: what areas and equipment go by.

        A very small school still has a yard, some special rooms and a library.
        """
        own = sum(_WEIGHTS[part] * number for part, number in self.enrolled.items())
        example = sum(_WEIGHTS[part] * number for part, number in self.example.items())
        return max(Fraction(own) / Fraction(example), _LEAST_FACILITIES)

    def factor(self, section: Section) -> Fraction:
        """Pupils of a section compared with the example."""
        return Fraction(self.enrolled[section], self.example[section])

    @property
    def is_small(self) -> bool:
        """Whether the school has fewer than 100 pupils."""
        return self.total < _SMALL

    @property
    def came(self) -> int:
        """Pupils who came into each grade last school year."""
        return 1 if self.is_small else 2

    @property
    def went(self) -> int:
        """Pupils who left each grade meanwhile."""
        return 1

    @property
    def last(self) -> Roster:
        """Last year's classes: each grade was what has gone up since, less those who came."""
        rows: list[tuple[str, str, str, int, int]] = []
        for section in self.enrolled:
            for grade in GRADES[section]:
                # Who left after the last grade was about as many as are in it now.
                above = str(min(grade + 1, GRADES[section][-1]))
                for place, row in enumerate(row for row in self.classes if row[0] == above):
                    came = self.came - self.went if place == 0 else 0
                    enrolled = row[3] - came
                    rows.append((str(grade), row[1], row[2], enrolled, min(row[4], enrolled)))
        return tuple(rows)

    def graduates(self, section: Section) -> int:
        """Pupils who left after the last grade: last year's, and those who came meanwhile."""
        last = sum(row[3] for row in self.last if int(row[0]) == GRADES[section][-1])
        return last + self.came - self.went

    def in_grade(self, grade: str) -> int:
        return sum(row[3] for row in self.classes if row[0] == grade)

    def first_grade(self, section: Section) -> int:
        """Pupils of the first grade of a section."""
        return self.in_grade(str(GRADES[section][0]))


def enrolled_in(classes: Sequence[tuple[str, str, str, int, int]], section: Section) -> int:
    """Pupils of a section in a roster."""
    return sum(row[3] for row in classes if int(row[0]) in GRADES[section])


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
        for grade in GRADES[section]:
            known = sizes.get(grade, [(_SENIOR_CLASS, _SENIOR_CLASS // 2)])
            for number in range(plan.classes[section]):
                enrolled, girls = known[number % len(known)]
                pupils = enrolled + plan.sizes
                if not classes and Defect.LARGE_CLASS in plan.defects:
                    pupils = _LARGE_CLASS
                girls = girls * pupils // enrolled
                classes.append((str(grade), str(number + 1), "ordinary", pupils, girls))
        enrolled_now[section] = enrolled_in(classes, section)
    example = {
        section: sum(number for grade in GRADES[section] for number, _ in sizes.get(grade, []))
        for section in (Section.PRIMARY, Section.JUNIOR)
    }
    return Size(tuple(classes), enrolled_now, example)
