"""Lines that are read, wrapped and ticked in a dialog."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QPushButton, QTableView, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.keys import press
from ui.metrics import characters
from ui.models.records import CellLook, Column, Record
from ui.palettes import Scheme
from ui.parts.rows.line_table import LineTable
from ui.parts.rows.record_table import RecordTable
from ui.theme import Theme

LONG = "【学生数】只填数字，不要带单位、文字或其他符号；没有的填 0，不知道的留空。"
LINES = [("冲突", "占地面积", "22600"), ("清空", "学校地址", LONG), ("将改", "图书", "1")]


@pytest.fixture
def table(theme: Theme, qtbot: QtBot) -> LineTable:
    del theme  # dresses the application
    made = LineTable("要改的", [("照文件", 6), ("位置", 8), ("说明", 0)], LINES)
    made.offer_tick(0, key="facilities.site_area")
    made.offer_tick(1, key="profile.address")
    qtbot.addWidget(made)
    made.resize(400, made.height())
    made.show()
    return made


def test_a_long_text_is_wrapped_not_cut(table: LineTable) -> None:
    table.grab()
    assert table.rowHeight(1) > table.rowHeight(0) == table.rowHeight(2)


def test_a_text_as_wide_as_its_column_is_wrapped_too(theme: Theme, qtbot: QtBot) -> None:
    del theme
    made = LineTable("要改的", [("位置", 8), ("说明", 0)], [("填" * 8, ""), ("填" * 6, "")])
    qtbot.addWidget(made)
    made.resize(400, made.height())
    made.grab()
    assert made.rowHeight(0) > made.rowHeight(1)


def test_what_is_ticked_is_told_by_its_key(table: LineTable) -> None:
    assert table.ticked() == frozenset()
    table.setCurrentCell(1, 0)
    press(table, Qt.Key.Key_Space)
    assert table.ticked() == {"profile.address"}
    table.tick_all()
    assert table.ticked() == {"facilities.site_area", "profile.address"}


def test_tab_leaves_the_lines(theme: Theme, qtbot: QtBot) -> None:
    del theme
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    lines, after = LineTable("要改的", [("位置", 0)], [("图书",)]), QPushButton("读入")
    column.addWidget(lines)
    column.addWidget(after)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    lines.setFocus()
    press(lines, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after


@pytest.mark.parametrize("scheme", list(Scheme))
def test_a_box_is_seen_in_every_palette(table: LineTable, theme: Theme, scheme: Scheme) -> None:
    theme.use(scheme)
    try:
        empty = corner(table)
        table.tick_all()
        assert corner(table) != empty
        assert len(colours(empty)) > 1  # a frame on the ground
    finally:
        theme.use(Scheme.LIGHT)


def corner(table: LineTable) -> QImage:
    """Where the first box is."""
    place = table.visualRect(table.model().index(0, 0))
    return table.viewport().grab(place.adjusted(0, 0, 30 - place.width(), 0)).toImage()


def colours(image: QImage) -> set[int]:
    return {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}


@pytest.mark.parametrize(("scheme", "framed"), [(Scheme.LIGHT, False), (Scheme.CONTRAST, True)])
def test_in_high_contrast_the_chosen_line_has_a_frame(
    table: LineTable, theme: Theme, scheme: Scheme, framed: bool
) -> None:
    theme.use(scheme)
    try:
        table.setCurrentCell(2, 1)
        image = table.viewport().grab().toImage()
        for column in range(2):
            cell = table.visualRect(table.model().index(2, column))
            edges = (image.pixelColor(cell.left() + 1, y) for y in (cell.top(), cell.bottom()))
            assert [edge == theme.colour("muted") for edge in edges] == [framed, framed]
    finally:
        theme.use(Scheme.LIGHT)


@pytest.mark.parametrize("percent", [100, 200])
def test_a_heading_begins_where_its_cells_do(theme: Theme, qtbot: QtBot, percent: int) -> None:
    theme.resize(percent)
    theme.use(Scheme.LIGHT)
    try:
        lines = LineTable("要改的", [("位置", 10), ("说明", 0)], [("位置", "说明")] * 2)
        register = RecordTable(theme, "学校", [Column("a", "位置", 10), Column("b", "说明", 10)])
        close = RecordTable(
            theme, "指标", [Column("a", "位置", 10), Column("b", "说明", 10)], margin=0.5
        )
        cells = (CellLook("位置"), CellLook("说明"))
        for made in (lines, register, close):
            qtbot.addWidget(made)
        for made in (register, close):
            made.show_records([Record("r1", cells), Record("r2", cells)])
        for made in (lines, register, close):
            made.resize(characters(30), 300)
            with qtbot.waitExposed(made):
                made.show()
            starts = [[first_ink(part) for part in pair] for pair in columns_of(made)]
            assert all(abs(heading - cell) <= 1 for heading, cell in starts), starts
    finally:
        theme.resize(100)
        theme.use(Scheme.LIGHT)


def columns_of(table: QTableView) -> Iterator[tuple[QImage, QImage]]:
    """Pictures of the heading and of the second cell of each column, cut at the same left edge."""
    header = table.horizontalHeader()
    for column in range(2):
        cell = table.visualRect(table.model().index(1, column)).adjusted(0, 2, -4, -2)
        above = QRect(cell.left(), 2, cell.width(), header.height() - 4)
        yield header.viewport().grab(above).toImage(), table.viewport().grab(cell).toImage()


def first_ink(image: QImage) -> int:
    """The first column, in pixels, that is darker than the ground."""
    ground = image.pixelColor(image.width() - 1, 0).lightness()
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return next(x for x, y in places if image.pixelColor(x, y).lightness() < ground - 60)


@pytest.mark.parametrize(("width", "is_narrow"), [(70, False), (34, True)])
@pytest.mark.usefixtures("theme")
def test_no_column_becomes_a_few_characters_wide(
    qtbot: QtBot, width: float, is_narrow: bool
) -> None:
    headings = (("位置", 12), ("原来", 8), ("填入", 18), ("说明", 0))
    table = LineTable("将要填入的内容", headings, [("第 3 行", "8", "1", "不能填入。")])
    qtbot.addWidget(table)
    table.resize(characters(width), 300)
    with qtbot.waitExposed(table):
        table.show()
    widths = [table.columnWidth(column) for column in range(4)]
    assert widths[3] >= characters(10)
    assert (widths[0] < characters(12)) is is_narrow
    assert widths[1] == characters(8)
    assert sum(widths) <= table.viewport().width() + 4
