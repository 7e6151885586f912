"""A picture: shapes with a meaning, the table behind them, and the sentence that says it all.

Lengths are in units; one is a point on paper. The origin is at the top left, y grows downwards. Floats
are for drawing alone: whatever is compared or written was compared and written exactly before.
"""

from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from math import pi, sqrt
from typing import Final

from forms.indicator_value import IndicatorState
from forms.values import Number

BODY: Final = 8.5
"""Size of the text of a picture."""
SMALL: Final = 7.5


class Meaning(StrEnum):
    """What a colour means; painters for the screen and for paper give each one theirs."""

    TEXT = "text"
    QUIET = "quiet"
    """What explains: axes, names of lines."""
    GRID = "grid"
    SOFT = "soft"
    """A pale surface."""
    GROUND = "ground"
    """The ground the picture stands on."""
    ACCENT = "accent"
    """What is chosen."""
    REACHED = "reached"
    GE85 = "ge85"
    SHORT = "short"
    MISSING = "missing"


INKS: Final = {
    IndicatorState.REACHED: Meaning.REACHED,
    IndicatorState.GE85: Meaning.GE85,
    IndicatorState.SHORT: Meaning.SHORT,
    IndicatorState.MISSING: Meaning.MISSING,
}


class Dash(StrEnum):
    """How a line is drawn, so that lines differ without their colour."""

    SOLID = "solid"
    DASHED = "dashed"
    DOTTED = "dotted"

    @property
    def lengths(self) -> tuple[float, ...]:
        """Lengths of dash and gap in points; none for a solid line."""
        return _LENGTHS[self]


_LENGTHS: Final = {Dash.SOLID: (), Dash.DASHED: (5.0, 3.0), Dash.DOTTED: (1.5, 2.5)}


class Outline(StrEnum):
    """The outline of a mark, so that marks differ without their colour."""

    CIRCLE = "circle"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"


FORMS: Final = {
    IndicatorState.REACHED: Outline.CIRCLE,
    IndicatorState.GE85: Outline.DIAMOND,
    IndicatorState.SHORT: Outline.TRIANGLE,
}


class TextAnchor(StrEnum):
    """Which point of a text its place is."""

    LEFT = "left"
    MIDDLE = "middle"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    ink: Meaning = Meaning.GRID
    dash: Dash = Dash.SOLID
    width: float = 0.5


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle without a frame; ``key`` is what it stands for."""

    x: float
    y: float
    width: float
    height: float
    ink: Meaning
    key: object = None


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled outline around a centre; the area of all three forms is that of the circle."""

    x: float
    y: float
    radius: float
    form: Outline
    ink: Meaning
    key: object = None
    filled: bool = True


def corners_of(mark: Dot) -> list[tuple[float, float]]:
    """The corners of a diamond or a triangle with the area of the circle of its radius."""
    x, y = mark.x, mark.y
    if mark.form is Outline.DIAMOND:
        half = mark.radius * sqrt(pi / 2)
        return [(x, y - half), (x + half, y), (x, y + half), (x - half, y)]
    half = mark.radius * sqrt(pi / sqrt(3))
    high = half * sqrt(3)
    return [(x, y - high * 2 / 3), (x + half, y + high / 3), (x - half, y + high / 3)]


@dataclass(frozen=True, slots=True)
class Label:
    """A text; its place is on the base line."""

    x: float
    y: float
    text: str
    ink: Meaning = Meaning.TEXT
    size: float = BODY
    anchor: TextAnchor = TextAnchor.LEFT
    bold: bool = False


Shape = Stroke | Box | Dot | Label


@dataclass(frozen=True, slots=True)
class Room:
    """How large a picture is to be."""

    width: float
    height: float


@dataclass(frozen=True, slots=True)
class ChartCell:
    """A cell of a table.

    Attributes:
        text: What it says.
        order: What it is sorted by; ``None`` is missing.
        state: How the figure stands, where it is judged.

    """

    text: str
    order: Number | Decimal | str | None = None
    state: IndicatorState | None = None


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A row of a table and what it stands for."""

    key: object
    cells: tuple[ChartCell, ...]


@dataclass(frozen=True, slots=True)
class ChartHeading:
    """A column; figures lean to the right."""

    label: str
    numeric: bool = True


@dataclass(frozen=True, slots=True)
class ChartTable:
    """What a picture shows, in figures."""

    headings: tuple[ChartHeading, ...]
    rows: tuple[ChartRow, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """See the module.

    Attributes:
        title: What it is of.
        sentence: What it shows, for whoever does not see it; where there is nothing to show, why.
        room: How large it is.
        shapes: In the order they are painted; none where there is nothing to show.
        table: The same in figures.

    """

    title: str
    sentence: str
    room: Room
    shapes: tuple[Shape, ...] = ()
    table: ChartTable = field(default_factory=lambda: ChartTable((), ()))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to show but the sentence."""
        return not self.shapes
