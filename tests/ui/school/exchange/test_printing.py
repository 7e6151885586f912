"""The forms are printed from the window at any time, the one in sight first, marked as a draft."""

from pathlib import Path

from pypdf import PdfReader
from PySide6.QtCore import Qt

from tests.ui.keys import press
from ui.entry.template_forms import FormsDialog
from ui.school.exchange.exchange_page import ExchangePage
from ui.school.face import SchoolFace


def text_of(path: Path) -> str:
    return "".join("".join(page.extract_text() for page in PdfReader(path).pages).split())


def test_the_form_in_sight_is_printed_by_a_key(school: SchoolFace, tmp_path: Path) -> None:
    school.entry.pages.go_to("facilities.site_area")
    target, asked = tmp_path / "办学条件.pdf", []

    def accept(dialog: FormsDialog) -> bool:
        asked.append(dialog.chosen())
        return True

    school.desktop.messages.script(accept, str(target))
    press(school, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert asked == [("facilities",)]
    assert school.strip.text() == "填报表已存为 PDF，可以打印。"
    text = text_of(target)
    assert "草稿" in text
    assert "占地面积" in text
    assert "班级名册" not in text


def test_nothing_is_written_where_the_user_turns_away(school: SchoolFace, tmp_path: Path) -> None:
    school.desktop.messages.script(False)
    press(school, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    school.desktop.messages.script(True, None)
    press(school, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    assert list(tmp_path.glob("*.pdf")) == []


def test_empty_forms_are_printed_whole(school: SchoolFace, tmp_path: Path) -> None:
    school.pages.show_page("page.exchange")
    page = school.pages.currentWidget()
    assert isinstance(page, ExchangePage)
    target = tmp_path / "空白.pdf"
    school.desktop.messages.script(True, str(target))
    press(page.blank, Qt.Key.Key_Space)
    text = text_of(target)
    assert "草稿" not in text
    assert "班级名册" in text
