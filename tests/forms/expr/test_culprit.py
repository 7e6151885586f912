"""Which part of a false condition makes it false."""

from collections.abc import Mapping

import pytest

from forms.expr import Cells, culprits, parse
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
        ("True", ()),
    ],
)
def test_the_failing_part_is_named(text: str, names: tuple[str, ...]) -> None:
    scope = DictScope(VALUES, {"t.rows": []}, row=ROW)
    assert culprits(parse(text), scope) == names
