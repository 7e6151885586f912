"""What depends on what, and in which order it is calculated."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.expr import parse
from forms.live.dependency import CycleError, column_order, in_order, item_order, readers, reads
from forms.spec import Table
from tests.forms.live.mini import ITEMS, TOTALS, question

NAMES = st.sampled_from("abcdefgh")


@given(needs=st.dictionaries(NAMES, st.sets(NAMES, max_size=3)))
def test_each_name_stands_behind_those_it_needs_or_there_is_a_circle(
    needs: dict[str, set[str]],
) -> None:
    order: tuple[str, ...] = ()
    circle: tuple[str, ...] = ()
    try:
        order = in_order(needs)
    except CycleError as error:
        circle = error.names
    for name, needed in itertools.pairwise(circle):
        assert needed in needs[name]
    if circle:
        assert circle[0] == circle[-1]
        return
    assert set(order) == set(needs)
    for name, needed_names in needs.items():
        for needed in needed_names & needs.keys():
            assert order.index(needed) < order.index(name)


def test_a_circle_is_named() -> None:
    items = [
        question("a.x", calculate="a.y + 1"),
        question("a.y", calculate="a.z"),
        question("a.z", when="a.x > 0"),
    ]
    with pytest.raises(CycleError, match=r"a\.x → a\.y → a\.z → a\.x"):
        item_order(items)


def test_fields_that_need_nothing_keep_their_order() -> None:
    order = [item.id for item in item_order((*ITEMS, *TOTALS))]
    assert order.index("a.pupils") < order.index("a.boys") < order.index("a.half")
    assert order.index("a.kind") < order.index("a.has_b") < order.index("a.only_b")


def test_columns_stand_behind_those_of_their_row_they_are_made_of() -> None:
    table = Table(
        "a.t",
        "表",
        columns=(
            question("sum", calculate="row.x + row.y"),
            question("x", when="row.y > 0"),
            question("y"),
        ),
        key=(),
    )
    assert [column.id for column in column_order(table)] == ["y", "x", "sum"]


def test_readers_are_found_by_name() -> None:
    assert readers({0: ["a", "b"], 1: ["b"]}) == {"a": (0,), "b": (0, 1)}


def test_an_expression_reads_its_tables_and_their_columns() -> None:
    found = reads(parse("sum_of(b.classes, each.enrolled, each.grade == a.kind) > a.x"))
    assert found == {"b.classes", "b.classes.enrolled", "b.classes.grade", "a.kind", "a.x"}
