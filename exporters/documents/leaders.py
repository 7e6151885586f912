"""The report to the leaders of a district as plain data: every text and picture is ready.

Made by :mod:`operations.bureau.leaders`; drawn by :mod:`exporters.documents.pdf.leaders`.
"""

from dataclasses import dataclass

from exporters.documents.report import Tone
from forms.pictures import Chart


@dataclass(frozen=True, slots=True)
class LeadersCell:
    """A cell of a table; ``tone`` colours what the word says already."""

    text: str
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class LeadersColumn:
    """A column.

    Attributes:
        label: Heading.
        share: Of the width of the page, beside the other columns.
        centred: Its cells are signs rather than words.

    """

    label: str
    share: float
    centred: bool = False


@dataclass(frozen=True, slots=True)
class LeadersTable:
    """A table with as many rows as the report has room for; ``note`` says where the others are."""

    columns: tuple[LeadersColumn, ...]
    rows: tuple[tuple[LeadersCell, ...], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class LeadersPart:
    """A part with a heading and an entry in the outline.

    Attributes:
        title: Heading.
        sentences: What it says, a paragraph each; never none.
        charts: Pictures, each with its title and sentence; narrow ones stand two and two.
        table: The table below them.

    """

    title: str
    sentences: tuple[str, ...]
    charts: tuple[Chart, ...] = ()
    table: LeadersTable | None = None


@dataclass(frozen=True, slots=True)
class LeadersReport:
    """The whole report.

    Attributes:
        title: Of the document.
        district: Whose it is.
        period: The year reported.
        verdict: What it all comes to, in a few words.
        tone: Of the verdict.
        sentences: What stands under the verdict.
        parts: In the order of the pages.
        imprint: What the foot of each page says of where it comes from.

    """

    title: str
    district: str
    period: int
    verdict: str
    tone: Tone
    sentences: tuple[str, ...]
    parts: tuple[LeadersPart, ...]
    imprint: str = ""
