"""A return by keys alone: no click, no call of a page; and every control within reach of Tab."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QAbstractButton, QApplication, QListWidget, QWidget

from forms.workflow import Actor, Move, Role, State
from operations.bureau.schools.enrol import enrol_school
from operations.bureau.schools.roster import put_roster
from operations.bureau.store import BureauPlan, create_bureau
from operations.school.keys.opening import read_opening
from operations.school.keys.requests import last_request
from operations.school.records import SchoolStore
from tests.ui.ime import commit
from tests.ui.keys import press, tab_to, type_text
from ui.desktop import Desktop
from ui.editors.table.table_view import FormTableView
from ui.entry.paste_preview import PastePreview
from ui.entry.section_page import SectionPage
from ui.school.delivery.delivery_page import DeliveryPage
from ui.school.face import SchoolFace
from ui.school.keys.keys_page import KeysPage
from ui.school.review.review_page import ReviewPage
from ui.school.signing.sign_dialog import SignDialog

CLERK, PRINCIPAL = Actor("王样例", Role.CLERK), Actor("张样例", Role.PRINCIPAL)
CTRL = Qt.KeyboardModifier.ControlModifier
SECRET = "open sesame for forty thieves"


def turn_to(school: SchoolFace, title: str) -> SectionPage:
    """Ctrl+PgDn until the part of this title is there."""
    for _ in range(80):
        page = school.pages.currentWidget()
        if isinstance(page, SectionPage) and page.title.text() == title:
            return page
        press(None, Qt.Key.Key_PageDown, CTRL)
    raise AssertionError(f"no part {title}")


def cell(school: SchoolFace, row: int, column: str) -> str:
    sheet = school.desk.session.sheet
    address = f"pupils.classes[{sheet.rows('pupils.classes')[row].id}].{column}"
    return sheet.cell(address).raw or ""


def state_of(school: SchoolFace) -> State:
    return school.desk.facts.state


def agree(dialog: PastePreview) -> bool:
    """Look at the preview and press Enter."""
    dialog.show()
    press(dialog.accept_button, Qt.Key.Key_Return)
    return bool(dialog.result())


def sign_in(dialog: SignDialog) -> bool:
    """Read, type the passphrase, press Enter."""
    dialog.show()
    type_text(dialog.passphrase.first, SECRET)
    press(dialog.passphrase.first, Qt.Key.Key_Return)
    return bool(dialog.result())


@pytest.fixture
def keyboard(school: SchoolFace) -> SchoolFace:
    """The school's window, active, its first part shown."""
    school.window().activateWindow()
    return school


def test_a_block_is_pasted_looked_at_and_undone(keyboard: SchoolFace, desktop: Desktop) -> None:
    page = turn_to(keyboard, "班级名册")
    table = page.tables["pupils.classes"]
    assert QApplication.focusWidget() is table.view
    before = cell(keyboard, 0, "girls"), cell(keyboard, 1, "girls")
    for _ in range(3):
        press(None, Qt.Key.Key_Right)
    QGuiApplication.clipboard().setText("40\t19\n41\t18")
    desktop.messages.script(agree)
    press(None, Qt.Key.Key_V, CTRL)
    assert (cell(keyboard, 0, "girls"), cell(keyboard, 1, "girls")) == ("19", "18")
    assert desktop.messages.shown[-1].title == "粘贴表格"
    press(None, Qt.Key.Key_Z, CTRL)
    assert (cell(keyboard, 0, "girls"), cell(keyboard, 1, "girls")) == before
    assert QApplication.focusWidget() is table.view
    assert (table.view.currentIndex().row(), table.view.currentIndex().column()) == (0, 3)
    assert keyboard.strip.text().startswith("已撤销一步，共 4 处")


def test_a_fault_is_found_with_f8_and_put_right(keyboard: SchoolFace) -> None:
    page = turn_to(keyboard, "占地与校舍")
    editor = page.fields["facilities.site_area"]
    right = editor.input_text()
    tab_to(editor.input)
    press(None, Qt.Key.Key_A, CTRL)
    commit(QApplication.focusWidget() or page, "三万")
    press(None, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is not editor.input
    press(None, Qt.Key.Key_PageDown, CTRL)
    press(None, Qt.Key.Key_Return, CTRL)
    assert "处理问题（1）" in keyboard.header.next.text()
    press(None, Qt.Key.Key_F8)
    assert keyboard.pages.currentWidget() is page
    assert QApplication.focusWidget() is editor.input
    press(None, Qt.Key.Key_A, CTRL)
    type_text(None, right)
    press(None, Qt.Key.Key_Return)
    assert keyboard.desk.session.open_problems() == ()


def test_tab_behind_the_last_input_comes_to_the_next_part_and_enter_goes_there(
    keyboard: SchoolFace,
) -> None:
    page = turn_to(keyboard, "负责人与填报人")
    inputs = [one for one in page.fields.values() if one.takes_focus()]
    tab_to(inputs[-1].input)
    press(None, Qt.Key.Key_Tab)
    assert page.onward is not None
    assert QApplication.focusWidget() is page.onward
    assert page.onward.text().strip() == "到下一部分：学生与班级 › 班级名册"
    press(None, Qt.Key.Key_Return)
    following = keyboard.pages.currentWidget()
    assert isinstance(following, SectionPage)
    assert following.title.text() == "班级名册"
    assert QApplication.focusWidget() is following.tables["pupils.classes"].view
    assert turn_to(keyboard, keyboard.desk.session.forms[-1].sections[-1].title).onward is None


def test_the_first_key_in_an_empty_table_begins_its_first_row(
    keyboard: SchoolFace, desktop: Desktop
) -> None:
    table = turn_to(keyboard, "班级名册").tables["pupils.classes"]
    press(None, Qt.Key.Key_A, CTRL)
    desktop.messages.script(True)
    press(None, Qt.Key.Key_Minus, CTRL)
    assert keyboard.desk.session.sheet.rows("pupils.classes") == ()
    press(None, Qt.Key.Key_PageDown, CTRL)
    assert table.view.isHidden()
    press(None, Qt.Key.Key_PageUp, CTRL)
    assert QApplication.focusWidget() is table.view
    type_text(None, "3")
    press(None, Qt.Key.Key_Tab)
    type_text(None, "1")
    press(None, Qt.Key.Key_Return)
    assert (cell(keyboard, 0, "grade"), cell(keyboard, 0, "class_name")) == ("3", "1")


def test_a_row_is_added_and_taken_away(keyboard: SchoolFace) -> None:
    table = turn_to(keyboard, "班级名册").tables["pupils.classes"]
    count = table.model.rowCount()
    tab_to(table.add)
    press(None, Qt.Key.Key_Space)
    assert table.model.rowCount() == count + 1
    assert QApplication.focusWidget() is table.view
    press(None, Qt.Key.Key_Minus, CTRL)
    assert table.model.rowCount() == count


def test_every_control_of_a_part_is_reached_by_tab(keyboard: SchoolFace) -> None:
    missed: list[str] = []
    for title in ("班级名册", "一、专职保安员配备（四个 100% 之一）", "特殊教育", "党的建设与治理"):
        page = turn_to(keyboard, title)
        seen = walk()
        kinds: tuple[type[QWidget], ...] = (QAbstractButton, FormTableView, QListWidget)
        missed += [
            f"{title}: {made.accessibleName()}"
            for kind in kinds
            for made in page.findChildren(kind)
            if made.isVisible() and made.isEnabled() and takes_tab(made) and made not in seen
        ]
    assert missed == []


def takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None


def walk() -> list[QWidget]:
    """Everything Tab comes by, until it comes round."""
    first = QApplication.focusWidget()
    seen: list[QWidget] = []
    for _ in range(2000):
        press(None, Qt.Key.Key_Tab)
        widget = QApplication.focusWidget()
        assert widget is not None
        if widget is first and len(seen) > 1:
            break
        if widget not in seen:
            seen.append(widget)
            assert not widget.visibleRegion().isEmpty(), widget.accessibleName()
    return seen


def enrolled(folder: Path) -> Callable[[SchoolStore], None]:
    """What the bureau does with the request that lies in the store."""

    def work(store: SchoolStore) -> None:
        plan = BureauPlan("420104", "硚口区教育局", 2024, "周样例")
        made = create_bureau(folder / "bureau.yhb", plan, passphrase="bureau passphrase")
        heading = ["code", "name", "type", "principal"]
        row = [store.meta.school_code, store.meta.school_name, "211", "张样例"]
        put_roster(made.desk.store, [heading, row], actor=made.desk.actor)
        request = last_request(store)
        assert request is not None
        found = enrol_school(made.desk, request.content, authority=made.authority)
        read_opening(
            store,
            found.opening.content,
            actor=made.desk.actor,
            root_fingerprint=found.root_fingerprint,
        )
        made.desk.store.close()

    return work


def test_from_the_keys_to_the_package_by_keys_alone(
    keyboard: SchoolFace, desktop: Desktop, tmp_path: Path
) -> None:
    press(keyboard, Qt.Key.Key_1, CTRL)
    keys = keyboard.pages.currentWidget()
    assert isinstance(keys, KeysPage)
    assert QApplication.focusWidget() is keys.passphrase.first
    type_text(None, SECRET)
    press(None, Qt.Key.Key_Tab)
    type_text(None, SECRET)
    desktop.messages.script(str(tmp_path / "request.csr"))
    tab_to(keys.request)
    press(None, Qt.Key.Key_Space)
    assert (tmp_path / "request.csr").exists()
    keyboard.desk.step(enrolled(tmp_path), owner=keyboard)
    desktop.messages.script(True)
    press(None, Qt.Key.Key_F9)
    assert state_of(keyboard) is State.IN_REVIEW
    press(None, Qt.Key.Key_2, CTRL)
    review = keyboard.pages.currentWidget()
    assert isinstance(review, ReviewPage)
    desktop.messages.script("王样例", "李样例")
    tab_to(review.three.people)
    press(None, Qt.Key.Key_Space)
    for _ in ("王样例", "李样例"):
        desktop.messages.script(True)
        tab_to(review.three.confirm)
        press(None, Qt.Key.Key_Space)
    tab_to(review.answers.list)
    press(None, Qt.Key.Key_Down)
    desktop.messages.script("请核对")
    press(None, Qt.Key.Key_M, CTRL)
    assert keyboard.desk.facts.comments[-1].address == "profile.school_name"
    tab_to(review.confirmed)
    press(None, Qt.Key.Key_Space)
    desktop.messages.script(sign_in)
    tab_to(review.sign)
    press(None, Qt.Key.Key_Space)
    assert state_of(keyboard) is State.SIGNED
    press(None, Qt.Key.Key_F9)
    delivery = keyboard.pages.currentWidget()
    assert isinstance(delivery, DeliveryPage)
    desktop.messages.script(str(tmp_path))
    tab_to(delivery.export)
    press(None, Qt.Key.Key_Space)
    assert state_of(keyboard) is State.DELIVERED
    assert list(tmp_path.glob("*-0001.asice.age"))
    press(None, Qt.Key.Key_F9)
    assert QApplication.focusWidget() is delivery.reply
    assert delivery.reply.property("kind") == "primary"


def test_tab_follows_the_eye_on_the_page_of_delivery(school: SchoolFace) -> None:
    def sign(store: SchoolStore) -> None:
        for move, actor in ((Move.SUBMIT, CLERK), (Move.SIGN, PRINCIPAL)):
            store.move(move, actor=actor)

    school.desk.step(sign, owner=school)
    school.pages.show_page("page.delivery")
    page = school.pages.currentWidget()
    assert isinstance(page, DeliveryPage)
    page.focus_first()
    walked = [QApplication.focusWidget()]
    for _ in range(2):
        press(None, Qt.Key.Key_Tab)
        walked.append(QApplication.focusWidget())
    assert walked == [page.export, page.plain, page.reopen]
    heights = [one.mapTo(page.inside, one.rect().topLeft()).y() for one in walked if one]
    assert heights == sorted(heights)
