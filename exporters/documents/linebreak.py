"""Break Chinese text into lines (避头尾): no stop at the start of a line, no open bracket at its end.

Words of Latin letters and digits stay whole where a line can hold them. reportlab's own breaking
leaves open brackets at line ends and cuts numbers in two, and a number cut in two is misread.
"""

from collections.abc import Callable, Iterator

Measure = Callable[[str], float]
"""Width of a text in points."""

_NO_START = frozenset("，。、；：？！）》〉】』」〕〗”’…—～·％%℃‰,.;:?!)]}ー々㎡")
_NO_END = frozenset("（《〈【『「〔〖“‘([{￥¥＄#№")


def break_lines(text: str, measure: Measure, width: float) -> list[str]:
    r"""Break text into lines no wider than ``width`` points.

    Args:
        text: Any text; ``\n`` starts a new line.
        measure: Width of a piece of text; has to be additive over pieces.
        width: Room of a line. A single character wider than it stands on a line of its own.

    Returns:
        At least one line. Blanks at a break are dropped, nothing else is.

    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        lines.extend(_fill(_pieces(paragraph), measure, width))
    return lines


def _fill(pieces: Iterator[str], measure: Measure, width: float) -> list[str]:
    lines: list[str] = []
    line = ""
    used = 0.0
    for piece in pieces:
        for part in _cut(piece, measure, width):
            size = measure(part)
            if line and used + measure(part.rstrip()) > width:
                lines.append(line.rstrip())
                line, used = "", 0.0
            line += part
            used += size
    lines.append(line.rstrip())
    return lines


def _cut(piece: str, measure: Measure, width: float) -> Iterator[str]:
    """The piece itself; one that no line can hold comes in parts that fit."""
    if measure(piece.rstrip()) <= width:
        yield piece
        return
    part = ""
    for character in piece:
        if part and measure(part + character) > width:
            yield part
            part = ""
        part += character
    yield part


def _pieces(text: str) -> Iterator[str]:
    """The parts between the places where a line may break."""
    piece = ""
    for character in text:
        if piece and _may_break(piece[-1], character):
            yield piece
            piece = ""
        piece += character
    if piece:
        yield piece


def _may_break(before: str, after: str) -> bool:
    if after in _NO_START or after == " " or before in _NO_END:
        return False
    return before in " /" or _is_wide(before) or _is_wide(after)


def _is_wide(character: str) -> bool:
    """Han characters, full-width signs, and the dashes, quotes and dots of Chinese text."""
    return character >= "\u2e80" or "\u2014" <= character <= "\u2026"
