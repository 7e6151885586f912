"""Spreadsheet habits in the school's window: what is selected, filled, undone, searched for."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from operations.entry.fill_file import FillReport
from operations.entry.filling import Leftover
from operations.entry.merging.plan import CellChange
from tests.shots.frame import open_window
from tests.shots.school import filled_store
from ui.desktop import Desktop
from ui.entry.fill_rehearsal import FillRehearsal
from ui.entry.palette import Palette
from ui.entry.section_page import SectionPage
from ui.entry.template_forms import FormsDialog
from ui.school.face import SchoolFace

CLASSES = "pupils.classes"


def scenes(desktop: Desktop, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """Yield (name, window)."""
    window = open_window(desktop)
    window.open_store(filled_store(folder / "样例九年一贯制学校习惯-2024.yhs"))
    face = window.face
    assert isinstance(face, SchoolFace)
    yield from _table(face, window)
    window.close()


def _table(face: SchoolFace, window: QWidget) -> Iterator[tuple[str, QWidget]]:
    face.entry.pages.go_to(f"{CLASSES}[r2].enrolled")
    view = _page(face).tables[CLASSES].view
    for row in range(1, 6):
        index = view.model().index(row, 3)
        view.selectionModel().select(index, QItemSelectionModel.SelectionFlag.Select)
    yield "habits-selected", window
    menu = view.make_menu()
    menu.popup(view.viewport().mapToGlobal(view.visualRect(view.currentIndex()).bottomLeft()))
    yield "habits-menu", menu
    menu.close()
    face.desk.session.set_text(f"{CLASSES}[r2].enrolled", "41")
    face.actions_table["return.undo"].trigger()
    yield "habits-undone", window
    yield from _palette(face, window)
    yield from _files(face, window)
    for name, page in _tables(face):
        view = page.tables[name].view
        view.horizontalScrollBar().setValue(200)
        if view.frozen is not None and view.frozen.isVisible():
            yield "habits-frozen", window
            break


def _palette(face: SchoolFace, window: QWidget) -> Iterator[tuple[str, QWidget]]:
    session, desktop = face.desk.session, face.desktop
    near = face.entry.pages.place
    finder = session.finder((("page.review", "审核与签名"),))
    dialog = Palette(window, session=session, finder=finder, near=near, desktop=desktop, jump=True)
    dialog.show()
    for sign in "mj":
        QTest.keyClick(dialog.line, sign)  # type: ignore[call-overload] # the stubs lack char
    yield "habits-palette", dialog
    dialog.close()


def _files(face: SchoolFace, window: QWidget) -> Iterator[tuple[str, QWidget]]:
    base = CellChange("profile.address", "学校地址", "人民路 8 号", "", "人民路 8 号")
    found = FillReport(
        3,
        (Leftover("教职工 C12 教职工数", "单元格是公式。"),),
        cells=(
            CellChange("facilities.site_area", "占地面积", "22600", "23100", "22600"),
            CellChange(
                "pupils.classes", "【班级名册】新增一行", "", "年级 六年级，班名 5，学生数 41"
            ),
        ),
        conflicts=(
            CellChange("staffing.staff_primary", "小学教职工数", "66", "77", "65"),
            CellChange(
                "facilities.books", "图书", "21000", "21500", "20000", mine_from="图书馆.xlsx"
            ),
        ),
        removals=(
            base,
            CellChange(
                "pupils.classes[r3]", "【班级名册】“一年级 3”这一行", "年级 一年级，班名 3", ""
            ),
        ),
    )
    dialog = FillRehearsal(found, window)
    dialog.show()
    yield "habits-rehearsal", dialog
    dialog.close()
    forms = FormsDialog(window, face.desk.session.forms)
    forms.show()
    yield "habits-forms", forms
    forms.close()


def _tables(face: SchoolFace) -> Iterator[tuple[str, SectionPage]]:
    for place in face.side.sections.places():
        face.entry.pages.show_place(place)
        page = _page(face)
        for name, editor in page.tables.items():
            if editor.model.rows:
                yield name, page


def _page(face: SchoolFace) -> SectionPage:
    page = face.pages.currentWidget()
    assert isinstance(page, SectionPage)
    return page
