"""The keys of rows: what tells two rows of a free table apart, and no key twice."""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from exporters.documents.template import FilledRow
from forms.record import Row
from forms.spec import Table
from operations.entry.merging.names import Namer
from operations.errors import Refused


def key_of(table: Table, cells: Mapping[str, str | None]) -> tuple[str, ...]:
    """The key of a row; empty while a part of it is blank, and then it equals no other."""
    key = tuple(cells.get(column) or "" for column in table.key)
    return key if key and all(key) else ()


def check_keys(
    table: Table, rows: Sequence[FilledRow], present: Mapping[str, Row], namer: Namer
) -> None:
    """Refuse two rows of one key in a file, unless both stood here like that already.

    Args:
        table: Which table.
        rows: Its rows in the file.
        present: Its rows here, by id.
        namer: Names them.

    Raises:
        Refused: A key is there twice; the sentence says which and where.

    """
    if table.fixed_rows is not None:
        return
    found: defaultdict[tuple[str, ...], list[FilledRow]] = defaultdict(list)
    for row in rows:
        old = present.get(row.id)
        cells = {**(old.cells if old else {}), **namer.canonical_cells(table, row.cells)}
        key = key_of(table, cells)
        if key:
            found[key].append(row)
    for key, same in found.items():
        olds = [present.get(row.id) for row in same]
        is_new = any(old is None or key_of(table, old.cells) != key for old in olds)
        if len(same) > 1 and is_new:
            places = "、".join(row.place for row in same)
            name = namer.row_name(table, dict(zip(table.key, key, strict=True)))
            raise Refused(
                f"【{table.label}】里“{name}”出现了不止一次（{places}）。"
                "请在文件里改正或删去多余的行；什么都没有写入。"
            )
