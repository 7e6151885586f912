"""What an officer does once in a year or less: operator, lost packages, last year, a clock gone wrong."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from forms.workflow import Actor, Role
from operations.bureau.intake.undo import Renumbering
from operations.bureau.returns.last_year import last_figures_of
from operations.bureau.schools.roster import put_roster
from operations.bureau.store import BureauPlan, create_bureau, open_bureau, unlock_daily_keys
from tests.ui.bureau.conftest import District, shown
from tests.ui.bureau.packages import further
from tests.ui.keys import press, type_text
from ui.bureau.face import BureauFace
from ui.bureau.intake.import_page import ImportPage
from ui.bureau.keys.keys_page import BureauKeysPage
from ui.bureau.keys.operator import OperatorDialog
from ui.bureau.schools.renumber import RenumberDialog
from ui.bureau.schools.school_page import SchoolPage
from ui.bureau.schools.schools_page import SchoolsPage
from ui.bureau.schools.slip_page import SlipPage
from ui.bureau.store.settings_page import SettingsPage
from ui.desktop import Desktop
from ui.recent import saved_name

NEW = "brand new secret 2025"


# -- the operator ------------------------------------------------------------------------------


def answered(dialog: QDialog) -> bool:
    return dialog.result() == QDialog.DialogCode.Accepted


def renewal(name: str, reason: str) -> Callable[[OperatorDialog], bool]:
    """Fill the dialog by keyboard."""

    def fill(dialog: OperatorDialog) -> bool:
        dialog.show()
        dialog.name.selectAll()
        type_text(dialog.name, name)
        type_text(dialog.reason, reason)
        assert not dialog.accept_button.isEnabled()
        type_text(dialog.box.first, NEW)
        type_text(dialog.box.second, NEW)
        press(dialog.accept_button, Qt.Key.Key_Space)
        return answered(dialog)

    return fill


@pytest.fixture
def keys(bureau: BureauFace) -> BureauKeysPage:
    bureau.pages.show_page("page.keys")
    return shown(bureau, BureauKeysPage)


def test_the_operator_gets_a_new_certificate_and_passphrase(
    keys: BureauKeysPage,
    bureau: BureauFace,
    district: District,
    desktop: Desktop,
    passphrase: str,
) -> None:
    desktop.messages.script(passphrase, renewal("Wang", "leaked"), passphrase)
    keys.operator.setFocus()
    press(None, Qt.Key.Key_Space)
    assert "已给操作员Wang换发" in keys.strip.text()
    assert "旧证书已吊销" in keys.strip.accessibleName()
    assert "恢复单已经作废" in keys.strip.accessibleName()
    assert saved_name() == "Wang"
    desktop.messages.script(district.folder)
    bureau.pages.show_about("page.school", bureau.desk.facts.schools[0].school.code)
    shown(bureau, SchoolPage).delivery.slip.click()
    slip = shown(bureau, SlipPage)
    slip.reason.setPlainText("重报")
    slip.issue.click()  # signed without asking: the new keys are at hand
    assert list(district.folder.glob("*-return-*.asice"))
    bureau.left.emit()
    with open_bureau(district.bureau) as store:
        assert unlock_daily_keys(store, NEW)


@pytest.mark.parametrize("given", [[None], ["wrong"], ["right", False], ["right", "fill", None]])
def test_turning_away_leaves_the_operator_as_he_was(
    keys: BureauKeysPage,
    bureau: BureauFace,
    district: District,
    desktop: Desktop,
    passphrase: str,
    given: list[object],
) -> None:
    answers = {"right": passphrase, "wrong": "不是这个口令", "fill": renewal("Wang", "")}
    desktop.messages.script(*(answers.get(str(item), item) for item in given))
    keys.operator.click()
    bureau.left.emit()
    with open_bureau(district.bureau) as store:
        assert unlock_daily_keys(store, passphrase)


def test_a_weak_new_passphrase_cannot_be_chosen(theme: object) -> None:
    assert theme is not None
    dialog = OperatorDialog(None, name="")
    assert dialog.name.text() == ""
    for text in ("short", "aaaa"):
        dialog.name.setText("Wang")
        dialog.box.first.setText(text)
        dialog.box.second.setText(text)
        assert not dialog.accept_button.isEnabled()
    dialog.deleteLater()


def test_the_inputs_of_a_dialog_begin_and_end_alike(theme: object, qtbot: QtBot) -> None:
    assert theme is not None
    dialog = OperatorDialog(None, name="")
    qtbot.addWidget(dialog)
    dialog.show()
    lines = (dialog.name, dialog.reason, dialog.box.first, dialog.box.second)
    sides = {(line.mapTo(dialog, QPoint()).x(), line.width()) for line in lines}
    assert len(sides) == 1, sides
    walked: list[object] = [dialog.name]
    while walked[-1] is not dialog.box.reveal and len(walked) < 30:
        walked.append(walked[-1].nextInFocusChain())  # type: ignore[attr-defined]
    assert [one for one in walked if one in lines] == list(lines)


# -- a lost package ----------------------------------------------------------------------------


def test_the_package_after_a_lost_one_is_taken_once_the_number_is_set(
    bureau: BureauFace, district: District, desktop: Desktop, passphrase: str, tmp_path: Path
) -> None:
    third = further(
        district.schools[0], tmp_path / "more", figures=["12", "13"], passphrase=passphrase
    )[1]
    bureau.pages.show_page("page.import")
    intake = shown(bureau, ImportPage)
    intake.add_files([third])
    desktop.messages.script(passphrase)
    intake.rehearse.click()
    assert intake.files.table.records.records[0].cells[1].text == "会拒收：缺前一份"
    assert "重设编号" in intake.files.detail.advice.text()
    assert QApplication.focusWidget() is intake.files.table
    press(None, Qt.Key.Key_Return)
    school = shown(bureau, SchoolPage)
    assert ("下一份", "应为第 2 号") in school.delivery.package.facts()

    def fill(dialog: RenumberDialog) -> bool:
        dialog.show()
        assert dialog.number.text() == "3"
        assert "第 2 号作为丢失处理" in dialog.hint.text()
        assert not dialog.accept_button.isEnabled()
        type_text(dialog.reason, "lost on the way")
        press(dialog.accept_button, Qt.Key.Key_Space)
        return answered(dialog)

    desktop.messages.script(fill)
    school.delivery.renumber.setFocus()
    press(None, Qt.Key.Key_Space)
    assert "下一份收第 3 号" in school.strip.text()
    assert "编号已重设" in dict(school.delivery.package.facts())["下一份"]
    bureau.pages.show_page("page.import")
    intake.start.click()
    assert intake.files.table.records.records[0].cells[1].text == "已接收"


@pytest.mark.parametrize(
    ("typed", "chosen", "allowed", "meaning"),
    [
        ("4", 4, True, "不再要求它接着"),
        ("5", 5, True, "第 4 号作为丢失处理"),
        ("9", 9, True, "第 4 至 8 号作为丢失处理"),
        ("9" * 9, 999_999, True, "作为丢失处理"),
        ("3", 3, True, "编号改回来：下一份收第 3 号"),
        ("1", 1, False, "编号应是 2 或更大"),
        ("五", 0, False, "编号应是 2 或更大"),
        ("", 0, False, "编号应是 2 或更大"),
    ],
)
def test_a_number_says_what_it_means(
    theme: object, typed: str, chosen: int, allowed: bool, meaning: str
) -> None:
    assert theme is not None
    dialog = RenumberDialog(None, Renumbering(4, 2), name="云杉小学")
    dialog.reason.setText("丢失")
    dialog.number.clear()
    dialog.number.insert(typed)
    assert dialog.chosen() == chosen
    assert meaning in dialog.hint.text()
    assert dialog.accept_button.isEnabled() is allowed
    dialog.deleteLater()


def test_turning_away_leaves_the_numbers(bureau: BureauFace, desktop: Desktop) -> None:
    press(shown(bureau, SchoolsPage).table, Qt.Key.Key_Return)
    school = shown(bureau, SchoolPage)
    desktop.messages.script(False)
    school.delivery.renumber.click()
    assert ("下一份", "应为第 2 号") in school.delivery.package.facts()


# -- last year ---------------------------------------------------------------------------------


@pytest.fixture
def next_year(district: District, tmp_path: Path) -> Path:
    """The same bureau's store of the next year, with the schools of this one."""
    path = tmp_path / "2025.yhb"
    plan = BureauPlan("420104", "演示区教育局", 2025, "王操作")
    with open_bureau(district.bureau, read_only=True) as old:
        rows = [[school.code, school.name, school.type] for school in old.roster.all()]
    with create_bureau(path, plan, passphrase="前院的桂花今年一直没有开").desk.store as store:
        heading = ["学校标识码", "学校名称", "办学类型"]
        put_roster(store, [heading, *rows], actor=Actor("王操作", Role.OFFICER))
    return path


def test_last_years_figures_come_from_last_years_store(
    next_year: Path,
    district: District,
    desktop: Desktop,
    open_face: Callable[[Path], BureauFace],
) -> None:
    face = open_face(next_year)
    face.pages.show_page("page.settings")
    page = shown(face, SettingsPage)
    desktop.messages.script([str(district.bureau)])
    page.last_year.take.setFocus()
    press(None, Qt.Key.Key_Space)
    assert "取 2 所学校的上年数" in page.strip.text()
    code = face.desk.facts.schools[0].school.code
    face.left.emit()
    with open_bureau(next_year, read_only=True) as store:
        assert last_figures_of(store, code).fields


def test_the_store_of_the_same_year_is_refused(
    bureau: BureauFace, district: District, desktop: Desktop, tmp_path: Path
) -> None:
    bureau.pages.show_page("page.settings")
    page = shown(bureau, SettingsPage)
    with open_bureau(district.bureau, read_only=True) as store:
        store.backups.write_to(tmp_path / "copy.yhb", replace=False)
    desktop.messages.script([])
    page.last_year.take.click()
    assert not page.strip.isVisible()
    desktop.messages.script([str(tmp_path / "copy.yhb")])
    page.last_year.take.click()
    assert "以前的" in page.strip.text()


# -- the clock ---------------------------------------------------------------------------------


def test_a_clock_that_ran_ahead_is_put_right_on_the_record(
    district: District,
    desktop: Desktop,
    open_face: Callable[[Path], BureauFace],
    passphrase: str,
) -> None:
    with open_bureau(district.waiting) as store:
        store.trust.raise_to(seen_at=datetime.now(UTC) + timedelta(days=900))
    face = open_face(district.waiting)
    face.pages.show_page("page.import")
    intake = shown(face, ImportPage)
    intake.add_files(district.packages)
    desktop.messages.script(passphrase)
    intake.rehearse.click()
    assert intake.files.table.records.records[0].cells[1].text == "会拒收：本机时间不对"
    assert "区局设置" in intake.files.detail.advice.text()
    face.pages.show_page("page.settings")
    page = shown(face, SettingsPage)
    assert page.clock.isVisible()
    desktop.messages.script(None)
    page.clock.correct.click()
    assert page.clock.isVisible()
    desktop.messages.script("主板电池没电")
    page.clock.correct.click()
    assert "时间已校正" in page.strip.text()
    assert not page.clock.isVisible()
    face.pages.show_page("page.import")
    intake.rehearse.click()
    assert intake.files.table.records.records[0].cells[1].text == "可接收：首次上报"
