"""The statistics fill blanks from the window: listed, accepted, and where from stays visible."""

from pathlib import Path

from PySide6.QtCore import Qt

from tests.ui.keys import press
from ui.dialogs.rehearsal import RehearsalDialog
from ui.parts.controls.check import CheckBox
from ui.school.exchange.exchange_page import ExchangePage
from ui.school.face import SchoolFace


def export(school: SchoolFace, folder: Path, rooms: str) -> Path:
    meta = school.desk.facts.meta
    path = folder / "统计.csv"
    path.write_text(
        f"学校代码,学校名称,网络多媒体教室\n{meta.school_code},{meta.school_name},{rooms}\n",
        encoding="utf-8",
    )
    return path


def page_of(school: SchoolFace) -> ExchangePage:
    school.pages.show_page("page.exchange")
    page = school.pages.currentWidget()
    assert isinstance(page, ExchangePage)
    return page


def test_a_blank_is_filled_after_it_was_listed(school: SchoolFace, tmp_path: Path) -> None:
    school.desk.session.set_text("facilities.multimedia_rooms", "")
    path = export(school, tmp_path, "32")
    listed: list[str] = []

    def accept(dialog: RehearsalDialog) -> bool:
        cells = [dialog.table.item(0, place) for place in range(dialog.table.columnCount())]
        listed.extend(cell.text() for cell in cells if cell is not None)
        headings = map(dialog.table.horizontalHeaderItem, range(dialog.table.columnCount()))
        assert [one.text() for one in headings if one] == ["情况", "指标", "已填", "报表", "取自"]
        return True

    school.desktop.messages.script([str(path)], accept)
    page = page_of(school)
    press(page.statistics, Qt.Key.Key_Space)
    assert listed[:2] == ["填入", "网络多媒体教室"]
    assert page.strip.text() == "已从统计报表填入 1 项。"
    school.entry.pages.go_to("facilities.multimedia_rooms")
    section = school.pages.currentWidget()
    assert section is not None
    editor = section.fields["facilities.multimedia_rooms"]  # type: ignore[attr-defined]
    assert editor.input_text() == "32"
    beside = editor._layout.last
    assert beside is not None
    assert beside.isVisible()
    assert beside.text() == "取自 统计.csv　表中第 2 行“网络多媒体教室”"
    assert "取自 统计.csv" in editor.input.accessibleDescription()


def test_what_differs_stays_unless_it_is_ticked(school: SchoolFace, tmp_path: Path) -> None:
    school.desk.session.set_text("facilities.multimedia_rooms", "30")
    path = export(school, tmp_path, "33")
    page = page_of(school)

    def value() -> str | None:
        return school.desk.session.sheet.cell("facilities.multimedia_rooms").raw

    school.desktop.messages.script([str(path)], True)
    press(page.statistics, Qt.Key.Key_Space)
    assert value() == "30"

    def tick(dialog: RehearsalDialog) -> bool:
        box = dialog.findChild(CheckBox)
        assert isinstance(box, CheckBox)
        box.setChecked(True)
        return True

    school.desktop.messages.script([str(path)], tick)
    press(page.statistics, Qt.Key.Key_Space)
    assert value() == "33"
    school.desktop.messages.script([str(path)], False)
    press(page.statistics, Qt.Key.Key_Space)
    assert value() == "33"
