"""Cells as people and their programs leave them, more of each kind than the files in tests/data/people."""

from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook
from openpyxl.styles import Border, PatternFill, Side

from exporters.documents.intake import IntakeError
from exporters.documents.read import table_texts
from tests.exporters.documents.workbooks import read_table, repacked, workbook

SHEET, STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
NS = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PLAIN = workbook([["x"]])
RED = PatternFill("solid", "FFFF0000")


def cell(inner: str, *, kind: str = "n", style: int = 0, styles: str = "") -> bytes:
    """A workbook of one cell, as its XML says."""
    found = f'<c r="A1" t="{kind}" s="{style}">{inner}</c>'
    page = f'<worksheet {NS}><sheetData><row r="1">{found}</row></sheetData></worksheet>'
    parts: dict[str, bytes | None] = {SHEET: page.encode()}
    return repacked(PLAIN, {**parts, STYLES: styles.encode()} if styles else parts)


@pytest.mark.parametrize("number", [*range(27, 37), *range(50, 59)])
def test_a_number_in_a_built_in_chinese_format_is_the_date(number: int) -> None:
    styles = (
        f'<styleSheet {NS}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs>'
        "</styleSheet>"
    )
    [[found]] = read_table(cell("<v>45536</v>", style=1, styles=styles))
    assert (found.text, found.is_date) == ("2024-09-01", True)


@pytest.mark.parametrize(
    ("code", "is_date"),
    [
        ("[$-404]e/m/d", True),
        ("[$-804]aaaa;@", True),
        ("aaa", True),
        ('[DBNum1][$-804]yyyy"年"m"月"d"日"', True),
        ("yyyy年m月d日", True),
        ("[=0]&quot;&quot;;yyyy/m/d", True),
        ("[$-30804]yyyy-m-d;;", True),
        ("[DBNum2][$-804]General", False),
        ("G/通用格式&quot;人&quot;", False),
        ("#,##0_ ;[Red]-#,##0 ", False),
        ("0.00E+00;-0.00E+00", False),
    ],
)
def test_a_format_of_the_workbook_shows_a_date_or_a_number(code: str, *, is_date: bool) -> None:
    code = code.replace('"', "&quot;")
    styles = (
        f'<styleSheet {NS}><numFmts count="1"><numFmt numFmtId="176" formatCode="{code}"/></numFmts>'
        '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="176"/></cellXfs></styleSheet>'
    )
    [[found]] = read_table(cell("<v>45536</v>", style=1, styles=styles))
    assert (found.text, found.is_date) == ("2024-09-01" if is_date else "45536", is_date)


def test_a_cell_of_blanks_alone_makes_no_table_larger() -> None:
    far = '<row r="60001"><c r="ZZZ60001" t="str"><v> 　</v></c></row>'
    near = '<row r="1"><c r="A1"><v>1</v></c></row>'
    page = f"<worksheet {NS}><sheetData>{near}{far}</sheetData></worksheet>"
    [[found]] = read_table(repacked(PLAIN, {SHEET: page.encode()}))
    assert found.text == "1"


@pytest.mark.parametrize("number", [0, 1, 2, 9, 37, 49])
def test_a_number_in_another_built_in_format_stays_a_number(number: int) -> None:
    styles = (
        f'<styleSheet {NS}><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="{number}"/></cellXfs>'
        "</styleSheet>"
    )
    [[found]] = read_table(cell("<v>45536</v>", style=1, styles=styles))
    assert (found.text, found.is_date) == ("45536", False)


@pytest.mark.parametrize("kind", ["str", "inlineStr"])
@pytest.mark.parametrize(
    ("stored", "text"),
    [
        ("甲_x000D_\n乙", "甲\r\n乙"),
        ("甲_x000a_乙", "甲\n乙"),
        ("甲_x0009_乙", "甲\t乙"),
        ("甲_x005F_x000D_乙", "甲_x000D_乙"),
        ("甲_x000D乙", "甲_x000D乙"),
        ("_x4E59_", "乙"),
    ],
)
def test_an_escaped_sign_is_the_sign(stored: str, text: str, kind: str) -> None:
    inner = f"<is><t>{stored}</t></is>" if kind == "inlineStr" else f"<v>{stored}</v>"
    [[found]] = read_table(cell(inner, kind=kind))
    assert found.text == text


@pytest.mark.parametrize(
    ("inner", "kind", "shown"),
    [
        ("<f>1+1</f><v>2</v>", "n", "存着的结果是“2”"),
        ("<f>A2&amp;B2</f><v>云杉小学</v>", "str", "存着的结果是“云杉小学”"),
        ("<f>A2=B2</f><v>1</v>", "b", "存着的结果是“是”"),
        ('<f t="shared" si="0"/><v>7</v>', "n", "存着的结果是“7”"),
        ('<f t="array" ref="A1">SUM(B1:B2)</f><v>9.5</v>', "n", "存着的结果是“9.5”"),
        ("<f>1/0</f><v>#DIV/0!</v>", "e", "存着的结果是错误值 #DIV/0!"),
        ("<f>1+1</f>", "n", "没有存着结果"),
    ],
)
def test_a_formula_is_refused_with_its_result(inner: str, kind: str, shown: str) -> None:
    [[found]] = read_table(cell(inner, kind=kind))
    assert not found.text
    assert found.fault.startswith(f"是公式（{shown}）")


RUN = "<r><rPr><strike/></rPr><t>{}</t></r>"


@pytest.mark.parametrize(
    "inner",
    [
        RUN.format("9") + "<r><t>68</t></r>",
        "<r><t>96</t></r>" + RUN.format("8"),
        RUN.format("九百") + RUN.format("968"),
        '<r><rPr><sz val="9"/><strike val="1"/></rPr><t>9</t></r><r><t>68</t></r>',
        "<t>9\u033668</t>",
    ],
)
def test_a_figure_partly_crossed_out_is_refused(inner: str) -> None:
    [[found]] = read_table(cell(f"<is>{inner}</is>", kind="inlineStr"))
    assert not found.text
    assert found.fault.startswith("里有划掉的字（删除线）")


@pytest.mark.parametrize(
    "inner",
    [
        '<r><rPr><strike val="0"/></rPr><t>968</t></r>',
        RUN.format(" ") + "<r><t>968</t></r>",
        "<r><rPr><b/></rPr><t>9</t></r><r><t>68</t></r>",
    ],
)
def test_a_figure_that_stands_is_read(inner: str) -> None:
    [[found]] = read_table(cell(f"<is>{inner}</is>", kind="inlineStr"))
    assert found.text.strip() == "968"


@pytest.mark.parametrize(("inner", "kind"), [("<v>968</v>", "n"), ("<v>云杉小学</v>", "str")])
@pytest.mark.parametrize(
    ("fonts", "crossed"),
    [
        ("<font/><font><strike/></font>", True),
        ('<font/><font><b/><strike val="1"/></font>', True),
        ('<font/><font><strike val="0"/></font>', False),
        ("<font><strike/></font><font/>", False),
    ],
)
def test_a_cell_crossed_out_as_a_whole_is_refused(
    inner: str, kind: str, fonts: str, *, crossed: bool
) -> None:
    styles = (
        f'<styleSheet {NS}><fonts count="2">{fonts}</fonts><cellXfs count="2"><xf fontId="0"/>'
        '<xf numFmtId="0" fontId="1"/></cellXfs><dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>'
    )
    [[found]] = read_table(cell(inner, kind=kind, style=1, styles=styles))
    assert bool(found.fault) == crossed
    assert ("删除线" in found.fault) == crossed


@pytest.mark.parametrize(
    "inner",
    ["<v>96</v><v>8</v>", "<is><t>9</t></is><v>8</v>", "<is><t>9</t></is><is><t>8</t></is>"],
)
def test_a_cell_of_two_values_is_a_damaged_workbook(inner: str) -> None:
    with pytest.raises(IntakeError, match="已损坏"):
        read_table(cell(inner, kind="inlineStr"))


@pytest.mark.parametrize("place", ["A2", "A11", "A", "A99999999999"])
def test_a_cell_that_lies_in_another_row_is_a_damaged_workbook(place: str) -> None:
    row = f'<row r="1"><c r="{place}"><v>968</v></c></row>'
    page = f"<worksheet {NS}><sheetData>{row}</sheetData></worksheet>"
    with pytest.raises(IntakeError, match="已损坏"):
        read_table(repacked(PLAIN, {SHEET: page.encode()}))


@pytest.mark.parametrize(
    "far", ["A60000", "AMJ1", "XFD1", "A1048576", "AMJ60000", "C3:Z40", "A1:A9000"]
)
def test_a_blank_cell_that_is_only_coloured_makes_no_table_too_large(far: str) -> None:
    book = Workbook()
    page = book.worksheets[0]
    for row in (["甲", "乙"], ["1", "2"]):
        page.append(row)
    found = page[far]
    for row in found if isinstance(found, tuple) else ((found,),):
        for one in row:
            one.fill, one.border = RED, Border(Side("thin"))
    stream = BytesIO()
    book.save(stream)
    assert table_texts(read_table(stream.getvalue())) == [("甲", "乙"), ("1", "2")]


@pytest.mark.parametrize("shown", ["m-d", "m/d/yy", "yyyy年m月", "d-mmm", "[$-804]m月d日"])
def test_a_name_that_excel_made_a_date_is_known_as_one(shown: str) -> None:
    book = Workbook()
    book.worksheets[0]["A1"] = date(2024, 1, 1)
    book.worksheets[0]["A1"].number_format = shown
    stream = BytesIO()
    book.save(stream)
    [[found]] = read_table(stream.getvalue())
    assert (found.text, found.is_date) == ("2024-01-01", True)
