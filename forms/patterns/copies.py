"""Schools that have the same tables, or nearly; what the same schools have alike is told once."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations
from typing import Final

from forms.patterns.pattern import Pattern, PatternKind, PatternPlace
from forms.patterns.returned import SeenReturn, TableRows
from forms.places import place_of
from forms.spec import Pack

ROWS: Final = 5
"""Rows that say something below which a table is too small to be a copy."""
NEARLY: Final = Fraction(4, 5)
"""Share of the rows of the larger table that both have, from which tables are told of."""
COMMON: Final = 5
"""Different tables that have a row from which it is a usual one, and says nothing of copying."""
_SAYING: Final = 3
"""Cells that say something in a row that counts."""
_NAMED: Final = 3
"""Schools, and tables, that are named one by one."""

_Content = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class _Copy:
    """A table that schools have alike.

    Attributes:
        table: Its id.
        rows: How many rows are the same.
        said: The same as a clause.

    """

    table: str
    rows: int
    said: str


def copied_tables(returns: Sequence[SeenReturn], pack: Pack) -> tuple[list[Pattern], list[str]]:
    """Find copies.

    Returns:
        The copies, one pattern for each set of schools, those with most rows alike first; and a
        sentence for each table that most of the schools have alike: that is rather a common
        arrangement.

    """
    found: defaultdict[tuple[str, ...], list[_Copy]] = defaultdict(list)
    notes: list[str] = []
    for table in pack.tables:
        holders = _by_content(returns, table)
        schools = sum(map(len, holders.values()))
        for content, alike in list(holders.items()):
            if len(alike) > 2 and 2 * len(alike) > schools:
                notes.append(
                    f"{place_of(pack, table)}有 {len(alike)} 所填得完全相同，像是统一的安排，没有列为雷同。"
                )
            elif len(alike) > 1:
                said = f"{len(content)} 行完全相同"
                found[_codes(alike)].append(_Copy(table, len(content), said))
        for one, other, both in _nearly(holders):
            said = f"{len(one)} 行和 {len(other)} 行中有 {both} 行相同"
            found[_codes([*holders[one], *holders[other]])].append(_Copy(table, both, said))
    names = {one.code: one.name for one in returns}
    groups = sorted(found.items(), key=lambda group: -sum(copy.rows for copy in group[1]))
    return [_pattern(pack, codes, copies, names) for codes, copies in groups], notes


def _codes(alike: Sequence[SeenReturn]) -> tuple[str, ...]:
    return tuple(sorted(one.code for one in alike))


def _by_content(
    returns: Sequence[SeenReturn], table: str
) -> Mapping[_Content, Sequence[SeenReturn]]:
    """The schools by what their table says; tables that say too little are left out."""
    found: defaultdict[_Content, list[SeenReturn]] = defaultdict(list)
    for one in returns:
        content = _saying(one.tables.get(table, ()))
        if len(content) >= ROWS:
            found[content].append(one)
    return found


def _saying(rows: TableRows) -> _Content:
    """The rows that say something, whatever their order."""
    return tuple(sorted(row for row in rows if len(row) >= _SAYING))


def _nearly(
    contents: Mapping[_Content, Sequence[SeenReturn]],
) -> Iterator[tuple[_Content, _Content, int]]:
    """Pairs of different tables most of whose rows are the same, with how many."""
    having: defaultdict[tuple[str, ...], list[_Content]] = defaultdict(list)
    for content in contents:
        for row in dict.fromkeys(content):
            having[row].append(content)
    shared: Counter[tuple[_Content, _Content]] = Counter()
    for holders in having.values():
        if len(holders) < COMMON:
            shared.update(combinations(holders, 2))
    for (one, other), both in shared.items():
        if both >= ROWS and both >= NEARLY * max(len(one), len(other)):
            yield one, other, both


def _pattern(
    pack: Pack, codes: Sequence[str], copies: Sequence[_Copy], names: Mapping[str, str]
) -> Pattern:
    """Tell what some schools have alike, the longest table first; a comment stands at that one."""
    ordered = sorted(copies, key=lambda copy: -copy.rows)
    labels = [pack.tables[copy.table].label for copy in ordered]
    who = _some([names[code] for code in codes], "所")
    first = ordered[0]
    if len(ordered) == 1:
        title, said, seen = place_of(pack, first.table), first.said, first.said
    else:
        title = _some(labels, "张表")
        parts = [f"{label} {copy.said}" for label, copy in zip(labels, ordered, strict=True)]
        said, seen = "；".join(parts), f"{len(ordered)} 张表雷同，{'；'.join(parts[:_NAMED])}"
    told = "".join(f"【{label}】" for label in labels)
    return Pattern(
        PatternKind.COPY,
        f"{'+'.join(copy.table for copy in ordered)} {'+'.join(codes)}",
        title,
        f"{who}：{seen}",
        tuple(PatternPlace(code, names[code], first.table, said) for code in codes),
        f"{told}不像是按本校情况填的，请按本校的实际逐行核对、重填。",
    )


def _some(names: Sequence[str], counted: str) -> str:
    """Name the first few, and say how many there are where there are more."""
    some = "、".join(names[:_NAMED])
    return some if len(names) <= _NAMED else f"{some} 等 {len(names)} {counted}"
