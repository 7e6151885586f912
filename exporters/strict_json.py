"""JSON as the package format allows it: one meaning per text, and no more than the limits.

Refused are: floats of any spelling, NaN and Infinity, integers beyond 2**53 - 1, a key twice in one
object, more than twelve levels, long strings, a byte order mark, anything but UTF-8, and the
characters that make a text look like what it is not (controls, bidirectional marks, surrogates,
non-characters).
"""

import json
import re
from collections import Counter
from collections.abc import Iterable
from itertools import chain
from typing import Final, NoReturn, TypeAlias, TypeVar

from exporters import limits
from forms.canonical import canonical_bytes

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
_Nested: TypeAlias = list[Json] | dict[str, Json]
Value = TypeVar("Value")

_FORBIDDEN: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""The line feed is judged apart: texts of several lines have it."""
_TAGS: Final = b"\xf3\xa0"
"""So begin U+E0000 to U+E0FFF. All else that is forbidden counts as not printable, but not all of these."""
_HALF: Final = limits.STRING // 2
_LONG: Final = len(str(limits.INTEGER))
"""Integers of fewer signs are within the limits."""


class JsonError(ValueError):
    """The bytes are not JSON as the format allows it; the message is a Chinese clause."""


class KeyTwiceError(JsonError):
    """A key stands twice in one object: of its two values nobody can say which is meant."""

    def __init__(self, key: str) -> None:
        super().__init__(f"键 {key[:40]!a} 出现了两次")
        self.key = key


def decode(data: bytes, *, limit: int = limits.JSON, multiline: bool = False) -> Json:
    """Read one JSON value.

    Args:
        data: UTF-8 without a byte order mark.
        limit: Largest size in bytes.
        multiline: Whether strings may hold line feeds.

    Raises:
        JsonError: See the module's list.

    """
    if len(data) > limit:
        raise JsonError(f"内容有 {len(data)} 字节，超过上限 {limit} 字节")
    try:
        text = data.decode("utf-8")
        value: Json = json.loads(
            text,
            object_pairs_hook=each_key_once,
            parse_float=_refuse_float,
            parse_constant=_refuse_float,
            parse_int=_integer,
        )
    except JsonError:
        raise
    except RecursionError as error:
        raise _too_deep() from error  # Python up to 3.12; later ones read two thousand levels
    except UnicodeDecodeError as error:
        raise JsonError(f"第 {error.start + 1} 个字节不是 UTF-8 编码") from error
    except ValueError as error:
        raise JsonError("不是完整的 JSON") from error
    _check(value, data, multiline=multiline)
    return value


def encode(value: object, *, limit: int = limits.JSON, multiline: bool = False) -> bytes:
    """Write one value in the canonical form (:mod:`forms.canonical`).

    What :func:`decode` would refuse is refused here, so that a file that is signed can also be
    read.

    Raises:
        JsonError: See the module's list.
        TypeError: A value that JSON does not have, floats included.

    """
    try:
        data = canonical_bytes(value)
    except ValueError as error:
        raise JsonError("有太大的整数，或不完整的字符") from error
    decode(data, limit=limit, multiline=multiline)
    return data


def each_key_once(pairs: list[tuple[str, Value]]) -> dict[str, Value]:
    """Make an object of its keys and values (for ``object_pairs_hook=``).

    Raises:
        KeyTwiceError: A key stands twice.

    """
    found = dict(pairs)
    if len(found) != len(pairs):
        counts = Counter(name for name, _ in pairs)
        raise KeyTwiceError(next(name for name, count in counts.items() if count > 1))
    return found


def _refuse_float(text: str) -> NoReturn:
    raise JsonError(f"数 {text[:40]!a} 不是整数；小数应写成字符串")


def _integer(text: str) -> int:
    if len(text) < _LONG and text != "-0":
        return int(text)
    if len(text) > len(str(limits.INTEGER)) + 1:
        raise JsonError("整数太大")
    value = int(text)
    if abs(value) > limits.INTEGER:
        raise JsonError("整数太大")
    if text == "-0":
        raise JsonError("不允许写 -0")
    return value


def _check(value: Json, data: bytes, *, multiline: bool) -> None:
    """Refuse what is too deep, too long or not plain text."""
    levels: list[list[_Nested]] = [[[value]]]
    while levels[-1]:
        if len(levels) > limits.JSON_DEPTH + 1:
            raise _too_deep()
        inner = [
            item
            for outer in levels[-1]
            for item in (outer.values() if type(outer) is dict else outer)
            # Not ``isinstance``: of three thousand parts it takes a third of the time.
            if type(item) is dict or type(item) is list
        ]
        levels.append(inner)
    if not _is_plain(data, multiline=multiline):
        _check_texts(_texts_in(chain(*levels)), multiline=multiline)


def _is_plain(data: bytes, *, multiline: bool) -> bool:
    """Whether JSON as a whole shows that no string in it is too long, or is not plain text.

    It may say no where nothing is wrong; then the strings are looked at.
    """
    shown = (data.replace(b"\\n", b" ") if multiline else data).decode()
    # With no other escape each quotation mark begins or ends a string. Where every second thousand has
    # one, no string is of four thousand.
    return (
        "\\" not in shown
        and shown.isprintable()
        and _TAGS not in data
        and all('"' in shown[at : at + _HALF] for at in range(0, len(shown) - _HALF, _HALF))
    )


def _texts_in(parts: Iterable[_Nested]) -> set[str]:
    """The strings of some arrays and objects; the keys of a table stand in each of its rows."""
    texts: set[str] = set()
    for part in parts:
        if isinstance(part, dict):
            texts.update(part)
        inner = part.values() if isinstance(part, dict) else part
        texts.update(item for item in inner if type(item) is str)
    return texts


def _too_deep() -> JsonError:
    return JsonError(f"嵌套超过 {limits.JSON_DEPTH} 层")


def _check_texts(texts: set[str], *, multiline: bool) -> None:
    if texts and max(map(len, texts)) > limits.STRING:
        raise JsonError(f"有一段文字超过 {limits.STRING} 字")
    # What is forbidden are single characters, so one search over all texts finds them.
    together = "".join(texts)
    is_plain = _FORBIDDEN.search(together) is None
    if not is_plain or (not multiline and "\n" in together):
        bad = "\n" if is_plain else min(_FORBIDDEN.findall(together))
        raise JsonError(f"文字中有不允许的字符 U+{ord(bad):04X}")
