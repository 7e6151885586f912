"""What a document reader refuses, one by one, and in which words."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.document import DocumentError, from_document
from tests.forms.document.test_document import broken, written
from tests.forms.live.mini import ENGINE, context, record

FILE = '[{"name":"图.pdf","sha256":"' + "0" * 64 + '","size":5}]'
ANSWERS = {
    "a.kind": "b",
    "a.extras": "a,b",
    "a.pupils": "30",
    "a.has_rooms": "yes",
    "a.name": "两字",
}
CLASS = {"grade": "1", "name": "1", "enrolled": "30", "girls": "10"}
DOCUMENT = written(ENGINE.open(record(ANSWERS | {"a.files": FILE}, classes=(CLASS,)), context()))
ROW: dict[str, Any] = {"id": "r2", "cells": {}}

REFUSED: dict[str, tuple[str, object, str]] = {
    "format": ("format", "else", "不是本程序认识的"),
    "newer format": ("format_version", 4, "不是本程序认识的"),
    "other pack": ("pack", {"id": "mini", "version": "2", "digest": "0" * 64}, "与本机的表册"),
    "pack with more": ("pack", {**DOCUMENT["pack"], "x": 1}, "与本机的表册"),
    "school": ("school", "42", "不是规定的代码"),
    "school as a number": ("school", 2142100001, "不是规定的代码"),
    "period": ("period", 1999, "2000–2999"),
    "period as a truth value": ("period", True, "2000–2999"),
    "revision as a text": ("revision", "1", "1–9999"),
    "version": ("program_version", 1, "应当是文字"),
    "journal": ("journal_head", None, "应当是文字"),
    "unknown part": ("extra", 1, "不是上报数据的组成部分"),
    "answers as a list": ("answers", [], "应当是一个对象"),
    "unknown field": ("answers/a.nothing", 1, "不是表册中的指标"),
    "the bureau's field": ("answers/d.sum", 1, "不是表册中的指标"),
    "calculated field": ("answers/a.boys", 1, "由程序计算"),
    "number as a text": ("answers/a.pupils", "30", "值类型不对"),
    "truth for a number": ("answers/a.pupils", True, "值类型不对"),
    "float": ("answers/a.pupils", 30.0, "值类型不对"),
    "missing": ("answers/a.pupils", None, "值类型不对"),
    "number for a text": ("answers/a.name", 5, "值类型不对"),
    "text for a truth value": ("answers/a.has_rooms", "yes", "值类型不对"),
    "label for a code": ("answers/a.kind", "乙类", "不是规范的写法"),
    "unknown code": ("answers/a.kind", "z", "的值不对"),
    "codes out of order": ("answers/a.extras", ["b", "a"], "不是规范的写法"),
    "no codes": ("answers/a.extras", [], "不是规范的写法"),
    "codes as a text": ("answers/a.extras", "a,b", "值类型不对"),
    "a code that is no text": ("answers/a.extras", [1], "文字代码"),
    "decimal without its zeros": ("answers/a.area", "5", "不是规范的写法"),
    "decimal with a third": ("answers/a.area", "5.123", "的值不对"),
    "blanks around": ("answers/a.name", " 两字", "不是规范的写法"),
    "empty text": ("answers/a.name", "", "不是规范的写法"),
    "hidden character": ("answers/a.name", "两\u202e字", "控制字符"),
    "date": ("answers/a.opened", "2024-3-1", "不是规范的写法"),
    "file without digest": ("answers/a.files", [{"name": "x", "size": 1}], "应当写明"),
    "file with a wrong size": (
        "answers/a.files",
        [{"name": "x", "size": "1", "sha256": "0" * 64}],
        "类型不对",
    ),
    "file with a path": (
        "answers/a.files",
        [{"name": "../x", "size": 1, "sha256": "0" * 64}],
        "附件记录已损坏",
    ),
    "file that is none": ("answers/a.files", ["x"], "应当写明"),
    "unknown table": ("tables/b.none", [], "不是表册中的表"),
    "rows as an object": ("tables/b.classes", {}, "应当是一个列表"),
    "row as a list": ("tables/b.classes", [[]], "应当是一个对象"),
    "row with more": ("tables/b.classes", [{**ROW, "x": 1}], "只有 id 和 cells"),
    "row id": ("tables/b.classes", [{**ROW, "id": "x1"}], "行号"),
    "row id as a number": ("tables/b.classes", [{**ROW, "id": 1}], "行号"),
    "fixed row that is not there": ("tables/b.hours", [{"id": "7", "cells": {}}], "行号"),
    "row twice": ("tables/b.classes", [ROW, ROW], "出现了两次"),
    "too many rows": (
        "tables/b.classes",
        [{"id": f"r{number}", "cells": {}} for number in range(1, 5002)],
        "最多 5000 行",
    ),
    "unknown column": (
        "tables/b.classes",
        [{"id": "r1", "cells": {"x": 1}}],
        "不是这张表可以填写的列",
    ),
    "key of a fixed row": (
        "tables/b.hours",
        [{"id": "1", "cells": {"grade": "1"}}],
        "不是这张表可以填写的列",
    ),
    "calculated cell": ("tables/b.classes", [{"id": "r1", "cells": {"boys": 1}}], "由程序计算"),
    "mark of a fixed table": ("empty_tables", ["b.hours"], "不是可增删行的表"),
    "mark of no table": ("empty_tables", ["b.none"], "不是可增删行的表"),
    "mark that is no name": ("empty_tables", [1], "不是可增删行的表"),
    "justification": ("justifications", {"R-a-002": 1}, "的说明应当是文字"),
    "blank justification": ("justifications", {"R-a-002": " "}, "的说明应当是文字"),
    "comments": ("comments", {}, "应当是一个列表"),
    "comment that is no object": ("comments", [None], "应当是一个对象"),
    "comment with a number": (
        "comments",
        [{"address": 1, "text": "请核对", "origin": "bureau"}],
        "三段文字",
    ),
    "comment with more": (
        "comments",
        [{"address": "", "text": "请核对", "origin": "bureau", "x": ""}],
        "三段文字",
    ),
    "comment by nobody": (
        "comments",
        [{"address": "", "text": "请核对", "origin": "x"}],
        "第 1 条没有写明是校长还是区局",
    ),
    "comment on nothing": (
        "comments",
        [{"address": "a.none", "text": "请核对", "origin": "bureau"}],
        "第 1 条说的是表册里没有的一格 'a.none'",
    ),
    "comment that says nothing": (
        "comments",
        [{"address": "", "text": " ", "origin": "bureau"}],
        "第 1 条应当有内容",
    ),
    "comment nobody can see": (
        "comments",
        [{"address": "", "text": "\u200b\u200b", "origin": "bureau"}],
        r"看不见的字符（U\+200B）",
    ),
    "a hundred thousand comments": (
        "comments",
        [{"address": "", "text": "x", "origin": "bureau"}] * 100_000,
        "有 100000 条意见，最多 2000 条",
    ),
    "a hundred thousand justifications": (
        "justifications",
        {f"R-a-{number}": "x" for number in range(100_000)},
        "有 100000 条说明，最多 5000 条",
    ),
    "file called as a device": (
        "answers/a.files",
        [{"name": "Con.pdf", "size": 1, "sha256": "0" * 64}],
        "附件记录已损坏",
    ),
    "file called NUL": (
        "answers/a.files",
        [{"name": "NUL", "size": 1, "sha256": "0" * 64}],
        "附件记录已损坏",
    ),
    "problems": ("problems", "", "应当是一个列表"),
    "calculated": ("calculated", [], "应当是一个对象"),
    "indicators": ("indicators", None, "应当是一个对象"),
}


@pytest.mark.parametrize(("path", "value", "message"), REFUSED.values(), ids=REFUSED)
def test_a_wrong_document_is_refused_with_the_place(path: str, value: object, message: str) -> None:
    with pytest.raises(DocumentError, match=message) as caught:
        from_document(broken(DOCUMENT, path, value), ENGINE.plan)
    assert caught.value.place in str(caught.value)


@pytest.mark.parametrize(
    ("name", "right", "wrong"),
    [
        ("a.pupils", 1, (True, 1.0, "1")),
        ("a.pupils", 0, (False,)),
        ("a.has_rooms", True, (1, "yes")),
    ],
)
def test_what_is_equal_to_a_value_read_before_may_still_be_of_another_kind(
    name: str, right: object, wrong: tuple[object, ...]
) -> None:
    def read(value: object) -> None:
        from_document(broken(DOCUMENT, f"answers/{name}", value), ENGINE.plan)

    read(right)
    for value in wrong:
        with pytest.raises(DocumentError, match="值类型不对"):
            read(value)


@pytest.mark.parametrize("part", sorted(DOCUMENT))
def test_no_part_may_be_missing(part: str) -> None:
    rest = {name: value for name, value in DOCUMENT.items() if name != part}
    with pytest.raises(DocumentError, match=f"“{part}”缺失"):
        from_document(rest, ENGINE.plan)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(part=st.sampled_from(sorted(DOCUMENT)), value=JSON)
def test_any_json_in_any_place_is_read_or_refused(part: str, value: object) -> None:
    document = json.loads(json.dumps(DOCUMENT)) | {part: value}
    try:
        found = from_document(document, ENGINE.plan)
    except DocumentError as error:
        message = str(error)
    else:
        message = f"read revision {found.revision}"
    assert message


@given(name=st.sampled_from(sorted(DOCUMENT["answers"])), value=JSON)
def test_any_json_for_any_answer_is_read_or_refused(name: str, value: object) -> None:
    document = broken(DOCUMENT, "answers", DOCUMENT["answers"] | {name: value})
    try:
        found = from_document(document, ENGINE.plan).answers[name]
    except DocumentError as error:
        found = str(error)
    assert found
