"""Files of every standing at the import page: what is said, what is kept, what can be undone."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from forms.exchange import Code
from operations.verify.inspect_file import inspect_file, kind_word
from tests.ui.bureau.conftest import District, shown
from tests.ui.bureau.packages import of_every_standing
from tests.ui.keys import press
from ui.bureau.face import BureauFace
from ui.bureau.intake.import_page import ImportPage
from ui.bureau.schools.school_page import SchoolPage
from ui.bureau.words import ADVICE, advice
from ui.desktop import Desktop
from ui.tasks import Progress

SAID = {
    "newer": "可接收：新的一份",
    "newer still": "可接收：新的一份",
    "fork": "会拒收：与已收的冲突",
    "same": "以前已导入",
    "gap": "会拒收：缺前一份",
    "broken": "会拒收：损坏或被改动",
    "stranger": "会拒收：签名人未知",
    "text": "会拒收：损坏或被改动",
}
DONE = {
    **dict.fromkeys(SAID, "拒收"),
    **dict.fromkeys(("newer", "newer still"), "已接收"),
    "same": "以前已导入",
}


@pytest.fixture(scope="session")
def made(demo: Path, tmp_path_factory: pytest.TempPathFactory, passphrase: str) -> dict[str, Path]:
    """Files for a bureau that has package 1 of each school."""
    folder = tmp_path_factory.mktemp("standings") / "files"
    return of_every_standing(demo, folder, passphrase=passphrase)


@pytest.fixture
def files(made: dict[str, Path], tmp_path: Path) -> dict[str, Path]:
    """A copy for one test, each under a name of its own."""
    return {
        name: Path(shutil.copy(path, tmp_path / f"{name}-{path.name}"))
        for name, path in made.items()
    }


@pytest.fixture
def page(
    bureau: BureauFace, files: dict[str, Path], desktop: Desktop, passphrase: str
) -> ImportPage:
    """The import page with all of them on the list and the keys at hand."""
    bureau.pages.show_page("page.import")
    found = shown(bureau, ImportPage)
    found.add_files(files.values())
    desktop.messages.script(passphrase)
    bureau.desk.unlock("", lambda: None)
    return found


def outcomes(page: ImportPage, files: dict[str, Path]) -> dict[str, str]:
    said = {record.key: record.cells[1].text for record in page.files.table.records.records}
    return {name: said[path] for name, path in files.items()}


def test_a_rehearsal_says_how_each_file_stands_and_writes_nothing(
    page: ImportPage, files: dict[str, Path], bureau: BureauFace
) -> None:
    page.rehearse.click()
    assert outcomes(page, files) == SAID
    assert "2 份可以接收，1 份以前已导入，5 份拒收" in page.strip.text()
    assert page.files.table.current_key() == files["fork"]
    assert "怎么办" in page.files.detail.advice.text()
    assert bureau.desk.facts.quarantined == 0
    assert bureau.desk.facts.unanswered == 0


def test_the_import_does_as_rehearsed_and_keeps_what_it_refused_with_reasons(
    page: ImportPage, files: dict[str, Path], bureau: BureauFace
) -> None:
    page.rehearse.click()
    page.start.click()
    assert outcomes(page, files) == DONE
    page.tabs.setCurrentIndex(2)
    kept = {record.cells[1].text for record in page.quarantine.table.records.records}
    assert kept == {files[name].name for name in ("fork", "gap", "broken", "stranger", "text")}
    press(page.quarantine.table, Qt.Key.Key_Down)
    assert page.quarantine.detail.isVisible()
    assert "（代码 E_" in page.quarantine.detail.advice.text()
    page.tabs.setCurrentIndex(1)
    assert not page.log.detail.isVisible()
    page.log.table.select_first()
    assert page.log.detail.isVisible()


def test_only_what_was_refused_can_be_looked_at(page: ImportPage) -> None:
    assert not page.files.filters.isVisible()
    page.rehearse.click()
    page.files.filters.choose("refused")
    assert page.files.table.shown_count() == 5
    page.files.filters.choose("known")
    assert page.files.table.shown_count() == 1
    page.clear.click()
    assert page.files.filters.current == ""


def test_an_import_is_undone_from_the_list_until_a_receipt_was_issued(
    page: ImportPage,
    files: dict[str, Path],
    bureau: BureauFace,
    district: District,
    desktop: Desktop,
) -> None:
    page.start.click()
    page.files.table.select(files["newer still"])
    page.files.table.setFocus()
    press(None, Qt.Key.Key_Return)
    school = shown(bureau, SchoolPage)
    desktop.messages.script("导错了文件")
    school.delivery.undo.setFocus()
    press(None, Qt.Key.Key_Space)
    assert "已撤销第 3 号" in school.strip.text()
    assert "改用第 2 号" in school.strip.accessibleName()
    desktop.messages.script(district.folder)
    school.delivery.receipt.click()
    assert not school.delivery.undo.isVisible()
    press(bureau, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    shown(bureau, ImportPage)
    page.add_files([files["newer still"]])
    page.clear.click()
    page.add_files([files["newer still"]])
    page.start.click()
    assert page.files.table.records.records[0].cells[1].text == "已接收"


def test_receipts_that_were_issued_are_saved_again(
    bureau: BureauFace, desktop: Desktop, tmp_path: Path
) -> None:
    bureau.pages.show_page("page.import")
    page = shown(bureau, ImportPage)
    desktop.messages.script(None)
    page.again.click()
    assert page.strip.isHidden()
    folder = tmp_path / "回执"
    for _ in range(2):  # what lies there already is written again
        desktop.messages.script(folder)
        page.again.click()
        files = sorted(folder.iterdir())
        assert page.strip.text() == f"已把 {len(files)} 所学校最近的回执再存了一份。"
        assert f"文件夹：{folder}" in page.strip.accessibleName()
        assert len(files) == len({path.name[:10] for path in files}) == 2
    assert {kind_word(inspect_file(path)) for path in files} == {"回执"}


def test_where_no_receipt_was_issued_there_is_none_to_save(
    waiting: BureauFace, desktop: Desktop, tmp_path: Path
) -> None:
    waiting.pages.show_page("page.import")
    page = shown(waiting, ImportPage)
    desktop.messages.script(tmp_path / "回执")
    page.again.click()
    assert page.strip.text().startswith("还没有给学校发过回执，没有可以再写的。")
    assert not (tmp_path / "回执").exists()


def test_a_file_of_no_known_school_leads_nowhere(
    page: ImportPage, files: dict[str, Path], bureau: BureauFace
) -> None:
    page.rehearse.click()
    page.files.table.select(files["stranger"])
    page.files.table.setFocus()
    press(QApplication.focusWidget(), Qt.Key.Key_Return)
    assert shown(bureau, ImportPage) is page


@pytest.mark.parametrize("code", Code)
def test_every_code_says_what_to_do(code: Code) -> None:
    assert advice(code).endswith("。") is (code is not Code.OK)
    assert set(ADVICE) <= set(Code)


def test_progress_that_still_comes_in_does_not_hide_that_it_stops(
    page: ImportPage, files: dict[str, Path]
) -> None:
    row = page.progress
    row.begin("正在导入…", len(files))
    row.show_progress(Progress(3, len(files), "一份"))
    assert "3 / 8" in row.text.text()
    press(row.cancel, Qt.Key.Key_Space)
    row.show_progress(Progress(4, len(files), "又一份"))
    assert row.text.text().startswith("正在停下来")
    assert row.bar.value() == 4
    row.end()


@pytest.mark.skipif(sys.platform != "linux", reason="names are bytes there alone")
def test_a_file_whose_name_is_no_text_is_told_by_the_name_that_is_shown(
    bureau: BureauFace,
    made: dict[str, Path],
    tmp_path: Path,
    desktop: Desktop,
    passphrase: str,
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    odd = Path(os.fsdecode(os.fsencode(folder) + b"/" + "云杉小学.asice.age".encode("gbk")))
    shutil.copy(made["newer"], odd)
    bureau.pages.show_page("page.import")
    page = shown(bureau, ImportPage)
    page.add_files([folder])
    desktop.messages.script(passphrase)
    page.start.click()
    assert page.strip.text() == "导入完毕：1 份已接收。"
    (record,) = page.files.table.records.records
    assert record.cells[1].text == "已接收"
    assert record.cells[0].text.isprintable()


def test_a_package_that_lies_in_a_folder_twice_is_not_said_to_have_come_before(
    bureau: BureauFace,
    made: dict[str, Path],
    tmp_path: Path,
    desktop: Desktop,
    passphrase: str,
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("a.asice.age", "a - 副本.asice.age"):
        shutil.copy(made["newer"], folder / name)
    (folder / "说明.txt").write_text("各校已收齐", encoding="utf-8")
    bureau.pages.show_page("page.import")
    page = shown(bureau, ImportPage)
    page.add_files([folder])
    assert page.strip.text() == "名单上有 2 份上报包，还没有导入。"
    desktop.messages.script(passphrase)
    for press_it in (page.rehearse, page.start):
        press_it.click()
        said = [record.cells[1].text for record in page.files.table.records.records]
        assert min(said) == "与名单上另一份相同"
        assert "1 份与名单上另一份相同" in page.strip.text()
        assert "以前" not in page.strip.text()
        assert "另有 1 个文件不是上报包" in page.strip.accessibleName(), "told until it is cleared"
    page.clear.click()
    assert page.strip.text() == ""


def test_the_reason_below_is_that_of_a_file_in_sight(
    page: ImportPage, files: dict[str, Path]
) -> None:
    page.rehearse.click()
    page.files.table.select(files["fork"])
    page.files.filters.choose("taken")
    assert files["fork"].name not in page.files.detail.sentence.text()


def test_files_that_are_added_are_the_ones_in_sight(
    page: ImportPage, made: dict[str, Path], tmp_path: Path
) -> None:
    more = Path(shutil.copy(made["newer"], tmp_path / "zz.asice.age"))
    page.add_files([more])
    assert page.files.table.current_key() == more
