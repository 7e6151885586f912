"""Text and codes, and the records of attachments."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.types.attachments import AttachmentCodec
from forms.types.texts import TextCodec
from forms.values import NA, Attachment

LINE = TextCodec()
LINES = TextCodec(is_long=True)
CODE = TextCodec(is_code=True)
FILES = AttachmentCodec()
DIGEST = "0123456789abcdef" * 4


def test_text_is_trimmed_and_otherwise_kept() -> None:
    assert LINE.parse("  样例（A）小学　").value == "样例（A）小学"
    assert LINE.parse("a\tb").value == "a b"
    assert LINE.parse("𠀀𠮷").value == "𠀀𠮷"
    assert LINE.parse(" \n ").text == ""


def test_a_code_is_brought_to_half_width() -> None:
    assert CODE.parse("　２１４２１００００１ ").value == "2142100001"
    assert CODE.parse("０２７－１２３（４）").value == "027-123(4)"


def test_long_text_keeps_its_lines_and_one_line_refuses_them() -> None:
    assert LINES.parse("一\r\n二\r三\n").value == "一\n二\n三"
    parsed = LINE.parse("一\n二")
    assert parsed.fault is not None
    assert (parsed.text, parsed.fault.check) == ("一\n二", "F2")
    assert "换行" in parsed.fault.reason


@pytest.mark.parametrize("sign", ["\x00", "\x07", "\u202e", "\u2066", "\u200b", "\ud800", "\u2028"])
def test_characters_nobody_sees_are_refused_by_number(sign: str) -> None:
    for codec in (LINE, LINES, CODE):
        parsed = codec.parse(f"样{sign}例")
        assert parsed.fault is not None
        assert f"U+{ord(sign):04X}" in parsed.fault.reason


def test_a_text_of_absurd_length_is_refused() -> None:
    parsed = LINES.parse("长" * 10_001)
    assert parsed.fault is not None
    assert "10000" in parsed.fault.reason


def test_text_without_a_value_is_shown_as_such() -> None:
    assert (LINE.format("x"), LINE.format(None), LINE.format(NA)) == ("x", "", "不适用")
    assert (LINE.canonical("x"), LINE.canonical(3)) == ("x", "")
    assert LINE.expected == "文字"


@given(st.text())
def test_any_text_is_read_or_kept_and_survives(text: str) -> None:
    for codec in (LINE, LINES, CODE):
        parsed = codec.parse(text)
        assert codec.parse(parsed.text) == parsed


FILE = {"name": "合同.pdf", "sha256": DIGEST, "size": 12}


def test_a_list_of_files_is_read_and_written_canonically() -> None:
    parsed = FILES.parse(json.dumps([FILE], indent=1))
    assert parsed.value == (Attachment("合同.pdf", 12, DIGEST),)
    assert parsed.text == f'[{{"name":"合同.pdf","sha256":"{DIGEST}","size":12}}]'
    assert FILES.format(parsed.value) == "合同.pdf"
    assert FILES.parse(parsed.text) == parsed


def test_no_files_are_no_value() -> None:
    for text in ("", " ", "[]"):
        assert (FILES.parse(text).value, FILES.parse(text).text) == (None, "")
    assert (FILES.canonical(None), FILES.canonical(())) == ("", "")
    assert (FILES.format(None), FILES.format(NA)) == ("", "不适用")
    assert FILES.expected == "附件"


BROKEN = {
    "no JSON": "合同.pdf",
    "no list": "{}",
    "deep": "[" * 100_000,
    "huge number": "[" + "9" * 5000 + "]",
    "no object": "[1]",
    "missing key": json.dumps([{"name": "a", "size": 1}]),
    "further key": json.dumps([FILE | {"path": "x"}]),
    "name is no text": json.dumps([FILE | {"name": 1}]),
    "empty name": json.dumps([FILE | {"name": ""}]),
    "name with a folder": json.dumps([FILE | {"name": "../a"}]),
    "name with a drive": json.dumps([FILE | {"name": "C:a"}]),
    "name is a folder": json.dumps([FILE | {"name": ".."}]),
    "name with blanks outside": json.dumps([FILE | {"name": " a"}]),
    "name read backwards": json.dumps([FILE | {"name": "a\u202efdp.exe"}]),
    "name too long": json.dumps([FILE | {"name": "a" * 201}]),
    "negative size": json.dumps([FILE | {"size": -1}]),
    "size is no integer": json.dumps([FILE | {"size": 1.0}]),
    "size is a truth value": json.dumps([FILE | {"size": True}]),
    "digest is no text": json.dumps([FILE | {"sha256": 1}]),
    "digest in capitals": json.dumps([FILE | {"sha256": DIGEST.upper()}]),
    "one good, one bad": json.dumps([FILE, {}]),
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_a_broken_record_is_an_f7(text: str) -> None:
    parsed = FILES.parse(text)
    assert parsed.value is None
    assert parsed.fault is not None
    assert parsed.fault.check == "F7"
