"""A school as the district sees it: the values of its accepted return, or nothing but its entry."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from forms.expr import Cells, Scope
from forms.values import Maybe

Tables = Callable[[str], Sequence[Cells]]
"""Gives the rows of a table of one return."""


def no_tables(_table: str) -> Sequence[Cells]:
    """The tables of a school of which nothing is known."""
    return ()


@dataclass(frozen=True)
class SchoolScope:
    """The values of one school for ``dsum``, ``dcount`` and the checks of every school.

    Attributes:
        values: Field id → exact value; what is absent is missing.
        common: Name → value of the settings and the period: the bureau's, the same for all schools.
        tables: Gives the rows of its tables.

    """

    values: Mapping[str, Maybe]
    common: Mapping[str, Maybe] = field(default_factory=dict)
    tables: Tables = no_tables

    @property
    def row(self) -> Cells | None:
        """None: this is no row of a table."""
        return None

    def value(self, name: str) -> Maybe:
        """Value of a field, setting or fact of the period."""
        found = self.values.get(name)
        return self.common.get(name) if found is None else found

    def rows(self, table: str) -> Sequence[Cells]:
        return self.tables(table)

    def schools(self) -> Sequence[Scope]:
        """None: this is one school."""
        return ()


@dataclass(frozen=True)
class DistrictSchool:
    """One school of the district.

    Attributes:
        code: 学校标识码.
        name: School name.
        accepted: Whether there is an accepted return; without one all its figures are unknown.
        scope: Its values.
        returned: Whether it has reported and the bureau has sent that back; it is not accepted then.

    """

    code: str
    name: str
    accepted: bool
    scope: SchoolScope
    returned: bool = False

    @property
    def type(self) -> str:
        """Code of the 办学类型, ``""`` if not known."""
        return str(self.scope.value("profile.school_type") or "")
