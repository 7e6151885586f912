"""A store made from a file that knows the school: by the page, by a drop, by a double click; no mouse."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from operations.demo.run import DemoFiles
from operations.school.store import open_school
from storage.named.blobs import BlobKind
from tests.operations import staging
from tests.ui.keys import press
from tests.ui.verify.test_verify import drop, file_data
from ui.app import make_window
from ui.desktop import Desktop
from ui.school.face import SchoolFace
from ui.shell import MainWindow
from ui.start.new_school_page import NewSchoolPage
from ui.verify.dialog import VerifyDialog


@pytest.fixture
def opening(demo: DemoFiles, tmp_path: Path) -> Path:
    path = tmp_path / f"{staging.PRIMARY.code}-opening.asice"
    with open_school(demo.school_stores[0], read_only=True) as store:
        path.write_bytes(store.blobs.get(BlobKind.OPENING) or b"")
    return path


@pytest.fixture
def window(desktop: Desktop, qtbot: QtBot) -> MainWindow:
    made = make_window(desktop)
    qtbot.addWidget(made, before_close_func=lambda _: made.go_home())
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    return made


def page_of(window: MainWindow) -> NewSchoolPage:
    page = window.start_page.findChild(NewSchoolPage)
    assert page is not None
    return page


def made_from(window: MainWindow, page: NewSchoolPage, path: Path) -> SchoolFace:
    """Type the name, Enter, compare the fingerprint, choose the place."""
    page.clerk.setText("王样例")
    window.desktop.messages.script(True, str(path))
    press(page.clerk, Qt.Key.Key_Return)
    press(None, Qt.Key.Key_Return)
    face = window.face
    assert isinstance(face, SchoolFace)
    return face


def test_an_opening_file_answers_everything_but_who_fills(
    window: MainWindow, opening: Path, tmp_path: Path
) -> None:
    press(window.start_page.new_school, Qt.Key.Key_Return)
    page = page_of(window)
    window.desktop.messages.script([str(opening)])
    press(page.opening, Qt.Key.Key_Return)
    facts = dict(page.known.facts())
    assert facts["学校"] == f"{staging.PRIMARY.name}（{staging.PRIMARY.code}）"
    assert (facts["办学类型"], facts["报告期"]) == ("小学", "2024 年")
    assert facts["上年的内容"] == "开户文件里的上年数"
    assert QApplication.focusWidget() is page.clerk
    assert [one.isVisible() for one in (page.code, page.name, page.period)] == [False] * 3
    assert not page.older.isEnabled()
    face = made_from(window, page, tmp_path / "新.yhs")
    asked = window.desktop.messages.shown[-2]
    assert asked.title == "核对区局的根证书"
    assert "指纹" in asked.options["detail"]
    assert face.desk.session.sheet.cell("profile.school_type").raw == "211"
    assert "已从上年带来" in face.strip.text()
    assert face.entry.pages.current_address == "profile.status"


def test_a_fingerprint_that_differs_makes_nothing(
    window: MainWindow, opening: Path, tmp_path: Path
) -> None:
    window.begin_school(opening)
    page = page_of(window)
    page.clerk.setText("王样例")
    window.desktop.messages.script(False)
    press(page.accept, Qt.Key.Key_Return)
    assert window.face is None
    assert list(tmp_path.glob("*.yhs")) == []


def test_a_double_click_or_a_drop_offers_to_begin_with_it(
    window: MainWindow, opening: Path
) -> None:
    def begin(dialog: VerifyDialog) -> bool:
        assert dialog.beginner.isVisibleTo(dialog)
        press(dialog.beginner, Qt.Key.Key_Return)
        return True

    for given in (window.open_file, lambda path: drop(window, file_data(path))):
        window.desktop.messages.script(begin)
        given(opening)
        page = page_of(window)
        assert page.code.text() == staging.PRIMARY.code
        window.start_page.show_choices()
        QApplication.sendPostedEvents(None, 52)  # the page that was left goes


def test_last_years_store_answers_who_the_school_is(window: MainWindow, tmp_path: Path) -> None:
    (tmp_path / "older").mkdir()
    with staging.new_school(tmp_path / "older", period=2023) as store:
        staging.fill_whole(store)
        older = store.path
    press(window.start_page.new_school, Qt.Key.Key_Return)
    page = page_of(window)
    window.desktop.messages.script([str(older)])
    press(page.older, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is page.period
    assert (page.period.text(), page.period.selectedText()) == ("2024", "2024")
    page.clerk.setText("王样例")
    window.desktop.messages.script(str(tmp_path / "新.yhs"))
    press(page.accept, Qt.Key.Key_Return)
    face = window.face
    assert isinstance(face, SchoolFace)
    assert "已从上年带来" in face.strip.text()
    assert face.desk.facts.meta.school_code == staging.PRIMARY.code


def test_a_file_taken_by_mistake_is_left_again(window: MainWindow, opening: Path) -> None:
    window.begin_school(opening)
    page = page_of(window)
    press(page.without, Qt.Key.Key_Return)
    assert page.known.facts() == ()
    assert page.code.isVisible()
    assert page.code.text() == ""
    assert QApplication.focusWidget() is page.code


def test_what_is_no_opening_file_is_said_on_the_page(window: MainWindow, tmp_path: Path) -> None:
    wrong = tmp_path / "x.asice"
    wrong.write_bytes(b"text")
    press(window.start_page.new_school, Qt.Key.Key_Return)
    page = page_of(window)
    window.desktop.messages.script([str(wrong)])
    press(page.opening, Qt.Key.Key_Return)
    assert "这不是区局发来的开户文件" in page.strip.text()
    assert page.code.isVisible()
