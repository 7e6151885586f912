"""Spreadsheet habits in the tables of a return, by keyboard; what each key did is undone on the store."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from forms.record import Return
from operations.school.records import SchoolStore
from tests.ui.keys import press, type_text
from ui.desktop import Desktop
from ui.editors.table.table_editor import TableEditor
from ui.editors.table.table_view import FormTableView
from ui.entry.paste_preview import PastePreview
from ui.entry.places import Place, find_place
from ui.entry.section_page import SectionPage
from ui.messages import Request
from ui.school.face import SchoolFace

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CLASSES = "pupils.classes"
MOBILITY = "pupils.mobility"


def stored(school: SchoolFace) -> Return:
    with SchoolStore.open(school.desk.path, read_only=True) as store:
        return store.answers.load()


def column(school: SchoolFace, name: str) -> list[str | None]:
    return [row.cells.get(name) for row in stored(school).tables[CLASSES]]


def table_of(school: SchoolFace, table: str) -> TableEditor:
    place = find_place(school.desk.session.forms, f"{table}[]")
    assert isinstance(place, Place)
    school.entry.pages.show_place(place)
    page = school.pages.currentWidget()
    assert isinstance(page, SectionPage)
    return page.tables[table]


@pytest.fixture
def classes(school: SchoolFace) -> TableEditor:
    """The list of classes, the cursor on the pupils of the first one."""
    school.window().activateWindow()
    editor = table_of(school, CLASSES)
    editor.view.setFocus()
    editor.view.setCurrentIndex(editor.model.index(0, 3))
    return editor


def select(rows: int, columns: int = 0) -> None:
    """Widen the selection from the cursor, by keys."""
    for _ in range(rows):
        press(None, Qt.Key.Key_Down, SHIFT)
    for _ in range(columns):
        press(None, Qt.Key.Key_Right, SHIFT)


def test_filling_down_and_undoing_it(school: SchoolFace, classes: TableEditor) -> None:
    before = column(school, "enrolled")
    select(3)
    press(None, Qt.Key.Key_D, CTRL)
    assert column(school, "enrolled")[:5] == [before[0]] * 4 + [before[4]]
    press(None, Qt.Key.Key_Z, CTRL)
    assert column(school, "enrolled") == before
    assert QApplication.focusWidget() is classes.view


def test_one_value_over_a_selection(school: SchoolFace, classes: TableEditor) -> None:
    before = stored(school)
    select(2, 1)
    type_text(None, "33")
    press(None, Qt.Key.Key_Return, CTRL)
    assert column(school, "enrolled")[:3] == column(school, "girls")[:3] == ["33"] * 3
    press(None, Qt.Key.Key_Z, CTRL)
    assert stored(school) == before


def test_ctrl_enter_on_one_cell_is_the_full_check(school: SchoolFace, classes: TableEditor) -> None:
    type_text(None, "33")
    press(None, Qt.Key.Key_Return, CTRL)
    assert "检查完毕" in school.strip.text() or "处理" in school.strip.text()


def test_cut_and_paste_elsewhere(
    school: SchoolFace, classes: TableEditor, desktop: Desktop
) -> None:
    before = column(school, "enrolled")
    select(1)
    press(None, Qt.Key.Key_X, CTRL)
    assert column(school, "enrolled")[:2] == [None, None]
    classes.view.setCurrentIndex(classes.model.index(4, 3))
    desktop.messages.script(accept_paste)
    press(None, Qt.Key.Key_V, CTRL)
    assert column(school, "enrolled")[4:6] == before[:2]
    press(None, Qt.Key.Key_Z, CTRL)
    press(None, Qt.Key.Key_Z, CTRL)
    assert column(school, "enrolled") == before


def accept_paste(dialog: PastePreview) -> bool:
    """Look at the preview and press Enter."""
    dialog.show()
    press(dialog.accept_button, Qt.Key.Key_Return)
    return bool(dialog.result())


def test_a_paste_begins_at_the_upper_left_of_what_is_selected(
    school: SchoolFace, classes: TableEditor, desktop: Desktop
) -> None:
    before = column(school, "enrolled")
    classes.view.setCurrentIndex(classes.model.index(3, 3))
    for _ in range(2):
        press(None, Qt.Key.Key_Up, SHIFT)
    QGuiApplication.clipboard().setText("31\n32")
    desktop.messages.script(accept_paste)
    press(None, Qt.Key.Key_V, CTRL)
    assert column(school, "enrolled")[:4] == [before[0], "31", "32", before[3]]


def test_a_single_right_cell_is_pasted_without_asking(
    school: SchoolFace, classes: TableEditor
) -> None:
    QGuiApplication.clipboard().setText("33")
    press(None, Qt.Key.Key_V, CTRL)
    assert column(school, "enrolled")[0] == "33"


def test_several_rows_are_deleted_after_one_question(
    school: SchoolFace, classes: TableEditor, desktop: Desktop
) -> None:
    before = stored(school)
    asked: list[str] = []

    def agree(request: Request) -> bool:
        asked.append(request.text)
        return True

    select(2)
    desktop.messages.script(agree)
    press(None, Qt.Key.Key_Minus, CTRL)
    assert len(asked) == 1
    assert "第 1、2、3 行" in asked[0]
    assert stored(school).tables[CLASSES] == before.tables[CLASSES][3:]
    assert classes.view.currentIndex().row() == 0
    assert QApplication.focusWidget() is classes.view
    press(None, Qt.Key.Key_Z, CTRL)
    assert stored(school) == before


def test_enter_at_the_end_of_a_row_returns_to_where_it_began(
    school: SchoolFace, classes: TableEditor
) -> None:
    for text, key in (("31", Qt.Key.Key_Tab), ("15", Qt.Key.Key_Return)):
        type_text(None, text)
        press(None, key)
    index = classes.view.currentIndex()
    assert (index.row(), index.column()) == (1, 3)
    assert column(school, "enrolled")[0] == "31"
    assert column(school, "girls")[0] == "15"


def test_enter_on_the_last_row_leaves_no_blank_row(
    school: SchoolFace, classes: TableEditor
) -> None:
    before = stored(school)
    count = classes.model.rowCount()
    classes.view.setCurrentIndex(classes.model.index(count - 1, 3))
    press(None, Qt.Key.Key_Return)
    assert classes.model.rowCount() == count + 1
    press(None, Qt.Key.Key_PageDown, CTRL)
    assert classes.model.rowCount() == count
    assert stored(school) == before


def test_enter_on_the_blank_row_goes_on_behind_the_table(
    school: SchoolFace, classes: TableEditor
) -> None:
    count = classes.model.rowCount()
    classes.view.setCurrentIndex(classes.model.index(count - 1, 3))
    press(None, Qt.Key.Key_Return)
    press(None, Qt.Key.Key_Return)
    assert not classes.view.hasFocus()
    assert classes.model.rowCount() == count
    assert school.entry.pages.place == Place("pupils", 1)


def test_enter_below_a_fixed_table_begins_the_next_column_while_anything_is_blank(
    school: SchoolFace,
) -> None:
    school.entry.pages.go_to(MOBILITY)
    page = school.pages.currentWidget()
    assert isinstance(page, SectionPage)
    view = page.tables[MOBILITY].view
    last, columns = view.model().rowCount() - 1, view.model().columnCount()
    view.setCurrentIndex(view.model().index(last, columns - 1))
    press(None, Qt.Key.Key_Delete)
    view.setCurrentIndex(view.model().index(last, columns - 2))
    type_text(None, "3")
    press(None, Qt.Key.Key_Return)
    assert view.hasFocus()
    assert (view.currentIndex().row(), view.currentIndex().column()) == (0, columns - 1)
    view.setCurrentIndex(view.model().index(last, columns - 1))
    type_text(None, "0")
    press(None, Qt.Key.Key_Return)
    assert school.entry.pages.current_address == "pupils.graduates_primary"
    press(None, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert view.hasFocus()


def test_enter_leaves_a_fixed_table_that_is_full_from_any_column(school: SchoolFace) -> None:
    school.entry.pages.go_to(MOBILITY)
    page = school.pages.currentWidget()
    assert isinstance(page, SectionPage)
    view = page.tables[MOBILITY].view
    view.setCurrentIndex(view.model().index(view.model().rowCount() - 1, 1))
    before = stored(school).tables[MOBILITY]
    press(None, Qt.Key.Key_Return)
    assert school.entry.pages.current_address == "pupils.graduates_primary"
    type_text(None, "7")
    press(None, Qt.Key.Key_Return)
    assert stored(school).tables[MOBILITY] == before


def test_a_row_that_was_begun_is_kept_with_its_first_text(
    school: SchoolFace, classes: TableEditor
) -> None:
    count = classes.model.rowCount()
    classes.view.setCurrentIndex(classes.model.index(count - 1, 3))
    press(None, Qt.Key.Key_Return)
    type_text(None, "4")
    press(None, Qt.Key.Key_Tab)
    assert len(stored(school).tables[CLASSES]) == count + 1
    assert stored(school).tables[CLASSES][-1].cells == {"enrolled": "4"}
    assert (classes.view.currentIndex().row(), classes.view.currentIndex().column()) == (count, 4)
    press(None, Qt.Key.Key_Z, CTRL)
    assert len(stored(school).tables[CLASSES]) == count


def test_an_empty_table_is_pasted_into_by_key(school: SchoolFace, desktop: Desktop) -> None:
    school.window().activateWindow()
    table = table_of(school, "safety.incidents")
    assert table.view.isHidden()
    school.entry.pages.go_to("safety.incidents")
    QGuiApplication.clipboard().setText("2024-09-03\n2024-10-08")
    desktop.messages.script(accept_paste)
    press(None, Qt.Key.Key_V, CTRL)
    rows = stored(school).tables["safety.incidents"]
    assert [row.cells["happened_on"] for row in rows] == ["2024-09-03", "2024-10-08"]
    press(None, Qt.Key.Key_Z, CTRL)
    assert "safety.incidents" not in stored(school).tables
    assert "safety.incidents" in stored(school).empty_tables


def test_the_selection_is_summed_beside_the_buttons(
    school: SchoolFace, classes: TableEditor
) -> None:
    numbers = [int(text or 0) for text in column(school, "enrolled")[:4]]
    select(3)
    said = classes.status()
    assert said.startswith(f"求和 {sum(numbers)}　平均 ")
    assert said.endswith("计数 4")
    press(None, Qt.Key.Key_Right)
    assert "Ctrl+D" in classes.status()


def test_wide_tables_keep_the_columns_that_name_the_row(school: SchoolFace) -> None:
    window = school.window()
    window.resize(900, 700)
    wide = [
        table
        for place in school.side.sections.places()
        for table in table_names(school, place)
        if table_of(school, table).view.horizontalHeader().length() > 900
        and table_of(school, table).model.rows
        and table_of(school, table).table.columns[0].is_key
        and table_of(school, table).table.fixed_rows is None
    ]
    assert wide, "no table of the sample is wide enough"
    view = table_of(school, wide[0]).view
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    assert kept(view) == 0
    press(view, Qt.Key.Key_End)
    assert kept(view) > 0
    assert view.visualRect(view.currentIndex()).left() >= kept(view)
    press(view, Qt.Key.Key_Home)
    assert kept(view) == 0


def kept(view: FormTableView) -> int:
    """Width of the columns that stay in sight just now."""
    return view.frozen.covered if view.frozen is not None else 0


def table_names(school: SchoolFace, place: Place) -> list[str]:
    school.entry.pages.show_place(place)
    page = school.pages.currentWidget()
    assert isinstance(page, SectionPage)
    return list(page.tables)
