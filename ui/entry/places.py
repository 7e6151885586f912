"""The sections of a form, to be walked through."""

from collections.abc import Sequence
from dataclasses import dataclass

from forms.record import split_address
from forms.spec import Form


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
