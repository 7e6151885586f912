"""The series as small charts, both axes logarithmic: what is straight grows with the number itself."""

import math
from collections.abc import Sequence
from html import escape
from typing import Final

from tests.bench.growth.series import Series

_WIDE: Final = 260
_HIGH: Final = 170
_ACROSS: Final = 3
_LEFT: Final = 46
_TOP: Final = 44
_RIGHT: Final = 32
_BOTTOM: Final = 26


def drawing(found: Sequence[Series]) -> str:
    """Draw them as one SVG."""
    down = -(-len(found) // _ACROSS)
    charts = "".join(
        f'<g transform="translate({index % _ACROSS * _WIDE} {index // _ACROSS * _HIGH})">'
        f"{_chart(one)}</g>"
        for index, one in enumerate(found)
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE * _ACROSS} {_HIGH * down}" '
        'font-family="Noto Sans SC, sans-serif" font-size="11" fill="#17212e">'
        f'<rect width="100%" height="100%" fill="#fff"/>{charts}</svg>\n'
    )


def _chart(one: Series) -> str:
    numbers = [math.log10(number) for number, _ in one.points]
    figures = [math.log10(figure) for _, figure in one.points]
    low, high = math.floor(min(figures)), math.ceil(max(figures) + 1e-9)
    across = (_WIDE - _LEFT - _RIGHT) / (numbers[-1] - numbers[0])
    up = (_HIGH - _TOP - _BOTTOM) / max(high - low, 1)
    places = [
        (_LEFT + (number - numbers[0]) * across, _HIGH - _BOTTOM - (figure - low) * up)
        for number, figure in zip(numbers, figures, strict=True)
    ]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    marks = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="2.6"/>' for x, y in places)
    below = "".join(
        f'<text x="{x:.1f}" y="{_HIGH - 10}" text-anchor="middle" fill="#526071">{number:,}</text>'
        for (x, _), (number, _) in zip(places, one.points, strict=True)
    )
    lines = "".join(
        f'<path d="M{_LEFT} {y:.1f}H{_WIDE - _RIGHT}" stroke="#dfe5ec"/>'
        f'<text x="{_LEFT - 5}" y="{y + 4:.1f}" text-anchor="end" fill="#526071">{10.0**power:g}</text>'
        for power in range(low, high + 1)
        for y in (_HIGH - _BOTTOM - (power - low) * up,)
    )
    return (
        f'<text x="8" y="18" font-weight="bold">{escape(one.name)}</text>'
        f'<text x="8" y="33" fill="#526071">{escape(one.what)}，{one.unit}</text>{lines}'
        f'<polyline points="{line}" fill="none" stroke="#1a5dab" stroke-width="1.6"/>'
        f'<g fill="#1a5dab">{marks}</g>{below}'
    )
