"""What the names of expressions are called: Chinese label, unit, and the field behind a name."""

from collections.abc import Mapping
from typing import Final

from forms.spec import Field, Pack, Table

_ROW: Final = "row."
_PREFIXES: Final[Mapping[str, str]] = {"last.": "上年", "stat.": "年报"}


class Labels:
    """The names of one pack.

    Of the whole pack: a rule of the bureau's form reads the schools' fields.
    """

    def __init__(self, pack: Pack) -> None:
        self._pack = pack
        self._facts = {
            **{fact.id: fact.label for fact in pack.period},
            **{setting.id: setting.label for setting in pack.settings},
        }

    def field(self, name: str, table: Table | None = None) -> Field | None:
        """The field or column a name reads; ``None`` for a total, a table or a fact of the context.

        Args:
            name: As it stands in an expression.
            table: The table that ``row.`` means.

        """
        if table is not None and name.startswith(_ROW):
            return table.by_id.get(name.removeprefix(_ROW))
        name = _without_prefix(name)
        if name in self._pack.fields:
            return self._pack.fields[name]
        owner, _, column = name.rpartition(".")
        found = self._pack.tables.get(owner)
        return None if found is None else found.by_id.get(column)

    def label(self, name: str, table: Table | None = None) -> tuple[str, str]:
        """Chinese label and unit of a name, see :data:`forms.expr.explain.Labels`."""
        prefix = next((word for start, word in _PREFIXES.items() if name.startswith(start)), "")
        item = self.field(name, table)
        if item is not None:
            return prefix + item.label, item.unit
        name = _without_prefix(name)
        found = self._pack.tables.get(name)
        return prefix + (found.label if found else self._facts.get(name, name)), ""


def _without_prefix(name: str) -> str:
    for start in _PREFIXES:
        name = name.removeprefix(start)
    return name
