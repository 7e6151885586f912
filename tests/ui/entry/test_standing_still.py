"""What is being typed stays where it is on the screen, whatever is said about it or above it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace as changed

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from forms.edits import Edit
from operations.errors import Refused
from operations.school.check import submit_return
from operations.school.records import SchoolStore
from storage.answers.editing import Answers
from tests.support.patience import MILLISECONDS
from tests.ui.conftest import CLERK
from tests.ui.ime import commit
from tests.ui.keys import press, type_text
from ui.editors.base import FieldEditor
from ui.editors.line import LineEditor
from ui.entry.places import Place
from ui.entry.section_page import SectionPage
from ui.metrics import unit
from ui.school.exchange.exchange_page import ExchangePage
from ui.school.face import SchoolFace

CTRL = Qt.KeyboardModifier.ControlModifier


class Heights(QObject):
    """Notes where a widget stands in its window each time it is painted."""

    def __init__(self, watched: QWidget) -> None:
        super().__init__()
        self._watched = watched
        self.seen: set[int] = set()
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.seen.add(self.now())
        return False

    def now(self) -> int:
        return self._watched.mapTo(self._watched.window(), QPoint(0, 0)).y()


@contextmanager
def standing_still(widget: QWidget) -> Iterator[None]:
    """Whatever happens meanwhile, the widget is painted at one height, and in sight."""
    settle()
    heights = Heights(widget)
    before = heights.now()
    yield
    settle()
    widget.update()
    settle()
    assert heights.seen == {before}
    assert not widget.visibleRegion().isEmpty()
    widget.removeEventFilter(heights)


def settle() -> None:
    for _ in range(3):
        QApplication.processEvents()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


@pytest.fixture(params=[(1366, 768), (910, 512)], ids=["ordinary", "small"])
def active(request: pytest.FixtureRequest, school: SchoolFace) -> SchoolFace:
    school.window().resize(*request.param)
    school.window().activateWindow()
    QTest.qWaitForWindowActive(school.window(), MILLISECONDS)
    return school


def page_of(school: SchoolFace, form: str, number: int) -> SectionPage:
    school.entry.pages.show_place(Place(form, number))
    page = school.pages.currentWidget()
    assert isinstance(page, SectionPage)
    settle()
    return page


def editors_of(page: SectionPage) -> list[FieldEditor]:
    """Lines one after the other, all of them typed."""
    return [
        editor
        for editor in page.fields.values()
        if editor.takes_focus() and isinstance(editor, LineEditor)
    ]


def replace(text: str) -> None:
    press(None, Qt.Key.Key_A, CTRL)
    focused = QApplication.focusWidget()
    assert focused is not None
    commit(focused, text)


def test_wrong_text_in_one_field_does_not_move_the_next(active: SchoolFace) -> None:
    first, second, third = editors_of(page_of(active, "facilities", 0))[:3]
    right, second_right = first.input_text(), second.input_text()
    first.setFocus(Qt.FocusReason.TabFocusReason)
    settle()
    replace("三万")
    press(None, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is second.input
    with standing_still(second.input):
        assert first.notes
        settle()
    replace("错")
    press(None, Qt.Key.Key_Return)
    with standing_still(third.input):
        settle()
    press(None, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    with standing_still(second.input):
        replace(second_right)
        second.hand_on()
    press(None, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    with standing_still(first.input):
        replace(right)
        first.hand_on()
    assert first.notes == ()


def test_a_message_that_goes_above_the_cursor_does_not_move_it(active: SchoolFace) -> None:
    page = page_of(active, "facilities", 0)
    first, second = editors_of(page)[:2]
    right = first.input_text()
    active.desk.session.set_text(first.address, "三万")
    settle()
    assert first.notes[0].isVisible()
    second.setFocus(Qt.FocusReason.TabFocusReason)
    with standing_still(second.input):
        active.desk.session.set_text(first.address, right)
        settle()
    assert first.notes == ()


def test_the_text_of_a_query_stands_still_while_it_is_written(active: SchoolFace) -> None:
    active.desk.session.set_text("facilities.books", "9000")
    page = page_of(active, "facilities", 5)
    note = page.fields["facilities.books"].notes[0]
    assert note.box is not None
    note.box.setFocus(Qt.FocusReason.TabFocusReason)
    page.ensureWidgetVisible(note.box)
    with standing_still(note.box):
        commit(note.box, "情况属实")
        note.box.paused.emit()
        settle()
        assert "情况属实" in note.advice()
        commit(note.box, "，因 2024 年 8 月图书馆改造，下架 5000 册，12 月前补足。")
        note.box.paused.emit()


@pytest.mark.parametrize("section", [0, 5])
def test_a_failed_save_moves_nothing_and_hides_nothing(
    active: SchoolFace, monkeypatch: pytest.MonkeyPatch, section: int
) -> None:
    page = page_of(active, "facilities", section)
    last = editors_of(page)[-1]
    last.setFocus(Qt.FocusReason.TabFocusReason)
    page.ensureWidgetVisible(last)

    def full(_: Answers, edits: list[Edit], **_named: object) -> None:
        raise Refused("磁盘已满")

    monkeypatch.setattr(Answers, "write", full)
    with standing_still(last.input):
        replace("12")
        last.hand_on()
        assert active.strip.isVisible()
        settle()
        assert not overlaps(active.strip, last.input)
    monkeypatch.undo()
    with standing_still(last.input):
        active.desk.session.retry()
        settle()
    assert not active.strip.isVisible()


def overlaps(one: QWidget, other: QWidget) -> bool:
    def rect(widget: QWidget) -> object:
        return widget.rect().translated(widget.mapTo(widget.window(), QPoint(0, 0)))

    return bool(rect(one).intersects(rect(other)))  # type: ignore[attr-defined]


def test_the_strip_makes_way_for_the_cursor_in_a_table(active: SchoolFace) -> None:
    page = page_of(active, "pupils", 0)
    view = page.tables["pupils.classes"].view
    active.strip.say("检查完毕。", tone="ok", detail="已完成 3 / 40 个部分。")
    settle()
    for _ in range(12):
        press(view, Qt.Key.Key_Down)
        rect = view.visualRect(view.currentIndex())
        cell = rect.translated(view.viewport().mapTo(view.window(), QPoint(0, 0)))
        strip = active.strip.rect().translated(active.strip.mapTo(view.window(), QPoint(0, 0)))
        assert not strip.intersects(cell)


def test_findings_under_a_table_do_not_move_it(active: SchoolFace) -> None:
    page = page_of(active, "pupils", 0)
    view = page.tables["pupils.classes"].view
    for _ in range(3):
        press(view, Qt.Key.Key_Right)
    with standing_still(view):
        type_text(None, "99")
        press(None, Qt.Key.Key_Tab)
        assert page.tables["pupils.classes"].notes


def test_a_step_of_the_store_leaves_cursor_and_page_where_they_are(active: SchoolFace) -> None:
    page = page_of(active, "facilities", 5)
    last = editors_of(page)[-1]
    last.setFocus(Qt.FocusReason.TabFocusReason)
    page.ensureWidgetVisible(last)

    def nothing(_: SchoolStore) -> None:
        pass

    with standing_still(last.input):
        active.desk.step(nothing, owner=active)
    assert QApplication.focusWidget() is last.input


def test_a_step_asked_for_in_a_dialog_leaves_the_keyboard_in_the_page(
    active: SchoolFace, qtbot: QtBot
) -> None:
    active.pages.show_page("page.exchange")
    page = active.pages.currentWidget()
    assert isinstance(page, ExchangePage)
    page.fill.setFocus()
    dialog = QDialog(active.window())  # it still has the keyboard while it goes away
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    active.desk.step(lambda store: submit_return(store, actor=CLERK), owner=active)
    dialog.close()
    settle()
    window = active.window()
    assert window.focusWidget() is not None
    assert active.pages.isAncestorOf(window.focusWidget())


def test_a_tick_above_the_cursor_moves_nothing(active: SchoolFace) -> None:
    page = page_of(active, "safety", 5)
    table = page.tables["safety.incidents"]
    table.empty.setFocus(Qt.FocusReason.TabFocusReason)
    page.ensureWidgetVisible(table.empty)
    with standing_still(table.empty):
        press(None, Qt.Key.Key_Space)
        settle()
        assert not table.empty.isChecked()
        press(None, Qt.Key.Key_Space)
    assert table.empty.isChecked()


def test_a_text_under_way_stays_with_its_query_when_another_comes(active: SchoolFace) -> None:
    """Notes were matched by their place: a new finding in front took the text over."""
    session = active.desk.session
    session.set_text("facilities.books", "9000")
    page = page_of(active, "facilities", 5)
    editor = page.fields["facilities.books"]
    note = editor.notes[0]
    assert note.box is not None
    commit(note.box, "因 2024 年 8 月图书馆改造，")
    query = editor.view.problems[0]
    first = changed(query, code="R-facilities-999", message="另一条。")
    editor.show_view(changed(editor.view, problems=(first, query)))
    assert next(shown.sentence().partition("。")[0] for shown in editor.notes) == "另一条"
    assert editor.notes[1] is note
    assert note.box.toPlainText() == "因 2024 年 8 月图书馆改造，"
    asked: list[str] = []
    editor.justified.connect(lambda key, _text: asked.append(key))
    note.box.paused.emit()
    assert asked == [query.key]


def test_a_smaller_window_brings_the_cursor_along(active: SchoolFace) -> None:
    window = active.window()
    window.resize(1366, 768)
    settle()
    active.entry.pages.go_to("facilities.indoor_sports_area")
    settle()
    page = active.pages.currentWidget()
    assert isinstance(page, SectionPage)
    cursor = page.fields["facilities.indoor_sports_area"].input
    window.resize(910, 420)
    settle()
    top = cursor.mapTo(page.viewport(), QPoint(0, 0)).y()
    assert 0 <= top <= page.viewport().height() - cursor.height()


def test_a_page_that_opens_does_not_move_a_turn_later(active: SchoolFace) -> None:
    active.entry.pages.go_to("facilities.indoor_sports_area")
    page = active.pages.currentWidget()
    assert isinstance(page, SectionPage)
    cursor = page.fields["facilities.indoor_sports_area"].input
    before = cursor.mapTo(page.viewport(), QPoint(0, 0)).y(), page.inside.height()
    settle()
    assert (cursor.mapTo(page.viewport(), QPoint(0, 0)).y(), page.inside.height()) == before
    assert 0 <= before[0] <= page.viewport().height() - cursor.height()


def test_the_page_keeps_the_cursor_in_sight_while_another_window_is_in_front(
    active: SchoolFace, qtbot: QtBot
) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    with qtbot.waitActive(other):
        other.show()
        other.activateWindow()
    active.entry.pages.go_to("profile.urban_rural")
    page = active.pages.currentWidget()
    assert isinstance(page, SectionPage)
    active.actions_table["panel.toggle"].trigger()
    settle()
    cursor = page.fields["profile.urban_rural"].input
    top = cursor.mapTo(page.viewport(), QPoint(0, 0)).y()
    assert 0 <= top <= page.viewport().height() - cursor.height()


@pytest.mark.parametrize(("form", "number"), [("equity", 1), ("burden", 8), ("funding", 2)])
def test_a_page_stands_at_once_where_it_stays(active: SchoolFace, form: str, number: int) -> None:
    active.entry.pages.show_place(Place(form, number))
    page = active.pages.currentWidget()
    assert isinstance(page, SectionPage)
    parts = [page.title, *page.fields.values(), *(one.view for one in page.tables.values())]
    at_once = [one.mapTo(page, QPoint(0, 0)).y() for one in parts]
    settle()
    assert [one.mapTo(page, QPoint(0, 0)).y() for one in parts] == at_once
    assert at_once[0] == unit(2.5)  # the margin of the page: it is seen from its beginning
