"""Schools that have the same table, or nearly."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
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

_Content = tuple[tuple[str, ...], ...]


def copied_tables(returns: Sequence[SeenReturn], pack: Pack) -> tuple[list[Pattern], list[str]]:
    """Find copies.

    Returns:
        The copies, the longest tables first, and a sentence for each table that most of the schools
        have alike: that is rather a common arrangement.

    """
    patterns: list[tuple[int, Pattern]] = []
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
                patterns.append((len(content), _pattern(pack, table, alike, said)))
        for one, other, both in _nearly(holders):
            alike = [*holders[one], *holders[other]]
            said = f"{len(one)} 行和 {len(other)} 行中有 {both} 行相同"
            patterns.append((both, _pattern(pack, table, alike, said)))
    patterns.sort(key=lambda one: -one[0])
    return [pattern for _, pattern in patterns], notes


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


def _pattern(pack: Pack, table: str, alike: Sequence[SeenReturn], said: str) -> Pattern:
    names = "、".join(one.name for one in alike[:_NAMED])
    names += f" 等 {len(alike)} 所" if len(alike) > _NAMED else ""
    codes = "+".join(one.code for one in alike)
    label = pack.tables[table].label
    return Pattern(
        PatternKind.COPY,
        f"{table} {codes}",
        place_of(pack, table),
        f"{names}：{said}",
        tuple(PatternPlace(one.code, one.name, table, said) for one in alike),
        f"【{label}】不像是按本校情况填的，请按本校的实际逐行核对、重填。",
    )
