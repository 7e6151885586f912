"""What holds for every page of the bureau: names, order, room, and being made only when needed."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QStackedWidget,
    QTabBar,
    QTabWidget,
    QWidget,
)

from forms.evaluation import FigureKey, UnitKey
from forms.schooling import Section
from tests.support.places import ROOT
from tests.ui.bureau.conftest import District
from tests.ui.cut import cut_in, settle
from tests.ui.keys import press
from tests.ui.large import SMALLEST, at_size
from ui.bureau.actions import PAGES
from ui.bureau.face import BureauFace
from ui.bureau.intake.import_page import ImportPage
from ui.bureau.schools.school_page import SchoolPage
from ui.bureau.work_page import BureauPage, ReturnAbout, SlipAbout
from ui.parts.controls.combo import ComboBox

INPUTS = (QLineEdit, QPlainTextEdit, QAbstractButton, QAbstractItemView, QTabBar, ComboBox)


def every_page(face: BureauFace) -> list[QWidget]:
    code = face.desk.facts.schools[0].school.code
    about = {
        "page.school": code,
        "page.figure": FigureKey(UnitKey(code, "", Section.PRIMARY), 3),
        "page.slip": SlipAbout(code),
        "page.raw": Path(__file__),
        "page.tables": 2024,
        "page.return": ReturnAbout(code),
        "page.officers": None,
        "page.batch": (),
        "page.compare": Path(__file__),
    }
    for page in PAGES:
        face.pages.show_page(page)
    for page, subject in about.items():
        face.pages.show_about(page, subject)
    return [face.pages.page(name) for name in (*PAGES, *about)]


def is_inside(widget: QWidget, *kinds: type[QWidget]) -> bool:
    above = widget.parentWidget()
    return above is not None and (isinstance(above, kinds) or is_inside(above, *kinds))


def name_of(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


def test_nothing_that_takes_the_keyboard_is_without_a_name(bureau: BureauFace) -> None:
    nameless = [
        f"{type(page).__name__}: {type(widget).__name__} {widget.objectName()}"
        for page in [*every_page(bureau), bureau.header, bureau.side]
        for kind in INPUTS
        for widget in page.findChildren(kind)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and not widget.objectName().startswith("qt_")
        and not is_inside(widget, QTabBar, ComboBox)
        and not name_of(widget)
    ]
    assert nameless == []


@pytest.mark.parametrize("page_id", PAGES)
def test_tab_walks_every_control_of_a_page_from_top_to_bottom(
    bureau: BureauFace, page_id: str
) -> None:
    bureau.pages.show_page(page_id)
    page = bureau.pages.page(page_id)
    seen: list[QWidget] = []
    for _ in range(200):
        press(None, Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
        if widget is None or widget in seen:
            break
        seen.append(widget)
    wanted = [
        made
        for made in page.findChildren(QAbstractButton)
        if made.isVisible()
        and made.isEnabled()
        and made.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(made.parent(), QTabBar)
    ]
    assert [name_of(made) for made in wanted if made not in seen] == []


def test_a_school_page_fits_the_smallest_screen(bureau: BureauFace) -> None:
    for page in every_page(bureau):
        assert page.minimumSizeHint().width() <= 1366 - bureau.side.width(), type(page).__name__
    window = bureau.window()
    assert window.minimumSizeHint().height() <= 700
    assert window.minimumSizeHint().width() <= 1100


@pytest.fixture
def large(bureau: BureauFace) -> Iterator[BureauFace]:
    """The bureau at double size, in a window as small as the smallest screen."""
    with at_size(bureau.window(), bureau.desk.desktop, percent=200) as window:
        assert isinstance(window.face, BureauFace)
        yield window.face


def test_at_double_size_no_page_makes_the_window_larger_than_a_small_screen(
    large: BureauFace, district: District, passphrase: str
) -> None:
    window = large.window()
    window.resize(1366, 768)
    strange = district.folder / "不是上报包.asice.age"
    strange.write_bytes(b"strange")
    intake = large.pages.page("page.import")
    assert isinstance(intake, ImportPage)
    intake.add_files([*district.packages, strange])
    large.desk.desktop.messages.script(passphrase)
    intake.rehearse.click()
    for page in every_page(large):
        large.pages.setCurrentWidget(page)
        settle()
        assert (window.width(), window.height()) == (1366, 768), type(page).__name__
        assert cut_in(window) == [], type(page).__name__
    assert intake.files.filters.isVisibleTo(intake)


def test_at_double_size_every_page_fits_the_smallest_screen_and_cuts_nothing(
    large: BureauFace,
) -> None:
    window, found = large.window(), dict[str, list[str]]()
    for page in every_page(large):
        large.pages.setCurrentWidget(page)
        for shown in faces_of(page):
            settle()
            assert fits(window), f"{type(page).__name__} {shown}"
            if cut := cut_in(window):
                found[f"{type(page).__name__} {shown}"] = cut
    assert found == {}
    assert large.side.width() <= SMALLEST[0] // 3
    assert {type(page) for page in large.pages.made.values()} == set(all_kinds(BureauPage))


def test_at_double_size_what_a_page_says_is_seen_whole_on_the_smallest_screen(
    large: BureauFace,
) -> None:
    window = large.window()
    for page in every_page(large):
        assert isinstance(page, BureauPage)
        large.pages.setCurrentWidget(page)
        settle()
        page.say(
            "试导入完毕：2 份可以接收，1 份以前已导入，5 份拒收。", detail="选中一行看原因。" * 4
        )
        settle()
        assert fits(window), type(page).__name__
        assert page.strip.visibleRegion().boundingRect() == page.strip.rect(), type(page).__name__
        assert cut_in(window) == [], type(page).__name__


def fits(window: QWidget) -> bool:
    """Whether a window is no larger than the smallest screen, and need not be."""
    room, least = QSize(*SMALLEST), window.minimumSizeHint()
    return window.size() == room and room.expandedTo(least) == room


def faces_of(page: QWidget) -> Iterator[str]:
    """Bring each tab of a page, and what it shows with something and with nothing, into sight."""
    yield "at first"
    stack = getattr(page, "stack", None)
    if isinstance(stack, QStackedWidget):
        for number in range(stack.count()):
            stack.setCurrentIndex(number)
            yield f"{number + 1} of its stack"
        stack.setCurrentIndex(0)
    for tabs in page.findChildren(QTabWidget):
        for number in range(tabs.count()):
            tabs.setCurrentIndex(number)
            yield tabs.tabText(number)


def all_kinds(kind: type[QWidget]) -> Iterator[type[QWidget]]:
    """The classes made from this one that are made from no further one."""
    below = kind.__subclasses__()
    for each in below:
        yield from all_kinds(each)
    if not below:
        yield kind


def test_no_part_of_a_page_flashes_up_as_a_window(bureau: BureauFace, strays: list[str]) -> None:
    strays.clear()
    every_page(bureau)
    assert strays == []


def test_pages_are_made_when_they_are_needed(bureau: BureauFace) -> None:
    assert bureau.pages.count() == 2  # the first page, and the list of schools
    bureau.pages.show_about("page.school", bureau.desk.facts.schools[0].school.code)
    assert bureau.pages.count() == 3
    assert isinstance(bureau.pages.currentWidget(), SchoolPage)


def test_the_bureaus_window_loads_no_document_libraries() -> None:
    code = (
        "import sys; import ui.bureau.face, ui.bureau.pages, ui.bureau.schools.schools_page;"
        "print([name for name in ('openpyxl', 'reportlab', 'pyhanko') if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[]", done.stderr
