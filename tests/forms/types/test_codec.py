"""Every field type has its codec."""

import pytest

from forms.spec import ChoiceList, Field, FieldType, Option
from forms.types import codec

LISTS = {"yn": ChoiceList("yn", "有无", (Option("a", "有"), Option("b", "无")))}

SAMPLES = {
    FieldType.INTEGER: ("１２", "12"),
    FieldType.DECIMAL: ("1.5", "1.50"),
    FieldType.DECIMAL3: ("1.5", "1.500"),
    FieldType.MONEY: ("1.5", "1.50"),
    FieldType.PERCENT: ("3/2", "3/2"),
    FieldType.TEXT: (" １ ", "１"),
    FieldType.LONG_TEXT: ("一\r\n二", "一\n二"),
    FieldType.CHOICE: ("有", "a"),
    FieldType.MULTI_CHOICE: ("无、有", "a,b"),
    FieldType.YES_NO: ("是", "yes"),
    FieldType.DATE: ("2024.9.1", "2024-09-01"),
    FieldType.TIME: ("8:20", "08:20"),
    FieldType.DURATION_MINUTES: ("040", "40"),
    FieldType.ATTACHMENT: ("[]", ""),
}


def test_no_type_is_left_out() -> None:
    assert set(SAMPLES) == set(FieldType)


@pytest.mark.parametrize(("kind", "texts"), SAMPLES.items())
def test_each_type_normalises_its_text(kind: FieldType, texts: tuple[str, str]) -> None:
    found = codec(Field("a.x", "例", kind, choices="yn"), LISTS)
    assert found.parse(texts[0]).text == texts[1]
    assert found.expected


@pytest.mark.parametrize(
    "field",
    [
        Field("a.x", "代码", FieldType.TEXT, is_code=True),
        Field("a.x", "电话", FieldType.TEXT, pattern="^[0-9]{3}$"),
    ],
)
def test_text_that_is_a_code_or_has_a_pattern_is_half_width(field: Field) -> None:
    assert codec(field, {}).parse("１２３").value == "123"


def test_a_list_that_is_not_there_is_an_error_of_the_program() -> None:
    with pytest.raises(KeyError):
        codec(Field("a.x", "例", FieldType.CHOICE, choices="gone"), LISTS)
