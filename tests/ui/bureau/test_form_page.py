"""The bureau's own form by keyboard, and on a small screen."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from operations.failures.logbook import log_path
from storage.answers.editing import Answers
from storage.errors import DiskFull
from tests.ui.bureau.conftest import section_of, shown
from tests.ui.ime import commit
from tests.ui.keys import press, type_text
from ui.bureau.face import BureauFace
from ui.bureau.form_page import FormPage
from ui.desktop import Desktop
from ui.entry.palette import Palette
from ui.metrics import unit

SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(bureau: BureauFace) -> FormPage:
    bureau.pages.show_page("page.form")
    return shown(bureau, FormPage)


def test_f8_walks_the_findings_and_undo_takes_the_typing_back(page: FormPage) -> None:
    assert page.entry is not None
    press(None, Qt.Key.Key_F8)
    assert page.strip.text() == "没有待处理的问题。"
    fields = list(section_of(page, 0).fields.values())
    wrong = next(made for made in fields if made.address.endswith("population"))
    right = page.entry.session.sheet.cell(wrong.address).raw
    wrong.input.setFocus()
    press(None, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    commit(QApplication.focusWidget() or page, "很多")
    press(None, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is not wrong.input
    page.entry.pages.turn(forward=True)
    press(None, Qt.Key.Key_F8)
    assert QApplication.focusWidget() is wrong.input
    press(None, Qt.Key.Key_F8, SHIFT)
    assert QApplication.focusWidget() is wrong.input
    press(None, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert page.entry.session.sheet.cell(wrong.address).raw == right
    press(None, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert page.entry.session.sheet.cell(wrong.address).raw == "很多"


def test_on_a_small_screen_the_section_has_the_room(page: FormPage) -> None:
    assert page.row._aside.isVisible()
    page.window().resize(1093, 576)
    QApplication.processEvents()
    assert not page.row._aside.isVisible()
    section = section_of(page, 0)
    assert section.horizontalScrollBar().maximum() == 0
    page.window().resize(1366, 768)
    QApplication.processEvents()
    assert page.row._aside.isVisible()


def test_the_first_section_begins_at_the_top(page: FormPage) -> None:
    section = section_of(page, 0)
    QApplication.processEvents()
    assert section.title.mapTo(section, section.title.rect().topLeft()).y() == unit(2.5)


def test_the_sections_are_turned_and_all_is_checked_as_at_a_school(page: FormPage) -> None:
    assert page.entry is not None
    press(None, Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    assert page.entry.pages.place.section == 1
    press(None, Qt.Key.Key_PageUp, Qt.KeyboardModifier.ControlModifier)
    assert page.entry.pages.place.section == 0
    press(None, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.strip.text() == "检查完毕，没有待处理的问题。"
    page.entry.session.set_text("district.population", "很多")
    press(None, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert page.strip.text() == "还有 1 个问题要处理，按 F8 逐个查看。"


def test_a_full_disk_is_said_kept_and_tried_again(
    bureau: BureauFace, page: FormPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page.entry is not None

    def full(*_: object, **__: object) -> None:
        raise DiskFull(Path())

    with monkeypatch.context() as patch:
        patch.setattr(Answers, "write", full)
        page.entry.session.set_text("district.population", "58.5")
        assert page.saved.text().startswith("未保存")
        assert "磁盘已满" in bureau.strip.accessibleName()
        bureau.desktop.messages.script(False)
        assert bureau.may_leave() is False
        lost = bureau.desktop.messages.shown[-1].text
        assert lost.startswith("最后 1 处修改还没有写进文件。磁盘已满")
        bureau.desk.step(lambda store: store.backups.all(), owner=page, fail=page.fail)
        assert page.strip.text().startswith("有修改还没有保存，这一步先不做。")
        assert bureau.pages.isEnabled()
    page.saved.retry.click()
    assert page.saved.text().startswith("已保存")
    assert bureau.strip.text() == ""
    assert bureau.may_leave() is True


def test_a_fault_of_the_program_while_saving_is_logged_and_shown_once(
    bureau: BureauFace, page: FormPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page.entry is not None

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    bureau.desktop.messages.script(None)
    with monkeypatch.context() as patch:
        patch.setattr(Answers, "write", broken)
        page.entry.session.set_text("district.population", "58.5")
        QApplication.processEvents()
    assert "没有预料到的错误（ZeroDivisionError）" in page.entry.session.opened.status.text
    assert [request.title for request in bureau.desktop.messages.shown] == ["程序出了问题"]
    assert log_path().read_text(encoding="utf-8").count("--- ") == 1
    page.saved.retry.click()


@pytest.mark.parametrize("key", [Qt.Key.Key_F, Qt.Key.Key_K])
def test_a_field_is_found_by_its_initials(page: FormPage, desktop: Desktop, key: Qt.Key) -> None:
    def find(dialog: Palette) -> bool:
        dialog.show()
        type_text(dialog.line, "population")
        press(dialog.line, Qt.Key.Key_Return)
        return bool(dialog.result())

    desktop.messages.script(find)
    press(None, key, Qt.KeyboardModifier.ControlModifier)
    assert page.entry is not None
    assert page.entry.pages.current_address.endswith("population")
