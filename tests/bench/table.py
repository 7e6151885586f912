"""The rows of the bench as a table: a line of figures each, its words beneath."""

from collections.abc import Sequence

from tests.bench.measure import Row

_HEAD = ("名称", "中位数", "±", "下限", "比", "预算", "")


def table(rows: Sequence[Row]) -> str:
    """Write the rows down, columns under one another."""
    lines = [_HEAD, *(_cells(row) for row in rows)]
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    written = [
        "  ".join(
            text + " " * (width - _width(text)) for text, width in zip(line, widths, strict=True)
        ).rstrip()
        for line in lines
    ]
    words = ["", *(_words(row) for row in rows)]
    return "\n".join(
        line if not more else f"{line}\n    {more}"
        for line, more in zip(written, words, strict=True)
    )


def _cells(row: Row) -> tuple[str, ...]:
    sign, mark = ("+", f" {row.unit}") if row.added else ("", " ×")
    return (
        row.name,
        f"{row.value:.3f} {row.unit}",
        f"{row.spread:.0%}" if row.spread else "",
        f"{row.floor_value:.3f}",
        f"{sign}{row.ratio:.2f}{mark}",
        "" if row.limit is None else f"≤ {sign}{row.limit:g}",
        "" if row.limit is None else "达到" if row.is_within else "未达到",
    )


def _words(row: Row) -> str:
    return f"{row.what}；下限：{row.floor}" + (f"。{row.note}" if row.note else "")


def _width(text: str) -> int:
    """Columns of a terminal: Chinese signs take two."""
    return sum(2 if "\u2e80" <= sign <= "\uffef" else 1 for sign in text)
