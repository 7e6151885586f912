"""Which part of a false condition makes it false."""

from collections.abc import Mapping

import pytest

from forms.expr import Cells, culprit_cell, culprits, parse
from forms.expr.culprit_row import CulpritCell
from forms.values import Maybe
from tests.forms.expr.dict_scope import DictScope

VALUES: Mapping[str, Maybe] = {"a.x": 3, "a.y": 0, "a.z": 9}
ROW: Cells = {"p": 0, "q": 4, "r": 0, "kind": "7"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a.x > 5", ("a.x",)),
        ("a.x > 0 and a.y > 0", ("a.y",)),
        ("a.x > 0 and a.y == 0 and a.z < a.x", ("a.z", "a.x")),
        ("a.y > 0 or a.x > 5", ("a.y",)),
        ("implies(a.x > 0, a.z <= a.x)", ("a.z", "a.x")),
        ("a.y > 0 if a.x > 0 else a.z > 0", ("a.y",)),
        ("a.y > 0 if a.y > 0 else a.z < 0", ("a.z",)),
        ("implies(row.kind == '7', row.q > 0 and row.r > 0)", ("row.r",)),
        ("row.p + row.q + row.r == 0", ("row.q", "row.p", "row.r")),
        ("row.p + row.r > 0", ("row.p", "row.r")),
        ("not a.x == 3", ("a.x",)),
        ("count_of(t.rows) > 2", ("t.rows",)),
        ("a.x > 0 and a.z > 0", ("a.x", "a.z")),  # nothing fails: all of it
        ("True", ()),
    ],
)
def test_the_failing_part_is_named(text: str, names: tuple[str, ...]) -> None:
    scope = DictScope(VALUES, {"t.rows": []}, row=ROW)
    assert culprits(parse(text), scope) == names


ROWS: list[Cells] = [
    {"no": "01", "name": "甲", "deaths": 0, "offered": True},
    {"no": "00", "name": "乙", "deaths": None, "offered": False},
    {"no": "02", "name": "甲", "deaths": 2, "offered": False},
]


@pytest.mark.parametrize(
    ("text", "row", "column"),
    [
        ("none_of(t.rows, each.no == '00')", 1, "no"),
        ("a.x == 3 and none_of(t.rows, each.no == '02')", 2, "no"),
        ("all_of(t.rows, each.offered, each.no != '00')", 2, "offered"),
        ("distinct_of(t.rows, each.name) == count_of(t.rows)", 2, "name"),
        ("distinct_of(t.rows, each.no + each.name) == count_of(t.rows)", None, ""),
        ("sum_of(t.rows, each.deaths) == 0", 2, "deaths"),
        ("count_of(t.rows, each.offered) == 3", 1, "offered"),
        ("count_of(t.rows, each.no == '01') >= 2", None, ""),
        ("sum_of(t.rows, each.deaths) <= a.y", None, ""),
        ("none_of(t.none, each.no == '00')", None, ""),
        ("all_of(t.rows, a.x > 3)", None, ""),
        ("count_of(t.rows) == 2", None, ""),
        ("distinct_of(t.rows, each.no) == 5", None, ""),
    ],
)
def test_the_row_whose_doing_it_is_is_named(text: str, row: int | None, column: str) -> None:
    scope = DictScope(VALUES, {"t.rows": ROWS})
    found = culprit_cell(parse(text), scope)
    assert found == (None if row is None else CulpritCell("t.rows", row, column))
