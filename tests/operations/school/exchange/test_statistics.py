"""From an export of the statistics into the store: a rehearsal, one step, the origin stays visible."""

import io
from pathlib import Path

import pytest
from openpyxl import Workbook

from operations.entry.merging.plan import Take
from operations.errors import NotEditable, Refused
from operations.packs.bundled import bundled_pack
from operations.school.check import submit_return
from operations.school.exchange.statistics import StatStanding, rehearse_statistics, take_statistics
from operations.school.store import open_return
from resources import resource
from storage.school.store import SchoolStore
from tests.exporters.documents.workbooks import filtered, sheets
from tests.operations.staging import CLERK, PRIMARY

FIELD = "facilities.multimedia_rooms"


@pytest.fixture
def export(tmp_path: Path) -> Path:
    """The bureau's export of two schools, its headings merged."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "办学条件"
    sheet.append(["学校（机构）代码", "学校名称", "占地面积", None, "网络多媒体教室", "办学类型"])
    sheet.append([None, None, "计", "#绿化用地面积", None, None])
    sheet.merge_cells("C1:D1")
    sheet.append(["2142109999", "别的学校", 1, 1, 1, "小学"])
    sheet.append([PRIMARY.code, PRIMARY.name, 15860, 3900, "三十二", "小学"])
    hidden = book.create_sheet("旧")
    hidden.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    path = tmp_path / "统计汇总.xlsx"
    path.write_bytes(stream.getvalue())
    return path


def test_the_rehearsal_writes_nothing(empty_school: SchoolStore, export: Path) -> None:
    report = rehearse_statistics(empty_school, export)
    assert {one.field: one.shown for one in report.of(StatStanding.NEW)} == {
        "profile.school_type": "小学",
        "facilities.site_area": "15860",
        "facilities.green_area": "3900",
    }
    assert any("“三十二”" in line and "没有取" in line for line in report.left)
    assert "隐藏的工作表“旧”不读。" in report.left
    assert report.written == 0
    assert empty_school.answers.load().answers == {}


def test_blanks_are_filled_in_one_step_with_their_source(
    empty_school: SchoolStore, export: Path
) -> None:
    report = take_statistics(empty_school, export, actor=CLERK)
    assert report.written == 3
    opened = open_return(empty_school, actor=CLERK)
    source = opened.origin_of("facilities.site_area")
    assert source == "统计汇总.xlsx　工作表“办学条件”第 4 行“占地面积 › 计”"
    entries = empty_school.journal.entries("facilities.site_area", limit=1)
    assert entries[0].reason == "取自统计报表 统计汇总.xlsx"
    opened.set_text("facilities.site_area", "15861")
    assert opened.origin_of("facilities.site_area") == "", "what was typed since is the clerk's"
    opened.undo()
    opened.undo()
    assert empty_school.answers.load().answers == {}
    assert empty_school.verify_journal().intact


def test_what_differs_waits_for_a_decision(empty_school: SchoolStore, export: Path) -> None:
    open_return(empty_school, actor=CLERK).set_text("facilities.site_area", "15000.00")
    with pytest.raises(Refused, match=r"1 项与已填的不同.*占地面积.*15000.*15860"):
        take_statistics(empty_school, export, actor=CLERK)
    assert set(empty_school.answers.load().answers) == {"facilities.site_area"}
    kept = take_statistics(empty_school, export, actor=CLERK, take=Take.MINE)
    assert kept.written == 2
    assert empty_school.answers.load().answers["facilities.site_area"] == "15000.00"
    taken = take_statistics(empty_school, export, actor=CLERK, take=Take.FILE)
    assert taken.written == 1
    assert empty_school.answers.load().answers["facilities.site_area"] == "15860.00"


def test_that_the_figures_may_be_on_a_hidden_sheet_is_said(
    empty_school: SchoolStore, tmp_path: Path
) -> None:
    path = tmp_path / "隐藏.xlsx"
    rows = [["学校代码", "占地面积"], [PRIMARY.code, "1"]]
    path.write_bytes(sheets({"说明": [["见附表"]], "附表": rows}, hidden=("附表",)))
    with pytest.raises(Refused, match=r"没有找到本校.*隐藏的工作表“附表”不读。请选"):
        rehearse_statistics(empty_school, path)


def test_a_file_of_somebody_else_is_refused(empty_school: SchoolStore, tmp_path: Path) -> None:
    path = tmp_path / "别校.csv"
    path.write_text("学校代码,学校名称,占地面积\n2142109999,别的学校,1\n", encoding="utf-8")
    with pytest.raises(Refused, match=r"没有取到本校的数.*没有找到本校"):
        rehearse_statistics(empty_school, path)


def test_nothing_is_filled_into_what_is_no_draft(school: SchoolStore, export: Path) -> None:
    submit_return(school, actor=CLERK)
    with pytest.raises(NotEditable):
        take_statistics(school, export, actor=CLERK)


def test_every_heading_leads_to_a_question_of_the_pack() -> None:
    import tomllib

    file = resource("statistics", "balance-2024.1.toml")
    pack = bundled_pack()
    for entry in tomllib.loads(file.read_text(encoding="utf-8"))["figure"]:
        names = [entry["field"].replace("{s}", part) for part in ("primary", "junior")]
        for name in names:
            assert pack.fields[name].is_input, name
        assert all(path and all(path) for path in entry["paths"])


def test_that_the_row_of_the_school_is_hidden_is_said(
    empty_school: SchoolStore, tmp_path: Path
) -> None:
    path = tmp_path / "隐藏行.xlsx"
    rows = [["学校代码", "占地面积"], ["2142109999", "2"], [PRIMARY.code, "1"]]
    path.write_bytes(filtered([["", ""], *[[*row, "小学"] for row in rows]], hidden=[3]))
    assert not any("隐藏" in line for line in rehearse_statistics(empty_school, path).left)
    path.write_bytes(filtered([["", ""], *[[*row, "小学"] for row in rows]], hidden=[3, 4]))
    left = rehearse_statistics(empty_school, path).left
    assert "工作表“Sheet”第 4 行隐藏着或被筛选掉了，同样读了。" in left
