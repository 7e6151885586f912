"""JSON as the package format allows it: one meaning per text, and no more than the limits.

Refused are: floats of any spelling, NaN and Infinity, integers beyond 2**53 - 1, a key twice in one
object, more than twelve levels, long strings, a byte order mark, anything but UTF-8, and the
characters that make a text look like what it is not (controls, bidirectional marks, surrogates,
non-characters).
"""

import json
import re
from collections import Counter
from typing import Final, NoReturn, TypeAlias, TypeVar

from exporters import limits
from forms.canonical import canonical_bytes

Json: TypeAlias = "bool | int | str | list[Json] | dict[str, Json] | None"
Value = TypeVar("Value")

_FORBIDDEN: Final = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff]"
)
"""The line feed is judged apart: texts of several lines have it."""
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
    _check(value, multiline=multiline)
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


def _check(value: Json, *, multiline: bool) -> None:
    """Refuse what is too deep, too long or not plain text, level by level."""
    texts: set[str] = set()  # the keys of a table stand in each of its rows
    level: list[list[Json] | dict[str, Json]] = [[value]]
    depth = 0
    while level:
        inner: list[list[Json] | dict[str, Json]] = []
        for outer in level:
            if isinstance(outer, dict):
                texts.update(outer)
            for item in outer.values() if isinstance(outer, dict) else outer:
                # Not ``isinstance``: of three thousand parts it takes a third of the time.
                if type(item) is str:
                    texts.add(item)
                elif type(item) is dict or type(item) is list:
                    inner.append(item)
        depth += bool(inner)
        if depth > limits.JSON_DEPTH:
            raise _too_deep()
        level = inner
    _check_texts(texts, multiline=multiline)


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
