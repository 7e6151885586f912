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
    return _text(value).encode("utf-8")


def canonical_members(value: Mapping[str, object]) -> dict[str, str]:
    """Write each member of an object, so that bytes over some and over all of them share the work.

    Raises:
        TypeError: See :func:`canonical_bytes`.
        ValueError: It holds an integer beyond :data:`LARGEST_INTEGER`.

    """
    return {_key(name): _text(member) for name, member in value.items()}


def canonical_object(members: Mapping[str, str]) -> bytes:
    """Put an object together from its members, as :func:`canonical_bytes` writes it.

    Args:
        members: Name → what :func:`canonical_members` wrote.

    Raises:
        ValueError: It holds half a surrogate pair.

    """
    written = (f"{_ENCODER.encode(name)}:{members[name]}" for name in sorted(members))
    return f"{{{','.join(written)}}}".encode()


def _text(value: object) -> str:
    _check(value)
    return _ENCODER.encode(value)


def json_text(value: object, *, indent: str = "  ") -> str:
    """Write a value for people and other programs, decimals as exact JSON numbers.

    The standard library would turn a ``Decimal`` into a binary float first.

    Raises:
        TypeError: It holds something that has no place in JSON, floats included.

    """
    return _write(value, "\n", indent)


def _check(value: object) -> None:
    """Refuse what the standard library would write in silence: floats, great numbers, other keys."""
    waiting = [value]
    for item in waiting:  # it grows on the way
        kind = type(item)
        if kind is str or kind is bool or item is None:
            continue
        if type(item) is int:
            if not -LARGEST_INTEGER <= item <= LARGEST_INTEGER:
                raise ValueError(f"integer too large for JSON: {item}")
        elif type(item) is list:
            waiting.extend(item)
        # The abstract class answers slowly, and nearly every mapping is a plain one.
        elif type(item) is dict or isinstance(item, Mapping):
            _check_keys(item)
            waiting.extend(item.values())
        elif isinstance(item, Sequence) and not isinstance(item, (str, bytes, bytearray)):
            waiting.extend(item)
        elif not isinstance(item, str):
            raise TypeError(f"no place in canonical JSON: {kind.__name__}")


def _plain(value: object) -> object:
    """A mapping or sequence of another kind, in one the standard library knows."""
    return dict(value) if isinstance(value, Mapping) else list(value)  # type: ignore[call-overload]


_ONLY_TEXTS: Final = frozenset({str})
_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain
)


def _check_keys(item: Mapping[object, object]) -> None:
    if not _ONLY_TEXTS.issuperset(map(type, item)):
        for key in item:
            _key(key)


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
    _check(value)
    return json.dumps(value, ensure_ascii=False, default=_plain)
