"""The tree of an expression. Frozen, comparable, and without any trace of Python's own ``ast``."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

Constant = bool | int | Fraction | str
"""What an author can write out."""


Plain = Constant | date | tuple[Constant, ...] | None
"""What a literal can hold."""


class Arithmetic(StrEnum):
    """Signs between numbers."""

    ADD = "+"
    SUBTRACT = "-"
    MULTIPLY = "*"
    DIVIDE = "/"


class Relation(StrEnum):
    """Signs between values that are compared."""

    EQUAL = "=="
    UNEQUAL = "!="
    LESS = "<"
    LESS_EQUAL = "<="
    GREATER = ">"
    GREATER_EQUAL = ">="


class Owner(StrEnum):
    """Whose cell is read: that of the row being checked, or of each row of a table call."""

    ROW = "row"
    EACH = "each"


@dataclass(frozen=True, slots=True)
class Literal:
    """A constant: number, text, truth value, or a tuple of those.

    A date and "missing" have no spelling in the language; they come in as :func:`forms.expr.constant`.
    """

    value: Plain


@dataclass(frozen=True, slots=True)
class Name:
    """A field or fact: ``pupils.enrolled_total``, ``last.pupils.enrolled_total``."""

    name: str


@dataclass(frozen=True, slots=True)
class ColumnOfRow:
    """``row.column`` or ``each.column``; ``table`` is that of the table call, else empty."""

    owner: Owner
    column: str
    table: str = ""


@dataclass(frozen=True, slots=True)
class Operation:
    """Arithmetic between two operands."""

    sign: Arithmetic
    left: "Node"
    right: "Node"


@dataclass(frozen=True, slots=True)
class Negative:
    """Minus in front of a number."""

    operand: "Node"


@dataclass(frozen=True, slots=True)
class Comparison:
    """``first ≤ second ≤ third``: the operands are one more than the relations."""

    relations: tuple[Relation, ...]
    operands: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Membership:
    """``item in collection``, or ``not in``."""

    item: "Node"
    collection: "Node"
    negated: bool


@dataclass(frozen=True, slots=True)
class All:
    """``and``."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Any:
    """``or``."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """``not``."""

    operand: "Node"


@dataclass(frozen=True, slots=True)
class Conditional:
    """``then if condition else otherwise``."""

    condition: "Node"
    then: "Node"
    otherwise: "Node"


@dataclass(frozen=True, slots=True)
class Call:
    """A call without a table, e.g. ``pct(a, b)``."""

    function: str
    arguments: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class TableCall:
    """A call over the rows of a table; ``item`` or ``where`` may be absent."""

    function: str
    table: str
    item: "Node | None"
    where: "Node | None"


@dataclass(frozen=True, slots=True)
class DistrictCall:
    """``dsum`` or ``dcount`` over the accepted returns; ``dcount`` has no item."""

    function: str
    item: "Node | None"
    where: "Node | None"


Node = (
    Literal
    | Name
    | ColumnOfRow
    | Operation
    | Negative
    | Comparison
    | Membership
    | All
    | Any
    | Not
    | Conditional
    | Call
    | TableCall
    | DistrictCall
)


def children(node: Node) -> tuple[Node, ...]:  # noqa: PLR0911 - one return for each kind of node
    """Direct parts of a node, in reading order."""
    match node:
        case Literal() | Name() | ColumnOfRow():
            return ()
        case Operation(_, left, right):
            return (left, right)
        case Negative(operand) | Not(operand):
            return (operand,)
        case Comparison(_, operands):
            return operands
        case Membership(item, collection, _):
            return (item, collection)
        case All(parts) | Any(parts):
            return parts
        case Conditional(condition, then, otherwise):
            return (condition, then, otherwise)
        case Call(_, arguments):
            return arguments
        case _:
            return tuple(part for part in (node.item, node.where) if part is not None)
