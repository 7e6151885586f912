"""What files and paper know of a journal is found in it, or its loss is said."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from exporters.asic import names
from exporters.asic.zip_reader import Archive
from operations.bureau.evaluation.export import write_official_tables
from operations.bureau.store import Desk
from operations.errors import Misused, Refused
from operations.journal.printed_head import printed_head
from operations.journal.proof import verify_history
from operations.school.store import open_school
from storage.journal.journal import JournalHead
from tests.operations.staging import District


def test_the_official_tables_name_the_end_of_the_journal(desk: Desk, tmp_path: Path) -> None:
    printed = printed_head(desk.store.journal.head())
    made = write_official_tables(desk.store, tmp_path, replace=False)
    sheet = load_workbook(made.workbook)["来源"]
    assert sheet.cell(sheet.max_row, 1).value == printed
    page = PdfReader(made.pages[0]).pages[0].extract_text()
    assert printed in page
    assert verify_history(desk.store, printed=[printed]).intact


def test_the_cover_of_a_report_names_the_end_of_the_schools_journal(district: District) -> None:
    with open_school(district.school(), read_only=True) as store:
        sent = store.deliveries.container(store.deliveries.all()[-1].identity) or b""
        cover = PdfReader(BytesIO(Archive(sent).read(names.REPORT_PDF))).pages[0].extract_text()
        printed = re.search(r"日志末端\s*([0-9]+:[0-9a-f]{16})", cover)
        assert printed is not None
        assert verify_history(store, printed=[printed[1]]).intact


def test_an_end_that_is_not_in_the_journal_is_named(desk: Desk) -> None:
    seq = desk.store.journal.head().seq
    found = verify_history(desk.store, printed=[f"{seq}:{'0' * 16}"])
    assert not found.intact
    [sentence] = found.findings
    assert sentence.startswith(f"日志里没有纸上的“{seq}:{'0' * 16}”记下的末端（第 {seq} 条）")


@pytest.mark.parametrize("text", ["", "34", "34:0f3c", "0:0123456789abcdef", "x:0123456789abcdef"])
def test_what_is_no_end_of_a_journal_is_refused(desk: Desk, text: str) -> None:
    with pytest.raises(Misused, match="不是日志的末端"):
        verify_history(desk.store, printed=[text])


def test_only_sixteen_digits_are_printed() -> None:
    assert (
        printed_head(JournalHead(34, "0f3c9a7be1d25846" + "0" * 48)) == "日志 34:0f3c9a7be1d25846"
    )


def test_files_of_the_store_are_in_its_journal(desk: Desk, district: District) -> None:
    copy = district.folder / "copy.yhb"
    desk.store.backups.write_to(copy, replace=False)
    assert verify_history(desk.store, [district.receipt(), copy]).intact


def test_files_that_are_not_of_the_store_are_refused(desk: Desk, district: District) -> None:
    with pytest.raises(Misused, match="不是这一种库"):
        verify_history(desk.store, [district.school()])
    with pytest.raises(Misused, match="是加密的上报包"):
        verify_history(desk.store, [district.package()])
    with pytest.raises(Refused, match="不能用来核对"):
        verify_history(desk.store, [district.passphrases])
