"""The evaluation of a district on the seven 资源配置 indicators."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from forms.evaluation.campuses import Campuses
from forms.evaluation.level import LevelEvaluation
from forms.evaluation.names import ResourceName, resource_names
from forms.evaluation.raw import LEVELS, RawSchool
from forms.evaluation.raw_columns import RawColumns
from forms.evaluation.resources import Relaxations
from forms.evaluation.sections import Sections
from forms.evaluation.standards import Standards
from forms.evaluation.taking_part import taking_part
from forms.evaluation.units import Excluded
from forms.expr.logic import conjunction
from forms.schooling import Section
from forms.spec import Pack
from forms.values import Maybe


@dataclass(frozen=True)
class DistrictEvaluation:
    """The whole district.

    Attributes:
        levels: The levels that have schools.
        excluded: Schools that take no part, with the reason.
        names: What the seven are called.
        outstanding: 学校标识码 of schools whose return has not been accepted.

    """

    levels: Mapping[Section, LevelEvaluation]
    excluded: tuple[Excluded, ...]
    names: tuple[ResourceName, ...]
    outstanding: tuple[str, ...] = ()

    @cached_property
    def passes(self) -> bool | None:
        """Both levels pass; unknown while a school is outstanding, or with no school at all."""
        unknown = [None] if self.outstanding or not self.levels else []
        return conjunction([*(level.passes for level in self.levels.values()), *unknown])


def evaluate(
    rows: RawColumns | Iterable[RawSchool],
    *,
    pack: Pack,
    settings: Mapping[str, Maybe] | None = None,
    outstanding: Sequence[str] = (),
    retired: Collection[str] = (),
) -> DistrictEvaluation:
    """Evaluate a district.

    Args:
        rows: One row per school and further campus, in any order.
        pack: Gives the standards and limits.
        settings: The bureau's settings (``setting.…`` → value); decides the relaxations.
        outstanding: 学校标识码 of schools that should have delivered and have not.
        retired: 学校标识码 of schools the bureau has taken off its list; their rows take no part.

    Raises:
        ValueError: A school has two main rows.

    """
    standards = Standards.of(pack)
    raw = rows if isinstance(rows, RawColumns) else RawColumns.of(rows)
    campuses = Campuses(raw, Relaxations.of(settings or {}))
    groups, excluded = taking_part(campuses, retired)
    levels = {
        level: LevelEvaluation(
            Sections(level, groups[level], campuses, standards.lines[level]),
            standards.cv_limits[level],
        )
        for level in LEVELS
        if groups[level]
    }
    return DistrictEvaluation(levels, excluded, resource_names(pack), tuple(outstanding))
