"""The cells of one sheet, read as a stream: only what is not blank is kept and counted."""

from array import array
from collections.abc import Sequence
from typing import Final

from exporters.documents import intake
from exporters.documents.excel.cell_text import cell_text, formula_text
from exporters.documents.excel.parts import too_large
from exporters.documents.excel.strings import RichText
from exporters.documents.excel.styles import PLAIN
from exporters.documents.excel.xml_stream import Attributes
from exporters.documents.intake import FileFault, IntakeError, broken_workbook
from forms.tables.cells import BLANK, CellRow, CellText

_MOST_KEPT: Final = 50_000


class SheetCells:
    """Handler of the part of a sheet.

    Args:
        name: Of the sheet, for refusals.
        strings: Shared texts.
        styles: Kind of every style.
        from_1904: Whether days are counted from 1904.

    """

    def __init__(
        self, name: str, strings: Sequence[str], styles: "array[int]", *, from_1904: bool
    ) -> None:
        self._name = name
        self._strings = strings
        self._styles = styles
        self._from_1904 = from_1904
        self._rows: dict[int, CellRow] = {}
        self._kept: dict[tuple[str, str, int], CellText] = {}
        self._columns: dict[str, int] = {}
        self._cells = 0
        self._signs = 0
        self._number, self._digits = 0, ""
        self._is_hidden = False
        self._hidden: set[int] = set()
        self._row: dict[int, CellText] = {}
        self._place = -1
        self._kind = ""
        self._style = PLAIN
        self._formula = False
        self._value: list[str] = []
        self._grabs = False
        self._rich: RichText | None = None

    def rows(self) -> list[CellRow]:
        """All rows from the first, without blank ones at the end."""
        last = max(self._rows, default=0)
        return [self._rows.get(number, ()) for number in range(1, last + 1)]

    @property
    def hidden_rows(self) -> frozenset[int]:
        """Numbers (from 1) of the rows with content that nobody sees: hidden, folded or filtered out."""
        return frozenset(self._hidden)

    def start(self, name: str, attributes: Attributes) -> None:
        """See a row, a cell or what is in one."""
        if name == "c":
            self._begin(attributes)
        elif name in {"v", "is"}:
            if self._value:  # two values: each program would show another
                raise broken_workbook()
            self._grabs = name == "v"
            self._rich = None if self._grabs else RichText()
        elif name == "f":
            self._formula = True
        elif name == "row":
            number = attributes.get("r", "")
            is_number = len(number) <= 7 and number.isascii() and number.isdigit()
            self._number = int(number) if is_number else self._number + 1
            self._row, self._place, self._digits = {}, -1, str(self._number)
            self._is_hidden = attributes.get("hidden", "0") in {"1", "true"}
        elif self._rich is not None:
            self._rich.start(name, attributes)

    def end(self, name: str) -> None:
        """Keep a cell or a row when it is whole."""
        if name == "c":
            self._finish()
        elif name == "v":
            self._grabs = False
        elif name == "row":
            self._keep_row()
        elif name == "is" and self._rich is not None:
            self._value, self._rich = [self._rich.take()], None
        elif self._rich is not None:
            self._rich.end(name)

    def text(self, text: str) -> None:
        """Take a piece of a value."""
        if self._grabs:
            if len(self._value) < 100:
                self._value.append(text)
        elif self._rich is not None:
            self._rich.text(text)

    def _begin(self, attributes: Attributes) -> None:
        place = attributes.get("r", "")
        self._place = self._column(place) if place else self._place + 1
        self._kind = attributes.get("t", "")
        style = attributes.get("s", "")
        number = int(style) if len(style) <= 6 and style.isascii() and style.isdigit() else 0
        self._style = self._styles[number] if number < len(self._styles) else PLAIN
        self._formula = False
        self._value = []

    def _finish(self) -> None:
        if not self._value and not self._formula:
            return
        value = "".join(self._value)
        key = (self._kind, value, self._style)
        found = self._kept.get(key)
        if found is None:
            found = cell_text(
                self._kind, value, self._style, self._strings, from_1904=self._from_1904
            )
            self._count_signs(found)
            if len(self._kept) < _MOST_KEPT:
                self._kept[key] = found
        if self._formula:
            found = formula_text(found)
        if not found.fault and not found.text.strip():  # blanks alone are a blank cell
            return
        if self._place in self._row:
            raise broken_workbook()
        self._row[self._place] = found

    def _count_signs(self, cell: CellText) -> None:
        if self._kind != "s":
            self._signs += len(cell.text)
            if self._signs > intake.MAX_SIGNS:
                raise too_large()

    def _keep_row(self) -> None:
        if not self._row:
            return
        if self._number in self._rows:
            raise broken_workbook()
        width = max(self._row) + 1
        self._cells += width
        if (
            self._number > intake.MAX_ROWS
            or width > intake.MAX_COLUMNS
            or self._cells > intake.MAX_CELLS
        ):
            raise IntakeError(
                FileFault.TOO_MANY_CELLS,
                f"工作表“{self._name}”第 {self._number} 行、第 {width} 列处有内容，超过了 {intake.MAX_ROWS}"
                f" 行、{intake.MAX_COLUMNS} 列的上限。请删去多余的内容后再试。",
            )
        if self._is_hidden:
            self._hidden.add(self._number)
        self._rows[self._number] = tuple(self._row.get(place, BLANK) for place in range(width))
        self._row = {}

    def _column(self, place: str) -> int:
        letters = place.rstrip("0123456789")
        if place[len(letters) :] != self._digits:  # it says it lies in another row
            raise broken_workbook()
        found = self._columns.get(letters)
        if found is None:
            found = column_number(letters)
            self._columns[letters] = found
        return found


def column_number(letters: str) -> int:
    """Place of a column from 0: ``A`` is 0, ``AA`` 26.

    Raises:
        IntakeError: It is no column of a spreadsheet.

    """
    if not (1 <= len(letters) <= 3 and letters.isascii() and letters.isalpha()):
        raise broken_workbook()
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1


def column_letters(place: int) -> str:
    """Letters of a column counted from 1: 1 is ``A``, 27 ``AA``."""
    letters = ""
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
