"""A return as a document and back, without losing its meaning."""

import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from forms.document import DocumentError, canonical_bytes, from_document, to_document
from forms.document.format import Document
from forms.document.recheck import differences
from forms.document.schema import json_schema
from forms.edits import Edit, EditError, Justify, SetAnswer
from forms.live.context import Context
from forms.live.engine import Engine, Sheet
from forms.record import Row
from tests.forms.live.mini import ENGINE, PACK, context, record
from tests.forms.live.test_incremental import CONTEXTS, EDITS
from tests.forms.samples import full_pack
from tests.forms.samples.full_pack import NAMES

CLASS = {"grade": "1", "name": "1", "enrolled": "30", "girls": "10", "boarders": "0"}
FILE = '[{"name":"图.pdf","sha256":"' + "0" * 64 + '","size":5}]'


def rechecked(document: Document, engine: Engine, context: Context) -> list[str]:
    """Where a document states something else than its answers give."""
    return differences(document, engine.open(from_document(document, engine.plan), context))


def written(sheet: Sheet) -> dict[str, Any]:
    """What a reader elsewhere gets."""
    document = to_document(
        sheet,
        program_version="1.0",
        journal_head="f" * 64,
        comments=[{"address": "", "text": "请核对", "origin": "principal"}],
    )
    content: dict[str, Any] = json.loads(canonical_bytes(document))
    return content


@pytest.fixture
def sheet() -> Sheet:
    answers = {"a.kind": "b", "a.extras": "b,a", "a.pupils": "３０", "a.girls": "10"}
    answers |= {"a.area": "268.5", "a.has_rooms": "是", "a.opened": "2024/3/1", "a.starts": "8:30"}
    answers |= {"a.only_b": "1", "a.files": FILE}
    opened = ENGINE.open(
        record(answers, classes=(CLASS,), days=(Row("b", {"count": "2"}),)), context()
    )
    opened.apply(Justify("R-a-002", "因 2024 年扩班，见批复。"))
    return opened


def test_answers_have_the_types_that_json_has(sheet: Sheet) -> None:
    assert written(sheet)["answers"] == {
        "a.kind": "b",
        "a.extras": ["a", "b"],
        "a.pupils": 30,
        "a.girls": 10,
        "a.area": "268.50",
        "a.has_rooms": True,
        "a.opened": "2024-03-01",
        "a.starts": "08:30",
        "a.only_b": 1,
        "a.files": [{"name": "图.pdf", "size": 5, "sha256": "0" * 64}],
    }


def test_a_cell_of_blanks_is_no_answer() -> None:
    opened = ENGINE.open(record({}, classes=({**CLASS, "girls": "  "},)), context())
    (row,) = written(opened)["tables"]["b.classes"]
    assert (row["cells"]["enrolled"], "girls" in row["cells"]) == (30, False)


def test_rows_stand_with_their_ids_and_calculated_cells_apart(sheet: Sheet) -> None:
    document = written(sheet)
    cells = {"grade": "1", "name": "1", "enrolled": 30, "girls": 10, "boarders": 0}
    assert document["tables"]["b.classes"] == [{"id": "r1", "cells": cells}]
    assert document["tables"]["b.days"] == [
        {"id": "a", "cells": {}},
        {"id": "b", "cells": {"count": 2}},
    ]
    assert document["calculated"]["b.classes[r1].boys"] == 20
    assert document["calculated"]["a.share"] == "100/3"
    assert document["calculated"]["b.hours_total"] is None


def test_the_frame_says_whose_return_it_is(sheet: Sheet) -> None:
    document = written(sheet)
    assert (document["school"], document["period"], document["revision"]) == ("2142100001", 2024, 1)
    assert document["pack"] == {"id": "mini", "version": "1", "digest": "0" * 64}
    assert document["comments"][0]["text"] == "请核对"
    assert document["indicators"]["L4_primary"] == "179/20"


def test_what_does_not_concern_the_school_is_left_out(sheet: Sheet) -> None:
    sheet.apply(SetAnswer("a.kind", "a"))
    sheet.apply(SetAnswer("a.extras", None))
    document = written(sheet)
    assert "a.only_b" not in document["answers"]
    assert "a.twice" not in document["calculated"]
    assert document["calculated"]["a.sort"] == "a"
    assert "boarders" not in document["tables"]["b.classes"][0]["cells"]


REPLIED = {
    "address": "a.pupils",
    "text": "请核对",
    "origin": "bureau",
    "reply": "changed",
    "reply_text": "",
}


def test_a_reply_makes_another_format_and_nothing_else_does(sheet: Sheet) -> None:
    document = json.loads(
        canonical_bytes(
            to_document(sheet, program_version="1.0", journal_head="f" * 64, comments=[REPLIED])
        )
    )
    assert written(sheet)["format_version"] == 2
    assert (document["format_version"], document["comments"]) == (3, [REPLIED])
    assert not list(Draft202012Validator(json_schema(PACK)).iter_errors(document))
    from_document(document, ENGINE.plan)
    older = to_document(
        sheet, program_version="", journal_head="", comments=[REPLIED], confirmations=None
    )
    with pytest.raises(DocumentError, match="“confirmations”缺失"):
        from_document(older, ENGINE.plan)


@pytest.mark.parametrize(
    ("part", "fault"),
    [
        ({"reply": "done"}, "里的第 1 条的回复不是“已修改”也不是“作说明”"),
        ({"reply": "explained"}, "里的第 1 条作说明的回复是空的"),
        ({"reply_text": 5}, "应当正好有 address、text 和 origin 三段文字，有回复的另有"),
        ({"at": "2024"}, "应当正好有 address、text 和 origin 三段文字，有回复的另有"),
    ],
)
def test_a_wrong_reply_is_refused(sheet: Sheet, part: dict[str, Any], fault: str) -> None:
    document = {**written(sheet), "comments": [{**REPLIED, **part}], "format_version": 3}
    with pytest.raises(DocumentError, match=fault):
        from_document(document, ENGINE.plan)


def test_only_the_justifications_of_live_queries_travel(sheet: Sheet) -> None:
    assert written(sheet)["justifications"] == {}
    sheet.apply(SetAnswer("a.pupils", "300"))
    document = written(sheet)
    assert document["justifications"] == {"R-a-002": "因 2024 年扩班，见批复。"}
    assert from_document(document, ENGINE.plan).justifications == document["justifications"]


def test_a_mark_travels_only_where_it_means_something(sheet: Sheet) -> None:
    from forms.edits import MarkEmpty

    sheet.apply(MarkEmpty("b.rooms", empty=True))
    sheet.apply(MarkEmpty("b.classes", empty=True))
    assert written(sheet)["empty_tables"] == ["b.rooms"]
    assert from_document(written(sheet), ENGINE.plan).empty_tables == {"b.rooms"}
    sheet.apply(SetAnswer("a.has_rooms", "no"))
    assert written(sheet)["empty_tables"] == []


def test_a_wrong_text_cannot_be_written_down(sheet: Sheet) -> None:
    sheet.apply(SetAnswer("a.area", "很大"))
    with pytest.raises(DocumentError, match=r"a\.area") as caught:
        written(sheet)
    assert caught.value.place == "a.area"


@settings(max_examples=150, deadline=None)
@given(around=CONTEXTS, edits=st.lists(EDITS, max_size=25))
def test_what_is_read_back_means_the_same(around: Any, edits: list[Edit]) -> None:  # noqa: ANN401
    sheet = ENGINE.open(record(), around)
    for edit in edits:
        try:
            sheet.apply(edit)
        except EditError:
            continue
    try:
        document = written(sheet)
    except DocumentError:
        return
    again = ENGINE.open(from_document(document, ENGINE.plan), around)
    assert canonical_bytes(written(again)) == canonical_bytes(document)
    assert rechecked(document, ENGINE, around) == []
    assert list(Draft202012Validator(json_schema(PACK)).iter_errors(document)) == []


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_travel_whole_and_fit_the_schema(name: str) -> None:
    document = written(full_pack.sheet(name))
    around = full_pack.context(name)
    found = from_document(document, full_pack.engine().plan)
    again = full_pack.engine().open(found, around)
    assert canonical_bytes(written(again)) == canonical_bytes(document)
    assert rechecked(document, full_pack.engine(), around) == []
    schema = json_schema(full_pack.pack())
    Draft202012Validator.check_schema(schema)
    assert list(Draft202012Validator(schema).iter_errors(document)) == []


def broken(document: dict[str, Any], path: str, value: object) -> dict[str, Any]:
    changed: dict[str, Any] = json.loads(json.dumps(document))
    *parents, last = path.split("/")
    place: Any = changed
    for part in parents:
        place = place[int(part) if part.isdigit() else part]
    place[last] = value
    return changed


@pytest.mark.parametrize(
    ("path", "value", "why"),
    [
        ("answers/a.pupils", "30", "“a.pupils”的值类型不对"),
        ("answers/a.area", 268.5, "“a.area”的值类型不对"),
        ("answers/a.area", "268.5", "“a.area”的值 '268.5' 不是规范的写法"),
        ("answers/a.kind", "z", "“a.kind”的值不对：请从目录里选择"),
        ("answers/a.nothing", 1, "“a.nothing”不是表册中的指标"),
        ("answers/a.boys", 1, "“a.boys”由程序计算"),
        ("tables/b.classes/0/cells/boys", 1, "“b.classes[r1].boys”由程序计算"),
        ("tables/b.hours/0/cells/grade", "1", "“b.hours[1].grade”不是这张表可以填写的列"),
        ("tables/b.hours/0/id", "r1", "“b.hours”的行号 'r1' 不对"),
        ("empty_tables", ["b.hours"], "“empty_tables”中的 'b.hours' 不是可增删行的表"),
        ("revision", 0, "“revision”应当是 1–9999 的整数"),
        ("more", 1, "“more”不是上报数据的组成部分"),
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(
    sheet: Sheet, path: str, value: object, why: str
) -> None:
    document = broken(written(sheet), path, value)
    with pytest.raises(DocumentError, match=f"^{re.escape(why)}"):
        from_document(document, ENGINE.plan)
    assert list(Draft202012Validator(json_schema(PACK)).iter_errors(document))
