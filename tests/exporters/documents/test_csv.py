"""CSV in and out: encodings, formulas, limits."""

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.documents import intake
from exporters.documents.csvfile import TableCell, plain_number, read_csv
from exporters.documents.intake import FileFault, IntakeError
from exporters.documents.read import table_texts, with_reasons
from exporters.documents.write import write_table_csv
from tests.exporters.documents.workbooks import read_table, workbook

ROWS = [["学校标识码", "学校名称"], ["3142000001", "硚口区示例路小学"]]
TEXT = "学校标识码,学校名称\r\n3142000001,硚口区示例路小学\r\n"


def texts(data: bytes) -> list[list[str]]:
    return [[cell.text for cell in row] for row in read_table(data)]


def written(rows: Sequence[Sequence[TableCell]]) -> bytes:
    stream = BytesIO()
    write_table_csv(rows, stream)
    return stream.getvalue()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_the_encodings_excel_writes_are_told_apart(encoding: str) -> None:
    assert texts(TEXT.encode(encoding)) == ROWS


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
def test_the_delimiter_is_found_in_the_first_line(delimiter: str) -> None:
    assert texts(TEXT.replace(",", delimiter).encode()) == ROWS


@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("title", ["某区，数据表", "某区,2024 年", "sep=;"])
def test_the_delimiter_is_found_below_a_title(delimiter: str, title: str) -> None:
    data = f"{title}\r{TEXT.replace(',', delimiter)}".encode()
    assert texts(data)[1:] == ROWS


def test_a_formula_is_refused_and_a_number_kept_as_text_is_read() -> None:
    [row] = read_csv(b'"=""2142100001""",=A1,"=VLOOKUP(A1,B:C,2)",\'=x')
    assert [cell.text for cell in row] == ["2142100001", "", "", "=x"]
    assert [cell.fault[:3] for cell in row] == ["", "是公式", "是公式", ""]


def test_signs_within_texts_are_no_delimiters() -> None:
    rows = [["编号", "说明"], ["1", ";;;"], ["2", "a;b;c;d"], ["3", ";,;;"], ["4", "甲；乙"]]
    assert texts(written(rows)) == rows


def test_rare_name_characters_of_gb18030_are_read() -> None:
    assert texts("姓名\n𬭎㛃".encode("gb18030")) == [["姓名"], ["𬭎㛃"]]


HONG_KONG = "學校標識碼,學校名稱,辦學類型\r\n2142100001,雲杉小學,小學\r\n"
LOST = (
    "文件里的汉字在保存时已变成问号，找不回来了。请打开原来的表格，"
    "另存为“CSV UTF-8（逗号分隔）”或 .xlsx 后再试。"
)
HOW = "请在 Excel 中另存为“CSV UTF-8（逗号分隔）”或 .xlsx 后再试。"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (HONG_KONG.encode("big5"), "文件的文字编码像是 Big5（繁体中文的 Excel），不能读取。" + HOW),
        (
            TEXT.encode("utf-16-le"),
            "文件的文字编码是 UTF-16，但开头没有编码的标记，不能读取。" + HOW,
        ),
        (
            TEXT.encode("utf-16-be"),
            "文件的文字编码是 UTF-16，但开头没有编码的标记，不能读取。" + HOW,
        ),
        (TEXT.encode("utf-32"), "认不出文件的文字编码，或者这不是文本文件。" + HOW),
        (TEXT.encode() + TEXT.encode("gbk"), "认不出文件的文字编码，或者这不是文本文件。" + HOW),
        (TEXT.encode("gbk")[:-3], "认不出文件的文字编码，或者这不是文本文件。" + HOW),
        (
            HONG_KONG.encode("ascii", errors="replace"),
            LOST,
        ),
    ],
    ids=["big5", "utf-16-le", "utf-16-be", "utf-32", "mixed", "cut off", "question marks"],
)
def test_what_the_text_is_written_in_is_said_with_how_to_save_it(data: bytes, said: str) -> None:
    with pytest.raises(IntakeError, match=f"^{re.escape(said)}$") as caught:
        read_table(data)
    assert caught.value.fault is FileFault.ENCODING


@pytest.mark.parametrize("encoding", ["gb18030", "utf-8", "utf-16"])
def test_traditional_characters_are_read_in_the_encodings_of_the_mainland(encoding: str) -> None:
    assert texts(HONG_KONG.encode(encoding))[1] == ["2142100001", "雲杉小學", "小學"]


@pytest.mark.parametrize("text", ["??,1,2\n", "a,b,c,d,e,??,??\n", "1,2\n"])
def test_a_question_mark_or_two_are_no_lost_text(text: str) -> None:
    assert texts(text.encode()) == [text.strip().split(",")]


@pytest.mark.parametrize("lost", ["云\ufffd小学", "云锟斤拷小学"])
def test_a_sign_lost_when_it_was_saved_is_never_taken_for_a_name(lost: str) -> None:
    csv_row, book_row = read_csv(f"1,{lost}".encode())[0], read_table(workbook([["1", lost]]))[0]
    for row in (csv_row, book_row):
        assert [cell.text for cell in row] == ["1", ""]
        assert row[1].fault == "里有保存时已经丢失的字（�）。请照原件重新填写"


@pytest.mark.parametrize(
    ("name", "data", "fault"),
    [
        ("nothing", b"", FileFault.EMPTY),
        ("no text at all", bytes(range(128, 256)) * 3, FileFault.ENCODING),
        ("zero bytes", b"a,b\0c", FileFault.ENCODING),
        ("half of a quoted cell", '学校,"一小'.encode(), FileFault.BROKEN),
        ("text behind a quote", '"一小"x,1\n'.encode(), FileFault.BROKEN),
        ("a cell without end", b"a" * 200_000, FileFault.BROKEN),
        (
            "the old binary format",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 100,
            FileFault.OTHER_KIND,
        ),
        ("a thousand and one columns", b"," * 1001, FileFault.TOO_MANY_CELLS),
        ("too many rows", b"1\n" * 50_001, FileFault.TOO_MANY_CELLS),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words(
    name: str, data: bytes, fault: FileFault
) -> None:
    with pytest.raises(IntakeError, match="。") as caught:
        read_table(data)
    assert caught.value.fault is fault


def test_a_file_over_the_limit_is_refused_before_it_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("exporters.documents.intake.MAX_FILE", 10)
    with pytest.raises(IntakeError, match="文件有 0 MB，超过 0 MB。请删去") as caught:
        read_table(b"12345678901")
    assert caught.value.fault is FileFault.TOO_LARGE


def test_a_cell_over_the_limit_is_marked_and_does_not_pass_as_blank(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(intake, "MAX_TEXT", 5)
    rows = read_table(b"123456,7")
    assert rows[0][0].fault
    assert table_texts(rows)[0][0].startswith("〔")
    assert table_texts(rows)[0][1] == "7"


@pytest.mark.parametrize("text", ["=1+1", "+86", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_text_that_would_run_as_a_formula_is_defused_and_comes_back(text: str) -> None:
    data = written([["编号", "文字"], ["1", text]])
    assert f"'{text}".encode() in data
    assert texts(data)[1] == ["1", text]


def test_numbers_are_written_exactly_and_negative_ones_stay_numbers() -> None:
    data = written([[1, Decimal("-0.10"), Decimal("1E+3"), None, "一"]])
    assert data.decode("utf-8-sig") == "1,-0.10,1000,,一\r\n"


def test_excel_finds_the_byte_order_mark() -> None:
    assert written([["一"]]).startswith(b"\xef\xbb\xbf")


@given(st.lists(st.lists(st.text(alphabet="一=+-@',;\"\n a1", max_size=8), min_size=2, max_size=2)))
def test_what_is_written_is_read_back(rows: list[list[str]]) -> None:
    data = written([["甲,", "乙"], *[list(row) for row in rows]])
    back = [[cell.text for cell in row] for row in read_csv(data)][1:]
    expected = [[_without_mark(cell) for cell in row] for row in rows]
    assert back == expected


def _without_mark(text: str) -> str:
    """An apostrophe typed before a formula sign is taken for ours."""
    return text[1:] if text[:1] == "'" and text[1:2] in set("=+-@") else text


def test_a_fraction_without_end_is_no_plain_number() -> None:
    assert plain_number(Fraction(537, 2)) == "268.5"
    with pytest.raises(ValueError, match="finite"):
        plain_number(Fraction(1, 3))


def test_refused_rows_come_back_with_their_reasons() -> None:
    rows = [["a", "b"], ["1", "2"], ["3"], ["5", "6"]]
    kept = with_reasons(rows, {3: ["缺学校名称", "人数不是数字"], 4: ["重复"]})
    assert kept == [
        ["a", "b", "原因"],
        ["3", "", "缺学校名称；人数不是数字"],
        ["5", "6", "重复"],
    ]


def test_a_second_heading_row_is_kept() -> None:
    kept = with_reasons([["a"], ["甲"], ["1"]], {3: ["错"]}, heading_rows=2)
    assert kept == [["a", "原因"], ["甲", ""], ["1", "错"]]
