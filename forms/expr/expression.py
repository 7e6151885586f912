"""An expression: its text, what it depends on, and its value over a scope."""

from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Final

from forms.expr.compiler import compile_node
from forms.expr.failing import Search, search_for_failing
from forms.expr.nodes import Literal, Node
from forms.expr.operands import Quantity, quantities
from forms.expr.scope import Cells, Run, Scope
from forms.values import Maybe

_NO_CELLS: Cells = {}
NO_NAMES: Final[frozenset[str]] = frozenset()
"""One for all expressions: most sets of names are empty, and each would take 216 bytes."""


@dataclass(frozen=True)
class Expression:
    """A parsed expression.

    Two expressions are equal when their texts are.

    Attributes:
        text: As the author wrote it.
        root: Tree.
        names: Every name the value depends on: fields ``form.field``, tables ``form.table``,
            ``last.…``, ``stat.…``, ``setting.…``, ``period.…``.
        tables: Those of :attr:`names` that are read as tables.
        row_columns: Columns read as ``row.column``.
        cells: Columns read inside table calls, as ``form.table.column``.
        school_names: Names read inside ``dsum`` and ``dcount``: they belong to the schools' own
            returns and are not part of :attr:`names`.

    """

    text: str
    root: Node = field(compare=False, repr=False)
    names: frozenset[str] = field(default=NO_NAMES, compare=False, repr=False)
    tables: frozenset[str] = field(default=NO_NAMES, compare=False, repr=False)
    row_columns: frozenset[str] = field(default=NO_NAMES, compare=False, repr=False)
    cells: frozenset[str] = field(default=NO_NAMES, compare=False, repr=False)
    school_names: frozenset[str] = field(default=NO_NAMES, compare=False, repr=False)

    @cached_property
    def run(self) -> Run:
        """The compiled closure, made on first use: most expressions of a pack are never run."""
        return compile_node(self.root)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """What it is made of, each operand once; found out on first use."""
        return quantities(self.root)

    @cached_property
    def failing_part(self) -> Search:
        """Finds the part of a condition that makes it false; prepared on first use."""
        return search_for_failing(self.root)

    def evaluate(self, scope: Scope) -> Maybe:
        """Value over a scope, whole numbers as ``int``. Never raises for any values of a scope."""
        value = self.run(scope, _NO_CELLS)
        if type(value) is Fraction and value.denominator == 1:
            return value.numerator
        return value

    def fails(self, scope: Scope) -> bool:
        """Whether it is false over a scope: neither true nor unknown."""
        return self.run(scope, _NO_CELLS) is False


def parse(text: str) -> Expression:
    """Parse an expression.

    Raises:
        ExpressionError: The text is not of the language; names the column.

    """
    from forms.expr.parser import read  # a pack that is kept ready comes with its trees

    root, reading = read(text)
    return Expression(
        text,
        root,
        names=frozenset(reading.names) or NO_NAMES,
        tables=frozenset(reading.tables) or NO_NAMES,
        row_columns=frozenset(reading.row_columns) or NO_NAMES,
        cells=frozenset(reading.cells) or NO_NAMES,
        school_names=frozenset(reading.school_names) or NO_NAMES,
    )


def constant(text: str, value: int | Fraction | date | str | None) -> Expression:
    """An expression that is one value, also one the language has no spelling for.

    Args:
        text: How an author wrote it, for display.
        value: The value; ``None`` is missing.

    """
    return Expression(text, Literal(value))
