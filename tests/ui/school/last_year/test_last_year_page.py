"""Last year beside this year: seen, hidden, taken over, confirmed and compared, all by keyboard."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from forms.edits import Await
from forms.live.last_year import waiting
from operations.last_return import flat_texts, last_fields, last_tables
from operations.school.last_year import bring_last_year
from operations.school.store import create_school, open_school, open_sheet
from tests.ui.conftest import CLERK
from tests.ui.keys import NONE, press, type_text
from ui.editors.table.table_editor import TableEditor
from ui.entry.places import Place
from ui.entry.section_page import SectionPage
from ui.recent import last_year_is_shown
from ui.school.face import SchoolFace
from ui.school.last_year.last_year_page import LastYearPage
from ui.shell import MainWindow

F6, SHIFT = Qt.Key.Key_F6, Qt.KeyboardModifier.ShiftModifier
SITE = "facilities.site_area"


@pytest.fixture
def with_last(
    tmp_path: Path,
    filled_stores: Callable[[str], Path],
    open_window: Callable[[Path], MainWindow],
    qtbot: QtBot,
) -> Callable[..., SchoolFace]:
    """A school's store whose bureau told last year's answers: whole, or new."""

    def opened(*, new: bool = False, told: bool = True, **changes: str) -> SchoolFace:
        path = Path(shutil.copy(filled_stores("primary"), tmp_path / "样例小学-2024.yhs"))
        with open_school(path) as store:
            sheet, meta = open_sheet(store), store.meta
            texts = flat_texts(last_fields(sheet), last_tables(sheet), {})
            texts.update({name.replace("__", "."): text for name, text in changes.items()})
            (store.last_values if told else store.own_last).replace(texts, actor=CLERK)
        if new:
            path = tmp_path / "新的-2024.yhs"
            create_school(
                path,
                school_code=meta.school_code,
                school_name=meta.school_name,
                period=2024,
                actor=CLERK,
            ).close()
            with open_school(path) as store:
                store.last_values.replace(texts, actor=CLERK)
                bring_last_year(store, actor=CLERK)
        window = open_window(path)
        assert isinstance(window.face, SchoolFace)
        with qtbot.waitActive(window):
            window.activateWindow()
        return window.face

    return opened


def page_of(face: SchoolFace, form: str, number: int) -> SectionPage:
    face.entry.pages.show_place(Place(form, number))
    page = face.pages.currentWidget()
    assert isinstance(page, SectionPage)
    return page


def beside(face: SchoolFace, address: str) -> str:
    page = face.pages.currentWidget()
    assert isinstance(page, SectionPage)
    label = page.fields[address]._layout.last
    return label.text() if label is not None and not label.isHidden() else ""


def raw(face: SchoolFace, address: str) -> str | None:
    return face.desk.session.sheet.cell(address).raw


def test_last_years_figure_stands_beside_the_field_with_its_change(
    with_last: Callable[..., SchoolFace],
) -> None:
    face = with_last(facilities__site_area="20000")
    page = page_of(face, "facilities", 0)
    assert beside(face, "facilities.building_area").endswith("　相同")
    assert beside(face, SITE) == "上年 20000　少 4140（-20.7%），变动大"
    face.entry.pages.go_to(SITE)
    press(None, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(None, "20001")
    press(None, Qt.Key.Key_Return)
    assert beside(face, SITE) == "上年 20000　多 1（+0.0%）"
    assert "上年 20000" in page.fields[SITE].input.accessibleDescription()


def test_a_large_change_is_said_in_words(with_last: Callable[..., SchoolFace]) -> None:
    face = with_last(facilities__site_area="100")
    page_of(face, "facilities", 0)
    assert beside(face, SITE).endswith("，变动大")


def test_one_key_hides_it_and_the_next_start_remembers(
    with_last: Callable[..., SchoolFace],
) -> None:
    face = with_last()
    page = page_of(face, "facilities", 0)
    face.entry.pages.go_to(SITE)
    press(None, F6, SHIFT)
    assert beside(face, SITE) == ""
    assert not last_year_is_shown()
    table = page_of(face, "pupils", 0).tables["pupils.classes"]
    assert table.model.last(table.model.index(0, 3)) is None
    press(table.view, F6, SHIFT)
    assert last_year_is_shown()
    assert table.model.last(table.model.index(0, 3)) is not None
    page_of(face, "facilities", 0)
    assert beside(face, SITE)
    assert page.fields[SITE].input_text()


def cell_of(face: SchoolFace, table: TableEditor, row: int, column: str) -> None:
    table.view.go_to(table.model.rows[row].id, column)
    table.view.setFocus()


def test_a_cell_tells_last_years_figure_of_its_own_class(
    with_last: Callable[..., SchoolFace],
) -> None:
    face = with_last()
    table = page_of(face, "pupils", 0).tables["pupils.classes"]
    row = table.model.rows[0].id
    cell_of(face, table, 0, "enrolled")
    type_text(table.view, "7")
    press(None, Qt.Key.Key_Return)
    index = table.model.index_of(row, "enrolled")
    last = table.model.last(index)
    assert last is not None
    assert last.arrow == "↓"
    tip = index.data(Qt.ItemDataRole.ToolTipRole)
    assert f"上年 {last.text}　少 " in tip
    assert index.data(Qt.ItemDataRole.AccessibleDescriptionRole) == tip


def test_every_key_about_a_place_is_safe_in_the_blank_row_of_an_empty_table(
    with_last: Callable[..., SchoolFace],
) -> None:
    face = with_last(new=True)
    page = page_of(face, "pupils", 0)
    table = page.tables["pupils.classes"]
    control = Qt.KeyboardModifier.ControlModifier
    assert QApplication.focusWidget() is table.view
    assert table.model.has_begun_row
    page.grab()
    for key, held in (
        (Qt.Key.Key_F1, NONE),
        (F6, NONE),
        (Qt.Key.Key_J, control),
        (Qt.Key.Key_M, control | SHIFT),
        (Qt.Key.Key_C, control),
        (Qt.Key.Key_D, control),
        (Qt.Key.Key_Delete, NONE),
        (Qt.Key.Key_Minus, control),
        (Qt.Key.Key_H, control),
    ):
        face.entry.pages.go_to("pupils.classes")
        press(None, key, held)
    assert face.desk.session.sheet.rows("pupils.classes") == ()


def test_a_key_takes_last_years_state_over_and_goes_on(
    with_last: Callable[..., SchoolFace],
) -> None:
    face = with_last(facilities__design_capacity="1234")
    page = page_of(face, "facilities", 1)
    face.entry.pages.go_to("facilities.design_capacity")
    press(None, F6)
    assert raw(face, "facilities.design_capacity") == "1234"
    assert not page.fields["facilities.design_capacity"].input.hasFocus()
    entry = face.desk.store.journal.entries(limit=1)[0]
    assert (entry.actor.name, entry.reason) == (face.desk.clerk.name, "同上年")


def test_a_flow_is_not_taken_over(with_last: Callable[..., SchoolFace]) -> None:
    face = with_last(facilities__places_added="77")
    page = page_of(face, "facilities", 1)
    before = raw(face, "facilities.places_added")
    face.entry.pages.go_to("facilities.places_added")
    press(None, F6)
    assert raw(face, "facilities.places_added") == before
    assert face.strip.text() == "【本年新增学位】是当年的情况，每年重新统计，不能同上年。"
    assert page.fields["facilities.places_added"].input.hasFocus()


def test_a_column_is_taken_over_at_once_and_undone_at_once(
    with_last: Callable[..., SchoolFace],
) -> None:
    face = with_last()
    table = page_of(face, "staffing", 6).tables["staffing.titles"]
    old = [row.cells[1].text for row in table.model.rows]
    for row in table.model.rows:
        face.desk.session.set_text(f"staffing.titles[{row.id}].primary", "9")
    cell_of(face, table, 0, "primary")
    last = table.model.index(len(old) - 1, 1)
    table.view.selectionModel().select(
        last, QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Columns
    )
    press(table.view, F6)
    assert [row.cells[1].text for row in table.model.rows] == old
    face.desk.session.undo()
    assert {row.cells[1].text for row in table.model.rows} == {"9"}


def test_what_was_brought_waits_until_a_key_confirms_it(
    with_last: Callable[..., SchoolFace],
) -> None:
    face = with_last(new=True)
    page_of(face, "facilities", 0)
    assert raw(face, SITE)
    assert beside(face, SITE).startswith("待确认（属实按 F6）\n上年 ")
    face.entry.pages.go_to(SITE)
    press(None, F6)
    assert beside(face, SITE).startswith("上年 ")
    table = page_of(face, "facilities", 3).tables["facilities.music_rooms"]
    assert [row.title for row in table.model.rows][:1] == ["1 待确认"]
    cell_of(face, table, 0, "room_name")
    press(table.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(table.view, F6)
    assert [row.title for row in table.model.rows][:1] == ["1"]
    press(table.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert face.strip.text().startswith(
        "已撤销一步，共 2 处，在“办学条件”。第一处：【音乐专用教室】"
    )
    assert face.strip.text().endswith("又待确认。")
    assert [row.title for row in table.model.rows][:1] == ["1 待确认"]


def test_the_way_to_submission_leads_over_what_waits(
    with_last: Callable[..., SchoolFace],
) -> None:
    face = with_last(told=False)
    face.desk.step(
        lambda opened: opened.answers.write([Await(SITE, waiting=True)], actor=CLERK), owner=face
    )
    assert face.header.next.accessibleName() == "确认上年内容（1）"
    face.go_on()
    editor = face.pages.currentWidget()
    assert isinstance(editor, SectionPage)
    assert editor.fields[SITE].input.hasFocus()
    assert face.strip.text() == ("还有 1 处从上年带来的内容没有确认：属实的按 F6，有变化的直接改。")
    press(None, F6)
    assert face.header.next.accessibleName() == "提交审核"


def compare_page(face: SchoolFace) -> LastYearPage:
    press(face, Qt.Key.Key_6, Qt.KeyboardModifier.ControlModifier)
    page = face.pages.currentWidget()
    assert isinstance(page, LastYearPage)
    return page


def test_large_changes_are_listed_and_enter_leads_to_the_cell(
    with_last: Callable[..., SchoolFace],
) -> None:
    face = with_last(facilities__site_area="100", facilities__building_area="99999")
    page = compare_page(face)
    assert page.table.current_key() == SITE
    first = page.table.records.records[0]
    assert [cell.text for cell in first.cells][:2] == ["占地面积", "100"]
    assert first.tags == {"large"}
    press(page.table, Qt.Key.Key_Return)
    shown = face.pages.currentWidget()
    assert isinstance(shown, SectionPage)
    assert shown.fields[SITE].input.hasFocus()


def test_small_changes_are_shown_when_asked_for(with_last: Callable[..., SchoolFace]) -> None:
    face = with_last(facilities__books="1")
    assert raw(face, SITE) == "15860.00"
    face.desk.session.set_text(SITE, "15861")
    page = compare_page(face)
    large = page.table.shown_count()
    page.filter.choose("")
    assert page.table.shown_count() == large + 1


def test_bringing_asks_first_and_all_can_be_confirmed(
    with_last: Callable[..., SchoolFace],
) -> None:
    face = with_last(new=True)
    page = compare_page(face)
    face.desktop.messages.script(True)
    press(page.confirm, Qt.Key.Key_Space)
    assert page.strip.text().startswith("已确认 ")
    assert waiting(face.desk.session.sheet) == ()
    press(page.bring, Qt.Key.Key_Space)
    assert page.strip.text().startswith("没有可以从上年带来的内容")


def test_the_store_of_last_year_is_fetched_by_hand(
    school: SchoolFace, tmp_path: Path, filled_stores: Callable[[str], Path]
) -> None:
    older = Path(shutil.copy(filled_stores("primary"), tmp_path / "去年.yhs"))
    page = compare_page(school)
    assert "还没有上年数" in page._source.text()
    school.desktop.messages.script([str(older)])
    press(page.take, Qt.Key.Key_Space)
    assert "应选择本校" in page.strip.text(), "it is of the same year"


def test_the_class_table_fits_a_small_window_with_last_year_beside_it(
    with_last: Callable[..., SchoolFace], qtbot: QtBot
) -> None:
    face = with_last()
    face.window().resize(1280, 720)
    table = page_of(face, "pupils", 0).tables["pupils.classes"]
    bar = table.view.horizontalScrollBar()
    qtbot.waitUntil(lambda: table.view.viewport().width() > 0 and bar.maximum() == 0)
    header = table.view.horizontalHeader()
    header.resizeSection(1, 400)  # as a mouse does
    table.view.fit_size()
    assert header.sectionSize(1) == 400
    press(table.view, F6, SHIFT)
    assert header.sectionSize(1) == 400, "what was set by hand stays"
