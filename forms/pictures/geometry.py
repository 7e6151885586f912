"""Where things of a picture go: scales, round numbers on an axis, the width of a text, hatching."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from forms.pictures.picture import BODY, Box, Meaning, Stroke

_NARROW: Final = 0.56
"""Width of a Latin letter or digit of the bundled font, in type sizes; a Chinese sign has 1."""
_STEPS: Final = (1, 2, 5, 10)


@dataclass(frozen=True, slots=True)
class Scale:
    """From a number to a place along an axis.

    Attributes:
        most: The number at its end; the number at its start is 0.
        start: Where it begins.
        end: Where it ends; before its start where it runs upwards.

    """

    most: Fraction
    start: float
    end: float

    def __call__(self, value: Fraction) -> float:
        """Give the place of a number; beyond the end for a larger one."""
        return self.start + float(value / self.most) * (self.end - self.start)


def ticks(most: Fraction, *, about: int) -> tuple[Fraction, ...]:
    """Round numbers from 0 on, the last not below ``most``, about so many; ``most`` is above 0."""
    rough = most / about
    power = Fraction(1)
    while power * 10 <= rough:
        power *= 10
    while power > rough:
        power /= 10
    step = next(power * times for times in _STEPS if power * times >= rough)
    count = -(-most // step)
    return tuple(step * number for number in range(int(count) + 1))


def text_width(text: str, size: float = BODY) -> float:
    """Estimate the width of a text in units: the bundled font is known, its kerning is not needed."""
    return size * sum(_NARROW if sign.isascii() else 1 for sign in text)


def elided(text: str, room: float, size: float = BODY) -> str:
    """Cut a text to the room it has, with ``…`` where something was cut."""
    if text_width(text, size) <= room:
        return text
    kept = text
    while kept and text_width(kept, size) + size > room:
        kept = kept[:-1]
    return f"{kept}…"


def lines_of(text: str, room: float, size: float = BODY) -> list[str]:
    """Break a text into lines of this width; a line has at least one sign."""
    lines: list[str] = []
    for sign in text:
        if lines and text_width(lines[-1] + sign, size) <= room:
            lines[-1] += sign
        else:
            lines.append(sign)
    return lines


def hatching(box: Box, ink: Meaning, *, gap: float = 3.2) -> Iterator[Stroke]:
    """Draw slanting lines over a box: a second sign beside its colour."""
    right, bottom = box.x + box.width, box.y + box.height
    offset = gap
    while offset < box.width + box.height:
        x1, y1 = box.x + offset, box.y
        if x1 > right:
            x1, y1 = right, box.y + offset - box.width
        x2, y2 = box.x, box.y + offset
        if y2 > bottom:
            x2, y2 = box.x + offset - box.height, bottom
        yield Stroke(x1, y1, x2, y2, ink, width=0.7)
        offset += gap


def spaced(wanted: Sequence[float], *, gap: float, least: float, most: float) -> list[float]:
    """Move places along an axis apart by at least ``gap``, in their order, within its ends.

    Places are given in rising order and there is room for all of them.
    """
    found: list[float] = []
    for place in wanted:
        found.append(max(place, least if not found else found[-1] + gap))
    limit = most
    for number in reversed(range(len(found))):
        found[number] = min(found[number], limit)
        limit = found[number] - gap
    return found
