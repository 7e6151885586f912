"""The evaluation seen: pictures with their tables by keyboard, copied, saved, and within a small window."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from pypdf import PdfReader
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from forms.evaluation import FigureKey
from forms.pictures import Chart, Room
from forms.pictures.picture import Dot, Label
from tests.ui.bureau.conftest import District, shown
from tests.ui.bureau.district import enlarge
from tests.ui.keys import press
from ui.bureau.evaluation.evaluation_page import EvaluationPage
from ui.bureau.evaluation.figure_page import FigurePage
from ui.bureau.face import BureauFace
from ui.desktop import Desktop
from ui.metrics import characters
from ui.palettes import Scheme
from ui.parts.layout.overflow import OverflowRow
from ui.pictures.painter import ChartKind, file_of
from ui.pictures.view import PictureView
from ui.theme import Theme

EMPTY = Chart("小学　七项差异系数", "没有参加评估的小学，没有可以画的图。", Room(500, 200))


@pytest.fixture
def page(
    district: District, open_face: Callable[[Path], BureauFace]
) -> tuple[BureauFace, EvaluationPage]:
    """The evaluation of a district of some twenty schools."""
    enlarge(district.bureau, schools=20)
    face = open_face(district.bureau)
    face.pages.show_page("page.evaluation")
    return face, shown(face, EvaluationPage)


Page = tuple[BureauFace, EvaluationPage]


def test_from_a_coefficient_to_the_schools_behind_it_and_to_a_figure(page: Page) -> None:
    face, evaluation = page
    view = evaluation.view
    assert QApplication.focusWidget() is view.indicators
    assert view.bars.sentence.text() == view.bars.picture.sentence
    assert view.indicators.shown_count() == len(view.bars.picture.table.rows) == 7
    press(None, Qt.Key.Key_Down)
    press(None, Qt.Key.Key_Return)
    assert view.tabs.currentWidget() is view.strip
    assert QApplication.focusWidget() is view.strip.table
    assert view.strip.place == 1
    press(None, Qt.Key.Key_Down)
    key = view.strip.table.current_key()
    assert isinstance(key, FigureKey)
    bold = [
        one.text for one in view.strip.box.picture.shapes if isinstance(one, Label) and one.bold
    ]
    assert len(bold) == 1
    row = next(one for one in view.strip.box.picture.table.rows if one.key == key)
    assert bold[0].startswith(row.cells[0].text)
    press(None, Qt.Key.Key_Return)
    assert shown(face, FigurePage).subject == key


def test_a_picture_is_named_and_told_to_who_does_not_see_it(page: Page) -> None:
    view = page[1].view.bars.view
    assert view.accessibleName() == "图：小学　七项差异系数"
    assert view.accessibleDescription() == view.picture.sentence
    assert view.focusPolicy() is Qt.FocusPolicy.StrongFocus


def test_a_school_is_found_by_its_initials_and_filtered(page: Page) -> None:
    matrix = page[1].view.matrix
    page[1].view.tabs.setCurrentWidget(matrix)
    every = matrix.table.shown_count()
    matrix.search.setText("ysdxx")
    assert 0 < matrix.table.shown_count() < every
    assert "显示" in matrix.count.text()
    assert matrix.picture is not None
    assert len(matrix.picture.table.rows) == matrix.table.shown_count()
    matrix.search.setText("没有这所")
    assert "没有符合条件的学校" in matrix.count.text()
    assert not matrix.save.isEnabled()
    matrix.search.clear()
    matrix.filters.choose("failing")
    verdicts = {one.cells[0].word for one in matrix.table.records.records if "failing" in one.tags}
    assert verdicts == {"不达标"}
    assert matrix.table.shown_count() < every


def test_the_matrix_is_copied_in_the_order_it_is_sorted(page: Page) -> None:
    matrix = page[1].view.matrix
    page[1].view.tabs.setCurrentWidget(matrix)
    matrix.table.sortByColumn(1, Qt.SortOrder.DescendingOrder)
    assert matrix.picture is not None
    pupils = [row.cells[1].order for row in matrix.picture.table.rows]
    assert pupils == sorted(pupils, reverse=True)  # type: ignore[type-var] # whole numbers
    QApplication.clipboard().clear()
    matrix.copy.click()
    assert not QApplication.clipboard().image().isNull()
    assert page[1].strip.text() == "图已复制，可以粘贴到文档里。"


def test_a_picture_is_copied_black_on_white_whatever_the_scheme(page: Page, theme: Theme) -> None:
    view = page[1].view.bars.view
    theme.use(Scheme.DARK)
    view.setFocus()
    QTest.keySequence(view, QKeySequence(QKeySequence.StandardKey.Copy))
    image = QApplication.clipboard().image()
    theme.use(Scheme.LIGHT)
    assert page[1].strip.text() == "图已复制，可以粘贴到文档里。"
    assert image.pixelColor(2, 2).name() == "#ffffff"
    assert image.width() > 1000


def test_pictures_are_saved_as_png_svg_and_pdf(
    page: Page, desktop: Desktop, tmp_path: Path
) -> None:
    evaluation = page[1]
    for ending in ("png", "svg", "pdf", "bmp"):
        desktop.messages.script(tmp_path / f"图.{ending}")
        evaluation.view.bars.save.click()
        expected = "图已保存。" if ending != "bmp" else "应以 .png、.svg 或 .pdf 结尾"
        assert expected in evaluation.strip.text()
    assert QImage(str(tmp_path / "图.png")).width() > 1000
    root = ET.fromstring((tmp_path / "图.svg").read_text(encoding="utf-8"))
    said = "".join(root.itertext())
    assert "小学　七项差异系数" in said
    assert evaluation.view.bars.picture.sentence in said
    text = PdfReader(tmp_path / "图.pdf").pages[0].extract_text()
    assert "影响最大的学校" in text
    assert not (tmp_path / "图.bmp").exists()


def test_turning_away_from_saving_writes_nothing(page: Page, desktop: Desktop) -> None:
    desktop.messages.script(None)
    page[1].view.bars.save.click()
    assert page[1].strip.text() == ""


def test_a_mark_says_what_it_is_and_a_click_chooses_its_row(page: Page, qtbot: QtBot) -> None:
    strip = page[1].view.strip
    page[1].view.tabs.setCurrentWidget(strip)
    view = strip.box.view
    marks = [one for one in view.picture.shapes if isinstance(one, Dot) and one.key]
    mark = marks[-1]
    scale = view._scale
    place = QPoint(round(mark.x * scale), round(mark.y * scale))
    assert view.key_at(place) is not None
    assert view.key_at(QPoint(1, 1)) is None
    assert view._said(view.key_at(place)).startswith("学校：")
    QTest.mouseClick(view, Qt.MouseButton.LeftButton, pos=place)
    assert strip.table.current_key() == view.key_at(place)
    QToolTip.hideText()


# -- a picture alone ---------------------------------------------------------------------------


def test_a_picture_of_nothing_shows_its_sentence(qtbot: QtBot, theme: Theme) -> None:
    view = PictureView(theme, high=200)
    qtbot.addWidget(view)
    view.show_picture(lambda room: Chart(EMPTY.title, EMPTY.sentence, room))
    view.resize(500, 80)
    blank = QImage(view.size(), QImage.Format.Format_RGB32)
    blank.fill(theme.colour("surface"))
    assert view.grab().toImage().convertToFormat(blank.format()) != blank
    assert view.accessibleDescription() == EMPTY.sentence
    assert view.sizeHint().height() < 100
    QApplication.clipboard().clear()
    view.copy()
    assert QApplication.clipboard().image().isNull()


@pytest.mark.parametrize(
    ("kind", "start"),
    [(ChartKind.PNG, b"\x89PNG"), (ChartKind.SVG, b"<?xml"), (ChartKind.PDF, b"%PDF")],
)
def test_every_kind_of_file_begins_as_it_should(
    theme: Theme, kind: ChartKind, start: bytes
) -> None:
    del theme
    assert file_of(EMPTY, kind).startswith(start)


# -- a small window ----------------------------------------------------------------------------


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_the_page_fits_beside_the_navigation_at_every_text_size(
    theme: Theme,
    bureau: BureauFace,
    percent: int,
) -> None:
    theme.resize(percent)
    try:
        page = EvaluationPage(bureau.desk)
        page.refresh()
        room = 1366 - characters(14)
        assert page.minimumSizeHint().width() <= room
        page.deleteLater()
    finally:
        theme.resize(100)


def _note(clicked: list[str], one: QPushButton, _checked: bool = False) -> None:
    clicked.append(one.text())


def waiting(row: OverflowRow) -> list[QPushButton]:
    return list(row.waiting)


def test_buttons_without_room_wait_in_a_menu(qtbot: QtBot, theme: Theme) -> None:
    del theme
    row = OverflowRow()
    qtbot.addWidget(row)
    clicked: list[str] = []
    made = [QPushButton(f"按钮{name}(&{name})") for name in "ABC"]
    for one in made:
        one.clicked.connect(partial(_note, clicked, one))
    row.add(*made)
    row.show()
    row.resize(row.sizeHint())
    assert waiting(row) == []
    assert not row.more.isVisible()
    row.resize(row.sizeHint().width() - 5, row.height())
    assert waiting(row)[0] is made[0]
    assert made[2].isVisible()
    for one in (row.more, *(one for one in made if one.isVisible())):
        assert one.width() == one.sizeHint().width()  # what is left over stretches none
    made[0].setEnabled(False)
    row.menu.aboutToShow.emit()
    first, *_ = row.menu.actions()
    assert not first.isEnabled()
    made[0].setEnabled(True)
    row.menu.aboutToShow.emit()
    row.menu.actions()[0].trigger()
    assert clicked == ["按钮A(&A)"]
    row.resize(row.minimumSizeHint())
    assert waiting(row) == made
    made[1].hide()
    assert waiting(row) == [made[0], made[2]]


def test_what_gets_the_keyboard_comes_into_sight(page: Page) -> None:
    face, evaluation = page
    window = face.window()
    assert isinstance(window, QWidget)
    window.resize(900, 420)
    view = evaluation.view
    view.tabs.setCurrentWidget(view.matrix)
    view.levels.setFocus()
    view.matrix.table.setFocus()
    table = view.matrix.table
    top = table.mapTo(evaluation, QPoint()).y()
    assert 0 < top < evaluation.height() / 2
