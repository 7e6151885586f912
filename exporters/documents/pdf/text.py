"""Plain text as flowables: no markup is parsed, so nothing a user typed can change the layout."""

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Preformatted

from exporters.documents import palette
from exporters.documents.linebreak import break_lines
from exporters.documents.pdf.fonts import BOLD, REGULAR, Glyphs, text_width
from exporters.documents.pdf.structure import Tagged


class TextBlock(Tagged, Preformatted):
    """Lines of text that are one paragraph; a part of one that goes on elsewhere is one too."""

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:  # noqa: N803 - reportlab's names
        """The part that fits, and the rest."""
        parts: list[Any] = super().split(availWidth, availHeight)
        return [TextBlock("\n".join(part.lines), part.style) for part in parts]


def text_block(
    text: str,
    width: float,
    *,
    glyphs: Glyphs,
    size: float = 9,
    bold: bool = False,
    colour: str = palette.INK,
    after: float = 3,
) -> TextBlock:
    """A paragraph of plain text, broken to ``width`` points.

    Args:
        text: Any text.
        width: Room in points.
        glyphs: Makes it drawable and remembers what could not be drawn.
        size: Type size in points.
        bold: In bold.
        colour: Six hex digits.
        after: Space below, in points.

    """
    font = BOLD if bold else REGULAR
    style = ParagraphStyle(
        name="text",
        fontName=font,
        fontSize=size,
        leading=size * 1.5,
        textColor=HexColor(f"#{colour}"),
        spaceAfter=after,
    )
    lines = break_lines(glyphs.drawable(text), lambda part: text_width(part, font, size), width)
    # Preformatted would drop blank lines at the start and read nothing else into the text.
    return TextBlock("\n".join(lines), style)
