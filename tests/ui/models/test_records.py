"""The model behind every table of the bureau: rows, search, filters, order, words."""

from dataclasses import replace
from fractions import Fraction

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from ui.models.records import CellLook, Column, Record, RecordModel
from ui.palettes import Scheme
from ui.parts.rows.record_table import RecordTable
from ui.theme import Theme

COLUMNS = (Column("name", "学校", 8, stretch=True), Column("figure", "数值", 5, right=True))


def record(name: str, value: int | Fraction | None, *tags: str) -> Record:
    text = "缺" if value is None else str(value)
    cells = (CellLook(name, tip=f"{name}全称"), CellLook(text, note="达标", order=value))
    return Record(name, cells, search=f"{name} AB", tags=frozenset(tags))


ROWS = (
    record("云杉小学", 30, "passing"),
    record("青石小学", None, "unknown"),
    record("Bamboo", Fraction(5, 2), "failing"),
)


@pytest.fixture
def model(qapp: QApplication) -> RecordModel:
    made = RecordModel(COLUMNS, qapp)
    made.show_records(ROWS)
    return made


@pytest.fixture
def table(qtbot: QtBot, theme: Theme) -> RecordTable:
    made = RecordTable(theme, "各校", COLUMNS, lines=2)
    qtbot.addWidget(made)
    made.resize(600, 300)
    made.show_records(ROWS)
    made.show()
    return made


def names(model: RecordModel) -> list[str]:
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_the_model_keeps_qts_rules(qtmodeltester: ModelTester, model: RecordModel) -> None:
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]
    model.show_records([])
    assert model.rowCount() == 0


def test_the_filtered_model_keeps_qts_rules(qtmodeltester: ModelTester, model: RecordModel) -> None:
    model.search("小学")
    assert model.rowCount() == 2
    qtmodeltester.check(model)  # type: ignore[no-untyped-call]


def test_cells_say_in_words_what_they_show(model: RecordModel) -> None:
    spoken = model.index(0, 1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "数值：30，达标"
    assert model.index(0, 0).data(Qt.ItemDataRole.ToolTipRole) == "云杉小学全称"
    assert model.headerData(1, Qt.Orientation.Horizontal) == "数值"


def test_figures_lean_to_the_right(model: RecordModel) -> None:
    side = model.index(0, 1).data(Qt.ItemDataRole.TextAlignmentRole)
    assert side & Qt.AlignmentFlag.AlignRight


def test_nothing_can_be_typed_into_a_register(model: RecordModel) -> None:
    assert not model.flags(model.index(0, 0)) & Qt.ItemFlag.ItemIsEditable
    assert model.flags(QModelIndex()) == Qt.ItemFlag.NoItemFlags


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Qt.SortOrder.AscendingOrder, ["Bamboo", "云杉小学", "青石小学"]),
        (Qt.SortOrder.DescendingOrder, ["云杉小学", "Bamboo", "青石小学"]),
    ],
)
def test_missing_figures_come_last_both_ways(
    model: RecordModel, order: Qt.SortOrder, expected: list[str]
) -> None:
    model.sort(1, order)
    assert names(model) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ["云杉小学", "青石小学", "Bamboo"]),
        ("小学", ["云杉小学", "青石小学"]),
        ("云 ab", ["云杉小学"]),
        ("BAMBOO", ["Bamboo"]),
        ("没有", []),
    ],
)
def test_every_word_searched_for_must_be_there(
    model: RecordModel, text: str, expected: list[str]
) -> None:
    model.search(text)
    assert names(model) == expected


def test_search_and_tag_work_together(model: RecordModel) -> None:
    model.only("unknown")
    assert names(model) == ["青石小学"]
    model.search("云杉")
    assert names(model) == []
    model.only("")
    assert names(model) == ["云杉小学"]


def test_the_chosen_row_stays_chosen_when_rows_change(table: RecordTable) -> None:
    table.select("青石小学", column=1)
    table.show_records([record("新来的", 1), *ROWS])
    assert table.current_key() == "青石小学"
    assert table.current_column_id() == "figure"


def test_columns_keep_within_the_table_when_it_is_shown_with_more_rows_than_fit(
    qtbot: QtBot, theme: Theme
) -> None:
    columns = (
        Column("kind", "种类", 9.5),
        Column("title", "内容", 15, stretch=True),
        Column("sentence", "看到了什么", 24, stretch=True, yields=1),
    )
    made = RecordTable(theme, "规律", columns)
    qtbot.addWidget(made)
    made.resize(900, 1200)
    made.show()
    QApplication.processEvents()
    made.hide()
    made.show_records([Record(n, (CellLook("雷同"),) * 3) for n in range(40)])
    made.select_first()
    made.resize(520, 200)
    made.show()
    QApplication.processEvents()
    seen = [n for n in range(3) if not made.isColumnHidden(n)]
    assert seen == [0, 1]
    assert sum(map(made.columnWidth, seen)) == made.viewport().width()


def test_a_change_of_one_row_does_not_reset_the_table(qtbot: QtBot, table: RecordTable) -> None:
    changed = (record("云杉小学", 31, "passing"), *ROWS[1:])
    with (
        qtbot.waitSignal(table.records.dataChanged),
        qtbot.assertNotEmitted(table.records.modelReset),
    ):
        table.show_records(changed)


def test_rows_below_one_another_that_change_are_told_at_once(model: RecordModel) -> None:
    told: list[tuple[int, int]] = []
    model.dataChanged.connect(lambda top, bottom: told.append((top.row(), bottom.row())))
    rows = [Record(n, (CellLook(str(n)), CellLook("待处理"))) for n in range(6)]
    model.show_records(rows)
    done = [replace(row, cells=(row.cells[0], CellLook("已接收"))) for row in rows]
    model.show_records([*done[:3], rows[3], done[4], rows[5]])
    model.show_records(done)
    model.show_records(done)
    assert told == [(0, 2), (4, 4), (3, 3), (5, 5)]


def test_enter_opens_the_row_and_arrows_walk(qtbot: QtBot, table: RecordTable) -> None:
    table.select_first()
    QTest.keyClick(table, Qt.Key.Key_Down)
    with qtbot.waitSignal(table.chosen) as caught:
        QTest.keyClick(table, Qt.Key.Key_Return)
    assert caught.args == ["青石小学"]


def test_a_row_can_be_copied(table: RecordTable, qtbot: QtBot) -> None:
    table.select_first()
    QTest.keySequence(table, QKeySequence(QKeySequence.StandardKey.Copy))
    assert QApplication.clipboard().text() == "云杉小学\t30，达标"


def test_tab_leaves_the_table(table: RecordTable) -> None:
    assert not table.tabKeyNavigation()


def test_a_cell_is_painted_in_both_schemes(table: RecordTable, theme: Theme) -> None:
    light = table.grab().toImage()
    theme.use(Scheme.DARK)
    assert table.grab().toImage() != light
    theme.use(Scheme.LIGHT)
