"""Dialogs are as high as they need, and where the screen is lower only one thing in them scrolls."""

from itertools import product

import pytest
from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QListWidget, QPlainTextEdit
from pytestqt.qtbot import QtBot

from ui.dialogs.prompts import PromptDialog
from ui.metrics import characters, line_height, unit
from ui.palettes import PALETTES, Scheme
from ui.parts.controls.buttons import button
from ui.parts.labels.texts import text_label
from ui.parts.layout.fitting import FittingColumn
from ui.parts.page.strips import MessageStrip

pytestmark = pytest.mark.usefixtures("theme")
SENTENCE = "存为 PDF 再打印。没有签名的内容每页都带“草稿”字样。"


def column_with_a_list(qtbot: QtBot, lines: int) -> tuple[FittingColumn, QPlainTextEdit]:
    column, box = FittingColumn(), QPlainTextEdit()
    qtbot.addWidget(column)
    box.setFixedHeight(line_height() * lines)
    column.column.addWidget(text_label("说明"))
    column.column.addWidget(box)
    return column, box


@pytest.mark.parametrize("spare", [0, 2, 5, 9])
def test_no_width_at_which_a_sentence_just_fits_brings_a_scroll_bar(
    qtbot: QtBot, spare: int
) -> None:
    dialog = PromptDialog(None, title="打印哪些表", text=SENTENCE, icon="printer")
    qtbot.addWidget(dialog)
    needed = dialog.fontMetrics().horizontalAdvance(SENTENCE) + spare
    dialog.setMinimumWidth(needed + unit(6))
    dialog.add_buttons("存为 PDF")
    with qtbot.waitExposed(dialog):
        dialog.show()
    middle = dialog.findChild(FittingColumn)
    assert middle is not None
    assert not middle.verticalScrollBar().isVisible()
    assert middle.verticalScrollBar().maximum() == 0


def test_a_list_becomes_lower_before_the_whole_scrolls_and_gets_its_height_back(
    qtbot: QtBot,
) -> None:
    column, box = column_with_a_list(qtbot, lines=20)
    column.fit(400, most=line_height() * 14)
    assert column.height() == line_height() * 14
    assert line_height() * 6 < box.height() < line_height() * 20
    column.fit(400, most=line_height() * 40)
    assert box.minimumHeight() == line_height() * 20


def test_no_list_becomes_lower_than_can_be_read(qtbot: QtBot) -> None:
    column, box = column_with_a_list(qtbot, lines=20)
    column.fit(400, most=line_height() * 4)
    assert box.minimumHeight() == line_height() * 5
    assert column.height() == line_height() * 4


def test_a_height_given_since_then_is_kept(qtbot: QtBot) -> None:
    column, box = column_with_a_list(qtbot, lines=20)
    column.fit(400, most=line_height() * 10)
    box.setFixedHeight(line_height() * 3)
    column.fit(400, most=line_height() * 40)
    assert box.minimumHeight() == line_height() * 3


@pytest.mark.parametrize(("width", "apart"), [(60, False), (24, True)])
def test_buttons_that_are_too_wide_together_stand_in_two_rows(
    qtbot: QtBot, width: int, apart: bool
) -> None:
    dialog = PromptDialog(None, title="备份与恢复", text=SENTENCE, icon="history")
    qtbot.addWidget(dialog)
    dialog.setMinimumWidth(characters(width))
    beside = [button(text) for text in ("别处的备份(&E)…", "看内容(&V)…", "哪些不同(&D)…")]
    for place, made in enumerate(beside):
        dialog.buttons.insertWidget(place, made)
    dialog.add_buttons("恢复这一份", "关闭")
    with qtbot.waitExposed(dialog):
        dialog.show()
    row = dialog.accept_button.mapTo(dialog, QPoint()).y()
    assert (beside[0].mapTo(dialog, QPoint()).y() < row) is apart
    for made in (*beside, dialog.accept_button):
        assert made.width() >= made.sizeHint().width()
        assert dialog.rect().contains(QRect(made.mapTo(dialog, QPoint()), made.size()))


def low_dialog(qtbot: QtBot) -> tuple[PromptDialog, MessageStrip]:
    """A dialog that is higher than its screen, with a strip at its end that says nothing yet."""
    dialog = PromptDialog(None, title="核对文件", text=SENTENCE * 80, icon="shield-check")
    qtbot.addWidget(dialog)
    strip = MessageStrip(closable=False)
    dialog.body.addWidget(strip)
    dialog.add_buttons("关闭", "")
    with qtbot.waitActive(dialog):
        dialog.show()
    return dialog, strip


def test_a_sentence_that_comes_is_brought_into_sight_whole(qtbot: QtBot) -> None:
    dialog, strip = low_dialog(qtbot)
    strip.say("不相符", tone="error", detail=SENTENCE * 3)
    dialog.bring(strip)
    assert strip.height() > line_height() * 3
    assert strip.visibleRegion().boundingRect() == strip.rect()


def test_the_bar_shows_that_keys_scroll(qtbot: QtBot) -> None:
    dialog, _ = low_dialog(qtbot)
    middle = dialog.findChild(FittingColumn)
    assert middle is not None
    bar = middle.verticalScrollBar()
    accent = PALETTES[Scheme.LIGHT].accent.lower()
    seen = []
    for part in (middle, dialog.accept_button):
        part.setFocus()
        image = bar.grab().toImage()
        places = product(range(image.width()), range(image.height()))
        seen.append(any(image.pixelColor(x, y).name() == accent for x, y in places))
    assert seen == [True, False]


def test_where_the_whole_scrolls_a_list_shows_all_its_rows(qtbot: QtBot) -> None:
    column, rows = FittingColumn(), QListWidget()
    qtbot.addWidget(column)
    rows.addItems([f"第 {number} 行" for number in range(30)])
    rows.setFixedHeight(line_height() * 10)
    column.column.addWidget(text_label("说明\n" * 6))
    column.column.addWidget(rows)
    column.fit(400, most=line_height() * 7)
    column.show()
    row = rows.sizeHintForRow(0)
    assert row * 30 <= rows.height() < row * 32
    assert column.verticalScrollBar().maximum() > 0
    column.activateWindow()
    rows.setFocus()
    qtbot.waitUntil(rows.hasFocus)
    rows.setCurrentRow(29)
    assert column.verticalScrollBar().value() > row * 20
    with qtbot.waitSignal(column.outgrown):
        rows.clear()
    column.fit(400, most=line_height() * 40)
    assert rows.minimumHeight() == line_height() * 10


def test_a_list_that_fills_what_is_seen_of_the_column_keeps_its_bar(qtbot: QtBot) -> None:
    column, rows = FittingColumn(), QListWidget()
    qtbot.addWidget(column)
    rows.addItems([f"第 {number} 行" for number in range(30)])
    rows.setFixedHeight(line_height() * 10)
    column.column.addWidget(text_label("说明\n" * 12))
    column.column.addWidget(rows)
    column.fit(400, most=line_height() * 12)
    assert rows.minimumHeight() == line_height() * 12
