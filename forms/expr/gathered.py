"""What reading an expression gathers beside its tree."""

import ast
from dataclasses import dataclass, field

from forms.expr.errors import ExpressionError


@dataclass(slots=True)
class GatheredNames:
    """What reading one expression gathers besides the tree."""

    source: bytes
    names: set[str] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)
    row_columns: set[str] = field(default_factory=set)
    cells: set[str] = field(default_factory=set)
    school_names: set[str] = field(default_factory=set)
    table: str = ""
    in_district: bool = False
    depth: int = 0

    def depends_on(self, name: str) -> None:
        """Note a name; inside ``dsum`` and ``dcount`` it is one of each school's own return."""
        (self.school_names if self.in_district else self.names).add(name)

    def refuse(self, node: ast.expr, message: str) -> ExpressionError:
        """Make the error for a node; ``ast`` counts columns in bytes, people in characters."""
        before = self.source[: node.col_offset].decode(errors="ignore")
        return ExpressionError(message, len(before) + 1)

    def written(self, node: ast.expr) -> str:
        """Text of a node as the author wrote it."""
        return self.source[node.col_offset : node.end_col_offset].decode(errors="ignore")

    def excerpt(self, node: ast.expr) -> str:
        """Text of a node, shortened for a message."""
        text = self.written(node)
        return text if len(text) <= 40 else f"{text[:39]}…"
