"""Attacks inside package.json, signed by a key that counts."""

import json
from collections.abc import Callable

import pytest

from exporters.asic.package_info import decode_info, encode_info
from exporters.refusal import Refusal
from forms.exchange import Code, ContainerKind
from tests.exporters.asic.world import info
from tests.exporters.attacks.forge_zip import container, package_json
from tests.exporters.attacks.reasons import reason
from tests.exporters.attacks.refused import assert_refused

GOOD = package_json().decode()
PLAIN = json.loads(GOOD)


def _with(**changes: object) -> bytes:
    return json.dumps({**PLAIN, **changes}).encode()


def _raw(old: str, new: str) -> bytes:
    assert old in GOOD
    return GOOD.replace(old, new).encode()


def _without(key: str) -> bytes:
    return json.dumps({name: value for name, value in PLAIN.items() if name != key}).encode()


NUMBER = '"number":1'

BAD_JSON: dict[str, bytes] = {
    "empty": b"",
    "cut": GOOD[:-1].encode(),
    "two values": (GOOD + GOOD).encode(),
    "trailing comma": _raw("}", ",}"),
    "single quotes": GOOD.replace('"', "'").encode(),
    "comment": _raw("{", "{/* x */"),
    "NaN": _raw(NUMBER, '"number":NaN'),
    "Infinity": _raw(NUMBER, '"number":Infinity'),
    "negative Infinity": _raw(NUMBER, '"number":-Infinity'),
    "1e999": _raw(NUMBER, '"number":1e999'),
    "1.0 for 1": _raw(NUMBER, '"number":1.0'),
    "1e0 for 1": _raw(NUMBER, '"number":1e0'),
    "minus zero": _raw(NUMBER, '"number":-0'),
    "leading zero": _raw(NUMBER, '"number":01'),
    "hex": _raw(NUMBER, '"number":0x1'),
    "5000 digits": _raw(NUMBER, '"number":' + "9" * 3000),
    "2**63": _raw(NUMBER, f'"number":{2**63}'),
    "2**53": _raw(NUMBER, f'"number":{2**53}'),
    "duplicate key": _raw(NUMBER, '"number":1,"number":2'),
    "duplicate key by escape": _raw(NUMBER, r'"number":1,"n\u0075mber":2'),
    "deep": b"[" * 13 + b"]" * 13,
    "very deep": b"[" * 2000 + b"]" * 2000,
    "too large": _raw(NUMBER, NUMBER + " " * 5000),
    "lone surrogate": _with(school="\ud800"),
    "NUL": _with(school="\0"),
    "control": _with(school="\x1b[2J"),
    "delete": _with(school="\x7f"),
    "line feed": _with(school="a\nb"),
    "bidi override": _with(school="\u202e1000001313"),
    "bidi isolate": _with(school="\u2066x"),
    "byte order mark inside": _with(school="\ufeff3131000001"),
    "byte order mark in front": b"\xef\xbb\xbf" + GOOD.encode(),
    "non-character": _with(school="\uffff"),
    "line separator": _with(school="\u2028"),
    "tag character": _with(school="\U000e0041"),
    "not UTF-8": _raw("3131000001", "3131000001").replace(b"3131000001", b"\xff\xfe"),
    "overlong UTF-8": GOOD.encode().replace(b"3131000001", b"\xc0\xb1"),
    "surrogates in UTF-8": GOOD.encode().replace(b"3131000001", b"\xed\xa0\x80"),
    "UTF-16": GOOD.encode("utf-16"),
}


@pytest.mark.parametrize("name", BAD_JSON)
def test_json_with_two_meanings_or_none_is_refused(name: str) -> None:
    assert_refused(container(package=BAD_JSON[name]), Code.E_JSON, reason("json", name))


BAD_CONTENT: dict[str, bytes] = {
    "list": b"[]",
    "string": b'"package"',
    "null": b"null",
    "number": b"1",
    "no keys": b"{}",
    "extra key": _with(note="x"),
    "extra key that looks alike": _raw('"school"', '"sch\u043eol":"x","school"'),
    **{f"without {key}": _without(key) for key in PLAIN},
    **{f"{key} null": _with(**{key: None}) for key in PLAIN},
    **{f"{key} list": _with(**{key: []}) for key in PLAIN},
    "other profile": _with(profile="youheng-asic-2"),
    "unknown kind": _with(kind="letter"),
    "kind as object": _with(kind={}),
    "number true": _with(number=True),
    "number as text": _with(number="1"),
    "number 0": _with(number=0),
    "number negative": _with(number=-1),
    "number too large": _with(number=10**9),
    "period too early": _with(period=1999),
    "period true": _with(period=True),
    "school empty": _with(school=""),
    "school with a path": _with(school="../etc"),
    "school with SQL": _with(school="1'; DROP TABLE schools;--"),
    "school with a formula": _with(school="=1+1"),
    "school full-width": _with(school="３１３１"),
    "school too long": _with(school="1" * 33),
    "package_id upper case": _with(package_id="A" * 32),
    "package_id too short": _with(package_id="a" * 31),
    "previous too short": _with(previous="a" * 63),
    "previous with line feed": _with(previous="a" * 64).replace(b'aaa"', b'aaa "'),
    "created without zone": _with(created="2025-03-03T08:00:00"),
    "created with offset": _with(created="2025-03-03T08:00:00+08:00"),
    "created impossible": _with(created="2025-02-30T08:00:00Z"),
    "created leap second": _with(created="2025-03-03T23:59:61Z"),
    "created before there were computers": _with(created="0025-03-03T08:00:00Z"),
}


@pytest.mark.parametrize("name", BAD_CONTENT)
def test_other_content_is_refused(name: str) -> None:
    forged = container(package=BAD_CONTENT[name])
    verdict = assert_refused(forged, Code.E_PKG, reason("package", name))
    assert verdict.trusted
    assert verdict.intact


@pytest.mark.parametrize("kind", ContainerKind)
def test_content_is_read_as_it_was_written(kind: ContainerKind) -> None:
    plain = info(kind, number=10**9 - 1, previous="ab" * 32)
    assert decode_info(encode_info(plain)) == plain


WRONG: dict[str, Callable[[], bytes]] = {
    "number": lambda: package_json(number=0),
    "school": lambda: package_json(school="三小"),
    "previous": lambda: package_json(previous="x"),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_read_is_not_written(name: str) -> None:
    with pytest.raises(ValueError, match=r"package\.json"):
        WRONG[name]()


def test_fault_says_which_key() -> None:
    with pytest.raises(Refusal, match="项目 period 不是 2000 至 2999 的整数"):
        decode_info(_with(period=1))
