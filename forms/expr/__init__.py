"""The expression language of form packs: rules, relevance, calculations, indicators.

Python's expression syntax, cut down to what a form author needs (forms catalogue 1.5, 1.6), parsed
into a tree of our own, compiled once to closures, and evaluated over a :class:`Scope`. Evaluation
is total: whatever values a scope holds, the answer is a value, missing (``None``) or ``NA``.

    >>> parse("a.x + 1 <= 3").names
    frozenset({'a.x'})
"""

from forms.expr.culprit import culprits
from forms.expr.culprit_row import culprit_cell
from forms.expr.errors import ExpressionError
from forms.expr.explain import Labelled, Labels, explain, labelled, valued
from forms.expr.expression import Expression, constant, parse
from forms.expr.scope import Cells, Scope

__all__ = [
    "Cells",
    "Expression",
    "ExpressionError",
    "Labelled",
    "Labels",
    "Scope",
    "constant",
    "culprit_cell",
    "culprits",
    "explain",
    "labelled",
    "parse",
    "valued",
]
