"""What an expression is evaluated over."""

from collections.abc import Callable, Mapping, Sequence
from typing import Protocol

from forms.values import Maybe

Cells = Mapping[str, Maybe]
"""One row: column id → value. A column that is absent is missing."""


class Scope(Protocol):
    """The values of one return, as calculations see them.

    Values are exact (:func:`forms.values.exact`): ``int``, ``Fraction``, ``bool``, ``str``,
    ``date``, a tuple of codes; ``None`` is missing, ``NA`` not applicable.
    """

    @property
    def row(self) -> Cells | None:
        """The row ``row.column`` reads; ``None`` where an expression is not about a row."""
        ...

    def value(self, name: str) -> Maybe:
        """Value of a field, ``last.…``, ``stat.…``, ``setting.…`` or ``period.…`` name."""
        ...

    def rows(self, table: str) -> Sequence[Cells]:
        """Rows of a table (``form.table`` or ``last.form.table``).

        A table that is not relevant, that is marked 本表无数据, or that nobody has filled yet gives
        no rows.
        """
        ...

    def schools(self) -> Sequence["Scope"]:
        """For the district form: one scope per accepted return of the period; else empty."""
        ...


Run = Callable[[Scope, Cells], Maybe]
"""A compiled node: its value over a scope and the row of the table call around it."""
