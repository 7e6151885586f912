"""The bundled font in reportlab, and which characters it lacks.

reportlab draws nothing for a missing glyph and says nothing, so every text is compared with the
font's character map first. Characters beyond the BMP draw correctly but copy out of the PDF as
others (its ToUnicode map is 16 bit wide); the figures are in data/return.json for that reason too.
"""

from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from threading import Lock

from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily, stringWidth
from reportlab.pdfbase.ttfonts import TTFont

from exporters.documents.clean import printable
from forms.types.visible import REPLACEMENT
from resources import resource

REGULAR = "YouhengSans"
BOLD = "YouhengSans-Bold"
_FILES = {REGULAR: "NotoSansSC-Regular.ttf", BOLD: "NotoSansSC-Bold.ttf"}
_registering = Lock()


@cache
def _register() -> frozenset[str]:
    """Register both weights once; the characters that both can draw."""
    codes = []
    for name, file in _FILES.items():
        font = TTFont(name, str(resource("fonts", file)))
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
