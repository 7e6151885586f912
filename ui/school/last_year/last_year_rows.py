"""Rows of the page 上年对照: one for each number that moved, the largest movement first."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Final

from forms.live.last_year import Beside
from forms.live.sheet import Sheet
from forms.record import split_address
from forms.rounding import shortest
from forms.values import Number
from forms.wording import show
from ui.entry.changes import share_text
from ui.models.records import CellLook, Record

LARGE: Final = "large"
ALL: Final = ""
_PLACES: Final = 2


def change_rows(changes: Iterable[Beside], limit: Number, sheet: Sheet) -> list[Record]:
    """Make the rows; ``limit`` says from how many percent a change is large."""
    ordered = sorted(changes, key=_weight, reverse=True)
    return [_row(change, limit, sheet) for change in ordered]


def _weight(change: Beside) -> tuple[bool, Fraction]:
    """From nothing to something comes first, then by percent."""
    share = change.share
    return share is None, change.amount if share is None else abs(share)


def _row(change: Beside, limit: Number, sheet: Sheet) -> Record:
    large, place, table = change.is_large(limit), *_place(change, sheet)
    difference = change.difference or 0
    sign = "+" if difference > 0 else "-"
    unit = f"　单位：{change.item.unit}" if change.item.unit else ""
    form = sheet.plan.pack.form_by_id[change.address.partition(".")[0]]
    where = f"{form.label} › {table}" if table else form.label
    cells = (
        CellLook(place, note=where + unit, icon="triangle-alert" if large else "", tone="query"),
        CellLook(change.text, order=change.last),
        CellLook(show(change.now, change.item, sheet.plan.pack.choices), order=change.now),
        CellLook(f"{sign}{shortest(change.amount, _PLACES)}", order=difference),
        CellLook(share_text(change) or "原为 0", order=change.share),
    )
    tags = frozenset({"large"}) if large else frozenset()
    return Record(change.address, cells, search=f"{place} {where}", tags=tags)


def _place(change: Beside, sheet: Sheet) -> tuple[str, str]:
    """The item with its row, and the table it stands in; what tells rows apart is never cut."""
    head, row, _ = split_address(change.address)
    if row is None:
        return change.item.label, ""
    title = next((one.title for one in sheet.rows(head) if one.id == row), row)
    return f"{title} {change.item.label}", sheet.plan.tables[head].table.label
