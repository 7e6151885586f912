"""What is evaluated, a section of a school, and what is not, with the reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from forms.evaluation.keys import UnitKey
from forms.evaluation.per_pupil import PerPupil
from forms.evaluation.raw import RawSchool
from forms.evaluation.resources import FACTORS, Ratio, Resources
from forms.labelled_enum import LabelledEnum
from forms.schooling import Section


class Reason(LabelledEnum):
    """Why a school takes no part (forms catalogue 4.4; the last: the bureau's roster)."""

    TEACHING_POINT_UNDER_50 = "teaching_point_under_50", "不足 50 人的教学点，不参加评估"
    TYPE_NOT_EVALUATED = "type_not_evaluated", "办学类型不在评估范围"
    NO_PUPILS = "no_pupils", "没有义务教育阶段学生"
    RETIRED = "retired", "已停用（撤并、停办），不参加评估"


@dataclass(frozen=True, slots=True)
class Excluded:
    """A school, or a campus that counts as one, that takes no part."""

    code: str
    name: str
    campus: str
    reason: Reason


class Unit(NamedTuple):
    """One section of one school: what the regulations call a 学校 of a level.

    Attributes:
        rows: The raw rows it is made of, the main campus first.
        level: Primary or junior.
        pupils: Pupils of the section on the day of reference; ``None`` if not known.
        figures: The seven figures of all sections of the level.
        number: Which of them the section is.
        portion: Its part of the school's facilities; ``None`` where several campuses are added up
            or the pupils are not known.
        is_section: Whether the school has further sections of schooling.

    """

    rows: Sequence[RawSchool]
    level: Section
    pupils: int | None
    figures: Sequence[PerPupil]
    number: int
    portion: Ratio | None
    is_section: bool

    @property
    def values(self) -> tuple[Fraction | None, ...]:
        """The section's seven figures, exact; ``None`` is missing."""
        return tuple(figures.figure(self.number) for figures in self.figures)

    @property
    def resources(self) -> Resources:
        """The section's seven resources; ``None`` where the figure is missing."""
        return tuple(
            figures.resource(self.number, self.pupils, per)
            for figures, per in zip(self.figures, FACTORS, strict=True)
        )

    @property
    def key(self) -> UnitKey:
        """By what it is found again."""
        return UnitKey(self.code, self.campus, self.level)

    @property
    def code(self) -> str:
        """学校标识码."""
        return self.rows[0].code

    @property
    def name(self) -> str:
        """School name; of a campus by itself 校名（校区名）."""
        return self.rows[0].name

    @property
    def campus(self) -> str:
        """校区号 of a campus by itself, else ``""``."""
        return self.rows[0].campus

    @property
    def type(self) -> str:
        """Code of the 办学类型."""
        return self.rows[0].type

    @property
    def sponsor(self) -> str:
        """Code of the 举办者类型, or ``""``."""
        return str(self.rows[0].values.get("profile.sponsor_type") or "")

    @property
    def grades(self) -> int | None:
        """Grades with classes: of several campuses the most that one has."""
        return max(self._counts("grades"), default=None)

    @property
    def classes(self) -> int | None:
        """Classes of all its campuses."""
        counts = self._counts("classes")
        return sum(counts) if counts else None

    def _counts(self, what: str) -> list[int]:
        figures = (row.figure(f"pupils.{what}_{self.level.value}") for row in self.rows)
        return [figure for figure in figures if isinstance(figure, int)]
