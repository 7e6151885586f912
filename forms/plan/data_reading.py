"""Reading the values of a plan's file, each with the place that is named if it does not fit."""

import re
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final, TypeVar

from forms.plan.steps import Amount

T = TypeVar("T")

_NUMBER: Final = re.compile(r"[0-9]{1,15}(\.[0-9]{1,10})?")
_MOST: Final = 10**15
_LONGEST: Final = 200


class PlanFileError(ValueError):
    """A file is no plan that can be read; the message is a Chinese sentence."""


def mapping(data: object, where: str) -> Mapping[str, object]:
    """An object."""
    if not isinstance(data, dict):
        raise _unfit(where, "应是一个对象")
    return data


def items(data: object, where: str) -> Sequence[object]:
    """A list."""
    if not isinstance(data, list):
        raise _unfit(where, "应是一个列表")
    return data


def text(data: object, where: str) -> str:
    """A text that is not empty."""
    if not isinstance(data, str) or not data or len(data) > _LONGEST:
        raise _unfit(where, f"应是 1 至 {_LONGEST} 个字的文字")
    return data


def count(data: object, where: str) -> int:
    """A whole number, not below zero."""
    if type(data) is not int or not 0 <= data < _MOST:
        raise _unfit(where, "应是不小于 0 的整数")
    return data


def amount(data: object, where: str) -> Amount:
    """A whole number, or a decimal written as a text."""
    if isinstance(data, str) and _NUMBER.fullmatch(data):
        return Decimal(data)
    return count(data, where)


def truth(data: object, where: str) -> bool:
    """True or false."""
    if not isinstance(data, bool):
        raise _unfit(where, "应是 true 或 false")
    return data


def choice(data: object, known: Sequence[str], where: str) -> str:
    """One of a few words."""
    if not isinstance(data, str) or data not in known:
        raise _unfit(where, f"应是 {'、'.join(known)} 之一")
    return data


def maybe(read: Callable[[object, str], T], data: object, where: str) -> T | None:
    """What may be ``null``."""
    return None if data is None else read(data, where)


def _unfit(where: str, what: str) -> PlanFileError:
    return PlanFileError(f"方案文件的 {where} {what}，文件可能被改动过，请用原来的文件。")
