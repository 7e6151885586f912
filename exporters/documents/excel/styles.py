"""Which cell styles show a number as a date or as a duration."""

from array import array
from typing import Final

from exporters.documents.excel.number_formats import is_date, is_duration
from exporters.documents.excel.parts import too_large
from exporters.documents.excel.xml_stream import Attributes

PLAIN, DATE, DURATION = 0, 1, 2

_LONGEST_CODE: Final = 255
_MOST_STYLES: Final = 65_536
"""As many as Excel itself allows."""


class StyleReader:
    """Handler of the part with the styles.

    Attributes:
        kinds: Number of a style → :data:`PLAIN`, :data:`DATE` or :data:`DURATION`.

    """

    def __init__(self) -> None:
        self.kinds = array("b")
        self._codes: dict[int, str] = {}
        self._inside = False

    def start(self, name: str, attributes: Attributes) -> None:
        """See a format or a style."""
        if name == "numFmt":
            self._codes[_whole(attributes.get("numFmtId", ""))] = attributes.get("formatCode", "")[
                :_LONGEST_CODE
            ]
        elif name == "cellXfs":
            self._inside = True
        elif name == "xf" and self._inside:
            self.kinds.append(self._kind(_whole(attributes.get("numFmtId", "0"))))
        if max(len(self.kinds), len(self._codes)) > _MOST_STYLES:
            raise too_large()

    def end(self, name: str) -> None:
        """Leave the list of styles."""
        if name == "cellXfs":
            self._inside = False

    def text(self, text: str) -> None:
        """Styles have no text."""

    def kind(self, style: str) -> int:
        """Kind of the style a cell names."""
        number = _whole(style)
        return self.kinds[number] if 0 <= number < len(self.kinds) else PLAIN

    def _kind(self, number: int) -> int:
        if is_duration(number, self._codes):
            return DURATION
        return DATE if is_date(number, self._codes) else PLAIN


def _whole(text: str) -> int:
    return int(text) if len(text) <= 9 and text.isascii() and text.isdigit() else -1
