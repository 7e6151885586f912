"""Whether a 说明 says anything (forms catalogue 1.3, end)."""

import re
from collections.abc import Collection
from typing import Final

from forms.types.visible import first_hidden

MINIMUM_LENGTH: Final = 10

EMPTY_PHRASES: Final = frozenset(
    {"核实无误", "情况属实", "属实", "无", "已核", "已核实", "同上", "见附件"}
)
_BREAKS: Final = re.compile(r"[\s，,。.；;、：:！!（）()“”\"']+")
_SUBSTANCE: Final = re.compile(
    r"[0-9０-９]"
    r"|[一二两三四五六七八九十百]+[个间次位班人名所校套台米级届天期门]"
    r"|[年月日周]|学期"
    r"|文号|受理号|批复|文件|纪要|档案|公告"
    r"|[因由为经]|无法|并入|共用|共建|未含"
)
"""A number, a date, a document, or a reason. Wider than the catalogue's list of reason words by those
that its own examples of sufficient 说明 use."""


def lint(text: str, *, others: Collection[str] = (), last: Collection[str] = ()) -> str:
    """Find the fault of a 说明.

    Args:
        text: The 说明.
        others: The 说明 of other rules in the same return.
        last: The 说明 of the school's last return.

    Returns:
        A sentence that says what is wrong and what to write instead; empty if it is enough.

    """
    words = text.strip()
    hidden = first_hidden(words.replace("\n", "").replace("\r", "").replace("\t", ""))
    if hidden is not None:
        return f"这条说明里有看不见的字符（U+{ord(hidden):04X}），请删去后重新输入。"
    if words in others:
        return "这条说明与另一条校验的说明完全相同。请针对这一条写明具体原因。"
    if words in last:
        return "这条说明与上年的说明完全相同。请按今年的情况重新写。"
    return _fault(words)


def _fault(words: str) -> str:
    parts = [part for part in _BREAKS.split(words) if part]
    if all(part in EMPTY_PHRASES for part in parts):
        return "“核实无误”“情况属实”一类的话不算说明。请写明原因，并写上日期、文号或数字。"
    if len(words) < MINIMUM_LENGTH:
        return f"说明只有 {len(words)} 个字，至少要 {MINIMUM_LENGTH} 个字。请写明具体原因。"
    if not _SUBSTANCE.search(words):
        return "说明里没有原因，也没有数字、日期或文号。请写明因为什么、依据什么。"
    return ""
