"""What the failing part of a condition reads: the fields or cells one of which is wrong."""

from forms.expr import nodes
from forms.expr.expression import Expression
from forms.expr.scope import Cells, Scope

_NO_CELLS: Cells = {}
_UPPER_BOUNDS = frozenset({nodes.Relation.EQUAL, nodes.Relation.LESS, nodes.Relation.LESS_EQUAL})


def culprits(condition: Expression, scope: Scope) -> tuple[str, ...]:
    """Names the failing part of a false condition reads, the likeliest first.

    Names are those of :attr:`Expression.names` and ``row.column`` for a cell of the row checked. Of
    ``p + q == 0`` it is the one that is not zero.
    """
    part = condition.failing_part(scope)
    names = list(part.read)
    if isinstance(part.node, nodes.Comparison) and part.node.relations[0] in _UPPER_BOUNDS:
        names.sort(key=lambda name: not part.read[name](scope, _NO_CELLS))
    return tuple(names)
