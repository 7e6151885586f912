"""The checks every field and table has, F1 to F8 (forms catalogue 1.3).

Pure functions from what stands in one field to at most one problem: one fault, one message. Rules
of the pack are run by :mod:`forms.live.findings`.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from forms.live.answer import Answer
from forms.problems import Problem, Severity
from forms.quoting import shortened
from forms.record import row_address
from forms.spec import Field, FieldType, Table
from forms.types import Codec, Fault
from forms.values import Attachment, Maybe, is_exact, is_given
from forms.wording import Choices, show

F4_EXAMPLE: Final = "按 2024 年 9 月测绘报告填报，报告第 3 页。"

_ADVICE: Final[Mapping[FieldType, str]] = {
    FieldType.TEXT: "请填写。",
    FieldType.LONG_TEXT: "请填写。",
    FieldType.CHOICE: "请选一项。",
    FieldType.MULTI_CHOICE: "请至少选一项。",
    FieldType.YES_NO: "请选“是”或“否”。",
    FieldType.DATE: "请填日期，如 2024-09-01。",
    FieldType.TIME: "请填时间，如 08:20。",
    FieldType.ATTACHMENT: "请添加附件。",
}
_NUMBER_ADVICE: Final = "请填数字。"
_COUNT_ADVICE: Final = "没有的填 0。"

_TEXTS: Final = (FieldType.TEXT, FieldType.LONG_TEXT)
_MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """A range with its ends already calculated; an end that is ``None`` is open."""

    low: Maybe
    high: Maybe


NO_LIMITS: Final = Limits(None, None)


@dataclass(frozen=True, slots=True)
class CheckedItem:
    """One field or cell to be checked.

    Attributes:
        item: The field, or the column.
        codec: Its codec.
        address: Where it stands.
        place: Title of its row with a colon, or the empty string.
        answer: What stands in it.

    """

    item: Field
    codec: Codec
    address: str
    place: str
    answer: Answer


def check_entry(
    entry: CheckedItem, *, hard: Limits, plausible: Limits, choices: Choices
) -> Problem | None:
    """Find what is wrong with one field or cell, if anything.

    Args:
        entry: What to check; a calculated field has nothing that could be.
        hard: Hard range.
        plausible: Plausible range; :data:`NO_LIMITS` where a rule that fires replaces it.
        choices: Choice lists of the pack.

    """
    parsed = entry.answer.parsed
    if not entry.answer.relevant:
        return None
    if parsed is not None and parsed.fault is not None:
        return _unreadable(entry, parsed.fault)
    if parsed is None or parsed.value is None:
        return _blank(entry, hard) if entry.item.required else None
    if entry.item.type is FieldType.ATTACHMENT:
        return _check_attachments(entry, hard)
    return _check_pattern(entry) or _check_range(entry, hard, plausible, choices)


def check_rows(
    table: Table, *, relevant: bool, row_count: int, marked_empty: bool
) -> Problem | None:
    """F6: a free table without rows that nobody marked 本表无数据."""
    if table.fixed_rows is not None or not relevant or row_count:
        return None
    if marked_empty and not table.at_least_one:
        return None
    advice = "至少要有一行。" if table.at_least_one else "确实没有的请勾选“本表无数据”。"
    return _problem("F6", table.id, f"【{table.label}】没有一行。{advice}")


def check_keys(
    table: Table, rows: Sequence[tuple[str, Mapping[str, Maybe]]]
) -> Iterator[tuple[str, Problem]]:
    """F8: rows whose keys are the same; yields the id of each later row with its problem."""
    if table.fixed_rows is not None or not table.key:
        return
    label = "、".join(f"【{table.by_id[column].label}】" for column in table.key)
    first: dict[tuple[Maybe, ...], int] = {}
    for index, (row_id, cells) in enumerate(rows):
        key = tuple(cells.get(column) for column in table.key)
        if not all(is_given(part) for part in key):
            continue
        earlier = first.setdefault(key, index)
        if earlier != index:
            message = (
                f"【{table.label}】第 {earlier + 1} 行与第 {index + 1} 行的{label}相同。"
                "请改正，或删除重复行。"
            )
            yield row_id, _problem("F8", row_address(table.id, row_id), message)


def _problem(code: str, address: str, message: str, *, example: str = "") -> Problem:
    severity = Severity.QUERY if code == "F4" else Severity.ERROR
    return Problem(code, severity, address, message, instance=address, example=example)


def _blank(entry: CheckedItem, hard: Limits) -> Problem:
    number = _NUMBER_ADVICE if outside(0, hard) else _COUNT_ADVICE
    advice = _ADVICE.get(entry.item.type, number)
    message = f"{entry.place}【{entry.item.label}】没有填。{advice}"
    return _problem("F1", entry.address, message)


def _unreadable(entry: CheckedItem, fault: Fault) -> Problem:
    item, raw = entry.item, shortened(entry.answer.raw or "")
    if fault.check == "F5":
        message = f"【{item.label}】的选项“{raw}”不在目录内。请重新选择。"
    elif fault.check == "F7":
        message = f"【{item.label}】的附件记录无法读取。请删除后重新添加附件。"
    elif item.type in _TEXTS:
        message = f"【{item.label}】填的是“{raw}”。{fault.reason}"
    else:
        expected = entry.codec.expected
        advice = "" if fault.reason == f"请填{expected}。" else fault.reason
        message = f"【{item.label}】填的是“{raw}”，应为{expected}。{advice}"
    return _problem(fault.check, entry.address, entry.place + message)


def _check_attachments(entry: CheckedItem, hard: Limits) -> Problem | None:
    value = entry.answer.value
    files = value if isinstance(value, tuple) else ()
    most = entry.item.max_size
    for file in files:
        if isinstance(file, Attachment) and most is not None and file.size > most:
            message = (
                f"【{entry.item.label}】的附件 {file.name} 超过 {most // _MEGABYTE} MB 或无法读取。"
            )
            return _problem("F7", entry.address, entry.place + message)
    if isinstance(hard.high, int) and len(files) > hard.high:
        message = (
            f"【{entry.item.label}】的附件有 {len(files)} 个，最多 {hard.high} 个。请删去多余的。"
        )
        return _problem("F7", entry.address, entry.place + message)
    return None


def _check_pattern(entry: CheckedItem) -> Problem | None:
    text = str(entry.answer.value)
    if entry.item.pattern is None or re.fullmatch(entry.item.pattern, text):
        return None
    message = f"【{entry.item.label}】为 {shortened(text)}，格式不对。{_hint(entry.item)}"
    return _problem("F3", entry.address, entry.place + message)


def _check_range(
    entry: CheckedItem, hard: Limits, plausible: Limits, choices: Choices
) -> Problem | None:
    if outside(entry.answer.value, hard):
        message = _range_message(entry, hard, choices, "应")
        return _problem("F3", entry.address, message + "请核对是否多输、少输或单位不对。")
    if outside(entry.answer.value, plausible):
        message = _range_message(entry, plausible, choices, "一般") + "请核对，属实的写说明。"
        return _problem("F4", entry.address, message, example=F4_EXAMPLE)
    return None


def _hint(item: Field) -> str:
    return f"要求：{item.help.rstrip('。')}。请改正。" if item.help else "请改正。"


def outside(value: Maybe, limits: Limits) -> bool:
    """Whether a value lies beyond an end of a range of its kind."""
    low, high = limits.low, limits.high
    return (low is not None and _less(value, low)) or (high is not None and _less(high, value))


def _less(left: Maybe, right: Maybe) -> bool:
    """Whether both are of one kind and the first is the smaller; a text counts its characters."""
    if isinstance(left, str) and isinstance(right, int):
        left = len(left)
    elif isinstance(right, str) and isinstance(left, int):
        right = len(right)
    if is_exact(left) and is_exact(right):
        return left < right
    if isinstance(left, str) and isinstance(right, str):
        return left < right
    return isinstance(left, date) and isinstance(right, date) and left < right


def _range_message(entry: CheckedItem, limits: Limits, choices: Choices, verb: str) -> str:
    item, value = entry.item, entry.answer.value
    if isinstance(value, str) and not any(
        isinstance(end, str) for end in (limits.low, limits.high)
    ):
        between = "" if limits.low is None or limits.high is None else "为 "
        span = f"{verb}{between}{_span(limits, None, choices)} 个字"
        return f"{entry.place}【{item.label}】有 {len(value)} 个字，{span}。"
    unit = f" {item.unit}" if item.unit else ""
    span = _span(limits, item, choices)
    start = f"{entry.place}【{item.label}】为 {show(value, item, choices)}，{verb}"
    if limits.low is None or limits.high is None:
        return f"{start}{span}{unit}。"
    return f"{start}在 {span}{unit} 之间。"


def _span(limits: Limits, item: Field | None, choices: Choices) -> str:
    if limits.low is None:
        return f"不超过 {show(limits.high, item, choices)}"
    if limits.high is None:
        return f"不少于 {show(limits.low, item, choices)}"
    return f"{show(limits.low, item, choices)}–{show(limits.high, item, choices)}"
