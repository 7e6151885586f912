"""After any edits a sheet says the same as one opened afresh."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
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
from forms.live.engine import (
    Cell,
    Context,
    Delta,
    IndicatorValue,
    LastReturn,
    RowState,
    SectionProgress,
    Sheet,
)
from forms.problems import Problem
from forms.record import Row
from tests.forms.live.mini import CLASSES, ENGINE, HOURS, ITEMS, TOTALS, context, record

TEXTS = st.sampled_from(
    [
        *(None, "0", "1", "7", "20", "45", "120", "1500", "3000", "-1", "x", "12.5", "1.234"),
        *("a", "b", "a,b", "yes", "no", "是", "2024-03-01", "2031-01-01", "07:30", "09:15"),
        *("123456", "名", "1/2"),
    ]
)
FIELDS = [item.id for item in (*ITEMS, *TOTALS)]
COLUMNS = [column.id for column in CLASSES.columns]
ROW_IDS = st.sampled_from(["r1", "r2", "r3", "r4"])
KEYS = ["R-a-002", "R-b-003", "F4@a.pupils", "R-b-002@b.classes[r1]", "F4@b.classes[r1].enrolled"]

CELLS = st.dictionaries(
    st.sampled_from(["grade", "name", "enrolled", "girls"]),
    st.sampled_from(["1", "2", "3", "30", "200", "x"]),
)
EDITS: st.SearchStrategy[Edit] = st.one_of(
    st.builds(SetAnswer, st.sampled_from(FIELDS), TEXTS),
    st.builds(SetCell, st.just("b.classes"), ROW_IDS, st.sampled_from(COLUMNS), TEXTS),
    st.builds(
        SetCell,
        st.just("b.hours"),
        st.sampled_from(["1", "2", "3", "9"]),
        st.sampled_from([column.id for column in HOURS.columns]),
        TEXTS,
    ),
    st.builds(SetCell, st.just("b.rooms"), ROW_IDS, st.sampled_from(["room", "area"]), TEXTS),
    st.builds(SetCell, st.just("b.days"), st.sampled_from(["a", "b"]), st.just("count"), TEXTS),
    st.builds(
        InsertRow,
        st.sampled_from(["b.classes", "b.rooms"]),
        st.integers(0, 3),
        st.builds(Row, ROW_IDS, CELLS.map(lambda cells: dict(list(cells.items())[:2]))),
    ),
    st.builds(InsertRow, st.just("b.classes"), st.integers(0, 3), st.builds(Row, ROW_IDS, CELLS)),
    st.builds(DeleteRow, st.sampled_from(["b.classes", "b.rooms", "b.hours"]), ROW_IDS),
    st.builds(MarkEmpty, st.sampled_from(["b.rooms", "b.classes", "b.hours"]), st.booleans()),
    st.builds(Await, st.sampled_from(["a.pupils", "b.hours[1]", "b.rooms[r1]"]), st.booleans()),
    st.builds(
        Justify,
        st.sampled_from(KEYS),
        st.sampled_from([None, "情况属实", "因 2024 年扩班，见批复。", "上年说过的 2023 年的话。"]),
    ),
)
LAST = LastReturn(
    values={"a.pupils": 45},
    tables={"b.hours": ({"hours": 3}, {"hours": 4})},
    justifications=frozenset({"上年说过的 2023 年的话。"}),
)
CONTEXTS = st.sampled_from([context(), context(last=LAST), context(stat={"a.pupils": 45})])


@dataclass(frozen=True)
class Said:
    """All a sheet says, for comparing."""

    cells: list[Cell]
    rows: dict[str, tuple[RowState, ...]]
    row_cells: list[Cell]
    relevant: dict[str, bool]
    problems: tuple[Problem, ...]
    indicators: dict[str, IndicatorValue]
    progress: list[tuple[SectionProgress, ...]]


def everything(sheet: Sheet) -> Said:
    rows = {table: sheet.rows(table) for table in sheet.plan.tables}
    return Said(
        cells=[sheet.cell(name) for name in sheet.plan.fields],
        rows=rows,
        row_cells=[
            sheet.cell(f"{table}[{row.id}].{column}")
            for table, shown in rows.items()
            for row in shown
            for column in sheet.plan.tables[table].column_ids
        ],
        relevant={name: sheet.is_relevant(name) for name in sheet.plan.places},
        problems=sheet.problems,
        indicators=sheet.indicators,
        progress=[sheet.progress(form.id) for form in sheet.plan.forms],
    )


def follow(sheet: Sheet, edits: Sequence[Edit]) -> list[Delta]:
    deltas = []
    for edit in edits:
        try:
            deltas.append(sheet.apply(edit))
        except EditError:
            continue
    return deltas


@settings(max_examples=300, deadline=None)
@given(context=CONTEXTS, edits=st.lists(EDITS, max_size=25))
def test_an_edited_sheet_equals_a_fresh_one(context: Context, edits: list[Edit]) -> None:
    sheet = ENGINE.open(record(), context)
    follow(sheet, edits)
    assert everything(sheet) == everything(ENGINE.open(sheet.record, context))


@settings(max_examples=200, deadline=None)
@given(first=st.lists(EDITS, max_size=15), edit=EDITS)
def test_a_delta_names_everything_that_is_different(first: list[Edit], edit: Edit) -> None:
    sheet = ENGINE.open(record(), context())
    follow(sheet, first)
    before = everything(sheet)
    problems = {problem.key: problem for problem in sheet.problems}
    try:
        delta = sheet.apply(edit)
    except EditError:
        assert everything(sheet) == before
        return
    after = everything(sheet)
    for old, new in zip(before.cells, after.cells, strict=True):
        assert old == new or new.address in delta.addresses
    old_cells = {cell.address: cell for cell in before.row_cells}
    for cell in after.row_cells:
        assert old_cells.get(cell.address) == cell or cell.address in delta.addresses
    for name, row_states in after.rows.items():
        ids = [row.id for row in row_states]
        assert [row.id for row in before.rows[name]] == ids or name in delta.tables
    now = {problem.key: problem for problem in sheet.problems}
    assert {p.key for p in delta.problems_added} == now.keys() - problems.keys()
    assert {p.key for p in delta.problems_removed} == problems.keys() - now.keys()
    changed = {key for key in now.keys() & problems.keys() if now[key] != problems[key]}
    assert {p.key for p in delta.problems_changed} == changed
    assert delta.problems_touched == (sheet.problems != tuple(problems.values()))
    old_values, new_values = before.indicators, after.indicators
    assert delta.indicators == {k for k in new_values if new_values[k] != old_values[k]}


@settings(max_examples=150, deadline=None)
@given(first=st.lists(EDITS, max_size=15), second=st.lists(EDITS, max_size=15))
def test_reset_takes_another_record_and_names_the_difference(
    first: list[Edit], second: list[Edit]
) -> None:
    sheet, other = ENGINE.open(record(), context()), ENGINE.open(record(), context())
    follow(sheet, first)
    follow(other, second)
    before = {cell.address: cell for cell in everything(sheet).cells}
    problems = {problem.key: problem for problem in sheet.problems}
    delta = sheet.reset(other.record)
    assert everything(sheet) == everything(other)
    now = {problem.key: problem for problem in sheet.problems}
    assert {p.key for p in delta.problems_added} == now.keys() - problems.keys()
    assert {p.key for p in delta.problems_removed} == problems.keys() - now.keys()
    for cell in everything(sheet).cells:
        assert before[cell.address] == cell or cell.address in delta.addresses


@settings(max_examples=150, deadline=None)
@given(edits=st.lists(EDITS, max_size=12))
def test_a_batch_does_what_its_edits_do_one_by_one(edits: list[Edit]) -> None:
    single = ENGINE.open(record(), context())
    admitted = []
    for edit in edits:
        try:
            single.apply(edit)
            admitted.append(edit)
        except EditError:
            continue
    batch = ENGINE.open(record(), context())
    batch.apply_all(admitted)
    assert batch.record == single.record
    assert everything(batch) == everything(single)


def test_a_batch_with_one_bad_edit_changes_nothing() -> None:
    sheet = ENGINE.open(record(), context())
    before = everything(sheet)
    with pytest.raises(EditError, match="由程序计算"):
        sheet.apply_all([SetAnswer("a.pupils", "3"), SetAnswer("a.boys", "3")])
    assert everything(sheet) == before
