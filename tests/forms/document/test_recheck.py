"""The bureau calculates again and says where a document states something else."""

from typing import Any

import pytest

from tests.forms.document.test_document import broken, rechecked, written
from tests.forms.live.mini import ENGINE, context, record

CLASS = {"grade": "1", "name": "1", "enrolled": "30", "girls": "10"}
DOCUMENT = written(
    ENGINE.open(
        record({"a.kind": "a", "a.pupils": "31", "a.girls": "10"}, classes=(CLASS,)), context()
    )
)
FIRST = DOCUMENT["problems"][0]

WRONG: dict[str, tuple[str, object, str]] = {
    "another total": ("calculated/b.total", 31, "b.total 的计算值写的是 31，重新计算是 30。"),
    "a text for a number": (
        "calculated/b.total",
        "30",
        "b.total 的计算值写的是 '30'，重新计算是 30。",
    ),
    "unknown for known": (
        "calculated/a.share",
        None,
        "a.share 的计算值写的是 缺，重新计算是 '1000/31'。",
    ),
    "too much": ("calculated/a.none", 1, "a.none 的计算值写的是 1，重新计算是 （无）。"),
    "an indicator": ("indicators/G1", True, "G1 的指标值写的是 True，重新计算是 False。"),
    "no problems": ("problems", [], f"校验结果 {FIRST['code']} {FIRST['instance']} 没有写进数据。"),
    "another message": (
        "problems/0/message",
        "没有问题。",
        f"校验结果 {FIRST['code']} {FIRST['instance']} 的内容与重新检查的不同。",
    ),
    "a problem twice": ("problems", [*DOCUMENT["problems"], FIRST], "数据中的校验结果有重复。"),
    "a problem that is none": (
        "problems",
        [*DOCUMENT["problems"], {"code": "R-a-999", "instance": ""}],
        "数据中的校验结果 R-a-999 重新检查时没有出现。",
    ),
    "rubbish among the problems": (
        "problems",
        [*DOCUMENT["problems"], 7],
        "数据中的校验结果 7 重新检查时没有出现。",
    ),
    "a mark beside rows": ("empty_tables", ["b.classes"], "“本表无数据”的标记与填报的行不一致。"),
}


def test_an_honest_document_agrees() -> None:
    assert rechecked(DOCUMENT, ENGINE, context()) == []


@pytest.mark.parametrize(("path", "value", "sentence"), WRONG.values(), ids=WRONG)
def test_each_difference_is_a_sentence(path: str, value: object, sentence: str) -> None:
    assert sentence in rechecked(broken(DOCUMENT, path, value), ENGINE, context())


def test_a_changed_answer_shows_in_everything_that_is_made_of_it() -> None:
    changed: dict[str, Any] = broken(DOCUMENT, "answers/a.girls", 20)
    found = rechecked(changed, ENGINE, context())
    assert "a.boys 的计算值写的是 21，重新计算是 11。" in found
    assert "G1 的指标值写的是 False，重新计算是 True。" in found


def test_another_setting_shows_too() -> None:
    strict = context(settings={"setting.limit": 3})
    assert "校验结果 R-a-006 没有写进数据。" in rechecked(DOCUMENT, ENGINE, strict)
