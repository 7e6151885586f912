"""Reading workbooks from outside: exact texts, refused formulas, limits before parsing."""

from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.documents.csvfile import TableCell
from exporters.documents.intake import FileFault, IntakeError
from exporters.documents.read import table_texts
from exporters.documents.write import write_table_xlsx
from tests.exporters.documents.workbooks import read_table, repacked, workbook

SHEET = "xl/worksheets/sheet1.xml"
GOOD = workbook([["学校标识码"], ["3142000001"]])


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("a whole number", 1012, "1012"),
        ("a number of ten digits", 3142000001, "3142000001"),
        ("a decimal", 6200.5, "6200.5"),
        ("the noise of binary doubles", 268.49999999999997, "268.5"),
        ("a tiny number", 0.0000001, "0.0000001"),
        ("a round number", 100.0, "100"),
        ("nothing but zero", 0, "0"),
        ("minus zero", -0.0, "0"),
        ("a negative number", -3.25, "-3.25"),
        ("a code as text", "0042", "0042"),
        ("full-width digits are left to the codec", "１２", "１２"),
        ("a day", datetime(2024, 9, 1), "2024-09-01"),  # noqa: DTZ001 - workbooks know no zone
        ("a day without a time", date(2024, 9, 1), "2024-09-01"),
        ("a moment", datetime(2024, 9, 1, 8, 20), "2024-09-01 08:20"),  # noqa: DTZ001 - as above
        ("a time of day", time(8, 5), "08:05"),
        ("true", True, "是"),
        ("false", False, "否"),
    ],
)
def test_a_cell_gives_its_exact_text(name: str, value: object, text: str) -> None:
    assert table_texts(read_table(workbook([["标题"], [value]])))[1] == (text,)


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("a formula", "=1+1", "公式"),
        ("an error value", "#REF!", "错误值"),
        ("a number of which Excel lost digits", 420104000112345678, "15 位"),
        ("a duration", timedelta(hours=26), "时长"),
    ],
)
def test_a_cell_that_cannot_be_trusted_says_why(name: str, value: object, reason: str) -> None:
    cell = read_table(workbook([["标题"], [value]]))[1][0]
    assert reason in cell.fault
    assert not cell.text


def test_blank_cells_and_rows_at_the_end_are_left_out() -> None:
    rows = read_table(workbook([["a", None, "c"], [None], ["1", None, None], [None, None]]))
    assert table_texts(rows) == [("a", "", "c"), (), ("1",)]


WITHOUT_SHEETS = b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheets/></workbook>'
BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><worksheet>&a;</worksheet>'


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("cut in half", GOOD[: len(GOOD) // 2], FileFault.BROKEN),
        ("only the first bytes of a zip", b"PK\x03\x04", FileFault.BROKEN),
        ("some other zip", repacked(GOOD, {"[Content_Types].xml": None}), FileFault.OTHER_KIND),
        ("entities", repacked(GOOD, {SHEET: BOMB}), FileFault.BOMB),
        (
            "entities in UTF-16",
            repacked(GOOD, {SHEET: BOMB.decode().encode("utf-16")}),
            FileFault.BOMB,
        ),
        ("a sheet that is no XML", repacked(GOOD, {SHEET: b"<worksheet"}), FileFault.BROKEN),
        ("no sheet at all", repacked(GOOD, {"xl/workbook.xml": None}), FileFault.BROKEN),
        (
            "too many members",
            repacked(GOOD, {f"xl/extra{number}": b"x" for number in range(500)}),
            FileFault.BOMB,
        ),
    ],
)
def test_a_workbook_that_cannot_be_read_is_refused_in_words(
    name: str, data: bytes, fault: FileFault
) -> None:
    with pytest.raises(IntakeError, match="。") as caught:
        read_table(data)
    assert caught.value.fault is fault


def test_dates_in_iso_form_and_texts_inside_the_sheet_are_read() -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="d"><v>2024-09-01</v></c><c r="B1" t="inlineStr"><is><t>x</t></is>'
        b'</c><c r="C1" t="d"><v>08:05:30</v></c></row></sheetData></worksheet>'
    )
    assert table_texts(read_table(repacked(GOOD, {SHEET: sheet}))) == [
        ("2024-09-01", "x", "08:05:30")
    ]


def test_a_workbook_of_charts_alone_is_refused() -> None:
    book = repacked(GOOD, {"xl/workbook.xml": WITHOUT_SHEETS})
    with pytest.raises(IntakeError, match="工作簿已损坏或不完整") as caught:
        read_table(book)
    assert caught.value.fault is FileFault.BROKEN


def test_a_workbook_that_unpacks_too_large_is_refused_before_it_is_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("exporters.documents.intake.MAX_UNPACKED", 1000)
    with pytest.raises(IntakeError, match="工作簿解压后过大") as caught:
        read_table(GOOD)
    assert caught.value.fault is FileFault.BOMB


def test_rows_that_come_are_counted_whatever_the_sheet_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("exporters.documents.intake.MAX_ROWS", 3)
    with pytest.raises(IntakeError, match="行") as caught:
        read_table(workbook([[number] for number in range(4)]))
    assert caught.value.fault is FileFault.TOO_MANY_CELLS


def outcome(data: bytes) -> str:
    try:
        return f"{len(read_table(data))} 行"
    except IntakeError as refusal:
        return str(refusal)


@given(st.binary(max_size=400), st.integers(0, len(GOOD) - 1))
def test_any_bytes_give_rows_or_a_refusal(noise: bytes, place: int) -> None:
    for data in (noise, GOOD[:place] + noise + GOOD[place + len(noise) :]):
        assert outcome(data).endswith(("。", "行"))


def test_a_written_table_reads_back_with_dangerous_texts() -> None:
    rows: list[list[TableCell]] = [["编号", "文字", "数"], ["1", "=1+1", 12]]
    rows += [["2", "-3", -4], ["3", "#N/A", None]]
    stream = BytesIO()
    write_table_xlsx(rows, stream, name="退回/的行")
    assert table_texts(read_table(stream.getvalue())) == [
        ("编号", "文字", "数"),
        ("1", "=1+1", "12"),
        ("2", "-3", "-4"),
        ("3", "#N/A"),
    ]
