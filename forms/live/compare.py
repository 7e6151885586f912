"""What is different between two returns, for the page on which one of them is signed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from forms.live.listing import title_of, told, value_in
from forms.record import Return, Row, cell_address, row_address
from forms.spec import Item, Pack, Table


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Attributes:
        address: Field, cell, row or table.
        label: What it is called, the row's title in front.
        before: As shown before; 未填 where there was nothing.
        after: As shown now.

    """

    address: str
    label: str
    before: str
    after: str


def compare(before: Return, after: Return, pack: Pack) -> list[Change]:
    """List the differences of what was typed, in the order of the forms.

    Rows are matched by their id within a period; between two periods row ids mean nothing, so rows
    are matched by their key there.

    Args:
        before: The older return (last revision, or last period).
        after: The newer one.
        pack: The pack of the newer one; what only the older one's pack knew is left out.

    """
    changes: list[Change] = []
    for form in pack.forms:
        for section in form.sections:
            for item in section.items:
                changes.extend(_compare_item(item, before, after, pack))
    return changes


def _compare_item(item: Item, before: Return, after: Return, pack: Pack) -> Iterator[Change]:
    if isinstance(item, Table):
        yield from _compare_table(item, before, after, pack)
    elif before.answers.get(item.id) != after.answers.get(item.id):
        old, new = (told(item, record.answers.get(item.id), pack) for record in (before, after))
        yield Change(item.id, item.label, old, new)


def _compare_table(table: Table, before: Return, after: Return, pack: Pack) -> Iterator[Change]:
    marks = [table.id in record.empty_tables for record in (before, after)]
    if marks[0] != marks[1]:
        words = ["已勾选" if mark else "未勾选" for mark in marks]
        yield Change(table.id, f"{table.label}：本表无数据", words[0], words[1])
    same_period = before.period == after.period
    old = _keyed(table, before, pack, by_id=same_period)
    new = _keyed(table, after, pack, by_id=same_period)
    for key, (index, row) in new.items():
        title = title_of(table, row, index, pack)
        if key in old:
            yield from _compare_row(table, old[key][1], row, title=title, pack=pack)
        else:
            address = row_address(table.id, row.id)
            yield Change(address, f"{table.label} {title}", "无此行", "新增")
    for key, (index, row) in old.items():
        if key not in new:
            title = title_of(table, row, index, pack)
            yield Change(table.id, f"{table.label} {title}", "有此行", "已删除")


def _compare_row(table: Table, old: Row, new: Row, *, title: str, pack: Pack) -> Iterator[Change]:
    for column in table.columns:
        before, after = old.cells.get(column.id), new.cells.get(column.id)
        if before != after:
            yield Change(
                cell_address(table.id, new.id, column.id),
                f"{table.label} {title} {column.label}",
                told(column, before, pack),
                told(column, after, pack),
            )


def _keyed(
    table: Table, record: Return, pack: Pack, *, by_id: bool
) -> Mapping[object, tuple[int, Row]]:
    rows = record.tables.get(table.id, ())
    if by_id or table.fixed_rows is not None:
        return {row.id: (index, row) for index, row in enumerate(rows)}
    found: dict[object, tuple[int, Row]] = {}
    for index, row in enumerate(rows):
        key = tuple(value_in(table.by_id[name], row.cells.get(name), pack) for name in table.key)
        # Rows without a whole key, or with one that is there twice, match nothing.
        whole = None not in key and key not in found
        found[key if whole else (record.period, row.id)] = (index, row)
    return found
