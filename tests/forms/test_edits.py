"""Edits and their inverses: undo(do(x)) is x."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.edits import (
    Await,
    DeleteRow,
    Edit,
    EditError,
    InsertRow,
    Justify,
    MarkEmpty,
    SetAnswer,
    SetCell,
)
from forms.effects import apply, apply_all
from forms.record import PackRef, Return, Row

EMPTY = Return("2142100001", 2024, PackRef("p", "1", ""))
FIELDS = st.sampled_from(["a.x", "a.y"])
TABLES = st.sampled_from(["a.t", "a.u"])
ROWS = st.sampled_from(["r1", "r2", "r3"])
TEXTS = st.sampled_from([None, "", "1", "二"])
CELLS = st.dictionaries(st.sampled_from(["c", "d"]), st.sampled_from(["1", "2"]))
EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(SetAnswer, FIELDS, TEXTS),
    st.builds(SetCell, TABLES, ROWS, st.sampled_from(["c", "d"]), TEXTS),
    st.builds(InsertRow, TABLES, st.integers(0, 3), st.builds(Row, ROWS, CELLS)),
    st.builds(DeleteRow, TABLES, ROWS),
    st.builds(MarkEmpty, TABLES, st.booleans()),
    st.builds(Justify, st.sampled_from(["R-a-001", "F4@a.x"]), TEXTS),
    st.builds(Await, st.sampled_from(["a.x", "a.t[r1]"]), st.booleans()),
)


def possible(record: Return, edits: list[Edit]) -> list[Edit]:
    """Those of the edits that can be applied one after the other."""
    found = []
    for edit in edits:
        try:
            record, _ = apply(record, edit)
        except EditError:
            continue
        found.append(edit)
    return found


@given(edits=st.lists(EDITS, max_size=20))
def test_inverses_bring_back_what_was_there(edits: list[Edit]) -> None:
    after, inverses = apply_all(EMPTY, possible(EMPTY, edits))
    before, again = apply_all(after, inverses)
    assert before == EMPTY
    assert apply_all(before, again)[0] == after


@given(edits=st.lists(EDITS, max_size=20), last=EDITS)
def test_one_inverse_undoes_one_edit(edits: list[Edit], last: Edit) -> None:
    record, _ = apply_all(EMPTY, possible(EMPTY, edits))
    try:
        changed, inverse = apply(record, last)
    except EditError:
        return
    assert apply(changed, inverse)[0] == record


@given(edits=st.lists(EDITS, max_size=20), last=EDITS)
def test_what_changes_nothing_makes_nothing_anew(edits: list[Edit], last: Edit) -> None:
    record, _ = apply_all(EMPTY, possible(EMPTY, edits))
    try:
        changed, _ = apply(record, last)
    except EditError:
        return
    assert (changed is record) is (changed == record)


def test_the_empty_text_is_never_stored() -> None:
    record, _ = apply(EMPTY, SetAnswer("a.x", ""))
    assert record.answers == {}
    record, _ = apply(EMPTY, SetCell("a.t", "r1", "c", ""))
    assert record.tables["a.t"] == (Row("r1", {}),)


def test_a_cell_of_a_fixed_row_not_yet_there_makes_the_row() -> None:
    record, inverse = apply(EMPTY, SetCell("a.t", "3", "c", "5"))
    assert record.tables["a.t"] == (Row("3", {"c": "5"}),)
    assert inverse == DeleteRow("a.t", "3")


def test_a_row_inserted_twice_or_deleted_twice_is_refused() -> None:
    record, _ = apply(EMPTY, InsertRow("a.t", 0, Row("r1", {})))
    with pytest.raises(EditError, match=r"表 a.t 已经有编号为“r1”的行"):
        apply(record, InsertRow("a.t", 0, Row("r1", {})))
    with pytest.raises(EditError, match=r"表 a.t 没有编号为“r7”的行"):
        apply(record, DeleteRow("a.t", "r7"))


def test_rows_are_inserted_before_the_one_at_the_place() -> None:
    record, _ = apply_all(
        EMPTY,
        [
            InsertRow("a.t", 0, Row("r1", {})),
            InsertRow("a.t", 0, Row("r2", {})),
            InsertRow("a.t", 1, Row("r3", {})),
        ],
    )
    assert [row.id for row in record.tables["a.t"]] == ["r2", "r3", "r1"]
