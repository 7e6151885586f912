"""One cell of the flat table ``district-raw``: from what a reader gives to a value."""

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from forms.evaluation.columns import ColumnKind, RawColumn
from forms.evaluation.raw import MAIN_CAMPUS, SECTIONS
from forms.quoting import shortened
from forms.spec import ChoiceList, Field, FieldType
from forms.tables.cells import CellText, turned_to_date
from forms.tables.words import Words
from forms.types import codec
from forms.types.meant import as_meant, with_plain_radicals, without_unseen
from forms.values import Maybe

_SCHOOL_CODE: Final = re.compile(r"[1-9][0-9]{9}", re.ASCII)
_CAMPUS: Final = re.compile(r"[0-9]{1,2}", re.ASCII)
_TYPES: Final[Mapping[ColumnKind, FieldType]] = {
    ColumnKind.COUNT: FieldType.INTEGER,
    ColumnKind.DECIMAL: FieldType.DECIMAL,
    ColumnKind.YES_NO: FieldType.YES_NO,
    ColumnKind.TEXT: FieldType.TEXT,
}
_NUMBERS: Final = frozenset({FieldType.INTEGER, FieldType.DECIMAL})
_LISTS: Final[Mapping[str, tuple[str, str]]] = {
    "profile.school_type": ("school_type", "办学类型"),
    "profile.sponsor_type": ("sponsor", "举办者类型"),
    "profile.urban_rural": ("urban_rural", "城乡类型"),
    "profile.campus_treatment": ("campus_treatment", "校区评估处理"),
}
_OTHER_TYPES: Final[Mapping[str, str]] = {
    "幼儿园": "111",
    "附设幼儿班": "119",
    "附设小学班": "219",
    "附设普通初中班": "319",
    "职业初中": "321",
    "高级中学": "342",
    "附设普通高中班": "349",
    "调整后中等职业学校": "361",
    "中等技术学校": "362",
    "中等师范学校": "363",
    "成人中等专业学校": "364",
    "职业高中学校": "365",
    "技工学校": "366",
    "特殊教育学校": "511",
    "盲人学校": "512",
    "聋人学校": "513",
    "培智学校": "514",
}
"""The other types of GB/T 33782, which take no part in the evaluation: they are known, not wrong."""

_LARGEST: Final = 10**10


class CellError(ValueError):
    """A cell that cannot be read; the message is a Chinese sentence."""


def text_of(cell: object) -> str:
    """The text of a cell as a person would type it; ``""`` for a blank one."""
    if cell is None:
        return ""
    if isinstance(cell, CellText):
        return cell.text.strip()
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return str(cell).strip()


class CellReader:
    """Reads the cells of a table.

    Args:
        choices: Choice lists of the pack, for codes written as names.

    """

    def __init__(self, choices: Mapping[str, ChoiceList]) -> None:
        self._words: dict[str, Words] = {
            column: Words(
                choices[name],
                label,
                others=_OTHER_TYPES if column == "profile.school_type" else None,
            )
            for column, (name, label) in _LISTS.items()
            if name in choices
        }
        self.passed_over: list[str] = []
        """Sentences on remarks in brackets, since :meth:`begin`."""

    def begin(self) -> None:
        """Begin a row."""
        self.passed_over = []

    def read(self, column: RawColumn, cell: object) -> Maybe:
        """Value of a cell; ``None`` for a blank one.

        Raises:
            CellError: It is not what the column holds.

        """
        if isinstance(cell, CellText) and cell.fault:
            raise CellError(f"单元格{cell.fault}。")
        text = text_of(cell)
        if isinstance(cell, CellText) and cell.is_date and column.kind is ColumnKind.TEXT:
            raise CellError(f"单元格{turned_to_date(text)}。")
        if not without_unseen(text).strip():
            if column.id in _NEEDED:
                raise CellError(f"没有填{column.label}。请补填。")
            return None
        if column.kind is ColumnKind.CODE:
            return self._code(column, text)
        if column.kind is ColumnKind.TEXT:
            text = with_plain_radicals(without_unseen(text)).strip()
            if text.startswith("="):
                raise CellError(
                    f"“{shortened(text, 20)}”是公式，不是{column.label}。请换成它的结果。"
                )
        return _value(column, text)

    def notes_on(self, values: Mapping[str, Maybe]) -> Iterator[str]:
        """What to tell about a row that is accepted."""
        yield from self.passed_over
        kind = values["profile.school_type"]
        if kind not in SECTIONS:
            named = next((name for name, code in _OTHER_TYPES.items() if code == kind), kind)
            yield f"办学类型“{named}”不在评估范围，这所学校不参加评估。"
        campus = values["profile.campus_no"]
        if campus not in {None, MAIN_CAMPUS} and values["profile.campus_treatment"] is None:
            yield "校区没有写评估处理，按“不计校数，并入主校区”计算。"

    def _code(self, column: RawColumn, text: str) -> str:
        if column.id == "profile.school_code":
            text = code_of(text)
            if not _SCHOOL_CODE.fullmatch(text):
                raise CellError(
                    f"“{shortened(text, 20)}”不是 10 位数字的学校标识码。请按文本填写完整代码。"
                )
            return text
        if column.id == "profile.campus_no":
            text = code_of(text)
            if not _CAMPUS.fullmatch(text):
                raise CellError(
                    f"“{shortened(text, 20)}”不是两位数字的校区号。主校区填 00 或留空。"
                )
            return text.zfill(2)
        found = self._words[column.id].read(text)
        if found.code is None:
            raise CellError(self._words[column.id].refusal(text))
        if found.note:
            self.passed_over.append(found.note)
        return found.code


_NEEDED: Final = frozenset({"profile.school_code", "profile.school_name", "profile.school_type"})


def code_of(text: str) -> str:
    """A code as it is meant: half width, without blanks, unseen signs and Excel's apostrophe."""
    return "".join(without_unseen(as_meant(text)).split()).removeprefix("'")


def _advice(kind: FieldType, reason: str) -> str:
    """What to write instead, unless the reason says it already."""
    if "留空" in reason:
        return ""
    return "没有的填 0，不清楚的留空。" if kind in _NUMBERS else "不清楚的留空。"


def _value(column: RawColumn, text: str) -> Maybe:
    kind = _TYPES[column.kind]
    parsed = codec(Field(column.id, column.label, kind), {}).parse(text)
    if parsed.fault is not None:
        raise CellError(
            f"填的是“{shortened(text, 20)}”。{parsed.fault.reason}{_advice(kind, parsed.fault.reason)}"
        )
    value = parsed.value
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        if value < 0:
            raise CellError(f"填的是 {shortened(text, 20)}，不能小于 0。")
        if value >= _LARGEST:
            raise CellError(f"填的是 {shortened(text, 20)}，数字太大。请核对单位。")
    return value
