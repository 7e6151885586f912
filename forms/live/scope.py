"""The values of one open return, the way expressions ask for them."""

from collections.abc import Sequence

from forms.expr import Cells, Scope
from forms.live.context import LAST, Context
from forms.values import Maybe


class SheetScope:
    """A :class:`~forms.expr.Scope` over the live values of a sheet.

    Attributes:
        values: Name → exact value; field ids and the names of the context. The sheet writes it.
        value: Gives the value of a name; an unknown name is missing.
        tables: Table id → rows; a table without an entry has no rows. The sheet writes it.
        row: The row a row rule or a column is about at the moment.

    """

    __slots__ = ("_context", "row", "tables", "value", "values")

    def __init__(self, context: Context) -> None:
        self._context = context
        self.values: dict[str, Maybe] = context.names()
        # Not a method around it: a full check asks for three thousand values.
        self.value = self.values.get
        self.tables: dict[str, Sequence[Cells]] = {}
        self.row: Cells | None = None

    def rows(self, table: str) -> Sequence[Cells]:
        """Rows of a table, or of a table of the last return."""
        if table.startswith(LAST):
            return self._context.last_rows(table.removeprefix(LAST))
        return self.tables.get(table, ())

    def schools(self) -> Sequence[Scope]:
        """The accepted returns of the period; only a district's context has some."""
        return self._context.schools
