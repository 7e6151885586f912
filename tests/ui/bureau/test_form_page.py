"""The bureau's own form by keyboard, and on a small screen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from tests.ui.bureau.conftest import shown
from tests.ui.ime import commit
from tests.ui.keys import press
from ui.bureau.face import BureauFace
from ui.bureau.form_page import FormPage

CTRL_ALT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def page(bureau: BureauFace) -> FormPage:
    bureau.pages.show_page("page.form")
    return shown(bureau, FormPage)


def test_f8_walks_the_findings_and_undo_takes_the_typing_back(page: FormPage) -> None:
    assert page.session is not None
    press(None, Qt.Key.Key_F8)
    assert page.strip.text() == "没有待处理的问题。"
    fields = list(page._sections[0].fields.values())
    wrong = next(made for made in fields if made.address.endswith("population"))
    right = wrong.input_text()
    wrong.input.setFocus()
    press(None, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    commit(QApplication.focusWidget() or page, "很多")
    press(None, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is not wrong.input
    page.show_section(1)
    press(None, Qt.Key.Key_F8)
    assert QApplication.focusWidget() is wrong.input
    press(None, Qt.Key.Key_F8, SHIFT)
    assert QApplication.focusWidget() is wrong.input
    press(None, Qt.Key.Key_Z, CTRL_ALT)
    assert page.session.sheet.cell(wrong.address).raw == right
    press(None, Qt.Key.Key_Y, CTRL_ALT)
    assert page.session.sheet.cell(wrong.address).raw == "很多"


def test_on_a_small_screen_the_section_has_the_room(page: FormPage) -> None:
    assert page._aside.isVisible()
    page.window().resize(1093, 576)
    QApplication.processEvents()
    assert not page._aside.isVisible()
    section = page._sections[0]
    assert section.horizontalScrollBar().maximum() == 0
    page.window().resize(1366, 768)
    QApplication.processEvents()
    assert page._aside.isVisible()
