"""Choices by code or label, several of them, yes and no."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.spec import Field, FieldType, Option
from forms.types import Codec, codec, spoken
from forms.types.choices import ChoiceCodec, MultiChoiceCodec, YesNoCodec
from forms.values import NA, Maybe
from tests.forms.samples.full_pack import pack

PLANS = (
    Option("fire", "火灾"),
    Option("equipment", "燃气、特种设备"),
    Option("traffic", "交通（校车）"),
    Option("u24", "24 岁及以下"),
    Option("1", "Ⅰ 级"),
    Option("11", "十一"),
)
ONE = ChoiceCodec(PLANS)
SEVERAL = MultiChoiceCodec(PLANS)
YES_NO = YesNoCodec()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("fire", "fire"),
        (" FIRE ", "fire"),
        ("火灾", "fire"),
        ("fire 火灾", "fire"),
        ("fire=火灾", "fire"),
        ("燃气、特种设备", "equipment"),
        ("交通(校车)", "traffic"),
        ("24岁及以下", "u24"),
        ("I 级", "1"),
        ("１", "1"),
        ("11", "11"),
    ],
)
def test_a_choice_is_read_by_code_or_label(text: str, code: str) -> None:
    parsed = ONE.parse(text)
    assert (parsed.value, parsed.text, parsed.fault) == (code, code, None)
    assert ONE.format(code) in {option.label for option in PLANS}


def test_a_choice_that_is_not_in_the_list_is_an_f5() -> None:
    parsed = ONE.parse("台风")
    assert (parsed.value, parsed.text) == (None, "台风")
    assert parsed.fault is not None
    assert parsed.fault.check == "F5"


def test_a_code_wins_over_the_label_of_another_choice() -> None:
    assert ChoiceCodec((Option("1", "2"), Option("2", "1"))).parse("1").value == "1"


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("fire", ("fire",)),
        ("traffic,fire", ("fire", "traffic")),
        ("火灾、交通（校车）", ("fire", "traffic")),
        ("火灾，燃气、特种设备；fire", ("fire", "equipment")),
        ("燃气 、 特种设备;火灾\n24 岁及以下", ("fire", "equipment", "u24")),
        ("11 1", ("1", "11")),
        ("、火灾、", ("fire",)),
        ("fire/traffic|11", ("fire", "traffic", "11")),
    ],
)
def test_several_choices_are_put_in_the_order_of_the_list(
    text: str, codes: tuple[str, ...]
) -> None:
    parsed = SEVERAL.parse(text)
    assert (parsed.value, parsed.text) == (codes, ",".join(codes))


@pytest.mark.parametrize(
    ("text", "piece"), [("火灾、台风", "台风"), ("firetraffic", "firetraffic"), ("112", "112")]
)
def test_one_unknown_among_several_is_named(text: str, piece: str) -> None:
    parsed = SEVERAL.parse(text)
    assert parsed.value is None
    assert parsed.fault is not None
    assert (parsed.fault.check, piece in parsed.fault.reason) == ("F5", True)


def test_separators_alone_are_refused() -> None:
    parsed = SEVERAL.parse("、、")
    assert parsed.text == "、、"
    assert parsed.fault is not None


def test_several_choices_are_shown_by_label() -> None:
    assert SEVERAL.format(("fire", "u24")) == "火灾、24 岁及以下"
    assert SEVERAL.format(("gone",)) == "gone"
    assert SEVERAL.canonical(("fire", "u24")) == "fire,u24"
    assert SEVERAL.canonical(None) == ""
    assert ONE.format("gone") == "gone"
    assert ONE.canonical(3) == ""


@pytest.mark.parametrize("text", ["是", "yes", "Y", "TRUE", "√", "✔", "ｙｅｓ", " 是 "])
def test_yes_is_read(text: str) -> None:
    assert (YES_NO.parse(text).value, YES_NO.parse(text).text) == (True, "yes")


@pytest.mark.parametrize("text", ["否", "no", "N", "FALSE", "×", "x", "不是"])
def test_no_is_read(text: str) -> None:
    assert (YES_NO.parse(text).value, YES_NO.parse(text).text) == (False, "no")


@pytest.mark.parametrize("text", ["1", "0", "有", "无", "maybe"])
def test_neither_yes_nor_no_is_an_f2(text: str) -> None:
    parsed = YES_NO.parse(text)
    assert parsed.fault is not None
    assert (parsed.value, parsed.text, parsed.fault.check) == (None, text, "F2")


@pytest.mark.parametrize("codec", [ONE, SEVERAL, YES_NO])
@pytest.mark.parametrize(("value", "shown"), [(None, ""), (NA, "不适用")])
def test_no_value_is_shown_as_such(
    codec: ChoiceCodec | MultiChoiceCodec | YesNoCodec, value: Maybe, shown: str
) -> None:
    assert codec.format(value) == shown
    assert codec.canonical(value) == ""
    assert codec.parse(" ").value is None
    assert codec.parse(" ").fault is None
    assert codec.expected


@pytest.mark.parametrize("value", [True, False])
def test_yes_and_no_survive_both_ways(value: bool) -> None:
    assert YES_NO.parse(YES_NO.canonical(value)).value is value
    assert YES_NO.parse(YES_NO.format(value)).value is value


@given(st.sets(st.sampled_from(PLANS), min_size=1))
def test_choices_survive_both_ways(chosen: set[Option]) -> None:
    codes = tuple(option.code for option in PLANS if option in chosen)
    assert SEVERAL.parse(SEVERAL.canonical(codes)).value == codes
    assert SEVERAL.parse(SEVERAL.format(codes)).value == codes
    assert ONE.parse(ONE.format(codes[0])).value == codes[0]


@given(st.text())
def test_any_text_is_read_or_kept(text: str) -> None:
    for each in (ONE, SEVERAL, YES_NO):
        parsed = each.parse(text)
        assert each.parse(parsed.text) == parsed


@pytest.mark.parametrize(
    ("list_id", "word", "code"),
    [
        ("school_type", "初中", "311"),
        ("school_type", "九年一贯制", "312"),
        ("school_type", "完中", "341"),
        ("school_type", "教学点", "218"),
        ("school_type", "十二年一贯制", "345"),
        ("school_type", "⼩学", "211"),
        ("school_type", "12年一贯制学校", "345"),
        ("school_type", "211-小学", "211"),
        ("school_type", "211、小学", "211"),
        ("sponsor", "区教育局", "7"),
        ("sponsor", "私立", "10"),
        ("urban_rural", "村", "220"),
    ],
)
def test_everyday_words_mean_one_option(list_id: str, word: str, code: str) -> None:
    assert official(list_id).parse(word).value == code


@pytest.mark.parametrize(
    ("list_id", "word"),
    [
        ("sponsor", "公办"),
        ("urban_rural", "城区"),
        ("urban_rural", "乡村"),
        ("school_type", "中学"),
        ("sponsor", "1⓪"),
    ],
)
def test_a_word_of_several_meanings_is_refused_with_the_words_allowed(
    list_id: str, word: str
) -> None:
    fault = official(list_id).parse(word).fault
    assert fault is not None
    assert all(option.label in fault.reason for option in pack().choices[list_id].options)


def test_no_everyday_word_is_a_word_of_another_option() -> None:
    for list_id, words in spoken.SPOKEN.items():
        found = official(list_id)
        for code, everyday in words.items():
            assert {found.parse(word).value for word in everyday} == {code}


def test_a_word_of_several_meanings_has_them_and_is_none_of_them() -> None:
    for list_id, words in spoken.SEVERAL.items():
        known = {option.code for option in pack().choices[list_id].options}
        for word, codes in words.items():
            assert known.issuperset(codes)
            assert official(list_id).parse(word).fault is not None


def official(list_id: str) -> Codec:
    return codec(Field("f", "f", FieldType.CHOICE, choices=list_id), pack().choices)


def test_a_short_list_is_named_whole_and_a_long_one_is_not() -> None:
    fault = ONE.parse("水灾").fault
    assert fault is not None
    assert "火灾、燃气、特种设备" in fault.reason
    many = ChoiceCodec(tuple(Option(f"c{number}", f"第{number}种") for number in range(13)))
    fault = many.parse("水灾").fault
    assert fault is not None
    assert fault.reason == "请从目录里选择，或填选项的代码、名称。"
