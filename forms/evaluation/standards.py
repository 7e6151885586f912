"""The lines and limits of a pack: what figures and coefficients are compared with."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from forms.evaluation.raw import LEVELS
from forms.evaluation.resources import INDICATORS
from forms.schooling import Section
from forms.spec import Pack


@dataclass(frozen=True)
class Line:
    """What one figure of one level has to reach.

    Attributes:
        reached: The standard.
        ge85: 85 % of it.

    """

    reached: Fraction
    ge85: Fraction


@dataclass(frozen=True)
class Standards:
    """The lines and limits of a pack.

    Attributes:
        lines: Level → the seven lines.
        cv_limits: Level → what a 差异系数 may be at most.

    """

    lines: Mapping[Section, tuple[Line, ...]]
    cv_limits: Mapping[Section, Fraction]

    @classmethod
    def of(cls, pack: Pack) -> "Standards":
        """Read them out of a pack.

        Raises:
            KeyError: The pack lacks an indicator L1 to L7 or a limit.
            ValueError: Such an indicator has no standard.

        """
        return cls(
            lines={
                level: tuple(_line(pack, f"{name}_{level.value}") for name in INDICATORS)
                for level in LEVELS
            },
            cv_limits={level: Fraction(pack.cv_limits[level.value]) for level in LEVELS},
        )


def _line(pack: Pack, name: str) -> Line:
    standard = pack.indicator_by_id[name].standard
    if standard is None:
        raise ValueError(f"indicator {name} has no standard")
    return Line(Fraction(standard.reached), Fraction(standard.ge85))
