"""The report of an open return says what the sheet says."""

from io import BytesIO

import pytest
from openpyxl import load_workbook
from pypdf import PdfReader

from exporters.documents.report import Grid, Ink, Report, ReportField, Tone
from exporters.documents.report_sheet import make_report, place_of
from exporters.documents.write import write_report_pdf, write_report_xlsx
from forms.edits import InsertRow, Justify, MarkEmpty, SetAnswer
from forms.live.engine import Sheet
from forms.problems import Severity
from forms.record import Row
from tests.exporters.documents.real_return import empty_sheet, example_sheet

SCHOOL = "示例九年一贯制学校"


def report_of(sheet: Sheet) -> Report:
    return make_report(sheet, school=SCHOOL, facts=(("数据摘要", "ab" * 32),))


def entries(report: Report) -> dict[str, ReportField]:
    return {
        block.id: block
        for form in report.forms
        for section in form.sections
        for block in section.blocks
        if isinstance(block, ReportField)
    }


def grids(report: Report) -> dict[str, Grid]:
    return {
        block.id: block
        for form in report.forms
        for section in form.sections
        for block in section.blocks
        if isinstance(block, Grid)
    }


def test_the_cover_says_who_when_and_which_data() -> None:
    cover = report_of(example_sheet("nine_year")).cover
    assert (cover.school, cover.code, cover.period, cover.revision) == (
        SCHOOL,
        "4201040001",
        2024,
        1,
    )
    assert ("数据摘要", "ab" * 32) in cover.facts


def test_every_relevant_field_is_in_and_no_other() -> None:
    sheet = example_sheet("primary")
    shown = entries(report_of(sheet))
    fields = [item.id for form in sheet.plan.pack.school_forms for item in form.fields()]
    assert set(shown) == {name for name in fields if sheet.is_relevant(name)}
    assert "pupils.enrolled_junior" not in shown


def test_figures_are_exact_and_say_how_they_came_about() -> None:
    shown = entries(report_of(example_sheet("nine_year")))
    enrolled = shown["pupils.enrolled_primary"].shown
    assert (enrolled.value, enrolled.ink) == (1020, Ink.CALCULATED)
    assert shown["facilities.teaching_area"].shown.ink is Ink.INPUT


def test_blank_and_wrong_answers_are_said_in_words() -> None:
    sheet = example_sheet("nine_year")
    sheet.apply(SetAnswer("facilities.teaching_area", "约九千"))
    sheet.apply(SetAnswer("facilities.sports_ground_area", None))
    shown = entries(report_of(sheet))
    assert shown["facilities.teaching_area"].shown.text.startswith("约九千（")
    assert shown["facilities.teaching_area"].shown.tone is Tone.BAD
    assert shown["facilities.sports_ground_area"].shown.text == "未填"


def test_tables_keep_their_rows_and_say_why_there_are_none() -> None:
    sheet = example_sheet("nine_year")
    assert len(grids(report_of(sheet))["pupils.classes"].rows) == 36
    blank = empty_sheet()
    blank.apply(MarkEmpty("safety.incidents", empty=True))
    found = grids(report_of(blank))
    assert found["safety.incidents"].note == "本表无数据（学校已确认）。"
    assert found["pupils.classes"].note == "未填。"


def test_open_problems_stand_out_from_those_with_a_justification() -> None:
    sheet = example_sheet("nine_year")
    sheet.apply(SetAnswer("facilities.teaching_area", "99999"))
    query = next(item for item in sheet.problems if item.severity is Severity.QUERY)
    before = {item.code: item for item in report_of(sheet).findings}[query.code]
    assert (before.status, before.tone) == ("待处理", Tone.BAD)
    sheet.apply(Justify(query.key, "无"))
    short = {item.code: item for item in report_of(sheet).findings}[query.code]
    assert (short.status, short.tone) == ("说明不够", Tone.BAD)
    sheet.apply(Justify(query.key, "因 2024 年 9 月按测绘报告第 3 页重新量过面积。"))
    after = {item.code: item for item in report_of(sheet).findings}[query.code]
    assert (after.status, after.tone) == ("已说明", Tone.GOOD)
    assert after.justification.startswith("因 2024")


def test_campuses_are_reported_as_the_evaluation_counts_them() -> None:
    alone = report_of(example_sheet("nine_year"))
    assert alone.figures_note == ""
    sheet = example_sheet("nine_year")
    cells = {"campus_name": "西校区", "campus_treatment": "separate", "enrolled_primary": "120"}
    row = Row("r1", cells)
    sheet.apply_all(
        [
            MarkEmpty("profile.campuses", empty=False),
            SetAnswer("profile.has_campuses", "yes"),
            InsertRow("profile.campuses", 0, row),
        ]
    )
    report = report_of(sheet)
    assert report.figures_note == "按校区分别计算：主校区，另有 1 个校区单列。"
    apart = [figure for figure in report.figures if figure.level == "小学（西校区）"]
    assert [figure.id for figure in apart] == [
        *(f"L{number}_primary" for number in range(1, 8)),
        "school_passes_primary",
    ]
    assert {figure.verdict for figure in apart} == {"缺数据"}
    first = [figure.id for figure in report.figures][: 16 + len(apart)]
    assert first[16:] == [figure.id for figure in apart]
    pdf, book = BytesIO(), BytesIO()
    write_report_pdf(report, pdf)
    write_report_xlsx(report, book)
    text = "".join(page.extract_text() for page in PdfReader(pdf).pages)
    assert "另有 1 个校区单列" in text
    assert load_workbook(book)["指标"]["A2"].value == report.figures_note


@pytest.mark.parametrize(
    ("address", "place"),
    [
        ("facilities.teaching_area", "办学条件 · 教学及辅助用房面积"),
        ("pupils.classes", "学生与班级 · 班级名册"),
        ("pupils.classes[r1].enrolled", "学生与班级 · 班级名册 · 一年级 1 · 学生数"),
        ("pupils.classes[r999]", "学生与班级 · 班级名册"),
        ("nowhere", ""),
    ],
)
def test_places_are_named_in_chinese(address: str, place: str) -> None:
    assert place_of(example_sheet("nine_year"), address) == place


def test_indicators_carry_standard_and_verdict() -> None:
    figures = {item.id: item for item in report_of(example_sheet("nine_year")).figures}
    first = figures["L1_primary"]
    assert (first.shown.text, first.standard, first.verdict) == ("5.49", "≥ 4.2", "达标")
    assert (first.level, first.tone, first.unit) == ("小学", Tone.GOOD, "人")
    assert figures["S_all"].unit == ""


def test_indicators_that_do_not_concern_the_school_are_left_out() -> None:
    figures = {item.id for item in report_of(example_sheet("primary")).figures}
    assert "L1_primary" in figures
    assert "L1_junior" not in figures


def test_a_real_report_prints_in_both_formats() -> None:
    report = report_of(example_sheet("nine_year"))
    pdf, xlsx = BytesIO(), BytesIO()
    assert write_report_pdf(report, pdf) == ()
    write_report_xlsx(report, xlsx)
    text = "".join("".join(page.extract_text().split()) for page in PdfReader(pdf).pages)
    for entry in entries(report).values():
        assert "".join(entry.label.split()) in text
    assert xlsx.getvalue().startswith(b"PK")


def test_an_empty_return_prints() -> None:
    pdf = BytesIO()
    write_report_pdf(report_of(empty_sheet()), pdf)
    assert len(PdfReader(pdf).pages) > 5
