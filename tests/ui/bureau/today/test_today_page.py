"""The morning page by keyboard: every number is a door, whom to call is copied with one key."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication

from operations.bureau.store import BureauPlan, create_bureau
from operations.bureau.today.standings import DeliveryState
from tests.ui.bureau.conftest import District, shown
from tests.ui.bureau.district import answer_some, enlarge
from tests.ui.keys import press, tab_to, type_text
from ui.bureau.face import BureauFace
from ui.bureau.schools.school_page import SchoolPage
from ui.bureau.schools.schools_page import SchoolsPage
from ui.bureau.today.today_page import TodayPage
from ui.desktop import Desktop
from ui.recent import visit_before

CTRL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier


@pytest.fixture
def face(district: District, open_face: Callable[[Path], BureauFace]) -> BureauFace:
    """Twelve schools: answered, sent back, waiting and missing, after the last day."""
    enlarge(district.bureau, schools=10)
    answer_some(district.bureau, due="2024-10-15")
    return open_face(district.bureau)


@pytest.fixture
def page(face: BureauFace) -> TodayPage:
    press(face, Qt.Key.Key_1, CTRL)
    return shown(face, TodayPage)


def listed(face: BureauFace) -> list[str]:
    model = shown(face, SchoolsPage).table.records
    return [model.index(row, 0).data() for row in range(model.rowCount())]


def test_it_is_the_first_page(district: District, open_window: Callable[[Path], object]) -> None:
    window = open_window(district.bureau)
    face = getattr(window, "face", None)
    assert isinstance(face, BureauFace)
    assert face.pages.current_id == "page.today"


def test_the_bar_is_walked_and_leads_to_its_schools(page: TodayPage, face: BureauFace) -> None:
    tab_to(page.bar)
    press(None, Qt.Key.Key_Right)
    assert page.bar.current is DeliveryState.WAITING
    assert "待回执" in page.bar.accessibleDescription()
    assert page._today is not None
    waiting = page._today.whole.schools[DeliveryState.WAITING]
    press(None, Qt.Key.Key_Return)
    assert listed(face) == list(waiting)
    assert shown(face, SchoolsPage).only.text() == f" 只看：全区，待回执　{len(waiting)} 所"


def test_every_number_of_the_table_is_a_door_and_back_again(
    page: TodayPage, face: BureauFace
) -> None:
    late = page._today.whole.schools[DeliveryState.LATE] if page._today else ()
    page.table.select_first()
    tab_to(page.table)
    while page.table.current_column_id() != DeliveryState.LATE:
        press(None, Qt.Key.Key_Right)
    press(None, Qt.Key.Key_Return)
    assert listed(face) == list(late)
    schools = shown(face, SchoolsPage)
    tab_to(schools.only)
    press(None, Qt.Key.Key_Space)
    assert len(listed(face)) == len(face.desk.facts.schools)
    press(face, Qt.Key.Key_Left, ALT)
    shown(face, TodayPage)
    press(face, Qt.Key.Key_2, CTRL)
    assert len(listed(face)) == len(face.desk.facts.schools)


def test_whom_to_call_is_copied_and_opened(page: TodayPage, face: BureauFace) -> None:
    assert QApplication.focusWidget() is page.calls.table
    assert page.calls.copy.isVisible()
    assert page.calls.copy.mapTo(page.calls, QPoint()).y() < page.calls.table.y()
    first = page.calls.calls[0]
    press(None, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(None, Qt.Key.Key_C, CTRL)
    rows = QApplication.clipboard().text().splitlines()
    assert len(rows) == 2
    assert rows[0] == f"{first.name}\t{first.principal}\t{first.telephone}\t{first.reason}"
    tab_to(page.calls.copy)
    press(None, Qt.Key.Key_Space)
    assert len(QApplication.clipboard().text().splitlines()) == len(page.calls.calls)
    tab_to(page.calls.table)
    press(None, Qt.Key.Key_Up)
    press(None, Qt.Key.Key_Return)
    assert shown(face, SchoolPage).code == first.code


def test_the_call_list_is_saved_by_key(page: TodayPage, desktop: Desktop, tmp_path: Path) -> None:
    target = tmp_path / "电话单.xlsx"
    desktop.messages.script(target)
    tab_to(page.calls.sheet)
    press(None, Qt.Key.Key_Return)
    assert target.read_bytes().startswith(b"PK")
    assert "电话单已保存" in page.strip.text()


def test_groups_are_chosen_by_kind(page: TodayPage) -> None:
    page.by.choose("groups")
    labels = [record.cells[0].text for record in page.table.records.records]
    assert labels[0] == "全区"
    assert "云杉教联体" in labels


def test_what_came_since_the_last_day_here(
    district: District, open_face: Callable[[Path], BureauFace]
) -> None:
    from operations.bureau.store import open_bureau

    with open_bureau(district.bureau, read_only=True) as store:
        assert visit_before(store.mark, date(2024, 9, 2)) is None
        assert visit_before(store.mark, date(2024, 9, 2)) is None
    face = open_face(district.bureau)
    press(face, Qt.Key.Key_1, CTRL)
    page = shown(face, TodayPage)
    rows = page.news_list.rows.rows
    assert [(row.look.title, row.look.trailing) for row in rows] == [
        ("收到上报包", "2 所"),
        ("生成回执", "2 所"),
    ]
    page.news_list.select(rows[0].payload)
    tab_to(page.news_list)
    press(None, Qt.Key.Key_Return)
    assert len(listed(face)) == 2
    assert "9 月 2 日以来收到上报包" in shown(face, SchoolsPage).only.text()


def test_an_empty_store_says_what_to_do_and_paints_no_bar(
    tmp_path: Path, open_face: Callable[[Path], BureauFace], cheap_passphrases: None
) -> None:
    del cheap_passphrases
    plan = BureauPlan("420104", "样例区教育局", 2024, "王操作")
    create_bureau(
        tmp_path / "b.yhb", plan, passphrase="隔壁院子里的三只鹅最爱叫"
    ).desk.store.close()
    face = open_face(tmp_path / "b.yhb")
    press(face, Qt.Key.Key_1, CTRL)
    page = shown(face, TodayPage)
    assert page.bar.isHidden()
    assert page.calls.nobody.text() == "名册里还没有学校，请先读入学校名册。"
    assert "先读入学校名册" in page.hint.text()


def test_a_school_is_found_by_the_initials_of_its_name(face: BureauFace) -> None:
    page = shown(face, SchoolsPage)
    press(face, Qt.Key.Key_F, CTRL)
    assert QApplication.focusWidget() is page.search
    type_text(None, "cjjnyg")
    names = [face.desk.facts.by_code[code].school.name for code in listed(face)]
    assert names == ["澄江九年一贯制学校"]
