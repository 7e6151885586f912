"""A scope made of plain dictionaries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from forms.expr import Cells, Scope, parse
from forms.values import Maybe


@dataclass(frozen=True)
class DictScope:
    values: Mapping[str, Maybe] = field(default_factory=dict)
    tables: Mapping[str, Sequence[Cells]] = field(default_factory=dict)
    row: Cells | None = None
    returns: Sequence[Scope] = ()

    def value(self, name: str) -> Maybe:
        return self.values.get(name)

    def rows(self, table: str) -> Sequence[Cells]:
        return self.tables.get(table, ())

    def schools(self) -> Sequence[Scope]:
        return self.returns


def value_of(text: str, /, **names: Maybe) -> Maybe:
    """Evaluate a text over ``a.name`` values."""
    return parse(text).evaluate(DictScope({f"a.{name}": value for name, value in names.items()}))
