"""What the names of expressions are called: Chinese label, unit, and the field behind a name."""

from collections.abc import Mapping
from functools import cache
from typing import Final, NamedTuple

from forms.spec import Field, Pack, Table

_ROW: Final = "row."
_PREFIXES: Final[Mapping[str, str]] = {"last.": "上年", "stat.": "年报"}


class _Named(NamedTuple):
    """What is known of a name."""

    field: Field | None
    label: str
    unit: str


class Labels:
    """The names of one pack, each looked up once.

    Of the whole pack: a rule of the bureau's form reads the schools' fields.
    """

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._facts = {
            **{fact.id: fact.label for fact in pack.period},
            **{setting.id: setting.label for setting in pack.settings},
        }
        self._named = cache(self._look_up)

    def field(self, name: str, table: Table | None = None) -> Field | None:
        """The field or column a name reads; ``None`` for a total, a table or a fact of the context.

        Args:
            name: As it stands in an expression.
            table: The table that ``row.`` means.

        """
        return self._named(_spelt_out(name, table)).field

    def label(self, name: str, table: Table | None = None) -> tuple[str, str]:
        """Chinese label and unit of a name, see :data:`forms.expr.explain.Labels`."""
        named = self._named(_spelt_out(name, table))
        return named.label, named.unit

    def _look_up(self, name: str) -> _Named:
        prefix = next((word for start, word in _PREFIXES.items() if name.startswith(start)), "")
        for start in _PREFIXES:
            name = name.removeprefix(start)
        field = self._field(name)
        if field is not None:
            return _Named(field, prefix + field.label, field.unit)
        table = self._pack.tables.get(name)
        label = self._facts.get(name, name) if table is None else table.label
        return _Named(None, prefix + label, "")

    def _field(self, name: str) -> Field | None:
        if name in self._pack.fields:
            return self._pack.fields[name]
        owner, _, column = name.rpartition(".")
        found = self._pack.tables.get(owner)
        return None if found is None else found.by_id.get(column)


def _spelt_out(name: str, table: Table | None) -> str:
    """Write a column of the row as a column of its table."""
    if table is not None and name.startswith(_ROW):
        return f"{table.id}.{name.removeprefix(_ROW)}"
    return name
