"""How values and places read."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from forms.problems import Operand
from forms.spec import Field, FieldType
from forms.values import NA, Attachment, Maybe
from forms.wording import append_operands, file_size, row_title, show
from tests.forms.live.mini import CLASSES, LISTS

CHOICE = Field("k", "类型", FieldType.CHOICE, choices="kind")
SHOWN: dict[str, tuple[Maybe, Field | None, str]] = {
    "missing": (None, None, "未填"),
    "not applicable": (NA, None, "不适用"),
    "yes": (True, None, "是"),
    "no": (False, None, "否"),
    "zero": (0, None, "0"),
    "a stored decimal": (Decimal("268.50"), Field("d", "", FieldType.DECIMAL), "268.5"),
    "three decimals": (Fraction(1, 8), Field("d", "", FieldType.DECIMAL3), "0.125"),
    "a percent": (Fraction(100, 3), Field("p", "", FieldType.PERCENT), "33.3"),
    "a fraction without a field": (Fraction(1, 3), None, "0.3333"),
    "a code": ("a", CHOICE, "甲类"),
    "a code of no list": ("z", CHOICE, "z"),
    "several codes": (("a", "b"), CHOICE, "甲类、乙类"),
    "none of them": ((), CHOICE, "无"),
    "files": ((Attachment("章程.pdf", 3, "0" * 64),), None, "章程.pdf"),
    "a date": (date(2024, 9, 1), None, "2024-09-01"),
    "a text": ("样例小学", None, "样例小学"),
}


@pytest.mark.parametrize(("value", "item", "text"), SHOWN.values(), ids=SHOWN)
def test_a_value_reads_as_people_read_it(value: Maybe, item: Field | None, text: str) -> None:
    assert show(value, item, LISTS) == text


@pytest.mark.parametrize(
    ("cells", "title"),
    [
        ({"grade": "1", "name": "2"}, "一年级 2"),
        ({"grade": "1", "name": None}, "第 5 行"),
        ({"grade": "1", "name": NA}, "第 5 行"),
        ({}, "第 5 行"),
    ],
)
def test_a_row_is_named_by_its_key_or_by_its_number(cells: dict[str, Maybe], title: str) -> None:
    assert row_title(CLASSES, cells, 4, LISTS) == title


def test_operands_stand_behind_the_sentence_with_units_where_there_is_a_number() -> None:
    operands = [
        Operand("a.x", "学生数", 3, "人"),
        Operand("a.y", "女生数", None, "人"),
        Operand("a.z", "男生数", NA, "人"),
        Operand("any", "有行", value=False),
        Operand("any too", "有行", value=False),
    ]
    found = append_operands("不对。", operands, ["3", "未填", "不适用", "否", "否"])
    assert found == "不对。（现为：学生数 3 人；女生数 未填；男生数 不适用；有行 否）"
    assert append_operands("不对。", [], []) == "不对。"


@pytest.mark.parametrize(
    ("count", "text"),
    [
        (0, "0 B"),
        (1023, "1023 B"),
        (1024, "1 KB"),
        (1025, "2 KB"),
        (2**20 - 1024, "1023 KB"),
        (2**20 - 1023, "1.0 MB"),
        (2**20, "1.0 MB"),
        (2**20 + 1, "1.1 MB"),
        (5 * 2**20, "5.0 MB"),
    ],
)
def test_the_size_of_a_file_is_never_less_than_it_is(count: int, text: str) -> None:
    assert file_size(count) == text
