"""The roster, one school's page, return slips, and enrolment, as an officer works through them."""

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from operations.bureau.records import ReturnState
from operations.bureau.schools.requests import request_of
from operations.bureau.store import BureauPlan, create_bureau, open_bureau
from operations.keys.key_care import KeyStatus
from operations.school.keys.requests import last_request
from operations.school.records import SchoolStore
from tests.exporters.documents.workbooks import sheets
from tests.ui.bureau.conftest import District, shown
from tests.ui.keys import press, type_text
from ui.bureau.evaluation.figure_page import FigurePage
from ui.bureau.face import BureauFace
from ui.bureau.schools.enrol import EnrolDialog
from ui.bureau.schools.school_page import SchoolPage
from ui.bureau.schools.schools_page import SchoolsPage
from ui.bureau.schools.slip_page import SlipPage
from ui.desktop import Desktop
from ui.dialogs.rehearsal import RehearsalDialog, SheetDialog
from ui.shell import MainWindow

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def schools(bureau: BureauFace) -> SchoolsPage:
    return shown(bureau, SchoolsPage)


@pytest.fixture
def school(bureau: BureauFace) -> SchoolPage:
    press(shown(bureau, SchoolsPage).table, Qt.Key.Key_Return)
    return shown(bureau, SchoolPage)


def codes(page: SchoolsPage) -> list[str]:
    model = page.table.records
    return [model.index(row, 0).data() for row in range(model.rowCount())]


# -- the roster --------------------------------------------------------------------------------


def test_every_school_says_how_far_it_is(schools: SchoolsPage) -> None:
    first = schools.table.records.records[0]
    assert first.cells[5].text == "已开户"
    assert first.cells[6].text == "已接收"
    assert first.cells[9].text.startswith("达标")


def test_searching_by_keyboard_leads_to_the_table(schools: SchoolsPage, bureau: BureauFace) -> None:
    press(bureau, Qt.Key.Key_F, CTRL)
    assert QApplication.focusWidget() is schools.search
    type_text(None, codes(schools)[1][-4:])
    assert schools.table.shown_count() == 1
    press(None, Qt.Key.Key_Return)
    assert QApplication.focusWidget() is schools.table
    press(None, Qt.Key.Key_Return)
    shown(bureau, SchoolPage)


def test_who_has_not_delivered_is_one_key_away(waiting: BureauFace) -> None:
    page = shown(waiting, SchoolsPage)
    page.filters.choose("there")
    assert page.table.shown_count() == 0
    assert "没有符合条件的学校" in page.count.text()
    page.filters.choose("missing")
    assert page.table.shown_count() == 2


def test_an_empty_roster_says_what_to_do_and_reads_a_table(
    tmp_path: Path, open_window: object, desktop: Desktop
) -> None:
    plan = BureauPlan("420104", "演示区教育局", 2024, "王操作")
    create_bureau(
        tmp_path / "new.yhb", plan, passphrase="后院的芝麻今年开了十七朵花"
    ).desk.store.close()
    window = open_window(tmp_path / "new.yhb")  # type: ignore[operator] # a fixture's function
    assert isinstance(window, MainWindow)
    face = window.face
    assert isinstance(face, BureauFace)
    face.pages.show_page("page.schools")
    page = shown(face, SchoolsPage)
    assert page.stack.currentIndex() == 1
    assert not page.undo.isEnabled()
    assert page.undo.toolTip().startswith("没有可以撤销的改动：名册没有改过")
    table = tmp_path / "名册.csv"
    table.write_text(
        "学校标识码,学校名称,办学类型\n3142010401,样例九年一贯制学校,312\n123,错的,211\n",
        encoding="utf-8",
    )
    desktop.messages.script([str(table)], True, True)
    face.go_on()
    assert codes(page) == ["3142010401"]
    assert "新增 1 所" in page.strip.text()
    assert page.undo.isEnabled()
    assert "第 3 行" in desktop.messages.shown[-1].options["detail"]


# -- one school --------------------------------------------------------------------------------


@pytest.mark.parametrize("width", [910, 1366])
def test_a_school_is_shown_from_its_beginning_with_the_keyboard_in_sight(
    bureau: BureauFace, width: int
) -> None:
    bureau.window().resize(width, 512)
    press(shown(bureau, SchoolsPage).table, Qt.Key.Key_Return)
    page = shown(bureau, SchoolPage)
    QApplication.processEvents()
    focus = QApplication.focusWidget()
    assert focus is (page.figures.list if width == 1366 else page.delivery.read)
    assert page.columns.verticalScrollBar().value() == 0
    assert not focus.visibleRegion().isEmpty()


def test_a_school_shows_its_figures_and_who_signed(school: SchoolPage) -> None:
    assert school.title.text() == "云杉小学"
    assert ("学校名称", "云杉小学") in school.roster.identity.facts()  # a long title ends in …
    assert ("签名人", "张样例") in school.delivery.package.facts()
    assert school.figures.list.rows.rowCount() == 7
    assert not school.delivery.undo.isVisible()


def test_a_figure_leads_to_its_cells_and_from_there_to_the_slip(
    school: SchoolPage, bureau: BureauFace
) -> None:
    school.figures.list.setCurrentIndex(school.figures.list.rows.index(3))
    press(school.figures.list, Qt.Key.Key_Return)
    figure = shown(bureau, FigurePage)
    assert "÷" in figure.line.text()
    figure.table.select((3, "facilities.teaching_area"))
    figure.comment.click()
    slip = shown(bureau, SlipPage)
    assert "facilities.teaching_area" in slip.item.text()
    press(bureau, Qt.Key.Key_Left, ALT)
    shown(bureau, FigurePage)
    press(bureau, Qt.Key.Key_Left, ALT)
    assert shown(bureau, SchoolPage).title.text() == "云杉小学"


def test_a_return_slip_by_keyboard(
    school: SchoolPage,
    bureau: BureauFace,
    desktop: Desktop,
    passphrase: str,
    tmp_path: Path,
) -> None:
    school.delivery.slip.setFocus()
    press(None, Qt.Key.Key_Space)
    slip = shown(bureau, SlipPage)
    assert not slip.issue.isEnabled()
    assert QApplication.focusWidget() is slip.reason
    slip.reason.insertPlainText("面积与不动产证不符")
    slip.item.setText("facilities.teaching_area")
    press(slip.item, Qt.Key.Key_Return)
    slip.comment.setText("请核对第 3 页")
    press(slip.comment, Qt.Key.Key_Return)
    assert [draft.address for draft in slip.drafts] == ["facilities.teaching_area"]
    out = tmp_path / "out"
    out.mkdir()
    desktop.messages.script(passphrase, out)
    slip.issue.click()
    assert len(list(out.glob("*-return-*.asice"))) == 1
    assert bureau.desk.facts.schools[0].state is ReturnState.RETURNED
    assert slip.drafts == []


@pytest.mark.parametrize(
    ("item", "comment", "complaint"),
    [
        ("没有这一项", "请核对", "没有“没有这一项”"),
        ("facilities.teaching_area", "", "写明要学校做什么"),
    ],
)
def test_a_comment_that_cannot_be_sent_is_not_taken(
    school: SchoolPage, bureau: BureauFace, item: str, comment: str, complaint: str
) -> None:
    school.delivery.slip.click()
    slip = shown(bureau, SlipPage)
    slip.item.setText(item)
    slip.comment.setText(comment)
    slip.add.click()
    assert complaint in slip.strip.text()
    assert slip.drafts == []


def test_the_content_of_a_school_can_be_exported(
    school: SchoolPage, desktop: Desktop, tmp_path: Path
) -> None:
    desktop.messages.script(tmp_path / "out.json")
    school.delivery.export.click()
    document = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert document["school"] == school.code


def test_a_file_that_was_sent_can_be_saved_again(
    school: SchoolPage, desktop: Desktop, demo: Path, tmp_path: Path
) -> None:
    out = tmp_path / "again"
    out.mkdir()
    desktop.messages.script(out)
    school.issued.setCurrentIndex(school.issued.rows.index(0))
    press(school.issued, Qt.Key.Key_Return)
    saved = next(out.iterdir())
    sent = next((demo / "receipts").glob(f"{school.code}*"))
    assert saved.read_bytes() == sent.read_bytes()


def test_a_school_can_be_retired(school: SchoolPage, bureau: BureauFace, desktop: Desktop) -> None:
    desktop.messages.script(True)
    school.roster.retire.click()
    assert len(bureau.desk.facts.active) == 1
    assert not school.roster.retire.isVisible()


# -- enrolment ---------------------------------------------------------------------------------


def request_file(district: District, folder: Path) -> Path:
    with SchoolStore.open(district.schools[0], read_only=True) as store:
        found = last_request(store)
    assert found is not None
    path = folder / found.name
    path.write_bytes(found.content)
    return path


def test_enrolment_asks_for_the_fingerprint_first(
    theme: object, qtbot: object, district: District, tmp_path: Path
) -> None:
    content = request_file(district, tmp_path).read_bytes()
    with open_bureau(district.waiting, read_only=True) as store:
        request = request_of(store, content)
    dialog = EnrolDialog(None, request)
    qtbot.addWidget(dialog)  # type: ignore[attr-defined] # pytest-qt's fixture
    assert theme is not None
    assert not dialog.accept_button.isEnabled()
    dialog.typed.setText("1234 5678")
    assert "不一致就不要开户" in dialog.hint.text()
    dialog.compared.setChecked(True)
    assert not dialog.accept_button.isEnabled()
    dialog.typed.setText(request.request.fingerprint.upper().replace(" ", ""))
    assert dialog.accept_button.isEnabled()
    dialog.typed.clear()
    assert dialog.accept_button.isEnabled()


def test_enrolling_again_revokes_the_old_certificate_and_writes_the_opening_file(
    bureau: BureauFace,
    school: SchoolPage,
    district: District,
    desktop: Desktop,
    passphrase: str,
    tmp_path: Path,
) -> None:
    request, out = request_file(district, tmp_path), tmp_path / "out"
    out.mkdir()

    def agree(dialog: EnrolDialog) -> bool:
        dialog.replaces.setText("密钥遗失")
        return True

    desktop.messages.script([str(request)], agree, passphrase, passphrase, out)
    before = school.school.certificate
    school.keys.enrol.click()
    assert len(list(out.glob("*-opening*.asice"))) == 1
    assert school.school.certificate != before
    assert school.school.enrolment is KeyStatus.VALID


def test_the_request_of_another_school_is_refused(
    bureau: BureauFace, school: SchoolPage, district: District, desktop: Desktop, tmp_path: Path
) -> None:
    other = bureau.desk.facts.schools[1].school.code
    school.show_subject(other)
    school.refresh()
    desktop.messages.script([str(request_file(district, tmp_path))])
    school.keys.enrol.click()
    assert "请核对文件" in school.strip.text()


def test_revoking_needs_a_reason_and_the_root_key(
    school: SchoolPage, desktop: Desktop, passphrase: str
) -> None:
    desktop.messages.script("校长更换", "错的口令错的口令")
    school.keys.revoke.click()
    assert "口令不对" in school.strip.text()
    desktop.messages.script("校长更换", passphrase)
    school.keys.revoke.click()
    assert school.school.enrolment is KeyStatus.REVOKED
    assert not school.keys.revoke.isVisible()


def test_the_root_key_is_asked_for_where_it_is_kept(
    school: SchoolPage, desktop: Desktop, district: District, passphrase: str, tmp_path: Path
) -> None:
    stick = tmp_path / "stick.age"
    (district.folder / "bureau-root-key.age").rename(stick)
    desktop.messages.script("校长更换", [str(stick)], passphrase)
    school.keys.revoke.click()
    assert school.school.enrolment is KeyStatus.REVOKED


def test_of_two_sheets_one_is_asked_for_and_each_change_is_shown(
    bureau: BureauFace, desktop: Desktop, tmp_path: Path
) -> None:
    page = shown(bureau, SchoolsPage)
    head = ["学校标识码", "学校名称", "办学类型"]
    table = tmp_path / "名册.xlsx"
    table.write_bytes(
        sheets(
            {
                "城区": [head, ["2142109001", "甲", "小学"]],
                "乡镇": [head, ["2142109002", "乙", "小学"]],
            }
        )
    )

    def choose(dialog: SheetDialog) -> bool:
        assert [dialog.list.item(row).text() for row in range(2)] == ["城区", "乡镇"]
        dialog.list.setCurrentRow(1)
        return True

    def refuse(dialog: RehearsalDialog) -> bool:
        first = dialog.table.horizontalHeaderItem(0)
        assert first is not None
        assert first.text() == "情况"
        shown_cells = [dialog.table.item(0, column) for column in range(4)]
        assert [item.text() for item in shown_cells if item] == [
            "新增",
            "2142109002",
            "乙",
            "学校名称",
        ]
        return False

    before = codes(page)
    desktop.messages.script([str(table)], choose, refuse)
    page.roster.click()
    assert codes(page) == before
    desktop.messages.script([str(table)], choose, True)
    page.roster.click()
    assert set(codes(page)) - set(before) == {"2142109002"}
    desktop.messages.script(True)
    page.undo.click()
    assert codes(page) == before
    assert page.strip.text() == "名册的上一次改动已撤销，涉及 1 所学校。"
