"""From what a workbook stores in a cell to its exact text. A formula is never trusted."""

import re
from collections.abc import Sequence
from decimal import Context, Decimal
from typing import Final

from exporters.documents import intake
from exporters.documents.excel.number_formats import date_text
from exporters.documents.excel.strings import STRUCK, unescaped
from exporters.documents.excel.styles import CROSSED_OUT, DATE, DURATION
from exporters.documents.intake import broken_workbook
from forms.quoting import shortened
from forms.tables.cells import BLANK, CellText

_LOST: Final = ("\ufffd", "锟斤拷")
"""What stands for signs that could not be decoded; the second is the first, decoded once more as GBK."""
_SAFE: Final = 10**15
"""Excel keeps 15 digits; of a longer number the last digits are lost already."""
_FIFTEEN: Final = Context(prec=15)
_SMALLEST: Final = -40
_NUMBER: Final = re.compile(r"[+-]?[0-9]{1,40}(\.[0-9]{0,60})?([eE][+-]?[0-9]{1,3})?", re.ASCII)
_ISO: Final = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)?T?(?P<time>\d\d:\d\d(:\d\d)?)?(\.\d+)?Z?", re.ASCII
)
_TEXTS: Final = frozenset({"s", "str", "inlineStr"})
_WRONG: Final = "是错误值"
_CROSSED: Final = "里有划掉的字（删除线），看不出还算不算。请删去划掉的内容，或取消删除线"
_UNCLEAR: Final = "的内容无法识别。请改成普通文字、数字，时长请写成分钟数或“时:分”"


def formula_text(result: CellText) -> CellText:
    """A formula: its stored result is shown and not taken."""
    found = "没有存着结果"
    if result.text:
        found = f"存着的结果是“{shortened(result.text, 20)}”"
    elif result.fault.startswith(_WRONG):
        found = f"存着的结果{result.fault.partition('。')[0]}"
    return CellText("", f"是公式（{found}）。请核对后复制，用“选择性粘贴—数值”换成数")


def cell_text(
    kind: str, value: str, style: int, strings: Sequence[str], *, from_1904: bool
) -> CellText:
    """What a cell says.

    Numbers get the at most 15 digits Excel shows; dates become ``2024-09-01``, times ``08:20``,
    true and false 是 and 否. Full-width digits, blanks and the like are left to the field's codec.

    Args:
        kind: Type of the cell: ``s``, ``str``, ``inlineStr``, ``b``, ``e``, ``d``, else a number.
        value: What is stored.
        style: See :mod:`exporters.documents.excel.styles`.
        strings: The shared texts.
        from_1904: Whether the workbook counts days from 1904.

    """
    if style == CROSSED_OUT and value.strip():
        return CellText("", _CROSSED)
    if kind in _TEXTS:
        return plain_text(_stored_text(kind, value, strings))
    value = value.strip()
    found = BLANK
    if kind == "b" and value:
        found = CellText("是" if value == "1" else "否")
    elif kind == "e" and value:
        found = CellText("", f"{_WRONG} {shortened(value, 20)}。请改正")
    elif kind == "d" and value:
        found = _iso_text(value)
    elif value:
        found = _number_text(value, style, from_1904=from_1904)
    return found


def _stored_text(kind: str, value: str, strings: Sequence[str]) -> str:
    if kind != "s":
        return unescaped(value) if kind == "str" else value
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 9 else -1
    if not 0 <= number < len(strings):
        raise broken_workbook()
    return strings[number]


def plain_text(text: str) -> CellText:
    """A text, unless it is longer than a cell can be, or signs of it are crossed out or were lost."""
    if STRUCK in text:
        return CellText("", _CROSSED)
    if any(lost in text for lost in _LOST):
        return CellText("", "里有保存时已经丢失的字（�）。请照原件重新填写")
    if len(text) > intake.MAX_TEXT:
        return CellText("", f"超过 {intake.MAX_TEXT} 个字。请缩短")
    return CellText(text) if text else BLANK


def _iso_text(value: str) -> CellText:
    match = _ISO.fullmatch(value)
    if match is None or not (match["day"] or match["time"]):
        return CellText("", _UNCLEAR)
    day, time = match["day"], match["time"]
    if day and time and not time.startswith("00:00"):
        return CellText(f"{day} {time[:5]}", is_date=True)
    return CellText(day or time or "", is_date=True)


def _number_text(value: str, style: int, *, from_1904: bool) -> CellText:
    if not _NUMBER.fullmatch(value) or style == DURATION:
        return CellText("", _UNCLEAR)
    number = _FIFTEEN.create_decimal(value)
    if number and number.adjusted() < _SMALLEST:
        return CellText("", _UNCLEAR)
    if style == DATE:
        text = date_text(Decimal(value), from_1904=from_1904)
        return CellText("", _UNCLEAR) if text is None else CellText(text, is_date=True)
    if abs(number) >= _SAFE:
        return CellText(
            "", "超过 15 位，Excel 已经丢掉末尾的数字。请先把单元格设为“文本”，再重新填写"
        )
    # normalize() alone would write 100 as 1E+2.
    return CellText(f"{number.normalize():f}" if number else "0")
