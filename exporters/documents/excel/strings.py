"""Texts of a workbook: the shared ones, raised figures kept apart, escaped signs written out."""

import re
from typing import Final

from exporters.documents import intake
from exporters.documents.excel.parts import too_large
from exporters.documents.excel.styles import is_on
from exporters.documents.excel.xml_stream import Attributes

_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_RAISED: Final = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_LOWERED: Final = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
STRUCK: Final = "\u0336"
"""Stands behind a piece of a text that is struck out; Unicode has it for that."""


def unescaped(text: str) -> str:
    r"""Write out the signs a workbook escapes, as ``_x000D_`` for a carriage return."""
    return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


class RichText:
    """Collects one text out of its runs; a figure that is raised or lowered stays so, what is struck too.

    Otherwise the footnote mark of ``62¹`` would make it ``621``, and a figure crossed out would count.
    """

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._length = 0
        self._grabs = False
        self._phonetic = False
        self._position = ""
        self._is_struck = False

    def start(self, name: str, attributes: Attributes) -> None:
        """See an element inside a text."""
        if name == "t":
            self._grabs = not self._phonetic
        elif name == "rPh":
            self._phonetic = True
        elif name == "r":
            self._position, self._is_struck = "", False
        elif name == "vertAlign":
            self._position = attributes.get("val", "")
        elif name == "strike":
            self._is_struck = is_on(attributes)

    def end(self, name: str) -> None:
        """See its end."""
        if name == "t":
            self._grabs = False
        elif name == "rPh":
            self._phonetic = False

    def text(self, text: str) -> None:
        """Take a piece, as far as a cell can hold it."""
        if self._grabs and self._length <= intake.MAX_TEXT * 2:
            self._length += len(text)
            if self._position == "superscript":
                text = text.translate(_RAISED)
            elif self._position == "subscript":
                text = text.translate(_LOWERED)
            self.pieces.append(text + STRUCK if self._is_struck and text.strip() else text)

    def take(self) -> str:
        """Give the text, and begin the next."""
        found = unescaped("".join(self.pieces))
        self.pieces, self._length, self._position, self._is_struck = [], 0, "", False
        return found


class SharedStrings:
    """Handler of the part with the shared texts.

    Attributes:
        texts: The texts by number.

    """

    def __init__(self) -> None:
        self.texts: list[str] = []
        self._rich = RichText()
        self._signs = 0

    def start(self, name: str, attributes: Attributes) -> None:
        """See an element."""
        if name != "si":
            self._rich.start(name, attributes)

    def end(self, name: str) -> None:
        """Keep a text when it is whole."""
        if name != "si":
            self._rich.end(name)
            return
        found = self._rich.take()
        self._signs += len(found)
        self.texts.append(found)
        if self._signs > intake.MAX_SIGNS or len(self.texts) > intake.MAX_STRINGS:
            raise too_large()

    def text(self, text: str) -> None:
        """Take a piece of a text."""
        self._rich.text(text)
