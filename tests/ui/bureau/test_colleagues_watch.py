"""Two officers at one store on a server, each at a window: what one does is seen by the other."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from forms.edits import SetAnswer
from operations.bureau.records import School
from operations.bureau.server import colleagues
from operations.bureau.store import officer
from operations.store_place import ServerAddress
from tests.support.postgres import Server
from tests.ui.bureau.colleague import Colleague
from tests.ui.bureau.conftest import section_of, shown
from tests.ui.keys import press, type_text
from ui.bureau.face import BureauFace
from ui.bureau.form_page import FormPage
from ui.bureau.schools.return_page import ReturnPage
from ui.bureau.schools.school_page import SchoolPage
from ui.bureau.schools.schools_page import SchoolsPage
from ui.bureau.schools.slip_page import SlipPage
from ui.bureau.store.settings_page import SettingsPage
from ui.bureau.work_page import RETURN_PAGE, SCHOOL_PAGE, SLIP_PAGE, ReturnAbout, SlipAbout
from ui.desktop import Desktop
from ui.shell import MainWindow

LI = officer("李娜")


@pytest.fixture
def li(on_server: ServerAddress) -> Iterator[Colleague]:
    made = Colleague(on_server, LI)
    yield made
    made.close()


@pytest.fixture
def face(
    qtbot: QtBot, on_server: ServerAddress, open_face: Callable[[ServerAddress], BureauFace]
) -> BureauFace:
    made = open_face(on_server)
    qtbot.waitUntil(lambda: is_listening(made))
    return made


def is_listening(face: BureauFace) -> bool:
    return face.desk.colleagues is not None and face.desk.colleagues.is_listening


def first_code(face: BureauFace) -> str:
    return face.desk.facts.schools[0].school.code


def cell_of(page: SchoolsPage, code: str) -> str:
    [record] = [one for one in page.table.records.records if one.key == code]
    return record.cells[-1].word


def test_what_one_window_changes_is_in_the_other_and_nothing_moves_there(
    qtbot: QtBot,
    li: Colleague,
    on_server: ServerAddress,
    open_face: Callable[[ServerAddress], BureauFace],
) -> None:
    li.add_schools(60)
    reader = open_face(on_server)
    qtbot.waitUntil(lambda: is_listening(reader))
    page = shown(reader, SchoolsPage)
    page.table.select("4201049040")
    shift = Qt.KeyboardModifier.ShiftModifier
    press(page.table, Qt.Key.Key_Down, shift)
    bar = page.table.verticalScrollBar()
    bar.setValue(bar.value() + 7)
    top = page.table._top()
    chosen, current = page.table.selected_keys(), page.table.current_key()
    assert len(chosen) == 2
    writer = open_face(on_server)
    actor = writer.desk.actor
    added = School("1101040001", "丙小学", "211")
    writer.desk.step(lambda store: store.roster.upsert([added], actor=actor), owner=writer)
    qtbot.waitUntil(lambda: added.code in page.table.shown_keys())
    assert page.table.shown_keys()[0] == added.code
    assert page.table.selected_keys() == chosen
    assert page.table.current_key() == current
    assert page.table._top() == top
    assert shown(writer, SchoolsPage).table.shown_count() == page.table.shown_count()


def test_who_is_at_a_school_is_told_there_until_he_leaves(
    qtbot: QtBot, face: BureauFace, li: Colleague
) -> None:
    code, page = first_code(face), shown(face, SchoolsPage)
    assert page.table.records.columns[-1].label == "同事"
    li.is_at(code)
    qtbot.waitUntil(lambda: cell_of(page, code) == "李娜正在看")
    li.is_at("", code)
    qtbot.waitUntil(lambda: cell_of(page, code) == "李娜正在写退回单")
    face.pages.show_about(SCHOOL_PAGE, code)
    assert shown(face, SchoolPage).colleagues.text() == "李娜正在写退回单"
    face.pages.show_about(SLIP_PAGE, SlipAbout(code))
    qtbot.waitUntil(shown(face, SlipPage).colleagues.isVisible)
    face.pages.show_about(RETURN_PAGE, ReturnAbout(code))
    chip = shown(face, ReturnPage).colleagues
    qtbot.waitUntil(chip.isVisible)
    li.leave()
    qtbot.waitUntil(lambda: not chip.isVisible())


def test_a_window_tells_what_is_open_in_it(qtbot: QtBot, face: BureauFace, li: Colleague) -> None:
    code, name = first_code(face), face.desk.actor.name

    def seen() -> str:
        li.heard.news()
        return colleagues.told(li.heard.at(code))

    face.pages.show_about(SCHOOL_PAGE, code)
    qtbot.waitUntil(lambda: seen() == f"{name}正在看")
    face.pages.show_about(SLIP_PAGE, SlipAbout(code))
    qtbot.waitUntil(lambda: seen() == f"{name}正在写退回单")
    shown(face, SlipPage).reason.insertPlainText("面积")
    face.pages.show_page("page.schools")
    assert seen() in {"", f"{name}正在写退回单"}
    li.is_at("", asks=True)
    qtbot.waitUntil(lambda: seen() == f"{name}正在写退回单")
    face.left.emit()
    qtbot.waitUntil(lambda: not seen())


def test_whoever_vanishes_without_a_word_is_forgotten(
    qtbot: QtBot, face: BureauFace, li: Colleague
) -> None:
    code, page = first_code(face), shown(face, SchoolsPage)
    li.is_at(code)
    qtbot.waitUntil(lambda: bool(cell_of(page, code)))
    watch = face.desk.colleagues
    assert watch is not None
    watch.look_round()
    assert cell_of(page, code)
    li.heard.close()

    def gone() -> bool:
        watch.look_round()
        return not cell_of(page, code)

    qtbot.waitUntil(gone)


def test_what_was_missed_while_the_connection_was_cut_is_made_up_for(
    qtbot: QtBot, face: BureauFace, li: Colleague, postgres: Server
) -> None:
    watch = face.desk.colleagues
    assert watch is not None
    before = watch._colleagues
    assert before is not None
    postgres.end_sessions(f"pid = {before.window}")
    li.set_due("2024-11-01")
    qtbot.waitUntil(lambda: face.desk.facts.due == date(2024, 11, 1))
    assert watch._colleagues is not before
    li.set_due("2024-11-02")
    qtbot.waitUntil(lambda: face.desk.facts.due == date(2024, 11, 2))


def test_what_is_typed_stays_when_others_change_something(
    qtbot: QtBot, face: BureauFace, li: Colleague
) -> None:
    face.pages.show_page("page.settings")
    page = shown(face, SettingsPage)
    page.due.setText("2024-12-24")
    li.set_due("2024-11-01")
    qtbot.waitUntil(lambda: face.desk.facts.due == date(2024, 11, 1))
    assert page.due.text() == "2024-12-24"


def test_what_is_typed_into_the_form_stays_and_what_another_typed_comes(
    qtbot: QtBot, face: BureauFace, li: Colleague
) -> None:
    face.pages.show_page("page.form")
    page = shown(face, FormPage)
    fields = section_of(page, 0).fields
    mine, theirs = fields["district.population"], fields["district.population_farming"]
    mine.input.setFocus()
    press(None, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(None, "61")
    li.store.answers.write([SetAnswer(theirs.address, "77")], actor=LI)
    qtbot.waitUntil(lambda: theirs.input_text() == "77")
    assert mine.input_text() == "61"
    assert QApplication.focusWidget() is mine.input
    press(None, Qt.Key.Key_Tab)
    assert li.store.answers.load().answers["district.population"] == "61.00"


def test_a_school_that_another_officer_takes_out_is_left(
    qtbot: QtBot, face: BureauFace, li: Colleague
) -> None:
    li.add_schools(1)
    qtbot.waitUntil(lambda: "4201049000" in face.desk.facts.by_code)
    face.pages.show_about(SCHOOL_PAGE, "4201049000")
    li.store.roster.undo(actor=LI)
    qtbot.waitUntil(lambda: face.pages.current_id == "page.schools")


def test_at_double_size_who_is_there_makes_no_window_larger(
    qtbot: QtBot, face: BureauFace, li: Colleague
) -> None:
    window, theme, code = face.window(), face.desktop.theme, first_code(face)
    assert isinstance(window, MainWindow)
    theme.resize(200)
    try:
        window.remake()
        again = window.face
        assert isinstance(again, BureauFace)
        window.resize(1366, 768)
        qtbot.waitUntil(lambda: is_listening(again))
        li.is_at(code)
        qtbot.waitUntil(lambda: bool(again.desk.colleagues_at(code)))
        for page_id, about in (
            (SCHOOL_PAGE, code),
            (SLIP_PAGE, SlipAbout(code)),
            (RETURN_PAGE, ReturnAbout(code)),
        ):
            again.pages.show_about(page_id, about)
            page = again.pages.currentWidget()
            assert isinstance(page, SchoolPage | SlipPage | ReturnPage)
            qtbot.waitUntil(page.colleagues.isVisible)
            assert window.minimumSizeHint().width() <= 1366, page_id
    finally:
        theme.resize(100)


# -- two slips ---------------------------------------------------------------------------------


@pytest.fixture
def slip(face: BureauFace) -> SlipPage:
    face.pages.show_about(SLIP_PAGE, SlipAbout(first_code(face)))
    page = shown(face, SlipPage)
    page.reason.insertPlainText("请核对人数")
    page.comment.setText("见第 3 页")
    page.add.click()
    return page


def test_a_slip_of_another_officer_is_told_while_one_writes(
    qtbot: QtBot, slip: SlipPage, li: Colleague, passphrase: str
) -> None:
    li.returns(slip.code, passphrase)
    qtbot.waitUntil(lambda: "李娜（" in slip.strip.text())
    assert "已经退回第 1 号上报包。原因：请核对面积" in slip.strip.text()
    assert slip.issue.text().strip().startswith("再发一份退回单")
    assert slip.reason.toPlainText() == "请核对人数"
    assert [draft.text for draft in slip.drafts] == ["见第 3 页"]


def test_the_second_slip_goes_out_only_if_that_is_wanted(
    qtbot: QtBot,
    slip: SlipPage,
    face: BureauFace,
    li: Colleague,
    desktop: Desktop,
    passphrase: str,
    tmp_path: Path,
) -> None:
    li.returns(slip.code, passphrase)
    desktop.messages.script(passphrase, False)
    slip.issue.click()
    asked = desktop.messages.shown[-1]
    assert asked.title == "这份上报包已经退回"
    assert "李娜（" in asked.text
    assert slip.reason.toPlainText() == "请核对人数"
    assert [draft.text for draft in slip.drafts] == ["见第 3 页"]
    desktop.messages.script(True, tmp_path)
    slip.issue.click()
    assert len(list(tmp_path.glob("*-return-*.asice"))) == 1
    assert slip.drafts == []
    numbers = [one.number for one in li.store.issued.all(slip.code) if one.reason]
    assert len(numbers) == 2


def test_beside_a_file_nobody_is_watched(bureau: BureauFace) -> None:
    assert bureau.desk.colleagues is None
    assert bureau.desk.colleagues_at(first_code(bureau)) == ()
    assert shown(bureau, SchoolsPage).table.records.columns[-1].id == "junior"
