"""A list of rows: long names are wrapped, what is chosen is seen in each palette."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFontMetrics
from pytestqt.qtbot import QtBot

from ui.metrics import characters, line_height, unit
from ui.models.row_list import ListRow, RowLook
from ui.palettes import Scheme
from ui.parts.labels.texts import breakable
from ui.parts.page.cards import Page
from ui.parts.rows.row_list import RowDelegate, RowList
from ui.theme import Theme

NAME = "导出　第 1 号上报包，存为“3142100002-2024-0001.asice.age”"


def list_of(theme: Theme, qtbot: QtBot, *looks: RowLook) -> RowList:
    rows = RowList(theme, "修改记录")
    qtbot.addWidget(rows)
    rows.show_rows([ListRow(look, number) for number, look in enumerate(looks)])
    rows.resize(260, 200)
    with qtbot.waitExposed(rows):
        rows.show()
    return rows


def test_the_name_of_a_file_is_broken_at_its_joints(theme: Theme, qtbot: QtBot) -> None:
    rows = list_of(theme, qtbot, RowLook(NAME, lines=4), RowLook("无名", lines=4))
    metrics, wrap = QFontMetrics(rows.font()), int(Qt.TextFlag.TextWordWrap)
    room = QRect(0, 0, 180, 1000)
    assert metrics.boundingRect(room, wrap, NAME).width() > 180
    assert metrics.boundingRect(room, wrap, breakable(NAME)).width() <= 180
    whole = metrics.boundingRect(QRect(0, 0, 236, 1000), wrap, breakable(NAME))
    assert rows.visualRect(rows.rows.find(0)).height() >= whole.height()


@pytest.mark.parametrize("text", ["占地面积 32600 ㎡", "R-facilities-003", "2026-11-29 15:22:03"])
def test_what_is_short_stays_as_it_is(text: str) -> None:
    assert breakable(text) == text


@pytest.mark.parametrize(("scheme", "framed"), [(Scheme.LIGHT, False), (Scheme.CONTRAST, True)])
def test_in_high_contrast_the_chosen_row_has_a_frame(
    theme: Theme, qtbot: QtBot, scheme: Scheme, framed: bool
) -> None:
    theme.use(scheme)
    rows = list_of(theme, qtbot, RowLook("占地与校舍"), RowLook("体育设施"))
    rows.select(1)
    rows.clearFocus()
    image = rows.viewport().grab().toImage()
    row = rows.visualRect(rows.currentIndex())
    edge = [image.pixelColor(row.center().x(), row.top() + shift) for shift in range(4)]
    assert (theme.colour("muted") in edge) is framed
    theme.use(Scheme.LIGHT)


@pytest.mark.parametrize("scheme", list(Scheme))
def test_the_chosen_row_has_a_bar_that_is_seen_on_every_ground(
    theme: Theme, qtbot: QtBot, scheme: Scheme
) -> None:
    theme.use(scheme)
    rows = list_of(theme, qtbot, RowLook("占地与校舍"), RowLook("体育设施"))
    rows.select(1)
    rows.clearFocus()
    image = rows.viewport().grab().toImage()
    colours = []
    for number in range(2):
        row = rows.visualRect(rows.rows.index(number))
        left = (image.pixelColor(x, row.center().y()) for x in range(row.left(), row.left() + 6))
        colours.append(set(map(QColor.name, left)))
    accent = theme.colour("accent").name()
    assert [accent in found for found in colours] == [False, True]
    theme.use(Scheme.LIGHT)


def test_a_list_of_many_rows_gets_lower_before_its_page_scrolls(theme: Theme, qtbot: QtBot) -> None:
    page, rows = Page("修改记录"), RowList(theme, "修改记录")
    qtbot.addWidget(page)
    rows.show_rows([ListRow(RowLook(f"第 {number} 条"), number) for number in range(60)])
    rows.fit_height(most=20)
    wanted = rows.height()
    page.column.addWidget(rows)
    page.finish()
    page.resize(400, round(wanted * 0.8))
    with qtbot.waitExposed(page):
        page.show()
    qtbot.waitUntil(lambda: page.verticalScrollBar().maximum() == 0)
    assert line_height() * 5 < rows.height() < wanted
    page.resize(400, wanted * 2)
    qtbot.waitUntil(lambda: rows.height() == wanted)
    page.resize(400, line_height() * 9)
    qtbot.waitUntil(lambda: rows.height() == page.viewport().height())
    assert page.verticalScrollBar().maximum() > 0


def test_a_place_keeps_its_name_where_a_word_beside_it_has_no_room(
    theme: Theme, qtbot: QtBot
) -> None:
    rows = RowList(theme, "页面")
    qtbot.addWidget(rows)
    rows.show_rows([ListRow(RowLook("全区评估", icon="chart-column", trailing="未通过"), "page")])
    delegate = rows.itemDelegate()
    assert isinstance(delegate, RowDelegate)
    look, name = rows.rows.rows[0].look, rows.fontMetrics().horizontalAdvance("全区评估")
    assert delegate._text_width(look, name + unit(6)) >= name
    assert delegate._trailing_width(look, characters(14)) > 0
    assert "未通过" in rows.rows.index(0).data(Qt.ItemDataRole.ToolTipRole)


def test_the_second_line_goes_on_below_what_stands_beside_the_first(
    theme: Theme, qtbot: QtBot
) -> None:
    alone = RowLook("根证书", subtitle="有效期至 2036-11-30，此前一直可用")
    beside = RowLook(alone.title, subtitle=alone.subtitle, trailing="还有 3652 天")
    rows = list_of(theme, qtbot, alone, beside)
    rows.clearFocus()
    image = rows.viewport().grab().toImage()
    lines = []
    for number in range(2):
        row = rows.visualRect(rows.rows.find(number))
        lower = row.adjusted(0, row.height() // 2 + unit(0.5), 0, -unit(0.25))
        lines.append(image.copy(lower))
    assert lines[0] == lines[1]


def test_in_a_narrow_list_the_names_get_the_room_of_the_indents(theme: Theme, qtbot: QtBot) -> None:
    look = RowLook("校址与建设", icon="circle-check", indent=1)
    rows = list_of(theme, qtbot, look)
    delegate = rows.itemDelegate()
    assert isinstance(delegate, RowDelegate)
    narrow, wide = characters(8), characters(12)
    assert narrow - delegate._text_width(look, narrow) < wide - delegate._text_width(look, wide)
    assert delegate._text_width(look, narrow) >= characters(4)
