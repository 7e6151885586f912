"""Headings as people write them: found below titles, whatever stars, breaks, blanks and units they carry."""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from forms.tables.sheets import TableError
from forms.types.meant import as_meant, without_unseen

HEADINGS_WITHIN: Final = 20
"""Rows from the top in which headings are looked for."""

REASON: Final = "原因"
"""Heading of the column in which this program says why a row was refused; passed over when it comes back."""

_OPENING, _CLOSING = "(\\[【〔〈《<〖「『", ")\\]】〕〉》>〗」』"
_BRACKETS: Final = re.compile(f"[{_OPENING}][^{_OPENING}{_CLOSING}]*[{_CLOSING}]")
_WRAPPED: Final = re.compile(f"[{_OPENING}](.+)[{_CLOSING}]", re.DOTALL)
_NUMBERING: Final = re.compile(r"^([0-9]{1,3}|[一二三四五六七八九十]{1,3})[.、:)]")
_ORNAMENTS: Final = frozenset("*★☆※#●○◆:、，,。;；\"'“”‘’-_—·/\\|")
OF_WHICH: Final = "其中"
"""Begins the titles of parts of a sum; people write and look for what comes after it."""
_UNITS: Final[Mapping[str, str]] = {
    **dict.fromkeys(("㎡", "m2", "m²", "平方米", "平米", "平方"), "㎡"),
    **dict.fromkeys(("元", "人民币元"), "元"),
    **dict.fromkeys(("千元",), "千元"),
    **dict.fromkeys(("万元", "万"), "万元"),
    **dict.fromkeys(("亩",), "亩"),
    **dict.fromkeys(("公顷",), "公顷"),
}
"""Units between which a figure would change its size → one spelling."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A column that may be in a table.

    Attributes:
        id: What it is called in the code.
        label: Its official heading.
        synonyms: Other headings people give it.
        unit: Unit its figures have to be in, or ``""``.

    """

    id: str
    label: str
    synonyms: tuple[str, ...] = ()
    unit: str = ""


@dataclass(frozen=True, slots=True)
class HeadingRow:
    """Where the headings are.

    Attributes:
        row: Number of their row, from 1.
        places: Column id → place in a row, from 0.
        unknown: Place and text of the headings nobody knows.

    """

    row: int
    places: Mapping[str, int]
    unknown: tuple[tuple[int, str], ...]


class Headings:
    """Knows the columns of one kind of table.

    Args:
        columns: All of them.
        needed: Ids without which the table cannot be read.

    """

    def __init__(self, columns: Iterable[Heading], *, needed: Iterable[str]) -> None:
        self._columns = tuple(columns)
        self._needed = frozenset(needed)
        self._by_id = {column.id: column for column in self._columns}
        self._known: dict[str, str] = {}
        for column in self._columns:
            for text in (column.id, column.label, *column.synonyms):
                for spelling in spellings(text):
                    self._known.setdefault(spelling, column.id)

    def fits(self, rows: Sequence[Sequence[str]]) -> bool:
        """Whether the rows have every heading that is needed."""
        return any(self._needed <= self._ids(heads) for _, heads in _heading_rows(rows))

    def is_heading(self, row: Sequence[str]) -> bool:
        """Whether a row reads as headings: each of its texts, or at least two and most of them, is one."""
        texts = [text for text in row if text.strip()]
        known = sum(self._id(text) is not None for text in texts)
        return 0 < known == len(texts) or (known >= 2 and known * 2 > len(texts))

    def find(self, rows: Sequence[Sequence[str]], *, advice: str) -> HeadingRow:
        """Find the row of the headings, which may stand below titles.

        Args:
            rows: Texts of the table.
            advice: Sentence that ends the refusal of a table without the columns needed.

        Raises:
            TableError: A needed column is missing, one is there twice, or in another unit.

        """
        number, heads = max(
            _heading_rows(rows), key=lambda found: len(self._ids(found[1])), default=(1, ())
        )
        places: dict[str, int] = {}
        unknown: list[tuple[int, str]] = []
        for place, texts in enumerate(heads):
            name = self._id(*texts)
            text = texts[0]
            if name in places:
                raise TableError(
                    f"表头“{shown(text)}”出现了两次（第 {places[name] + 1} 列和第 {place + 1} 列"
                    f"都是{self._by_id[name].label}），请删去一列。"
                )
            if name is not None:
                self._check_unit(self._by_id[name], text)
                places[name] = place
            elif text.strip():
                unknown.append((place, REASON if REASON in texts else shown(text)))
        self._check_missing(places, advice)
        return HeadingRow(number, places, tuple(unknown))

    def _ids(self, heads: Iterable[Sequence[str]]) -> set[str]:
        return {name for texts in heads if (name := self._id(*texts)) is not None}

    def _id(self, *texts: str) -> str | None:
        """The column that the first known of several readings of a heading means."""
        items = (item for text in texts for item in spellings(text))
        return next((self._known[item] for item in items if item in self._known), None)

    def _check_missing(self, places: Mapping[str, int], advice: str) -> None:
        missing = [
            column.label
            for column in self._columns
            if column.id in self._needed and column.id not in places
        ]
        if missing:
            more = f"等 {len(missing)} 列" if len(missing) > 5 else ""
            raise TableError(f"表头中缺少{'、'.join(missing[:5])}{more}。{advice}")

    def _check_unit(self, column: Heading, text: str) -> None:
        expected = _UNITS.get(column.unit, column.unit)
        for found in _BRACKETS.findall(as_meant(text)):
            word = "".join(found[1:-1].split()).removeprefix("单位").lstrip(":：")
            unit = unit_of(word) or None
            if unit is not None and expected and unit != expected:
                raise TableError(
                    f"表头“{shown(text)}”的单位是{word}，{column.label}应以{column.unit}填写。"
                    "请换算后改正表头再试。"
                )


def _heading_rows(rows: Sequence[Sequence[str]]) -> Iterator[tuple[int, list[tuple[str, ...]]]]:
    """Every row that may hold the headings: its number, and the readings of each of its cells.

    First each row by itself, then each with the one above it: what is merged over several columns
    there (小学) goes before what stands below (在校生数).
    """
    searched = rows[:HEADINGS_WITHIN]
    for number, row in enumerate(searched, start=1):
        yield number, [(text,) for text in row]
    for number, (above, below) in enumerate(itertools.pairwise(searched), start=2):
        heads: list[tuple[str, ...]] = []
        over = ""
        for upper, lower in itertools.zip_longest(above, below, fillvalue=""):
            over = upper.strip() or over
            heads.append((over + lower, lower) if lower.strip() else (upper,))
        yield number, heads


def shown(text: str) -> str:
    """A heading in one line and not too long, for a sentence."""
    return "".join(text.split())[:40]


def unit_in(text: str) -> str:
    """The unit a heading names in brackets, in its one spelling; ``""`` for none that is known."""
    for found in _BRACKETS.findall(as_meant(text)):
        unit = unit_of("".join(found[1:-1].split()).removeprefix("单位").lstrip(":："))
        if unit:
            return unit
    return ""


def unit_of(word: str) -> str:
    """A unit in its one spelling; ``""`` for none between which a figure would change its size."""
    return _UNITS.get(word.casefold(), "")


def spellings(text: str) -> tuple[str, ...]:
    """The heading as it is, without what stands in brackets, and without 其中."""
    full = _folded(text)
    bare = _folded(_BRACKETS.sub("", as_meant(text)))
    found = [item for item in (full, bare) if item]
    wrapped = _WRAPPED.fullmatch(as_meant(text).strip())
    if wrapped:  # 【学校名称】: the brackets are an ornament
        found += spellings(wrapped[1])
    found += [item.removeprefix(OF_WHICH) for item in found if item.startswith(OF_WHICH)]
    return tuple(dict.fromkeys(found))


def _folded(text: str) -> str:
    plain = without_unseen(as_meant(text)).casefold()
    packed = _NUMBERING.sub("", "".join(plain.split()))
    return "".join(
        sign
        for sign in packed
        if sign not in _ORNAMENTS and unicodedata.category(sign) not in {"No", "Cc", "Cf"}
    )
