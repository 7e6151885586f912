"""Where work goes on: the cursor after opening, the window's size, the page under a moving cursor."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from forms.workflow import Actor, Role
from operations.school.check import submit_return
from operations.school.identity import found_school
from operations.school.store import create_school, open_school
from tests.support.patience import MILLISECONDS
from tests.ui.keys import press, type_text
from ui.app import make_window
from ui.desktop import Desktop
from ui.editors.inputs import LineInput
from ui.entry.places import Place
from ui.entry.section_page import SectionPage
from ui.parts.controls.buttons import ToolButton, button
from ui.recent import remembered_cursor
from ui.school import cursor_place
from ui.school.face import SchoolFace
from ui.school.review.review_page import ReviewPage
from ui.shell import MainWindow
from ui.start.new_school_page import NewSchoolPage
from ui.theme import Theme

Opener = Callable[[Path], MainWindow]


def school_of(window: MainWindow, qtbot: QtBot) -> SchoolFace:
    face = window.face
    assert isinstance(face, SchoolFace)
    with qtbot.waitActive(window):
        window.activateWindow()
    return face


def test_in_a_new_store_the_first_key_typed_is_not_lost(
    open_window: Opener, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "新库.yhs"
    actor = Actor("王样例", Role.CLERK)
    create_school(
        path, school_code="3142010401", school_name="样例小学", period=2024, actor=actor
    ).close()
    face = school_of(open_window(path), qtbot)
    page = face.pages.currentWidget()
    assert isinstance(page, SectionPage)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page.isAncestorOf(focused)
    first = next(editor for editor in page.fields.values() if editor.takes_focus())
    assert first.isAncestorOf(focused)


def test_where_the_cursor_was_is_kept_before_the_store_is_closed(
    open_window: Opener,
    tmp_path: Path,
    filled_stores: Callable[[str], Path],
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A program that is killed closes nothing."""
    monkeypatch.setattr(cursor_place, "_EVERY_MS", 0)
    path = Path(shutil.copy(filled_stores("primary"), tmp_path / "样例小学-2024.yhs"))
    school_of(open_window(path), qtbot).entry.pages.go_to("pupils.classes[r3].enrolled")
    qtbot.waitUntil(
        lambda: remembered_cursor(path) == "pupils.classes[r3].enrolled", timeout=MILLISECONDS
    )


def test_a_store_opens_where_it_was_left(
    open_window: Opener,
    tmp_path: Path,
    filled_stores: Callable[[str], Path],
    qtbot: QtBot,
) -> None:
    path = Path(shutil.copy(filled_stores("primary"), tmp_path / "样例小学-2024.yhs"))
    window = open_window(path)
    school_of(window, qtbot).entry.pages.go_to("pupils.classes[r3].enrolled")
    window.go_home()
    window.open_store(path)
    face = school_of(window, qtbot)
    page = face.pages.currentWidget()
    assert isinstance(page, SectionPage)
    assert QApplication.focusWidget() is page.tables["pupils.classes"].view
    assert face.entry.pages.current_address == "pupils.classes[r3].enrolled"
    type_text(None, "4")
    editor = QApplication.focusWidget()
    assert isinstance(editor, LineInput)
    assert editor.text() == "4"


def test_a_return_in_review_opens_on_the_principals_page_and_keeps_the_clerks_place(
    open_window: Opener,
    tmp_path: Path,
    filled_stores: Callable[[str], Path],
    qtbot: QtBot,
) -> None:
    path = Path(shutil.copy(filled_stores("primary"), tmp_path / "样例小学-2024.yhs"))
    left = "pupils.classes[r3].enrolled"
    window = open_window(path)
    school_of(window, qtbot).entry.pages.go_to(left)
    window.go_home()
    with open_school(path) as store:
        submit_return(store, actor=Actor("王样例", Role.CLERK))
    for _ in range(2):
        window.open_store(path)
        face = school_of(window, qtbot)
        assert isinstance(face.pages.currentWidget(), ReviewPage)
        assert face.side.steps.current_payload() == "page.review"
        assert face.entry.pages.in_sight is None
        assert face.entry.pages.current_address == left
        window.go_home()
    window.open_store(path)
    face = school_of(window, qtbot)
    face.actions_table["section.next"].trigger()
    assert face.entry.pages.in_sight is not None
    assert face.entry.pages.place.form == "pupils"


def test_the_window_has_the_size_of_last_time(desktop: Desktop, qtbot: QtBot) -> None:
    window = make_window(desktop)
    qtbot.addWidget(window)
    window.show()
    window.resize(window.minimumSizeHint())
    size = window.size()
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
    again = make_window(desktop)
    qtbot.addWidget(again)
    assert again.size() == size


def test_the_first_window_leaves_room_for_its_frame(desktop: Desktop, qtbot: QtBot) -> None:
    window = make_window(desktop)
    qtbot.addWidget(window)
    room = window.screen().availableGeometry()
    assert window.width() < room.width()
    assert window.height() <= room.height() - 40


def test_the_page_follows_the_cursor_through_a_table(school: SchoolFace) -> None:
    school.window().resize(910, 512)
    school.entry.pages.show_place(Place("pupils", 0))
    page = school.pages.currentWidget()
    assert isinstance(page, SectionPage)
    view = page.tables["pupils.classes"].view
    assert view.model().rowCount() > 11
    assert view.height() <= page.viewport().height() < page.inside.height()
    school.window().activateWindow()
    school.entry.pages.go_to("pupils.classes")
    QApplication.processEvents()

    def is_seen() -> bool:
        rect, seen = view.visualRect(view.currentIndex()), page.viewport().rect()
        corners = (rect.topLeft(), rect.bottomLeft())
        return all(
            seen.contains(seen.left(), view.viewport().mapTo(page.viewport(), corner).y())
            for corner in corners
        )

    for key in [Qt.Key.Key_Down] * 11 + [Qt.Key.Key_Up] * 11:
        press(view, key)
        assert is_seen()
    view.setCurrentIndex(view.model().index(view.model().rowCount() - 1, 0))
    press(view, Qt.Key.Key_Return)
    for _ in range(8):
        QApplication.processEvents()  # what holds the cursor still has its say after the key
    assert is_seen()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_button_with_the_focus_is_pressed_by(key: Qt.Key, theme: Theme, qtbot: QtBot) -> None:
    made = button("导出")
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.clicked):
        press(made, key)


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_tool_with_the_focus_is_pressed_by(key: Qt.Key, theme: Theme, qtbot: QtBot) -> None:
    made = ToolButton()
    qtbot.addWidget(made)
    made.show()
    with qtbot.waitSignal(made.clicked):
        press(made, key)


def test_enter_selects_the_year_so_that_typing_replaces_it(desktop: Desktop, qtbot: QtBot) -> None:
    page = NewSchoolPage(desktop)
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.name.setFocus()
    press(page.name, Qt.Key.Key_Return)
    type_text(None, "2023")
    assert page.period.text() == "2023"


def test_tab_walks_the_page_first_then_header_navigation_and_panels(
    school: SchoolFace, qtbot: QtBot
) -> None:
    window = school.window()
    with qtbot.waitActive(window):
        window.activateWindow()
    school.entry.pages.show_place(Place("profile", 1))
    page = school.pages.currentWidget()
    assert page is not None
    regions = {
        "page": page,
        "header": school.header,
        "navigation": school.side,
        "panels": school.aside,
    }
    first = QApplication.focusWidget()
    walked: list[str] = []
    for _ in range(300):
        focused = QApplication.focusWidget()
        assert focused is not None
        walked += [name for name, part in regions.items() if part.isAncestorOf(focused)]
        press(None, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is first:
            break
    assert list(dict.fromkeys(walked)) == ["page", "header", "navigation", "panels"]
    changes = [name for name, before in zip(walked[1:], walked, strict=False) if name != before]
    assert changes == ["header", "navigation", "panels"]


def test_a_new_store_begins_at_the_first_field_that_is_not_filled_in(
    open_window: Opener, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "新库.yhs"
    actor = Actor("王样例", Role.CLERK)
    found_school(
        path, school_code="3142010401", school_name="样例小学", period=2024, actor=actor
    ).close()
    face = school_of(open_window(path), qtbot)
    assert face.entry.pages.current_address == "profile.school_type"
