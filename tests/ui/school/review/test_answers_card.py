"""Every answer in one scroll: search, only what changed, from change to change, by keyboard."""

from dataclasses import replace
from itertools import combinations, product

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from operations.school.review.reading import AnswerLine
from tests.ui.keys import press
from ui.desktop import Desktop
from ui.metrics import characters
from ui.parts.page.cards import Page
from ui.school.review.answers_card import AnswersCard

LINES = (
    AnswerLine("a.one", "甲表", "学生数", "30", None, ()),
    AnswerLine("a.two", "甲表", "教师数", "5", "4", ()),
    AnswerLine("b.one", "乙表", "图书", "900", None, ("请核对",)),
    AnswerLine("b.two", "乙表", "桌椅", "31", "未填", ()),
)


@pytest.fixture
def card(qtbot: QtBot, desktop: Desktop) -> AnswersCard:
    made = AnswersCard(desktop)
    qtbot.addWidget(made)
    made.show()
    return made


def shown(card: AnswersCard) -> list[object]:
    return [row.payload for row in card.list.rows.rows]


def test_a_further_revision_shows_only_what_changed_until_all_is_wanted(card: AnswersCard) -> None:
    card.show_lines(LINES)
    assert shown(card) == ["form 甲表", "a.two", "form 乙表", "b.two"]
    assert card.count.text() == "2 项"
    card.only_changed.click()
    assert len(shown(card)) == 6
    card.show_lines(LINES)  # the same again does not take the choice back
    assert len(shown(card)) == 6


def test_a_first_revision_shows_all(card: AnswersCard) -> None:
    card.show_lines([line for line in LINES if line.before is None])
    assert shown(card) == ["form 甲表", "a.one", "form 乙表", "b.one"]
    assert not card.only_changed.isEnabled()
    look = card.list.rows.rows[3].look
    assert (look.icon, look.trailing) == ("message-square", "900")
    assert look.beside == ("请核对",)
    assert look.spoken == "图书，900，意见：请核对"


def heights(card: AnswersCard) -> dict[object, int]:
    rows = card.list.rows
    return {
        row.payload: card.list.visualRect(rows.index(number)).height()
        for number, row in enumerate(rows.rows)
    }


def ink(card: AnswersCard, address: str, colour: str) -> bool:
    """Whether a colour is painted in the right third of a row."""
    place = card.list.visualRect(card.list.rows.find(address))
    picture = card.list.viewport().grab(place).toImage()
    columns = range(picture.width() * 2 // 3, picture.width())
    found = product(columns, range(picture.height()))
    return any(picture.pixelColor(x, y).name() == colour for x, y in found)


def test_a_comment_stands_on_the_line_of_its_cell_and_makes_it_as_high_as_it_needs(
    card: AnswersCard, desktop: Desktop
) -> None:
    soft = desktop.theme.colour("query_soft").name()
    plain = [line for line in LINES if line.before is None]
    card.show_lines(plain)
    short = heights(card)
    assert ink(card, "b.one", soft)
    assert not ink(card, "a.one", soft)
    long = replace(
        plain[1], remarks=("与学籍系统里的数不符，请按学籍核对，写明原因。" * 3, "再看。")
    )
    card.show_lines([plain[0], long])
    high = heights(card)
    assert high["b.one"] > 2 * short["b.one"]
    assert high["a.one"] == short["a.one"]
    card.show_lines([plain[0], replace(plain[1], remarks=())])
    assert heights(card)["b.one"] == high["a.one"]
    assert not ink(card, "b.one", soft)


def test_what_the_program_calculated_is_told_apart(card: AnswersCard) -> None:
    card.show_lines([AnswerLine("a.sum", "甲表", "合计", "35", None, (), calculated=True)])
    look = card.list.rows.rows[1].look
    assert (look.icon, look.note, look.trailing) == ("calculator", "程序计算", "35")


@pytest.mark.parametrize("width", [60, 40, 26])
def test_what_leads_through_the_answers_never_lies_on_each_other(
    card: AnswersCard, width: int
) -> None:
    card.show_lines(LINES)
    card.resize(characters(width), card.heightForWidth(characters(width)))
    card.grab()
    parts = (card.search, card.only_changed, card.previous, card.following, card.count)
    for one, other in combinations(parts, 2):
        assert not one.geometry().intersects(other.geometry())
    assert all(part.geometry().right() < card.width() for part in parts)


def test_a_line_is_in_sight_where_the_page_is_lower_than_the_list(
    qtbot: QtBot, desktop: Desktop
) -> None:
    page, made = Page("审核"), AnswersCard(desktop)
    qtbot.addWidget(page)
    page.column.addWidget(made)
    page.finish()
    changed = AnswerLine("z.one", "丙表", "班额", "1", "2", ())
    made.show_lines([replace(LINES[0], address=f"a.{n}") for n in range(40)] + [changed])
    made.only_changed.click()
    page.resize(characters(50), characters(16))
    with qtbot.waitExposed(page):
        page.show()
    for go in (lambda: made.show_line("a.20"), lambda: made.show_line("a.1"), made.following.click):
        go()
        row = made.list.visualRect(made.list.currentIndex())
        assert made.list.viewport().visibleRegion().contains(row)
    assert made.list.current_payload() == "z.one"


def test_the_search_narrows_and_says_when_nothing_is_left(card: AnswersCard) -> None:
    card.show_lines(LINES)
    card.only_changed.click()
    card.search.setText("乙表 图")
    assert shown(card) == ["form 乙表", "b.one"]
    card.search.setText("没有")
    assert card.count.text() == "没有符合的项"
    card.only_changed.click()
    card.search.setText("表")
    assert card.count.text() == "2 项"
    card.search.setText("图书")
    assert card.count.text() == "改过的里没有，全部里有 1 项"


def test_the_keyboard_goes_from_change_to_change(card: AnswersCard, qtbot: QtBot) -> None:
    card.show_lines(LINES)
    card.only_changed.click()
    with qtbot.waitActive(card):
        card.activateWindow()
    card.search.setFocus()
    for key, modifier, place in (
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier, "a.two"),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier, "b.two"),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.NoModifier, "a.two"),
        (Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier, "b.two"),
    ):
        press(None, key, modifier)
        assert card.list.hasFocus()
        assert card.list.current_payload() == place


def test_a_line_is_shown_even_where_the_search_left_it_out(card: AnswersCard) -> None:
    card.show_lines(LINES)
    card.search.setText("教师")
    card.show_line("a.two")
    assert card.search.text() == "教师"
    card.show_line("b.one")
    assert (card.search.text(), card.only_changed.isChecked()) == ("", False)
    assert card.list.current_payload() == "b.one"
    card.search.setText("图书")
    assert not card.show_line("c.none")
    assert card.search.text() == "图书"
