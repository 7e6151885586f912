"""The one byte form of a JSON value: what is signed, hashed and compared.

UTF-8 without byte order mark; object keys sorted by code point; no blanks; no line end at the end;
characters outside ASCII as they are; integers in plain decimal digits up to 2**53 - 1; no floats:
a decimal is a string. Two equal values have equal bytes.
"""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final

LARGEST_INTEGER: Final = 2**53 - 1
"""Beyond it other programs read JSON numbers inexactly."""


def canonical_bytes(value: object) -> bytes:
    """Write a value of mappings, sequences, texts, integers, booleans and ``None``.

    Raises:
        TypeError: It holds something else, floats included, or a key that is no text.
        ValueError: It holds an integer beyond :data:`LARGEST_INTEGER`, or half a surrogate pair.

    """
    text = json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8")


def json_text(value: object, *, indent: str = "  ") -> str:
    """Write a value for people and other programs, decimals as exact JSON numbers.

    The standard library would turn a ``Decimal`` into a binary float first.

    Raises:
        TypeError: It holds something that has no place in JSON, floats included.

    """
    return _write(value, "\n", indent)


def _plain(value: object) -> object:
    if value is None or isinstance(value, (bool, str)):
        return value
    if type(value) is int:
        if abs(value) > LARGEST_INTEGER:
            raise ValueError(f"integer too large for JSON: {value}")
        return value
    if isinstance(value, Mapping):
        return {_key(key): _plain(item) for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, (bytes, bytearray)):
        return [_plain(item) for item in value]
    raise TypeError(f"no place in canonical JSON: {type(value).__name__}")


def _key(key: object) -> str:
    if not isinstance(key, str):
        raise TypeError(f"a key has to be a text: {key!r}")
    return key


def _write(value: object, line: str, indent: str) -> str:
    inner = line + indent
    if isinstance(value, Decimal):
        return format(value.normalize() if value else Decimal(0), "f")
    if isinstance(value, Mapping) and value:
        items = (
            f"{json.dumps(_key(key), ensure_ascii=False)}: {_write(item, inner, indent)}"
            for key, item in value.items()
        )
        return f"{{{inner}{f',{inner}'.join(items)}{line}}}"
    is_list = isinstance(value, Sequence) and not isinstance(value, (str, bytes, bytearray))
    if is_list and isinstance(value, Sequence) and value:
        items = (_write(item, inner, indent) for item in value)
        return f"[{inner}{f',{inner}'.join(items)}{line}]"
    return json.dumps(_plain(value), ensure_ascii=False)
