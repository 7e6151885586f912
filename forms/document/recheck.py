"""Compare what a document states with what its answers give: the bureau believes only the answers."""

from collections.abc import Mapping
from typing import Final

from forms.document import calculated_json, indicators_json, problem_json
from forms.document.format import Document
from forms.live.sheet import Sheet

_SHOWN: Final = 60
_KINDS: Final = {"calculated": "计算值", "indicators": "指标值"}


def differences(document: Document, sheet: Sheet) -> list[str]:
    """Find where the results a document states differ from recalculated ones.

    Args:
        document: The document of a return, of the right shape.
        sheet: Its answers, recalculated in the bureau's context.

    Returns:
        One Chinese sentence per difference, in a stable order; empty if all agree.

    """
    stated_empty = document["empty_tables"]
    return [
        *_values("calculated", document["calculated"], calculated_json(sheet)),
        *_values("indicators", document["indicators"], indicators_json(sheet)),
        *_problems(document["problems"], sheet),
        *(["“本表无数据”的标记与填报的行不一致。"] if _contradicts(stated_empty, sheet) else []),
    ]


def _values(part: str, stated: object, found: Mapping[str, object]) -> list[str]:
    stated = stated if isinstance(stated, Mapping) else {}
    names = [*found, *(name for name in stated if name not in found)]
    return [
        f"{name} 的{_KINDS[part]}写的是 {_told(stated, name)}，重新计算是 {_told(found, name)}。"
        for name in names
        if _told(stated, name) != _told(found, name)
    ]


def _told(values: Mapping[str, object], name: str) -> str:
    """A value with its type visible: the text "1" is not the number 1."""
    if name not in values:
        return "（无）"
    value = values[name]
    return "缺" if value is None else f"{value!r}"[:_SHOWN]


def _problems(stated: object, sheet: Sheet) -> list[str]:
    entries = stated if isinstance(stated, list) else []
    told = {_problem_key(entry): entry for entry in entries}
    found = {_problem_key(entry): entry for entry in map(problem_json, sheet.problems)}
    faults = [f"校验结果 {key} 没有写进数据。" for key in found if key not in told]
    faults += [
        f"数据中的校验结果 {key[:_SHOWN]} 重新检查时没有出现。" for key in told if key not in found
    ]
    faults += [
        f"校验结果 {key} 的内容与重新检查的不同。"
        for key, entry in found.items()
        if key in told and told[key] != entry
    ]
    if len(told) != len(entries):
        faults.append("数据中的校验结果有重复。")
    return faults


def _problem_key(entry: object) -> str:
    if not isinstance(entry, Mapping):
        return repr(entry)
    return f"{entry.get('code')} {entry.get('instance')}".strip()


def _contradicts(stated: object, sheet: Sheet) -> bool:
    names = stated if isinstance(stated, list) else []
    return any(sheet.rows(name) for name in names)
