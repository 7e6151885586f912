"""JSON of the format: one meaning, within limits, and written as it can be read."""

from decimal import Decimal
from itertools import chain
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exporters.strict_json import Json, JsonError, decode, encode

TEXTS = st.text(
    st.characters(
        min_codepoint=0x20, max_codepoint=0xD7FF, exclude_categories=("Cc", "Cf", "Zl", "Zp")
    )
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | TEXTS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXTS, inner, max_size=4),
    max_leaves=12,
)


@given(VALUES)
def test_what_is_written_is_read_back(value: Json) -> None:
    assert decode(encode(value)) == value


@given(VALUES)
def test_there_is_one_way_to_write_a_value(value: Json) -> None:
    assert encode(decode(encode(value))) == encode(value)


@given(
    st.binary(max_size=80) | st.text(max_size=80).map(lambda text: text.encode("utf-8", "replace"))
)
def test_any_bytes_give_a_value_or_a_fault_in_words(data: bytes) -> None:
    fault = ""
    try:
        decode(data)
    except JsonError as error:
        fault = str(error)
    assert not fault or any(sign >= "\u4e00" for sign in fault)


def test_keys_are_sorted_and_chinese_stands_as_it_is() -> None:
    assert encode({"b": 1, "a": "小学"}) == '{"a":"小学","b":1}'.encode()


def test_tuples_and_mappings_are_written_as_lists_and_objects() -> None:
    assert encode({"a": (1, 2)}) == b'{"a":[1,2]}'


@pytest.mark.parametrize(
    "value", [1.0, Decimal("1.5"), b"x", {1: 2}, {"a": {2}}, float("nan")], ids=repr
)
def test_what_json_does_not_have_is_not_written(value: object) -> None:
    with pytest.raises(TypeError, match=r"no place in canonical JSON|a key has to be a text"):
        encode(value)


LONG = "字" * 4001

REFUSED: dict[str, tuple[object, str]] = {
    "integer": (2**53, "太大的整数"),
    "negative integer": (-(2**53), "太大的整数"),
    "long string": (LONG, "超过 4000 字"),
    "long key": ({LONG: 1}, "超过 4000 字"),
    "bidi": ("\u202e", r"U\+202E"),
    "control in a key": ({"\x00": 1}, r"U\+0000"),
    "line feed": ("a\nb", r"U\+000A"),
    "carriage return": ("a\rb", r"U\+000D"),
    "surrogate": ("\ud800", "不完整的字符"),
    "deep": ([[[[[[[[[[[[[1]]]]]]]]]]]]], "嵌套超过 12 层"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_could_not_be_read_is_not_written(name: str) -> None:
    value, why = REFUSED[name]
    with pytest.raises(JsonError, match=why):
        encode(value)


def test_twelve_levels_are_allowed_and_thirteen_are_not() -> None:
    assert decode(b"[" * 12 + b"]" * 12) is not None
    with pytest.raises(JsonError, match="12 层"):
        decode(b"[" * 13 + b"]" * 13)


def test_a_hundred_thousand_levels_are_refused() -> None:
    with pytest.raises(JsonError, match="嵌套"):
        decode(b"[" * 100_000)


def test_line_feeds_are_allowed_where_they_belong() -> None:
    assert decode(encode("a\nb", multiline=True), multiline=True) == "a\nb"
    with pytest.raises(JsonError, match=r"U\+000A"):
        decode(b'"a\\nb"')
    with pytest.raises(JsonError, match=r"U\+000D"):
        decode(b'"a\\rb"', multiline=True)


def test_limit_counts_bytes() -> None:
    assert decode(b'"abc"', limit=5) == "abc"
    with pytest.raises(JsonError, match="上限 4 字节"):
        decode(b'"abc"', limit=4)
    with pytest.raises(JsonError, match="上限 4 字节"):
        encode("abc", limit=4)


def test_largest_integers_are_exact() -> None:
    assert decode(b"9007199254740991") == 2**53 - 1
    assert decode(b"-9007199254740991") == -(2**53) + 1
    with pytest.raises(JsonError, match="整数太大"):
        decode(b"9007199254740992")


def test_duplicate_key_is_named() -> None:
    with pytest.raises(JsonError, match="'a' 出现了两次"):
        decode(b'{"b":1,"a":1,"a":2}')


def test_escaped_pair_is_one_character() -> None:
    assert decode(rb'"\ud840\udc00"') == "\U00020000"


def test_emoji_and_rare_characters_are_plain_text() -> None:
    assert decode(encode("硚𠀀🏫")) == "硚𠀀🏫"


FORBIDDEN = [
    *(sign for sign in chain(range(0x20), range(0x7F, 0xA0)) if sign != 0x0A),
    *(0x61C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A)),
    *(*range(0xFDD0, 0xFDF0), 0xFEFF, 0xFFFE, 0xFFFF, *range(0xE0000, 0xE1000)),
]


def test_each_forbidden_character_is_found_escaped_or_not() -> None:
    for sign in map(chr, FORBIDDEN):
        escaped = "".join(f"\\u{unit:04x}" for unit in _units(sign))
        for text in (f'{{"a":"小学{sign}"}}', f'{{"小学{sign}":"a"}}', f'["小学{escaped}"]'):
            for multiline in (False, True):
                with pytest.raises(JsonError, match=r"U\+|不是完整的 JSON"):
                    decode(text.encode(), multiline=multiline)


def _units(sign: str) -> list[int]:
    data = sign.encode("utf-16-be")
    return [int.from_bytes(data[at : at + 2], "big") for at in range(0, len(data), 2)]


@pytest.mark.parametrize("before", [0, 1, 1990, 1997, 1998, 1999, 2000, 3998, 4000])
@pytest.mark.parametrize("behind", [0, 4000])
def test_a_long_string_is_found_wherever_it_lies(before: int, behind: int) -> None:
    around = [b"a" * before, b"b" * behind]
    assert decode(b'["%b","%b","%b"]' % (around[0], b"x" * 4000, around[1]))
    with pytest.raises(JsonError, match="超过 4000 字"):
        decode(b'["%b","%b","%b"]' % (around[0], b"x" * 4001, around[1]))
    lines = b"x" * 2000 + rb"\n" * 2000
    assert decode(b'["%b","%b"]' % (around[0], lines), multiline=True)
    with pytest.raises(JsonError, match="超过 4000 字"):
        decode(b'["%b","%b"]' % (around[0], lines + b"x"), multiline=True)


JSON_LIKE = st.lists(
    st.sampled_from(
        [
            *("[", "]", "{", "}", '"', '"', ":", ",", "\\", "\\n", "n", "\n", " ", "1", "-0", "a"),
            *(
                "字",
                "\u3000",
                "\u202e",
                "\U000e0101",
                "x" * 4000,
                '"a":',
                '"a",',
                "[1]",
                '\\"',
                "\\u0041",
            ),
        ]
    ),
    max_size=12,
).map("".join)


@given(JSON_LIKE | JSON_LIKE.map(lambda text: f'["{text}"]'), st.booleans())
def test_plain_at_a_glance_is_plain_at_a_close_look(text: str, multiline: bool) -> None:
    def read() -> Json:
        try:
            return ["read", decode(text.encode(), multiline=multiline)]
        except JsonError as error:
            return str(error)

    found = read()
    with patch("exporters.strict_json._is_plain", return_value=False):
        assert read() == found
