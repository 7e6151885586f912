"""Where an address is, in words."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from forms.record import split_address
from forms.spec import Pack

NO_ROWS: Final[Mapping[str, str]] = MappingProxyType({})


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
