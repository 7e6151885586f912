"""How an official form looks: black on white, no program named, what goes on says 续, lines to sign on."""

import re
from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PageObject, PdfReader

from exporters.documents.pdf.page import MARGIN, SignOff
from exporters.documents.write import write_official_pdf, write_official_xlsx
from forms.official.model import SIGN_OFF, OfficialCell, OfficialColumn, OfficialTable
from tests.exporters.documents.official_samples import balance_table, passing_table, school_table


def banded(primary: int, junior: int) -> OfficialTable:
    """An upright table with a title over the rows of each level."""
    columns = (OfficialColumn(4), OfficialColumn(20))
    rows: list[tuple[OfficialCell, ...]] = []
    for title, count in (("小学", primary), ("初中", junior)):
        rows.append((OfficialCell(title, columns=2),))
        rows += [(OfficialCell(str(k)), OfficialCell("甲校")) for k in range(count)]
    heading = ((OfficialCell("序号"), OfficialCell("学校")),)
    return OfficialTable("I", "表Ⅰ", "示例区", columns, heading, tuple(rows), notes=("附注。",))


def pages_of(table: OfficialTable, imprint: str = "") -> list[PageObject]:
    stream = BytesIO()
    assert write_official_pdf(table, stream, imprint=imprint) == ()
    return list(PdfReader(stream).pages)


def texts_of(table: OfficialTable, imprint: str = "") -> list[str]:
    return ["".join(page.extract_text().split()) for page in pages_of(table, imprint)]


@pytest.mark.parametrize("table", [passing_table(), school_table(60), balance_table()])
def test_an_official_form_is_black_on_white(table: OfficialTable) -> None:
    for page in pages_of(table):
        contents = page.get_contents()
        assert contents is not None
        colours = set(re.findall(rb"([\d. ]+) (?:rg|RG)\b", contents.get_data()))
        assert {colour.strip() for colour in colours} <= {b"0 0 0"}


def test_no_page_names_the_program() -> None:
    texts = texts_of(school_table(60), imprint="日志 12:ab")
    assert not any("优衡" in text for text in texts)
    assert all("日志12:ab" in text for text in texts)


def test_pages_and_levels_that_go_on_say_so() -> None:
    first, second, *_, last = texts_of(banded(60, 50))
    assert "续" not in first
    assert "表Ⅰ（续）" in second
    assert "小学（续）" in second
    assert "初中（续）" not in second
    assert "初中（续）" in last
    assert "小学" not in last


def test_a_level_that_begins_on_a_page_is_not_continued_there() -> None:
    begun = 0
    for primary in range(30, 42):
        for text in texts_of(banded(primary, 20))[1:]:
            if "小学" not in text and "初中（续）" not in text:
                begun += 1
                assert text.count("初中") == 1
    assert begun


@pytest.mark.parametrize("rows", range(33, 42))
def test_the_sheet_that_is_signed_has_rows_on_it(rows: int) -> None:
    (signed,) = [text for text in texts_of(banded(rows, 3)) if "填表日期" in text]
    assert signed.count("甲校") >= 2
    assert "附注" in signed


def test_lines_to_sign_on_reach_over_the_whole_width() -> None:
    drawn: list[tuple[float, float]] = []

    class Canvas:
        def __getattr__(self, _name: str) -> object:
            return lambda *_: None

        def line(self, left: float, _y: float, right: float, _end: float) -> None:
            drawn.append((left, right))

    sign = SignOff(SIGN_OFF)
    sign.wrap(500, 100)
    sign.canv = Canvas()  # type: ignore[assignment]
    sign.draw()
    assert len(drawn) == 3 + 3  # three names, and year, month, day
    longest = [right - left for left, right in drawn[:3]]
    assert longest == pytest.approx([longest[0]] * 3)
    assert longest[0] > 40
    assert MARGIN < drawn[-1][1] < 500


def test_the_workbook_is_black_on_white_too() -> None:
    stream = BytesIO()
    write_official_xlsx([school_table(3)], stream)
    sheet = load_workbook(stream).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.fill.fill_type for cell in cells} == {None}
    assert {cell.font.color.rgb for cell in cells if cell.value} == {"FF000000"}
    assert {cell.font.name for cell in cells if cell.value} == {"宋体"}
