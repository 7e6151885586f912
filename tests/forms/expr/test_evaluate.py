"""Values of expressions: exact numbers, three-valued logic, two ways of being unknown."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from forms.expr import constant, parse
from forms.values import NA, Maybe
from tests.forms.expr.dict_scope import DictScope, value_of

HALF = Fraction(1, 2)
DAY = date(2024, 9, 1)

CASES: list[tuple[str, dict[str, Maybe], Maybe]] = [
    # arithmetic
    ("a.x + a.y", {"x": 2, "y": 3}, 5),
    ("a.x - a.y * 2", {"x": 2, "y": 3}, -4),
    ("a.x / a.y", {"x": 1, "y": 3}, Fraction(1, 3)),
    ("a.x / a.y", {"x": 6, "y": 3}, 2),
    ("a.x / a.y", {"x": 6, "y": 0}, None),
    ("a.x / 0.0", {"x": HALF}, None),
    ("a.x + a.y", {"x": HALF, "y": HALF}, 1),
    ("a.x * 0.9", {"x": 10}, 9),
    ("a.x - a.y", {"x": Decimal("2.50"), "y": HALF}, 2),
    ("-a.x", {"x": 3}, -3),
    ("-a.x", {"x": NA}, NA),
    ("-a.x", {"x": "3"}, None),
    ("a.x + a.y", {"x": 1, "y": None}, None),
    ("a.x + a.y", {"x": 1, "y": NA}, NA),
    ("a.x + a.y", {"x": None, "y": NA}, NA),
    ("a.x + a.y", {"x": 1, "y": True}, None),
    ("a.x + a.y", {"x": 1, "y": "1"}, None),
    ("a.x + '/' + a.y", {"x": "5", "y": "b"}, "5/b"),
    ("a.x - a.y", {"x": "5", "y": "b"}, None),
    ("a.x * a.y", {"x": "5", "y": 3}, None),
    ("a.x - a.y", {"x": DAY, "y": DAY}, None),
    # comparison
    ("a.x == 3", {"x": 3}, True),
    ("a.x != 3", {"x": 3}, False),
    ("a.x < a.y", {"x": 1, "y": 2}, True),
    ("a.x <= a.y", {"x": HALF, "y": HALF}, True),
    ("a.x > 0.49", {"x": HALF}, True),
    ("a.x >= 1", {"x": Decimal("0.99")}, False),
    ("1 <= a.x <= 3", {"x": 2}, True),
    ("1 <= a.x <= 3", {"x": 4}, False),
    ("1 <= a.x <= 3", {"x": None}, None),
    ("a.x == 'b'", {"x": "b"}, True),
    ("a.x > '08:00'", {"x": "08:20"}, True),
    ("a.x == 3", {"x": "3"}, None),
    ("a.x == '3'", {"x": 3}, None),
    ("a.x == 1", {"x": True}, None),
    ("a.x == a.y", {"x": True, "y": True}, True),
    ("a.x < a.y", {"x": False, "y": True}, None),
    ("a.x == a.y", {"x": ("b",), "y": ("b",)}, True),
    ("a.x < a.y", {"x": ("b",), "y": ("c",)}, None),
    ("a.x <= a.y", {"x": DAY, "y": date(2024, 9, 2)}, True),
    ("a.x <= a.y", {"x": DAY, "y": "2024-09-02"}, None),
    ("a.x == 3", {"x": None}, None),
    ("a.x == 3", {"x": NA}, NA),
    ("a.x == a.y", {"x": None, "y": NA}, NA),
    # membership
    ("a.x in ('1', '2')", {"x": "2"}, True),
    ("a.x in ('1', '2')", {"x": "3"}, False),
    ("a.x not in ('1', '2')", {"x": "3"}, True),
    ("a.x not in ('1', '2')", {"x": "1"}, False),
    ("a.x in ('1', '2')", {"x": 1}, None),
    ("a.x in ('1', '2')", {"x": None}, None),
    ("a.x in ('1', '2')", {"x": NA}, NA),
    ("a.x in (1, 2.5)", {"x": Fraction(5, 2)}, True),
    ("a.x in (1, 2)", {"x": 3}, False),
    ("a.x not in (1, 2)", {"x": 3}, True),
    ("a.x in (1, 2)", {"x": "1"}, None),
    ("a.x in ()", {"x": "1"}, False),
    ("a.x in (1, 'b')", {"x": "b"}, True),
    ("'b' in a.x", {"x": ("b", "c")}, True),
    ("'b' in a.x", {"x": NA}, NA),
    ("'b' in a.x", {"x": None}, None),
    ("'b' in a.x", {"x": "b"}, None),
    ("a.x in grades_of('junior')", {"x": "7"}, True),
    # logic
    ("a.x and a.y", {"x": True, "y": True}, True),
    ("a.x and a.y", {"x": None, "y": False}, False),
    ("a.x and a.y", {"x": None, "y": True}, None),
    ("a.x and a.y", {"x": NA, "y": None}, NA),
    ("a.x and a.y", {"x": None, "y": NA}, NA),
    ("a.x and a.y", {"x": 1, "y": True}, None),
    ("a.x or a.y", {"x": False, "y": False}, False),
    ("a.x or a.y", {"x": None, "y": True}, True),
    ("a.x or a.y", {"x": None, "y": False}, None),
    ("a.x or a.y", {"x": NA, "y": None}, NA),
    ("a.x or a.y", {"x": None, "y": NA}, NA),
    ("not a.x", {"x": True}, False),
    ("not a.x", {"x": False}, True),
    ("not a.x", {"x": None}, None),
    ("not a.x", {"x": NA}, NA),
    ("not a.x", {"x": 0}, None),
    ("implies(a.x, a.y)", {"x": True, "y": False}, False),
    ("implies(a.x, a.y)", {"x": True, "y": None}, None),
    ("implies(a.x, a.y)", {"x": True, "y": 5}, None),
    ("implies(a.x, a.y)", {"x": False, "y": None}, True),
    ("implies(a.x, a.y)", {"x": None, "y": True}, True),
    ("implies(a.x, a.y)", {"x": None, "y": False}, None),
    ("implies(a.x, a.y)", {"x": NA, "y": False}, NA),
    ("1 if a.x else 2", {"x": True}, 1),
    ("1 if a.x else 2", {"x": False}, 2),
    ("1 if a.x else 2", {"x": None}, None),
    ("1 if a.x else 2", {"x": NA}, NA),
    ("1 if a.x else 2", {"x": 3}, None),
    # having a value
    ("na0(a.x)", {"x": NA}, 0),
    ("na0(a.x)", {"x": None}, None),
    ("na0(a.x)", {"x": 4}, 4),
    ("blank0(a.x)", {"x": NA}, 0),
    ("blank0(a.x)", {"x": None}, 0),
    ("blank0(a.x)", {"x": 4}, 4),
    ("given(a.x)", {"x": 0}, True),
    ("given(a.x)", {"x": None}, False),
    ("given(a.x)", {"x": NA}, False),
    ("missing(a.x)", {"x": 0}, False),
    ("missing(a.x)", {"x": None}, True),
    ("missing(a.x)", {"x": NA}, True),
    ("largest(a.x, a.y, 2)", {"x": 1, "y": 3}, 3),
    ("largest(a.x, a.y)", {"x": 1, "y": NA}, 1),
    ("largest(a.x, a.y)", {"x": 1, "y": None}, None),
    ("largest(a.x, a.y)", {"x": NA, "y": NA}, NA),
    ("largest(a.x, a.y)", {"x": 1, "y": "2"}, None),
    ("smallest(a.x, 2, 0.5)", {"x": 1}, HALF),
    # the rest
    ("True", {}, True),
    ("row.x", {}, None),
]


@pytest.mark.parametrize(("text", "names", "expected"), CASES)
def test_an_expression_has_this_value(text: str, names: dict[str, Maybe], expected: Maybe) -> None:
    value = value_of(text, **names)
    assert value == expected
    assert type(value) is type(expected)


def test_row_reads_the_row_being_checked() -> None:
    expression = parse("row.x + row.y")
    assert expression.evaluate(DictScope(row={"x": 1, "y": 2})) == 3
    assert expression.evaluate(DictScope(row={"x": 1})) is None
    assert expression.evaluate(DictScope()) is None


@pytest.mark.parametrize("value", [7, HALF, DAY, "08:20", None])
def test_a_constant_is_its_value(value: int | Fraction | date | str | None) -> None:
    made = constant("as written", value)
    assert made.evaluate(DictScope()) == value
    assert made.names == frozenset()
    assert made.text == "as written"
