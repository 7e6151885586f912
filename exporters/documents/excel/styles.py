"""Which cell styles show a number as a date or as a duration, and which strike out what is in the cell."""

from array import array
from typing import Final

from exporters.documents.excel.number_formats import is_date, is_duration
from exporters.documents.excel.parts import too_large
from exporters.documents.excel.xml_stream import Attributes

PLAIN, DATE, DURATION, CROSSED_OUT = 0, 1, 2, 3

_LONGEST_CODE: Final = 255
_MOST_STYLES: Final = 65_536
"""As many as Excel itself allows."""


class StyleReader:
    """Handler of the part with the styles.

    Attributes:
        kinds: Number of a style → :data:`PLAIN`, :data:`DATE`, :data:`DURATION` or :data:`CROSSED_OUT`.

    """

    def __init__(self) -> None:
        self.kinds = array("b")
        self._codes: dict[int, str] = {}
        self._inside = ""
        self._fonts = 0
        self._crossing: set[int] = set()

    def start(self, name: str, attributes: Attributes) -> None:
        """See a format or a style."""
        if name == "numFmt":
            self._codes[_whole(attributes.get("numFmtId", ""))] = attributes.get("formatCode", "")[
                :_LONGEST_CODE
            ]
        elif name in {"cellXfs", "fonts"}:
            self._inside = name
        elif name == "xf" and self._inside == "cellXfs":
            self.kinds.append(self._kind(attributes))
        elif name == "font" and self._inside == "fonts":
            self._fonts += 1
        elif name == "strike" and self._inside == "fonts" and is_on(attributes):
            self._crossing.add(self._fonts - 1)
        if max(len(self.kinds), len(self._codes), self._fonts) > _MOST_STYLES:
            raise too_large()

    def end(self, name: str) -> None:
        """Leave a list."""
        if name == self._inside:
            self._inside = ""

    def text(self, text: str) -> None:
        """Styles have no text."""

    def kind(self, style: str) -> int:
        """Kind of the style a cell names."""
        number = _whole(style)
        return self.kinds[number] if 0 <= number < len(self.kinds) else PLAIN

    def _kind(self, attributes: Attributes) -> int:
        if _whole(attributes.get("fontId", "0")) in self._crossing:
            return CROSSED_OUT
        number = _whole(attributes.get("numFmtId", "0"))
        if is_duration(number, self._codes):
            return DURATION
        return DATE if is_date(number, self._codes) else PLAIN


def is_on(attributes: Attributes) -> bool:
    """Whether an element such as ``<strike/>`` says yes, as it does without a value."""
    return attributes.get("val", "1") not in {"0", "false"}


def _whole(text: str) -> int:
    return int(text) if len(text) <= 9 and text.isascii() and text.isdigit() else -1
