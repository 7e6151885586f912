"""The form the bureau fills: from JSON and from the template, checked with the schools behind it."""

import json
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest

from forms.problems import Severity
from operations.bureau.evaluation.district_form import (
    bureau_template,
    check_bureau_form,
    fill_bureau_form,
    judge_district,
    open_bureau_form,
    open_bureau_sheet,
    read_schools,
)
from operations.bureau.schools.roster import put_roster
from operations.bureau.store import Desk
from operations.errors import Refused


def write(folder: Path, content: object) -> Path:
    path = folder / "district.json"
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return path


def fill(desk: Desk, folder: Path, **fields: object) -> Mapping[str, str]:
    done = fill_bureau_form(desk.store, [write(folder, {"district": fields})], actor=desk.actor)
    return {item.place: item.reason for item in done.leftovers}


def test_the_demonstration_has_filled_it_whole(desk: Desk) -> None:
    found = check_bureau_form(desk.store)
    assert [problem.code for problem in found.open_problems] == []
    assert all(problem.severity is not Severity.ERROR for problem in found.problems)
    assert all(part.filled == part.total for part in found.verdict.sheet.progress("district"))


def test_totals_are_made_of_the_accepted_returns(desk: Desk) -> None:
    sheet = open_bureau_sheet(desk.store)
    pupils = [school.scope.value("pupils.enrolled_primary") for school in read_schools(desk.store)]
    total = sum(count for count in pupils if isinstance(count, int))
    assert sheet.value("district.sum_enrolled_primary") == total > 0


def test_json_fills_fields_tables_and_files(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "规划.pdf").write_bytes(b"plan")
    left = fill(desk, tmp_path, towns=7, layout_files=["规划.pdf"], population="３１．５")
    record = desk.store.answers.load()
    assert left == {}
    assert record.answers["district.towns"] == "7"
    assert record.answers["district.population"] == "31.50"
    assert "规划.pdf" in record.answers["district.layout_files"]


def test_what_cannot_be_used_is_named(desk: Desk, tmp_path: Path) -> None:
    left = fill(desk, tmp_path, no_such=1, sum_staff_primary=3, unified_files=["没有.pdf"])
    assert set(left) == {
        "district.no_such",
        "district.sum_staff_primary",
        "district.unified_files",
    }


def test_a_wrong_figure_is_a_problem_with_its_rule(desk: Desk, tmp_path: Path) -> None:
    fill(desk, tmp_path, population="20", population_farming="30")
    codes = {problem.code for problem in check_bureau_form(desk.store).open_problems}
    assert "R-district-001" in codes


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "文件是空的"),
        (b"{", "不是完整的 JSON 文件"),
        (b"[1]", "填报数据应是一个 JSON 对象"),
        (b"PK\x03\x04nothing", "工作簿已损坏或不完整"),
    ],
)
def test_a_file_of_another_kind_is_refused(
    desk: Desk, tmp_path: Path, content: bytes, why: str
) -> None:
    path = tmp_path / "file"
    path.write_bytes(content)
    before = desk.store.journal.head()
    with pytest.raises(Refused, match=why):
        fill_bureau_form(desk.store, [path], actor=desk.actor)
    assert desk.store.journal.head() == before


def test_the_template_holds_what_is_filled_and_fills_what_is_changed(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(bureau_template(desk.store))
    assert fill_bureau_form(desk.store, [path], actor=desk.actor).applied == 0
    book = openpyxl.load_workbook(path)
    page = book["区级数据"]
    row = next(row for row in page.iter_rows() if row[0].value == "district.towns")
    row[2].value = "9"
    book.save(path)
    assert fill_bureau_form(desk.store, [path], actor=desk.actor).applied == 1
    assert desk.store.answers.load().answers["district.towns"] == "9"


def test_the_template_of_another_bureau_is_refused(
    desk: Desk, stranger: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "template.xlsx"
    path.write_bytes(bureau_template(stranger.store))
    with pytest.raises(Refused, match="420105"):
        fill_bureau_form(desk.store, [path], actor=desk.actor)


def test_it_is_edited_like_a_return(desk: Desk) -> None:
    form = open_bureau_form(desk.store, actor=desk.actor)
    assert form.editable
    delta = form.set_text("district.quota_allotted", "999999")
    assert delta
    assert any(problem.code == "R-district-010" for problem in form.sheet.problems)
    assert desk.store.answers.load().answers["district.quota_allotted"] == "999999"
    form.undo()
    assert not any(problem.code == "R-district-010" for problem in form.sheet.problems)
    assert form.can_redo


def test_a_new_bureau_has_nothing_and_knows_nothing(stranger: Desk) -> None:
    found = check_bureau_form(stranger.store)
    assert found.verdict.passes is None
    assert found.open_problems
    assert found.verdict.schools == ()


def test_a_school_that_has_not_reported_is_there_and_unknown(desk: Desk) -> None:
    rows = [["学校标识码", "学校名称", "办学类型"], ["2142100077", "甲小学", "211"]]
    put_roster(desk.store, rows, actor=desk.actor)
    found = judge_district(desk.store)
    assert [(one.name, one.type) for one in found.outstanding] == [("甲小学", "211")]
    assert found.items["D_G3"].passes is not True
    assert found.sheet.value("district.sum_enrolled_primary") is None


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [(b'"pack":{"digest":"', b'"pack":{"digest":"0', "与本机的表册"), (b"{", b"[", "JSON")],
)
def test_a_document_that_cannot_be_opened_is_refused_with_its_school(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, old: bytes, new: bytes, why: str
) -> None:
    real = desk.store.packages.document

    def spoilt(identity: str) -> bytes:
        return (real(identity) or b"").replace(old, new, 1)

    monkeypatch.setattr(desk.store.packages, "document", spoilt)
    with pytest.raises(Refused, match=f"学校 2142100001 已接收的上报包不能.*{why}.*重新上报。"):
        judge_district(desk.store)


def test_tables_of_schools_come_from_the_signed_documents(desk: Desk) -> None:
    school = read_schools(desk.store)[0]
    bases = school.scope.rows("development.labour_bases")
    assert bases
    assert all(row["pupils"] for row in bases)
    subjects = [row["subject"] for row in school.scope.rows("staffing.subject_teachers")]
    assert "chinese" in subjects
    assert school.scope.rows("no.such") == ()
    assert school.scope.rows("facilities.projects") == []
