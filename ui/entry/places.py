"""Places in a form: the sections to walk through, and where an address is, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from forms.record import split_address
from forms.spec import Form, Pack

NO_ROWS: Final[Mapping[str, str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Place:
    """A section of a form, by its number from 0."""

    form: str
    section: int


def places_in(forms: Sequence[Form]) -> list[Place]:
    """All sections in order."""
    return [Place(form.id, number) for form in forms for number in range(len(form.sections))]


def find_place(forms: Sequence[Form], address: str) -> Place | None:
    """Find the section an address is in; ``None`` if none of the forms has it."""
    item = split_address(address)[0]
    for form in forms:
        for number, section in enumerate(form.sections):
            if any(found.id == item for found in section.items):
                return Place(form.id, number)
    return None


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
