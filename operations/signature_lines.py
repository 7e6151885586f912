"""The places of a report where the three sign by hand, with who has confirmed it in the program."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from forms.confirmation import Confirmation, Signatory

if TYPE_CHECKING:
    from exporters.documents.report import SignatureLine


def signature_lines(
    people: Mapping[Signatory, str], given: Sequence[Confirmation]
) -> "list[SignatureLine]":
    """Make a line for each of the three, with who it is and when the person confirmed, local time."""
    from exporters.documents.report import SignatureLine

    times = {
        found.signatory: f"{found.at.astimezone():%Y-%m-%d %H:%M} 在程序中确认" for found in given
    }
    return [
        SignatureLine(signatory.label, people.get(signatory, ""), times.get(signatory, ""))
        for signatory in Signatory
    ]
