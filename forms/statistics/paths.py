"""Heading paths: what stands over a column, from the top down, in headings merged over several rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from forms.tables.headings import shown, spellings

TOTALS: Final = frozenset({"合计", "计", "总计", "小计"})

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ColumnPath:
    """One column: its place in a row, from 0, and the headings over it without repetitions."""

    place: int
    path: Path

    @property
    def text(self) -> str:
        """The path as people read it."""
        return " › ".join(map(shown, self.path))


def column_paths(rows: Sequence[Sequence[str]]) -> list[ColumnPath]:
    """Read the headings; a blank belongs to the heading at its left under the same heads.

    Args:
        rows: The rows over the data, from the first; titles among them do no harm.

    """
    width = max(map(len, rows), default=0)
    filled = [_filled(rows, number, width) for number in range(len(rows))]
    for number in range(1, len(filled)):
        above, own = filled[:number], filled[number]
        for place in range(1, width):
            same = all(row[place] == row[place - 1] for row in above)
            if not own[place] and same and any(row[place] for row in above):
                own[place] = own[place - 1]
    paths = []
    for place in range(width):
        texts = [row[place] for row in filled if row[place]]
        kept = [text for n, text in enumerate(texts) if n == 0 or text != texts[n - 1]]
        if kept:
            paths.append(ColumnPath(place, tuple(kept)))
    return paths


def _filled(rows: Sequence[Sequence[str]], number: int, width: int) -> list[str]:
    row = [text.strip() for text in rows[number]] + [""] * (width - len(rows[number]))
    if number == 0:
        for place in range(1, width):
            row[place] = row[place] or row[place - 1]
    return row


def fits(wanted: Path, path: Path) -> bool:
    """Whether a column's headings end in what is wanted, its heads in the same order before it."""
    have = _without_total(path)
    if not have or not _same(wanted[-1], have[-1]):
        return False
    before = iter(have[:-1])
    return all(any(_same(head, one) for one in before) for head in wanted[:-1])


def _without_total(path: Path) -> Path:
    kept = list(path)
    while len(kept) > 1 and is_total(kept[-1]):
        kept.pop()
    return tuple(kept)


def is_total(text: str) -> bool:
    """Whether a heading or the name of a row stands for the sum of what follows."""
    return not TOTALS.isdisjoint(spellings(text))


def _same(one: str, other: str) -> bool:
    return not set(spellings(one)).isdisjoint(spellings(other))
