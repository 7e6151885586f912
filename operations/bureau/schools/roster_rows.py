"""The rows of a roster: which school each is about, and which of its columns can be used."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from forms.quoting import shortened
from forms.tables.cells import BLANK, CellRow, CellText, turned_to_date
from forms.tables.headings import REASON, Heading, Headings
from forms.tables.school_headings import (
    SCHOOL_CODE_HEADINGS,
    SCHOOL_NAME_HEADINGS,
    SCHOOL_TYPE_HEADINGS,
    SPONSOR_HEADINGS,
    URBAN_RURAL_HEADINGS,
)
from forms.tables.words import Words
from forms.types.meant import as_meant, with_plain_radicals, without_unseen
from forms.types.times import DateCodec
from forms.types.visible import is_hidden
from operations.entry.filling import Leftover
from operations.new_store import LONGEST_NAME
from operations.packs.bundled import bundled_pack

_COLUMNS: Final = (
    Heading("code", "学校标识码", SCHOOL_CODE_HEADINGS),
    Heading("name", "学校名称", SCHOOL_NAME_HEADINGS),
    Heading("type", "办学类型", SCHOOL_TYPE_HEADINGS),
    Heading("sponsor", "举办者类型", SPONSOR_HEADINGS),
    Heading("urban_rural", "城乡类型", URBAN_RURAL_HEADINGS),
    Heading("principal", "校长", ("校长姓名", "校长名字", "负责人", "单位负责人")),
    Heading(
        "contact", "联系电话", ("电话", "联系方式", "电话号码", "手机", "手机号", "联系人电话")
    ),
    Heading("education_group", "教联体", ("教联体名称", "所属教联体", "教育集团", "集团")),
    Heading("note", "备注", ("说明",)),
    Heading("retired", "停用日期", ("撤并日期", "停办日期", "停止上报日期")),
)
NEEDED: Final = ("code", "name", "type")
HEADINGS: Final = Headings(_COLUMNS, needed=NEEDED)
LABELS: Final[Mapping[str, str]] = {column.id: column.label for column in _COLUMNS}
_LISTS: Final[Mapping[str, str]] = {
    "type": "school_type",
    "sponsor": "sponsor",
    "urban_rural": "urban_rural",
}
_ADVICE: Final = "请在表格上方写上这些表头。"
_CODE: Final = re.compile(r"[0-9]{10}", re.ASCII)
_LONGEST: Final[Mapping[str, int]] = {
    "name": LONGEST_NAME,
    "principal": LONGEST_NAME,
    "education_group": LONGEST_NAME,
    "contact": 100,
    "note": 1000,
}
_UNASSIGNED: Final = frozenset({"Co", "Cn"})


class _CellRefused(ValueError):  # noqa: N818 - an answer about a cell, not a fault
    """A cell cannot be used; the message is a Chinese sentence."""


@dataclass(slots=True)
class RosterRows:
    """What a roster says.

    Attributes:
        schools: Code → column → text, only the columns that the table has and that can be used.
        leftovers: Rows and cells that were not used, each with its reason.
        notes: What was read otherwise than it is written, in sentences.

    """

    schools: dict[str, dict[str, str]] = field(default_factory=dict)
    leftovers: list[Leftover] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def read_roster_rows(rows: Sequence[CellRow], *, today: date) -> RosterRows:
    """Read a table of schools; a row without usable code, name or type is left out and named.

    Args:
        rows: The table from its first row; titles may stand above the headings.
        today: A school cannot be retired on a later day.

    Raises:
        TableError: A needed column is missing, or one is there twice.

    """
    head = HEADINGS.find([[cell.text for cell in row] for row in rows], advice=_ADVICE)
    found = RosterRows()
    found.notes.extend(
        f"第 {place + 1} 列“{text}”不是名册的列，没有读入。"
        for place, text in head.unknown
        if text != REASON
    )
    numbers: dict[str, list[int]] = {}
    reader = _RowReader(found, today)
    for number, row in enumerate(rows[head.row :], start=head.row + 1):
        cells = {
            name: row[place] if place < len(row) else BLANK for name, place in head.places.items()
        }
        if any(cell.fault or without_unseen(cell.text).strip() for cell in cells.values()):
            code = reader.read(number, cells)
            if code:
                numbers.setdefault(code, []).append(number)
    _leave_out_doubles(found, numbers)
    return found


def _leave_out_doubles(found: RosterRows, numbers: Mapping[str, Sequence[int]]) -> None:
    for code, places in numbers.items():
        if len(places) > 1:
            listed = "、".join(f"第 {number} 行" for number in places)
            found.schools.pop(code, None)
            found.leftovers.append(
                Leftover(
                    listed, f"都是学校 {code}，已经出现了不止一次，一行也没有读入。请只留一行。"
                )
            )


class _RowReader:
    """Reads row after row into a :class:`RosterRows`."""

    def __init__(self, found: RosterRows, today: date) -> None:
        choices = bundled_pack().choices
        self._found = found
        self._today = today
        self._words = {
            name: Words(choices[list_id], LABELS[name]) for name, list_id in _LISTS.items()
        }
        self._readers: dict[str, Callable[[str, str], str]] = {
            "code": self._code,
            "retired": self._day,
            **dict.fromkeys(_LISTS, self._choice),
        }
        self._number = 0

    def read(self, number: int, cells: Mapping[str, CellText]) -> str:
        """Read a row; gives the code of its school, ``""`` if that cannot be read."""
        self._number = number
        texts: dict[str, str] = {}
        for name, cell in cells.items():
            try:
                texts[name] = self._text(name, cell)
            except _CellRefused as error:
                self._leave(name, str(error))
                if name in NEEDED:
                    return texts.get("code", "")
        missing = [LABELS[name] for name in NEEDED if not texts.get(name)]
        if missing:
            self._found.leftovers.append(Leftover(f"第 {number} 行", f"没有{missing[0]}。请补填。"))
        else:
            self._found.schools[texts["code"]] = texts
        return texts.get("code", "")

    def _leave(self, name: str, reason: str) -> None:
        rest = "这一行没有读入。" if name in NEEDED else "学校已读入，这一格没有采用。"
        self._found.leftovers.append(
            Leftover(f"第 {self._number} 行", f"【{LABELS[name]}】{reason}{rest}")
        )

    def _text(self, name: str, cell: CellText) -> str:
        if cell.fault:
            raise _CellRefused(f"单元格{cell.fault}。")
        text = cell.text
        if not without_unseen(text).strip():
            return ""
        if cell.is_date and name != "retired":
            raise _CellRefused(f"单元格{turned_to_date(text)}。")
        return self._readers.get(name, self._plain)(name, text)

    def _code(self, name: str, text: str) -> str:
        code = "".join(without_unseen(as_meant(text)).split()).removeprefix("'")
        if not _CODE.fullmatch(code):
            raise _CellRefused(
                f"{LABELS[name]}应为 10 位数字，现在是“{shortened(_visible(text), 40)}”。"
            )
        return code

    def _choice(self, name: str, text: str) -> str:
        word = self._words[name].read(text)
        if word.code is None:
            raise _CellRefused(self._words[name].refusal(_visible(text)))
        if word.note:
            self._found.notes.append(f"第 {self._number} 行：{word.note}")
        return word.code

    def _day(self, _name: str, text: str) -> str:
        parsed = DateCodec().parse(without_unseen(text))
        if not isinstance(parsed.value, date):
            raise _CellRefused(
                f"只能填日期或留空，现在是“{shortened(_visible(text), 20)}”。还在上报的学校请留空。"
            )
        if parsed.value > self._today:
            raise _CellRefused(f"{parsed.text} 还没有到。到了那天再停用。")
        return parsed.text

    def _plain(self, name: str, text: str) -> str:
        """A name or a text of one line: what nobody sees is taken out and said, or refused."""
        joint = " " if name in {"note", "contact"} else ""
        lines = [line.strip() for line in text.replace("\r", "\n").replace("\t", " ").split("\n")]
        plain = with_plain_radicals(without_unseen(joint.join(filter(None, lines)))).strip()
        hidden = next(filter(_is_unseen, plain), None)
        if hidden is not None:
            raise _CellRefused(
                f"“{shortened(_visible(plain), 40)}”里有看不见的控制字符（U+{ord(hidden):04X}），"
                "请删去后重新输入。"
            )
        if plain.startswith("=") and name != "note":
            raise _CellRefused(
                f"“{shortened(plain, 40)}”是公式，不是{LABELS[name]}。请换成它的结果。"
            )
        if len(plain) > _LONGEST[name]:
            raise _CellRefused(f"有 {len(plain)} 个字，最多 {_LONGEST[name]} 个。请缩短。")
        if plain != text.strip():
            self._found.notes.append(
                f"第 {self._number} 行【{LABELS[name]}】“{shortened(_visible(text), 40)}”按“{plain}”读入。"
            )
        return plain


def _is_unseen(sign: str) -> bool:
    return is_hidden(sign) or unicodedata.category(sign) in _UNASSIGNED


def _visible(text: str) -> str:
    """The text with every sign that cannot be seen written as its number."""
    return "".join(f"[U+{ord(sign):04X}]" if _is_unseen(sign) else sign for sign in text.strip())
