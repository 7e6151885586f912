"""The bundled font in reportlab, and which characters it lacks.

reportlab draws nothing for a missing glyph and says nothing, so every text is compared with the
font's character map first. Its own map of codes to characters is 16 bit wide and gives U+0000 to codes
without a character, which PDF/A forbids; ours takes its place.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from threading import Lock
from typing import Any

from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily, stringWidth
from reportlab.pdfbase.ttfonts import TTFont

from exporters.documents.clean import printable
from forms.types.visible import REPLACEMENT
from resources import resource

REGULAR = "YouhengSans"
BOLD = "YouhengSans-Bold"
_FILES = {REGULAR: "NotoSansSC-Regular.ttf", BOLD: "NotoSansSC-Bold.ttf"}
_registering = Lock()


class ArchivalFont(TTFont):
    """A font whose texts copy out of the PDF as they were typed, characters beyond the BMP as well."""

    def addObjects(self, doc: Any) -> None:  # noqa: N802, ANN401 - reportlab's name and document
        """Add the subsets as reportlab makes them, each with our map."""
        subsets = self.state[doc].subsets
        names = [self.getSubsetInternalName(number, doc)[1:] for number in range(len(subsets))]
        super().addObjects(doc)
        fonts = doc.idToObject["BasicFonts"].dict
        for name, subset in zip(names, subsets, strict=True):
            doc.idToObject[f"toUnicodeCMap:{fonts[name].BaseFont}"].content = to_unicode(subset)


_BLOCK = 100
"""Entries a block of such a map has at most (Adobe technical note 5411)."""


def to_unicode(subset: Sequence[int]) -> str:
    """Map the codes of a subset to UTF-16; a code without a character has no entry."""
    told = [
        f"<{code:02X}> <{chr(character).encode('utf-16-be').hex().upper()}>"
        for code, character in enumerate(subset)
        if character
    ]
    blocks = [told[start : start + _BLOCK] for start in range(0, len(told), _BLOCK)]
    lines = [
        "/CIDInit /ProcSet findresource begin",
        "12 dict begin",
        "begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def",
        "/CMapType 2 def",
        "1 begincodespacerange",
        "<00> <FF>",
        "endcodespacerange",
    ]
    for block in blocks:
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    ends = ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
    return "\n".join([*lines, *ends])


@cache
def _register() -> frozenset[str]:
    """Register both weights once; the characters that both can draw."""
    codes = []
    for name, file in _FILES.items():
        font = ArchivalFont(name, str(resource("fonts", file)))
        registerFont(font)
        codes.append(set(font.face.charToGlyph))
    registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
    return frozenset(chr(code) for code in codes[0] & codes[1])


def ensure_fonts() -> AbstractSet[str]:
    """Make the fonts known to reportlab; costs nothing the second time.

    Returns:
        The characters they can draw.

    """
    with _registering:
        return _register()


@lru_cache(maxsize=8192)
def text_width(text: str, font: str, size: float) -> float:
    """Width of a text in points, each character for itself (no kerning in reportlab)."""
    ensure_fonts()
    return float(stringWidth(text, font, size))


class Glyphs:
    """Makes texts drawable and remembers what could not be drawn.

    Attributes:
        missing: The characters that were replaced by □.

    """

    def __init__(self) -> None:
        self._known = ensure_fonts() | {"\n"}
        self.missing: set[str] = set()

    def drawable(self, text: str) -> str:
        """Return the text with □ for every character the font lacks."""
        shown = printable(text)
        lacking = {character for character in shown if character not in self._known}
        if not lacking:
            return shown
        self.missing |= lacking
        return "".join(REPLACEMENT if character in lacking else character for character in shown)

    def report(self) -> tuple[str, ...]:
        """Name the characters that were replaced, e.g. ``𠮷（U+20BB7）``, in code order."""
        return tuple(f"{character}（U+{ord(character):04X}）" for character in sorted(self.missing))
