"""The sheet 来源: every figure of the official tables with the ids behind it."""

from functools import cache
from io import BytesIO

from openpyxl import Workbook, load_workbook

from exporters.documents.write import write_official_xlsx
from forms.official.district import district_tables, working_tables
from forms.official.labels import source_label
from tests.forms.samples import district, full_pack


@cache
def book() -> Workbook:
    verdict = district.verdict()
    tables = district_tables(verdict, place="样例区", year=2024)
    working = working_tables(verdict, place="样例区", year=2024)
    stream = BytesIO()
    write_official_xlsx((*tables, *working), stream, label=source_label(full_pack.pack()))
    return load_workbook(stream)


def rows() -> list[tuple[object, ...]]:
    return list(book()["来源"].iter_rows(values_only=True))


def test_every_table_has_its_sheet_and_the_sources_come_last() -> None:
    tables = ["表Ⅰ", "表Ⅱ-1", "表Ⅱ-2", "表Ⅲ", "表Ⅳ", "表Ⅴ", "表Ⅵ"]
    assert book().sheetnames == [*tables, "差距", "份额", "来源"]
    assert {row[0] for row in rows()[1:]} == set(tables)


def test_a_source_names_the_very_cell_that_shows_the_figure() -> None:
    checked = 0
    for table, where, shown, exact, *_ in rows()[1:]:
        cell = book()[str(table)][str(where)]
        if exact is not None:
            assert cell.value == exact, (table, where)
            checked += 1
        else:
            assert str(cell.value)[:60] == shown, (table, where)
    assert checked > 60


def test_a_figure_is_known_by_school_id_and_name() -> None:
    named = {tuple(row[4:7]) for row in rows()}
    assert ("2142100001", "pupils.enrolled_primary", "小学在校生数") in named
    assert ("全部学校", "facilities.music_rooms_ok", "面积达标的音乐教室") in named
    assert (None, "district.population", "人口总数") in named


def test_the_list_can_be_filtered_and_its_heading_stays() -> None:
    sheet = book()["来源"]
    assert sheet.auto_filter.ref == f"A1:G{sheet.max_row}"
    assert sheet.freeze_panes == "A2"
    assert sheet.sheet_state == "visible"


def test_tables_of_items_print_on_upright_paper_with_repeated_headings() -> None:
    for name in ("表Ⅳ", "表Ⅴ"):
        sheet = book()[name]
        assert sheet.page_setup.orientation == "portrait"
        assert sheet.print_title_rows == "$1:$3"
        assert sheet.page_setup.fitToWidth == 1
    assert book()["表Ⅰ"].page_setup.orientation == "landscape"
    assert "A3:B3" in {str(merged) for merged in book()["表Ⅰ"].merged_cells.ranges}


def test_without_labels_there_is_no_such_sheet() -> None:
    stream = BytesIO()
    write_official_xlsx(district_tables(district.verdict(), place="", year=2024), stream)
    assert "来源" not in load_workbook(stream).sheetnames


def test_the_longest_conclusion_fits_a_row_of_a_workbook() -> None:
    verdict = district.verdict(filled=district.record(layout_note="长" * 1000))
    stream = BytesIO()
    write_official_xlsx(district_tables(verdict, place="", year=2024), stream)
    sheet = load_workbook(stream)["表Ⅳ"]
    heights = [sheet.row_dimensions[row].height for row in range(1, sheet.max_row + 1)]
    assert max(height or 0 for height in heights) < 409
    assert sheet.page_setup.orientation == "landscape"
