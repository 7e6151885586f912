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


def place_after(forms: Sequence[Form], place: Place) -> Place | None:
    """The section that follows, over the ends of forms; ``None`` after the last one."""
    places = places_in(forms)
    following = places.index(place) + 1
    return places[following] if following < len(places) else None


def find_place(forms: Sequence[Form], address: str) -> Place | None:
    """Find the section an address is in; ``None`` if none of the forms has it."""
    item = split_address(address)[0]
    for form in forms:
        for number, section in enumerate(form.sections):
            if any(found.id == item for found in section.items):
                return Place(form.id, number)
    return None
