"""What a sheet shows: cells, rows, progress, order."""

import gc
import weakref
from decimal import Decimal
from fractions import Fraction

import pytest

from forms.edits import (
    DeleteRow,
    Edit,
    EditError,
    InsertRow,
    MarkEmpty,
    SetAnswer,
    SetCell,
)
from forms.live.engine import Engine, IndicatorState, Period, Sheet, make_context
from forms.record import Row
from forms.values import NA
from tests.forms.live.mini import ENGINE, PACK, context, record

CLASS = {"grade": "1", "name": "1", "enrolled": "30", "girls": "10"}


@pytest.fixture
def sheet() -> Sheet:
    answers = {"a.kind": "b", "a.pupils": "30", "a.girls": "10", "a.area": "268.5", "a.code": "x"}
    return ENGINE.open(record(answers, classes=(CLASS,)), context())


def test_an_input_has_raw_text_value_and_display(sheet: Sheet) -> None:
    cell = sheet.cell("a.area")
    assert (cell.raw, cell.value, cell.text) == ("268.5", Decimal("268.5"), "268.5")
    assert cell.relevant
    assert not cell.calculated


def test_a_calculated_field_is_exact_inside_and_rounded_on_screen(sheet: Sheet) -> None:
    cell = sheet.cell("a.share")
    assert (cell.raw, cell.value, cell.text) == (None, Fraction(100, 3), "33.3")
    assert cell.calculated


def test_missing_zero_not_applicable_and_wrong_are_four_things(sheet: Sheet) -> None:
    sheet.apply_all([SetAnswer("a.girls", None), SetAnswer("a.pupils", "0")])
    sheet.apply_all([SetAnswer("a.kind", "a"), SetAnswer("a.area", "很大")])
    assert (sheet.cell("a.girls").value, sheet.cell("a.girls").text) == (None, "")
    assert (sheet.cell("a.pupils").value, sheet.cell("a.pupils").text) == (0, "0")
    assert (sheet.cell("a.only_b").value, sheet.cell("a.only_b").text) == (NA, "不适用")
    wrong = sheet.cell("a.area")
    assert (wrong.value, wrong.text) == (None, "很大")
    assert wrong.fault
    assert (sheet.cell("a.boys").value, sheet.cell("a.boys").text) == (None, "")


def test_a_question_of_unknown_relevance_is_not_asked_and_its_value_is_missing() -> None:
    sheet = ENGINE.open(record(), context())
    assert not sheet.is_relevant("a.only_b")
    assert sheet.value("a.only_b") is None
    assert not sheet.is_relevant("b.rooms")


def test_what_is_typed_is_kept_while_it_does_not_concern_the_school(sheet: Sheet) -> None:
    sheet.apply(SetAnswer("a.only_b", "7"))
    sheet.apply(SetAnswer("a.kind", "a"))
    hidden = sheet.cell("a.only_b")
    assert (hidden.raw, hidden.value, hidden.relevant) == ("7", NA, False)
    sheet.apply(SetAnswer("a.kind", "b"))
    assert sheet.cell("a.only_b").value == 7


def test_a_fixed_table_shows_the_rows_the_school_has_typed_in_or_not(sheet: Sheet) -> None:
    assert [(row.id, row.title) for row in sheet.rows("b.hours")] == [("1", "一年级")]
    sheet.apply(InsertRow("b.classes", 1, Row("r2", {"grade": "3", "name": "1"})))
    assert [row.id for row in sheet.rows("b.hours")] == ["1", "3"]
    assert sheet.cell("b.hours[3].grade").value == "3"
    delta = sheet.apply(DeleteRow("b.classes", "r2"))
    assert [row.id for row in sheet.rows("b.hours")] == ["1"]
    assert {"b.classes", "b.hours"} <= delta.tables
    assert [row.id for row in sheet.rows("b.days")] == ["a", "b"]


def test_a_delta_names_the_forms_to_refresh(sheet: Sheet) -> None:
    assert sheet.apply(SetAnswer("a.code", "123456")).forms() == {"a"}
    assert sheet.apply(SetAnswer("a.pupils", "31")).forms() == {"a", "b"}
    assert sheet.apply(SetAnswer("a.pupils", "31")).forms() == frozenset()


def test_unknown_addresses_are_no_cells(sheet: Sheet) -> None:
    for address in ("a.nothing", "b.classes[r1].nothing", "b.classes[r9].girls", "d.sum"):
        with pytest.raises(KeyError):
            sheet.cell(address)


def test_problems_stand_in_the_order_of_the_page(sheet: Sheet) -> None:
    sheet.apply(InsertRow("b.classes", 0, Row("r2", {"grade": "2", "name": "1"})))
    addresses = [problem.address for problem in sheet.problems]
    assert addresses == sorted(
        addresses,
        key=[
            *("a.has_rooms", "a.only_b", "a.code", "b.classes[r2].enrolled", "b.classes[r2].girls"),
            *("b.classes[r2].boarders", "b.classes[r1].enrolled", "b.classes[r1].boarders"),
            *("b.hours[1].used", "b.hours[2].used"),
        ].index,
    )


def test_progress_counts_what_is_asked_and_what_is_filled(sheet: Sheet) -> None:
    first, second = sheet.progress("a")
    assert (first.title, first.filled, first.total) == ("一", 4, 6)
    assert (first.errors, second.errors, second.hints) == (2, 1, 0)
    classes, totals = sheet.progress("b")
    # Four cells of the class (boarders is blank), one cell of the hours; days ask for nothing.
    assert (classes.filled, classes.total) == (4, 6)
    assert totals.is_done
    with pytest.raises(KeyError):
        sheet.progress("d")


def test_a_table_without_rows_is_one_thing_to_do() -> None:
    sheet = ENGINE.open(record({"a.has_rooms": "yes"}), context())
    assert sheet.progress("b")[0].total == 2
    sheet.apply(MarkEmpty("b.rooms", empty=True))
    assert (sheet.progress("b")[0].filled, sheet.progress("b")[0].total) == (1, 2)


def test_an_explained_query_no_longer_counts_as_one() -> None:
    from forms.edits import Justify

    sheet = ENGINE.open(record({"a.pupils": "300"}), context())
    before = sheet.progress("a")[0]
    sheet.apply(Justify("R-a-002", "因 2024 年扩班，见批复。"))
    after = sheet.progress("a")[0]
    assert (before.queries - after.queries, after.explained) == (1, 1)


REFUSED: dict[str, tuple[Edit, str]] = {
    "no such field": (SetAnswer("a.nothing", "1"), "没有“a.nothing”这个指标"),
    "the bureau's field": (SetAnswer("d.sum", "1"), "没有“d.sum”这个指标"),
    "a calculated field": (SetAnswer("a.boys", "1"), "由程序计算"),
    "no such table": (SetCell("b.none", "r1", "x", "1"), "没有“b.none”这张表"),
    "no such column": (SetCell("b.classes", "r1", "x", "1"), "没有“x”这一列"),
    "a calculated column": (SetCell("b.classes", "r1", "boys", "1"), "由程序计算，不能填写"),
    "the key of a fixed row": (SetCell("b.hours", "1", "grade", "2"), "印在表上，不能修改"),
    "no such free row": (SetCell("b.classes", "r7", "girls", "2"), "没有编号为“r7”的行"),
    "no such fixed row": (SetCell("b.hours", "9", "hours", "2"), "没有编号为“9”的行"),
    "a new row in a fixed table": (InsertRow("b.hours", 0, Row("r1", {})), "的行是固定的"),
    "a row twice": (InsertRow("b.classes", 0, Row("r1", {})), "已经有编号为“r1”的行"),
    "a row nowhere": (InsertRow("b.classes", 5, Row("r2", {})), "没有第 6 行这个位置"),
    "a row before the first": (InsertRow("b.classes", -1, Row("r2", {})), "没有第 0 行这个位置"),
    "a cell that is not there": (
        InsertRow("b.classes", 0, Row("r2", {"x": "1"})),
        "没有可以填写的“x”列",
    ),
    "a calculated cell": (
        InsertRow("b.classes", 0, Row("r2", {"boys": "1"})),
        "没有可以填写的“boys”列",
    ),
    "deleting nothing": (DeleteRow("b.classes", "r5"), "没有要删除的这一行"),
    "marking a fixed table": (MarkEmpty("b.hours", empty=True), "不用标记"),
}


@pytest.mark.parametrize(("edit", "message"), REFUSED.values(), ids=REFUSED)
def test_an_edit_of_what_is_not_there_is_refused_in_words(
    sheet: Sheet, edit: Edit, message: str
) -> None:
    before = sheet.record
    with pytest.raises(EditError, match=message):
        sheet.apply(edit)
    assert sheet.record is before


def test_a_fixed_row_can_be_put_back_by_an_undo(sheet: Sheet) -> None:
    sheet.apply(SetCell("b.hours", "1", "used", "yes"))
    sheet.apply(DeleteRow("b.hours", "1"))
    assert sheet.cell("b.hours[1].used").raw is None
    sheet.apply(InsertRow("b.hours", 0, Row("1", {"used": "yes"})))
    assert sheet.cell("b.hours[1].used").value is True


def test_the_engine_normalises_and_finds_items() -> None:
    assert ENGINE.normalise("a.area", "２６８．５") == "268.50"
    assert ENGINE.normalise("b.classes[r1].grade", "一年级") == "1"
    assert ENGINE.normalise("a.area", "很大") == "很大"
    assert ENGINE.item("a.area").label == "面积"
    assert ENGINE.item("b.classes[r1].grade").label == "年级"


def test_figures_have_states_texts_and_gaps(sheet: Sheet) -> None:
    figure = sheet.indicators["L4_primary"]
    assert (figure.text, figure.state, figure.gap) == ("8.95", IndicatorState.REACHED, None)
    sheet.apply(SetAnswer("a.area", "120"))
    figure = sheet.indicators["L4_primary"]
    assert (figure.text, figure.label, figure.gap) == ("4.00", "达到85%", Fraction(1, 2))
    sheet.apply(SetAnswer("a.area", "30"))
    assert sheet.indicators["L4_primary"].label == "不达标"
    assert (sheet.indicators["G1"].text, sheet.indicators["G1"].label) == ("否", "不达标")
    assert (sheet.indicators["N1"].text, sheet.indicators["N1"].label) == ("30", "只显示")
    assert sheet.indicators["N1"].gap is None
    assert sheet.indicators["N1"].shown == Fraction(100, 3)
    assert (sheet.indicators["N2"].text, sheet.indicators["N2"].label) == ("b", "只显示")
    assert sheet.indicators["C1"].state is IndicatorState.MISSING
    sheet.apply(SetAnswer("a.area", None))
    assert (sheet.indicators["L4_primary"].text, sheet.indicators["L4_primary"].label) == (
        "缺",
        "缺数据",
    )
    assert sheet.indicators["L4_primary"].gap is None


def test_the_bureaus_side_adds_up_the_schools() -> None:
    schools = [ENGINE.open(record({"a.pupils": text}), context()).scope for text in ("30", "12")]
    bureau = Engine(PACK, "bureau").open(record(), context(schools=tuple(schools)))
    assert bureau.value("d.sum") == 42
    assert bureau.indicators["D1"].value == 42
    assert bureau.problems == ()
    assert bureau.apply_all([]).forms() == frozenset()


def test_settings_and_statistics_are_read_as_their_fields_are() -> None:
    made = make_context(
        PACK,
        period=Period.of(2024),
        settings={"setting.limit": "7", "setting.mode": "x", "setting.none": " "},
        stat={"a.pupils": "31", "a.girls": "多", "a.unknown": "1"},
    )
    assert made.settings == {"setting.limit": 7, "setting.mode": None, "setting.none": None}
    assert made.stat == {"a.pupils": 31, "a.girls": None}
    assert make_context(PACK, period=Period.of(2024)).settings["setting.mode"] == "a"


def test_a_sheet_nobody_holds_goes_without_the_garbage_collector() -> None:
    made = ENGINE.open(record({"a.pupils": "30"}, classes=(CLASS,)), context())
    kept = weakref.ref(made._findings)
    gc.disable()
    try:
        del made
        assert kept() is None
    finally:
        gc.enable()
