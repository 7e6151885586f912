"""Filling from a JSON document: what it asks for, and what in it cannot be used."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from forms.edits import Justify
from operations.errors import NotEditable, Refused
from operations.school.check import check_return, submit_return
from operations.school.exchange.fill import fill_from_document, fill_from_files, write_template
from storage.school.store import SchoolStore
from tests.operations.staging import CLERK, fill_whole, new_school
from tests.support.doubling import assert_linear
from tests.support.places import EXAMPLES


def fill(store: SchoolStore, document: object) -> list[tuple[str, str]]:
    done = fill_from_document(store, document, actor=CLERK)
    return [(item.place, item.reason) for item in done.leftovers]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (170, "170"),
        ("170", "170"),
        ("１７０", "170"),
        (None, None),
        ("", None),
        ("about 170", "about 170"),
    ],
)
def test_a_number_is_written_as_a_clerk_would_type_it(
    empty_school: SchoolStore, value: object, text: str | None
) -> None:
    assert fill(empty_school, {"pupils": {"entrants_primary": value}}) == []
    assert empty_school.answers.load().answers.get("pupils.entrants_primary") == text


@pytest.mark.parametrize(
    ("form", "name", "value", "text"),
    [
        ("pupils", "admission_exam", False, "no"),
        ("facilities", "platforms", ["national", "city"], "national,city"),
        ("facilities", "site_area", "15860.00", "15860.00"),
        ("profile", "school_type", "小学", "211"),
        ("profile", "principal_since", "2021年8月20日", "2021-08-20"),
    ],
)
def test_values_take_the_canonical_text_of_their_type(
    empty_school: SchoolStore, form: str, name: str, value: object, text: str
) -> None:
    assert fill(empty_school, {form: {name: value}}) == []
    assert empty_school.answers.load().answers[f"{form}.{name}"] == text


@pytest.mark.parametrize(
    ("document", "place", "reason"),
    [
        ({"nothing": {}}, "nothing", "没有这张表"),
        ({"pupils": 3}, "pupils", "对象"),
        ({"pupils": {"nothing": 1}}, "pupils.nothing", "没有这个指标"),
        ({"pupils": {"enrolled_primary": 1}}, "pupils.enrolled_primary", "由程序计算"),
        ({"pupils": {"entrants_primary": 1.5}}, "pupils.entrants_primary", "带引号"),
        ({"pupils": {"entrants_primary": {}}}, "pupils.entrants_primary", "带引号"),
        ({"pupils.classes": {"rows": []}}, "pupils.classes", "columns"),
        ({"pupils.classes": 1}, "pupils.classes", "columns"),
        (
            {"pupils.classes": {"columns": ["grade"], "rows": [["1", "2"]]}},
            "pupils.classes 第 1 行",
            "应有 1 个值",
        ),
        (
            {"burden.lessons": {"columns": ["grade", "chinese"], "rows": [["99", "1"]]}},
            "burden.lessons 第 1 行",
            "没有“99”这一行",
        ),
        (
            {"funding": {"charter_file": ["不在.pdf"]}},
            "funding.charter_file",
            "找不到附件",
        ),
        ({"input": {}, "justifications": []}, "justifications", "对象"),
        ({"input": {}, "justifications": {"R-x": "因为"}}, "R-x", "没有这条经验校验"),
        ({"input": {}, "justifications": {"F1@pupils": "因为"}}, "F1@pupils", "没有这条"),
        ({"input": {}, "justifications": {"R-pupils-013": None}}, "R-pupils-013", "带引号"),
        ({"input": {}, "justifications": {"R-pupils-013": ["因为"]}}, "R-pupils-013", "带引号"),
        ({"facilities": {"platforms": [None]}}, "facilities.platforms", "每一项"),
        ({"facilities": {"platforms": ["city", 0.1]}}, "facilities.platforms", "每一项"),
        ({"facilities": {"platforms": [True]}}, "facilities.platforms", "每一项"),
        (
            {"pupils.classes": {"columns": ["grade", "grade"], "rows": [["1", "2"]]}},
            "pupils.classes",
            "列“grade”写了不止一次",
        ),
        (
            {"burden.lessons": {"columns": ["grade", "chinese"], "rows": [["1", "5"], ["1", "7"]]}},
            "burden.lessons 第 2 行",
            "“1”这一行写了不止一次",
        ),
    ],
)
def test_what_cannot_be_used_is_named(
    empty_school: SchoolStore, document: object, place: str, reason: str
) -> None:
    found = fill(empty_school, document)
    assert [left[0] for left in found] == [place]
    assert reason in found[0][1]
    record = empty_school.answers.load()
    assert (record.justifications, record.tables.get("pupils.classes")) == ({}, None)


def test_a_column_the_table_does_not_have_is_named(empty_school: SchoolStore) -> None:
    table = {"columns": ["grade", "nothing"], "rows": [["1", 5]]}
    found = fill(empty_school, {"pupils.classes": table})
    assert found == [("pupils.classes[r1].nothing", "表中没有这一列。")]


@pytest.mark.parametrize("document", [None, [], "text", 3, {"input": []}])
def test_something_else_than_an_object_is_refused(
    empty_school: SchoolStore, document: object
) -> None:
    with pytest.raises(Refused, match="JSON 对象"):
        fill(empty_school, document)


def test_free_tables_are_replaced_and_others_marked_empty(empty_school: SchoolStore) -> None:
    table = {"columns": ["grade", "class_name"], "rows": [["1", "1"], ["1", "2"]]}
    fill(empty_school, {"pupils": {}, "pupils.classes": table, "facilities": {}})
    fill(empty_school, {"pupils.classes": {"columns": ["grade"], "rows": [["2"]]}})
    record = empty_school.answers.load()
    assert [row.cells for row in record.tables["pupils.classes"]] == [{"grade": "2"}]
    assert "facilities.art_rooms" in record.empty_tables


def test_an_empty_list_marks_a_table_empty_and_rows_unmark_it(empty_school: SchoolStore) -> None:
    fill(empty_school, {"safety.incidents": []})
    assert "safety.incidents" in empty_school.answers.load().empty_tables
    table = {"columns": ["incident_no"], "rows": [[1]]}
    fill(empty_school, {"safety.incidents": table})
    assert "safety.incidents" not in empty_school.answers.load().empty_tables


def test_one_filling_is_one_step_of_undo(empty_school: SchoolStore) -> None:
    before = empty_school.answers.load()
    fill_whole(empty_school)
    empty_school.answers.undo(CLERK)
    assert empty_school.answers.load() == before


def test_a_return_in_review_takes_nothing(school: SchoolStore) -> None:
    submit_return(school, actor=CLERK)
    with pytest.raises(NotEditable, match="不能填入"):
        fill(school, {"pupils": {"entrants_primary": 1}})


@pytest.mark.parametrize("name", ["primary", "nine_year"])
def test_the_examples_of_the_catalogue_need_only_their_attachments(
    empty_school: SchoolStore, tmp_path: Path, name: str
) -> None:
    example = json.loads((EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))
    file = tmp_path / "return.json"
    file.write_text(json.dumps(example["input"], ensure_ascii=False), encoding="utf-8")
    done = fill_from_files(empty_school, [file], actor=CLERK)
    assert {left.reason.partition("“")[0] for left in done.leftovers} == {
        "【保安服务合同】找不到附件",
        "【章程】找不到附件",
    }
    for attachment in ("合同.pdf", "章程.pdf"):
        (tmp_path / attachment).write_bytes(b"%PDF-1.4 sample")
    done = fill_from_files(empty_school, [file], actor=CLERK)
    assert done.leftovers == ()
    left = {problem.code for problem in check_return(empty_school).open_problems}
    # The store's own code is another school's, and the bureau's settings have not come yet.
    assert left <= {"R-profile-024", "R-safety-018", "R-funding-004", "R-safety-029"}


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "文件是空的"),
        (b"not json", "不是完整的 JSON 文件"),
        (b"\xff\xfe", "不是完整的 JSON 文件"),
        (b"[" * 100_000, "不是完整的 JSON 文件"),
        (b"PK\x03\x04broken", "工作簿已损坏或不完整"),
    ],
)
def test_a_file_that_is_neither_kind_is_refused(
    empty_school: SchoolStore, tmp_path: Path, content: bytes, why: str
) -> None:
    file = tmp_path / "file.bin"
    file.write_bytes(content)
    before = empty_school.answers.load()
    with pytest.raises(Refused, match=why):
        fill_from_files(empty_school, [file], actor=CLERK)
    assert empty_school.answers.load() == before


def test_an_attachment_is_looked_for_beside_the_file_only(
    empty_school: SchoolStore, tmp_path: Path
) -> None:
    (tmp_path / "outside.pdf").write_bytes(b"secret")
    folder = tmp_path / "inner"
    folder.mkdir()
    file = folder / "return.json"
    file.write_text('{"funding": {"charter_file": ["../outside.pdf"]}}', encoding="utf-8")
    done = fill_from_files(empty_school, [file], actor=CLERK)
    assert [left.place for left in done.leftovers] == ["funding.charter_file"]


@pytest.mark.parametrize(
    "written",
    [
        json.dumps([{"name": "章程.pdf", "sha256": "0" * 64, "size": 7}], ensure_ascii=False),
        "章程.pdf",
        {"name": "章程.pdf"},
        1,
    ],
)
def test_an_attachment_is_a_list_of_files_and_never_the_text_of_an_answer(
    empty_school: SchoolStore, tmp_path: Path, written: object
) -> None:
    """The text of an answer names a file the store may not have, which only signing would find."""
    file = tmp_path / "return.json"
    file.write_text(json.dumps({"funding": {"charter_file": written}}), encoding="utf-8")
    done = fill_from_files(empty_school, [file], actor=CLERK)
    assert [left.place for left in done.leftovers] == ["funding.charter_file"]
    assert "附件请写成文件名的清单" in done.leftovers[0].reason
    assert "funding.charter_file" not in empty_school.answers.load().answers


def test_the_template_brings_a_return_back(school: SchoolStore, tmp_path: Path) -> None:
    file = tmp_path / "template.xlsx"
    file.write_bytes(write_template(school))
    before = school.answers.load()
    done = fill_from_files(school, [file], actor=CLERK)
    assert done.leftovers == ()
    assert school.answers.load() == before


def test_a_template_fills_an_empty_return_of_the_same_school(
    school: SchoolStore, tmp_path: Path
) -> None:
    file = tmp_path / "template.xlsx"
    file.write_bytes(write_template(school))
    wanted = school.answers.load().answers["pupils.entrants_primary"]
    (tmp_path / "new").mkdir()
    with new_school(tmp_path / "new") as other:
        fill_from_files(other, [file], actor=CLERK)
        assert other.answers.load().answers["pupils.entrants_primary"] == wanted


def test_a_template_of_another_school_is_refused(school: SchoolStore, tmp_path: Path) -> None:
    from operations.school.store import create_school

    file = tmp_path / "template.xlsx"
    file.write_bytes(write_template(school))
    with create_school(
        tmp_path / "b.yhs", school_code="2142100099", school_name="乙校", period=2024, actor=CLERK
    ) as other:
        with pytest.raises(Refused, match="请用从这个库导出的模板"):
            fill_from_files(other, [file], actor=CLERK)
        assert other.answers.load().answers == {}


def test_more_rows_than_a_table_holds_are_refused(empty_school: SchoolStore) -> None:
    rows = [["1"]] * 100_000
    document = {"pupils.classes": {"columns": ["grade"], "rows": rows}}
    assert fill(empty_school, document) == [
        ("pupils.classes", "有 100000 行，一张表最多 5000 行，没有读入。")
    ]
    assert empty_school.answers.load().tables == {}


def test_more_justifications_than_a_return_holds_are_refused(empty_school: SchoolStore) -> None:
    texts = {f"R-a-{number}": "因为" for number in range(100_000)}
    assert fill(empty_school, {"input": {}, "justifications": texts}) == [
        ("justifications", "有 100000 条说明，最多 5000 条，没有读入。")
    ]


def test_justifications_are_written_in_proportion_to_their_number(
    empty_school: SchoolStore,
) -> None:
    def prepared(size: int) -> Callable[[], object]:
        edits = [Justify(f"R-a-{number}", "因为") for number in range(size)]
        return lambda: empty_school.answers.write(edits, actor=CLERK)

    assert_linear(prepared, size=1000)


def test_a_name_twice_in_a_file_is_refused(school: SchoolStore, tmp_path: Path) -> None:
    path = tmp_path / "fill.json"
    path.write_text('{"input": {"pupils": {"a": 1, "b": 2, "a": 3}}}', encoding="utf-8")
    with pytest.raises(Refused, match="文件里“a”写了不止一次，什么都没有填入。请只留一处。"):
        fill_from_files(school, [path], actor=CLERK)
