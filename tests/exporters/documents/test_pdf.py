"""PDF: the text can be read back, headings repeat, missing glyphs are named, bytes repeat."""

from dataclasses import replace
from io import BytesIO

import pytest
from pypdf import PdfReader

from exporters.documents.pdf.fonts import REGULAR, Glyphs, text_width
from exporters.documents.pdf.official import paper_for
from exporters.documents.pdf.page import MARGIN, PORTRAIT
from exporters.documents.report import (
    Grid,
    GridColumn,
    Report,
    ReportField,
    ReportForm,
    ReportSection,
    Shown,
    upright,
)
from exporters.documents.write import write_official_pdf, write_report_pdf
from forms.official.model import SIGN_OFF, OfficialCell, OfficialColumn, OfficialTable
from tests.exporters.documents.official_samples import (
    balance_table,
    passing_table,
    school_table,
)
from tests.exporters.documents.samples import classes_grid, lessons_grid, sample_report


def written(report: Report) -> tuple[bytes, tuple[str, ...]]:
    stream = BytesIO()
    missing = write_report_pdf(report, stream)
    return stream.getvalue(), missing


@pytest.fixture(scope="module")
def reader() -> PdfReader:
    return PdfReader(BytesIO(written(sample_report(long=True))[0]))


def flat(text: str) -> str:
    return "".join(text.split())


@pytest.fixture(scope="module")
def text(reader: PdfReader) -> str:
    return flat("".join(page.extract_text() for page in reader.pages))


@pytest.mark.parametrize(
    "words",
    [
        "义务教育优质均衡发展填报表",
        "武汉市硚口区示例路小学",
        "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
        "教学及辅助用房面积",
        "6,200.50",
        "R-staffing-014",
        "2024年8月按区编〔2024〕12号文调出18人到新建学校。",
        "本表无数据（学校已确认）",
        "达到85%",
        "待处理",
        "U+20BB7",
    ],
)
def test_what_the_report_says_can_be_read(text: str, words: str) -> None:
    assert words in text


def test_markup_of_users_is_text(text: str) -> None:
    assert "=1+1<b>A&B</b>□□校长“说”：（见第3页）" in text


def test_a_text_longer_than_a_page_is_printed_whole(text: str) -> None:
    assert text.count("学校坚持五育并举，课后服务覆盖全体学生；") >= 100


def test_every_page_is_numbered(reader: PdfReader) -> None:
    total = len(reader.pages)
    assert total >= 5
    for number, page in enumerate(reader.pages, start=1):
        assert f"第{number}页共{total}页" in flat(page.extract_text())


def test_headings_repeat_on_the_next_page() -> None:
    section = ReportSection("班级", (classes_grid(300),))
    report = Report(sample_report().cover, (ReportForm("pupils", "学生", (section,)),), (), ())
    pages = [flat(page.extract_text()) for page in PdfReader(BytesIO(written(report)[0])).pages]
    classes = [page for page in pages if "普通班" in page]
    assert len(classes) >= 3
    assert all("班级名称班级类别" in page for page in classes)


def test_forms_are_in_the_outline(reader: PdfReader) -> None:
    titles = [str(item["/Title"]) for item in reader.outline if not isinstance(item, list)]
    assert titles == ["指标", "校验与说明", "学校基本情况", "学生与班级"]


def test_pages_are_a4(reader: PdfReader) -> None:
    assert {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages} == {
        (595, 842)
    }


def test_fonts_are_embedded(reader: PdfReader) -> None:
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
            descriptor = font.get_object().get("/FontDescriptor")
            if "Youheng" in str(font.get_object()["/BaseFont"]):
                assert descriptor is not None
                assert "/FontFile2" in descriptor.get_object()


def test_missing_characters_are_named() -> None:
    _, missing = written(sample_report())
    assert missing == ("𠮷（U+20BB7）",)


def test_a_report_without_missing_characters_says_nothing_of_them() -> None:
    report = sample_report()
    plain = Report(report.cover, report.forms[1:], report.findings, report.figures)
    data, missing = written(plain)
    assert missing == ()
    assert "字库" not in PdfReader(BytesIO(data)).pages[-1].extract_text()


def test_an_empty_report_is_a_report() -> None:
    data, _ = written(Report(sample_report().cover, (), (), ()))
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    assert "没有校验提示" in flat(text)


def test_the_same_report_gives_the_same_bytes() -> None:
    assert written(sample_report())[0] == written(sample_report())[0]


def test_glyphs_are_counted_once() -> None:
    glyphs = Glyphs()
    assert glyphs.drawable("𠮷𠮷吉") == "□□吉"
    assert glyphs.report() == ("𠮷（U+20BB7）",)


def test_a_han_character_is_as_wide_as_the_type_is_high() -> None:
    assert text_width("学校", REGULAR, 10) == pytest.approx(20)


def test_a_narrow_table_stays_upright() -> None:
    grid = Grid("a", "b", (GridColumn("c", "d"),), ((Shown("1"),),))
    assert upright(grid) == (grid,)


def test_a_broad_table_is_turned_in_parts() -> None:
    grid = lessons_grid()
    tall = Grid(grid.id, grid.label, grid.columns, grid.rows * 2)
    parts = upright(tall)
    assert [len(part.columns) for part in parts] == [7, 7]
    assert all(len(part.rows) == len(grid.columns) - 1 for part in parts)
    assert parts[0].rows[0][1:] == tuple(row[1] for row in tall.rows[:6])


def test_the_nine_grades_of_a_school_stand_side_by_side() -> None:
    grid = lessons_grid()
    nine = Grid(grid.id, grid.label, grid.columns, (grid.rows * 2)[:9])
    (whole,) = upright(nine)
    assert len(whole.columns) == 10


@pytest.mark.parametrize("rows", range(44, 58, 2))
def test_a_heading_and_one_field_do_not_stand_alone_above_their_table(rows: int) -> None:
    field = ReportField("gates", "出入口", Shown("2"), "个")
    long = ReportSection("前面的", (classes_grid(rows),))
    guarded = ReportSection("护学岗", (field, replace(classes_grid(3), label="勤务表")))
    report = Report(sample_report().cover, (ReportForm("a", "甲", (long, guarded)),), (), ())
    pages = [flat(page.extract_text()) for page in PdfReader(BytesIO(written(report)[0])).pages]
    (page,) = (page for page in pages if "出入口" in page)
    assert "护学岗" in page
    assert "勤务表" in page


@pytest.mark.parametrize(
    ("name", "schools", "pages"), [("one page", 5, 1), ("several pages", 60, 4)]
)
def test_the_school_table_repeats_its_headings(name: str, schools: int, pages: int) -> None:
    stream = BytesIO()
    assert write_official_pdf(school_table(schools), stream) == ()
    reader = PdfReader(stream)
    assert len(reader.pages) == pages
    assert all("资源配置七项指标" in flat(page.extract_text()) for page in reader.pages)
    assert "未完成" in reader.pages[0].extract_text()


def test_paper_and_type_follow_the_width_of_the_table() -> None:
    paper, size = paper_for(passing_table())
    assert paper.width > paper.height
    assert 7 <= size <= 9.5
    assert paper_for(school_table())[1] >= 7


def test_a_very_broad_table_is_printed_on_a3() -> None:
    columns = tuple(OfficialColumn(6) for _ in range(24))
    cells = tuple(OfficialCell(str(number)) for number in range(24))
    table = OfficialTable("I", "表Ⅰ", "", columns, (cells,), (cells,), sign_off=())
    stream = BytesIO()
    write_official_pdf(table, stream)
    page = PdfReader(stream).pages[0]
    assert round(page.mediabox.width) == 1191
    assert "负责人" not in page.extract_text()


def listing(rows: int) -> OfficialTable:
    """An upright table with a title above the last two rows, and two notes."""
    columns = (OfficialColumn(4), OfficialColumn(20))
    lines = [(OfficialCell(str(number)), OfficialCell("甲小学")) for number in range(rows)]
    titled = (*lines[:-2], (OfficialCell("初中", columns=2),), *lines[-2:])
    heading = ((OfficialCell("序号"), OfficialCell("学校")),)
    return OfficialTable(
        "I", "表Ⅰ", "示例区", columns, heading, titled, notes=("附注一。", "附注二。")
    )


def pages_of(table: OfficialTable) -> list[str]:
    stream = BytesIO()
    assert write_official_pdf(table, stream) == ()
    return [flat(page.extract_text()) for page in PdfReader(stream).pages]


@pytest.mark.parametrize("rows", range(34, 46))
def test_nobody_signs_a_sheet_without_anything_on_it(rows: int) -> None:
    for page in pages_of(listing(rows)):
        assert ("甲小学" in page) or ("附注一" in page)
    assert ["填表日期" in page for page in pages_of(listing(rows))].count(True) == 1


@pytest.mark.parametrize("rows", range(34, 46))
def test_a_title_within_a_table_stands_with_what_it_is_the_title_of(rows: int) -> None:
    (page,) = (page for page in pages_of(listing(rows)) if "初中" in page)
    assert "甲小学" in page.partition("初中")[2]


def sizes_of(table: OfficialTable) -> list[tuple[float, float, str]]:
    """Left edge, type size and text of everything on the first page."""
    stream = BytesIO()
    write_official_pdf(table, stream)
    found: list[tuple[float, float, str]] = []

    def note(text: str, page: list[float], at: list[float], _: object, size: float) -> None:
        found.append((page[4] + at[4], size, text))

    PdfReader(stream).pages[0].extract_text(visitor_text=note)
    return found


def test_a_table_that_runs_over_by_little_is_set_smaller() -> None:
    _, size = paper_for(listing(3))
    counts = {rows: len(pages_of(listing(rows))) for rows in range(30, 50)}
    last = max(rows for rows, pages in counts.items() if pages == 1)
    set_in = {
        rows: next(size for _, size, text in sizes_of(listing(rows)) if "甲小学" in text)
        for rows in (30, last, last + 1, 49)
    }
    assert set_in[30] == set_in[last + 1] == set_in[49] == pytest.approx(size)
    assert set_in[last] == pytest.approx(size * 0.88)


def test_the_line_to_sign_keeps_to_the_margins() -> None:
    left = next(left for left, _, text in sizes_of(listing(3)) if "填表日期" in text)
    right = left + text_width(SIGN_OFF[-1], REGULAR, 9)
    assert right == pytest.approx(PORTRAIT.width - MARGIN, abs=0.1)


def test_the_balance_table_shows_the_mark() -> None:
    stream = BytesIO()
    write_official_pdf(balance_table(), stream)
    text = flat(PdfReader(stream).pages[0].extract_text())
    assert "0.501▲" in text
    assert "填表单位（公章）：" in text
