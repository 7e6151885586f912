"""One cell of the flat table ``district-raw``: from what a reader gives to a value."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from forms.evaluation.columns import ColumnKind, RawColumn
from forms.evaluation.raw import MAIN_CAMPUS, MERGE, SECTIONS, SEPARATE
from forms.spec import ChoiceList, Field, FieldType
from forms.types import codec
from forms.values import Maybe

_SCHOOL_CODE: Final = re.compile(r"[1-9][0-9]{9}", re.ASCII)
_CAMPUS: Final = re.compile(r"[0-9]{1,2}", re.ASCII)
_TREATMENTS: Final[Mapping[str, str]] = {
    "merge": MERGE,
    "并入": MERGE,
    "不计校数": MERGE,
    "separate": SEPARATE,
    "单列": SEPARATE,
    "计校数": SEPARATE,
}
_TYPES: Final[Mapping[ColumnKind, FieldType]] = {
    ColumnKind.COUNT: FieldType.INTEGER,
    ColumnKind.DECIMAL: FieldType.DECIMAL,
    ColumnKind.YES_NO: FieldType.YES_NO,
    ColumnKind.TEXT: FieldType.TEXT,
}
_LISTS: Final[Mapping[str, str]] = {
    "profile.school_type": "school_type",
    "profile.sponsor_type": "sponsor",
    "profile.urban_rural": "urban_rural",
    "profile.campus_treatment": "campus_treatment",
}
_LARGEST: Final = 10**10


class CellError(ValueError):
    """A cell that cannot be read; the message is a Chinese sentence."""


def text_of(cell: object) -> str:
    """The text of a cell as a person would type it; ``""`` for a blank one."""
    if cell is None:
        return ""
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
        self._names: dict[str, Mapping[str, str]] = {
            column: {
                spelling: option.code
                for option in choices[name].options
                for spelling in (_plain(option.label), option.code)
            }
            for column, name in _LISTS.items()
            if name in choices
        }

    def read(self, column: RawColumn, cell: object) -> Maybe:
        """Value of a cell; ``None`` for a blank one.

        Raises:
            CellError: It is not what the column holds.

        """
        text = text_of(cell)
        if not text:
            if column.id in _NEEDED:
                raise CellError(f"没有填{column.label}。请补填。")
            return None
        if column.kind is ColumnKind.CODE:
            return self._code(column, _plain(text))
        return _value(column, text)

    def notes_on(self, values: Mapping[str, Maybe]) -> Iterator[str]:
        """What to tell about a row that is accepted."""
        kind = values["profile.school_type"]
        if kind not in SECTIONS:
            yield f"办学类型“{kind}”不在评估范围，这所学校不参加评估。"
        campus = values["profile.campus_no"]
        if campus not in {None, MAIN_CAMPUS} and values["profile.campus_treatment"] is None:
            yield "校区没有写评估处理，按“不计校数，并入主校区”计算。"

    def _code(self, column: RawColumn, text: str) -> str:
        if column.id == "profile.school_code":
            if not _SCHOOL_CODE.fullmatch(text):
                raise CellError(f"“{text[:20]}”不是 10 位数字的学校标识码。请按文本填写完整代码。")
            return text
        if column.id == "profile.campus_no":
            if not _CAMPUS.fullmatch(text):
                raise CellError(f"“{text[:20]}”不是两位数字的校区号。主校区填 00 或留空。")
            return text.zfill(2)
        found = self._names.get(column.id, {}).get(text)
        if found is not None:
            return found
        if column.id == "profile.school_type":
            return text
        if column.id == "profile.campus_treatment" and text in _TREATMENTS:
            return _TREATMENTS[text]
        raise CellError(f"“{text[:20]}”不是{column.label}的代码或名称。请按代码表填写。")


_NEEDED: Final = frozenset({"profile.school_code", "profile.school_name", "profile.school_type"})


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _value(column: RawColumn, text: str) -> Maybe:
    kind = _TYPES[column.kind]
    parsed = codec(Field(column.id, column.label, kind), {}).parse(text)
    if parsed.fault is not None:
        raise CellError(f"填的是“{text[:20]}”。{parsed.fault.reason}没有的填 0，不清楚的留空。")
    value = parsed.value
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        if value < 0:
            raise CellError(f"填的是 {text[:20]}，不能小于 0。")
        if value >= _LARGEST:
            raise CellError(f"填的是 {text[:20]}，数字太大。请核对单位。")
    return value
