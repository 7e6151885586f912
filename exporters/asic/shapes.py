"""Checks the shape of a JSON document: exactly these keys, each with a value of its kind.

A shape is a function that takes a JSON value and gives it back typed, or raises
:class:`ShapeError`. The path to the fault is put together on the way out.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, TypeAlias, TypeVar

from exporters import limits
from exporters.strict_json import Json

Shape: TypeAlias = Callable[[Json], Any]
_Item = TypeVar("_Item")

_HEX_64: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


class ShapeError(ValueError):
    """A value is not what it should be; the message is a Chinese clause."""


def text(value: Json) -> str:
    """Any string."""
    if not isinstance(value, str):
        raise ShapeError("不是文字")
    return value


def optional_digest(value: Json) -> str:
    """SHA-256 in hex, or the empty string."""
    return digest(value) if value != "" else ""


def digest(value: Json) -> str:
    """SHA-256 in hex."""
    found = text(value)
    if not _HEX_64.fullmatch(found):
        raise ShapeError("不是 SHA-256 摘要")
    return found


def number(value: Json) -> int:
    """Number of a package, 1 … 10**9 - 1."""
    # bool is an int to isinstance.
    if type(value) is not int or not 1 <= value <= limits.NUMBER:
        raise ShapeError(f"不是 1 至 {limits.NUMBER} 的整数")
    return value


def optional_day(value: Json) -> date | None:
    """ISO date, or ``None`` for the empty string."""
    found = text(value)
    if not found:
        return None
    try:
        day = date.fromisoformat(found)
    except ValueError as error:
        raise ShapeError("不是日期") from error
    if day.isoformat() != found:
        raise ShapeError("日期应写成 2024-10-15 的样子")
    return day


def list_of(
    item: Callable[[Json], _Item], *, most: int | None = None
) -> Callable[[Json], tuple[_Item, ...]]:
    """Array of items of one shape, of which there may be only so many."""

    def check(value: Json) -> tuple[_Item, ...]:
        if not isinstance(value, list):
            raise ShapeError("不是列表")
        if most is not None and len(value) > most:
            raise ShapeError(f"有 {len(value)} 项，最多 {most} 项")
        return tuple(_at(item, entry, f"第 {place} 项") for place, entry in enumerate(value, 1))

    return check


def mapping_of(item: Callable[[Json], _Item]) -> Callable[[Json], dict[str, _Item]]:
    """Object with any keys and values of one shape."""

    def check(value: Json) -> dict[str, _Item]:
        if not isinstance(value, dict):
            raise ShapeError("不是对象")
        return {key: _at(item, entry, key) for key, entry in value.items()}

    return check


def record(
    shapes: Mapping[str, Shape], *, optional: Mapping[str, Shape] | None = None
) -> Callable[[Json], dict[str, Any]]:
    """Object with exactly these keys, and any of the optional ones."""
    known = {**shapes, **(optional or {})}

    def check(value: Json) -> dict[str, Any]:
        if not isinstance(value, dict) or not shapes.keys() <= value.keys() <= known.keys():
            raise ShapeError("应有的项目不全，或有多余的项目")
        return {key: _at(known[key], part, key) for key, part in value.items()}

    return check


def _at(shape: Callable[[Json], _Item], value: Json, where: str) -> _Item:
    try:
        return shape(value)
    except ShapeError as error:
        raise ShapeError(f"{where[:60]}：{error}") from error
