"""By what a judged section of a school, and one of its seven figures, is found again."""

from dataclasses import dataclass

from forms.evaluation.resources import INDICATORS
from forms.schooling import Section


@dataclass(frozen=True, slots=True)
class UnitKey:
    """A section of a school, or of a campus that counts as one.

    Attributes:
        school: 学校标识码.
        campus: 校区号 of a campus by itself, else ``""``.
        level: Primary or junior.

    """

    school: str
    campus: str
    level: Section


@dataclass(frozen=True, slots=True)
class FigureKey:
    """One of the seven figures of a section.

    Attributes:
        unit: Whose figure.
        place: 0 for L1 … 6 for L7.

    """

    unit: UnitKey
    place: int

    @property
    def name(self) -> str:
        """``L1`` to ``L7``."""
        return INDICATORS[self.place]

    @property
    def indicator(self) -> str:
        """Id of the pack's indicator, e.g. ``L4_primary``."""
        return f"{self.name}_{self.unit.level.value}"
