"""Drop-down lists: the labels of every choice list on a hidden sheet, and the cells that offer them."""

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from exporters.documents.excel.workbook import CellStyle, cell_at, put_text
from exporters.documents.template import CHOICES_SHEET
from forms.spec import Field, FieldType, Pack

_YES_NO = "是否"


class ChoiceSheet:
    """Collects which lists are used and by which cells.

    A list allows other text with a warning only: what is pasted has to arrive, and is checked when
    it is read.
    """

    def __init__(self, book: Workbook, pack: Pack) -> None:
        self._book = book
        self._pack = pack
        self._columns: dict[str, tuple[int, int]] = {}
        self._labels: dict[str, tuple[str, ...]] = {}
        self._offers: dict[str, list[str]] = {}

    def offer(self, field: Field, cell: str) -> None:
        """Let a cell of the page now being written offer the field's choices, if it has any."""
        if field.type is FieldType.YES_NO:
            self._use(_YES_NO, ("是", "否"), cell)
        elif field.type is FieldType.CHOICE and field.choices is not None:
            options = self._pack.choices[field.choices].options
            self._use(field.choices, tuple(option.label for option in options), cell)

    def attach(self, page: Worksheet) -> None:
        """Put the lists offered since the last page onto this page."""
        for name, cells in self._offers.items():
            column, count = self._columns[name]
            letter = get_column_letter(column)
            rule = DataValidation(
                type="list",
                formula1=f"{CHOICES_SHEET}!${letter}$2:${letter}${count + 1}",
                allow_blank=True,
                errorStyle="warning",
                errorTitle="不在选项内",
                error="这一项不在下拉列表中。照填也可以，读入时会指出。",
                showErrorMessage=True,
            )
            for cell in cells:
                rule.add(cell)
            page.add_data_validation(rule)
        self._offers = {}

    def finish(self) -> None:
        """Write the hidden sheet."""
        sheet = self._book.create_sheet(CHOICES_SHEET)
        for name, (column, _) in self._columns.items():
            put_text(cell_at(sheet, 1, column), name, CellStyle(bold=True))
            for row, label in enumerate(self._labels[name], start=2):
                put_text(cell_at(sheet, row, column), label, CellStyle())
        sheet.sheet_state = "hidden"

    def _use(self, name: str, labels: tuple[str, ...], cell: str) -> None:
        self._columns.setdefault(name, (len(self._columns) + 1, len(labels)))
        self._labels[name] = labels
        self._offers.setdefault(name, []).append(cell)
