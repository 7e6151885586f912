"""Tables that people send: which sheet is read, what is said of it, and every refusal in words."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from forms.tables.cells import CellRow
from forms.tables.headings import Headings
from forms.tables.sheets import SeveralSheetsError, TableError, choose_sheet, hidden_rows_told
from operations.errors import Refused, refusing


class ChooseSheet(Refused):
    """Several sheets could be meant.

    Attributes:
        sheets: Their names.

    """

    def __init__(self, message: str, sheets: Sequence[str]) -> None:
        super().__init__(message)
        self.sheets = tuple(sheets)


@dataclass(frozen=True, slots=True)
class ChosenTable:
    """The table that was read.

    Attributes:
        rows: Its rows from the first.
        sheet: Name of the sheet, ``""`` for CSV.
        others: Visible sheets that were not read.
        hidden: Hidden sheets, which are never read.
        hidden_rows: How many of the rows nobody sees in the file, hidden or filtered out.

    """

    rows: Sequence[CellRow]
    sheet: str = ""
    others: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    hidden_rows: int = 0

    @property
    def sentences(self) -> tuple[str, ...]:
        """Which sheet was read, and which were not, and rows nobody sees; nothing for CSV."""
        if not self.sheet:
            return ()
        found = [f"读的是工作表“{self.sheet}”。"]
        if self.others:
            found.append(f"没有读的工作表：{'、'.join(self.others)}。")
        if self.hidden:
            found.append(f"隐藏的工作表不读：{'、'.join(self.hidden)}。")
        found.append(hidden_rows_told(self.hidden_rows))
        return ("".join(found),)

    def as_json(self) -> dict[str, object]:
        """The same for ``--json``."""
        return {
            "sheet": self.sheet,
            "not_read": [*self.others, *self.hidden],
            "hidden_rows": self.hidden_rows,
        }


def read_chosen(data: bytes, *, headings: Headings, sheet: str = "") -> ChosenTable:
    """Read a CSV file, or the one sheet of a workbook that is meant.

    Args:
        data: The file.
        headings: What the table has to have.
        sheet: Name of the sheet, if the user gave one.

    Raises:
        ChooseSheet: Several sheets could be meant, or the one named is not there.
        Refused: The file cannot be read.

    """
    from exporters.documents.read import read_sheets, table_texts

    with refusing():
        file = read_sheets(data)
    try:
        chosen = choose_sheet(
            file, wanted=sheet, fits=lambda rows: headings.fits(table_texts(rows[:20]))
        )
    except SeveralSheetsError as error:
        raise ChooseSheet(str(error), error.names) from error
    except TableError as error:
        raise Refused(str(error)) from error
    others = tuple(item.name for item in file.sheets if item is not chosen)
    hidden_rows = len(chosen.hidden_rows)
    return ChosenTable(chosen.rows, chosen.name, others, file.hidden, hidden_rows)


@contextmanager
def said_of(table: ChosenTable) -> Iterator[None]:
    """Turn the refusal of a table into one that names its sheet."""
    try:
        yield
    except TableError as error:
        where = f"工作表“{table.sheet}”：" if table.sheet else ""
        hidden = f"隐藏的工作表不读：{'、'.join(table.hidden)}。" if table.hidden else ""
        raise Refused(f"{where}{error}{hidden}") from error
