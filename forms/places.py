"""Where an address is, in words, and whether the forms have it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from forms.live.check_plan import CheckPlan
from forms.record import split_address
from forms.spec import Pack

NO_ROWS: Final[Mapping[str, str]] = MappingProxyType({})


def has_place(plan: CheckPlan, address: str) -> bool:
    """Whether the forms have this form, field, table, row of a table or cell; rows need not exist."""
    head, row_id, column = split_address(address)
    if column is not None:
        return head in plan.tables and column in plan.tables[head].table.by_id
    if head in plan.tables:
        return True
    return row_id is None and (head in plan.fields or any(form.id == head for form in plan.forms))


def place_of(pack: Pack, address: str, rows: Mapping[str, str] = NO_ROWS) -> str:
    """Say where an address is: form, field or table, row by its title in ``rows``, column."""
    head, row, column = split_address(address)
    form = pack.form_by_id.get(head.split(".")[0])
    item = pack.fields.get(head) or pack.tables.get(head)
    words = [form.label if form else "", item.label if item else ""]
    if title := rows.get(row or "", ""):
        words.append(f"第 {title} 行" if title.isdecimal() else title)
    if column and head in pack.tables and column in pack.tables[head].by_id:
        words.append(pack.tables[head].by_id[column].label)
    return " › ".join(word for word in words if word)
