"""The cells of a template that are filled in: numbers as numbers, dates as dates, all else as text."""

from datetime import date
from fractions import Fraction
from typing import Final, Literal

from openpyxl.cell import Cell as BookCell
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from exporters.documents import palette
from exporters.documents.excel.choices import ChoiceSheet
from exporters.documents.excel.workbook import (
    GENERAL,
    TEXT,
    CellStyle,
    paint,
    put_number,
    put_text,
)
from exporters.documents.report_sheet import is_reference
from forms.live.sheet import Cell
from forms.spec import Field, FieldType
from forms.values import Maybe, exact

_DATE: Final = "yyyy-mm-dd"
_NUMBERS: Final = frozenset(
    {FieldType.INTEGER, FieldType.DECIMAL, FieldType.DECIMAL3, FieldType.MONEY}
)
"""Typed as numbers. A percent is not: Excel would keep ``45%`` as 0.45; nor is a duration ``0:40``."""
_BETWEEN: Final = {"decimal": (-(10**15), 10**15), "date": (1, 73_050)}
"""Any number Excel keeps whole, any day of two centuries."""


class TypedCells:
    """Writes the cells of one page and checks in Excel what is typed into them, by a warning only."""

    def __init__(self, page: Worksheet, choices: ChoiceSheet) -> None:
        self._page = page
        self._choices = choices
        self._numbers: list[str] = []
        self._dates: list[str] = []

    def answer(self, cell: BookCell, state: Cell, *, fixed: bool = False) -> None:
        """Write what stands in a field or cell; ``fixed`` is printed on the form."""
        field = state.item
        if fixed or state.calculated:
            grey = fixed or is_reference(field)
            fill = palette.REFERENCED if grey else palette.CALCULATED
            side = "right" if field.type.is_numeric else "left"
            _put(
                cell, field, state.value, state.text, CellStyle(boxed=True, fill=fill, across=side)
            )
            return
        # Wrong text is kept, and what does not concern the school now may do so later.
        text = state.text if state.relevant else state.raw or ""
        self.input(cell, field, text, state.value if state.relevant else None)

    def input(
        self, cell: BookCell, field: Field, text: str, value: Maybe, *, boxed: bool = True
    ) -> None:
        """Write a cell to be typed into."""
        if field.type is FieldType.ATTACHMENT:
            put_text(cell, text, CellStyle(boxed=boxed, fill=palette.REFERENCED if boxed else ""))
            return
        side = "right" if field.type.is_numeric else "left"
        _put(cell, field, value, text, CellStyle(boxed=boxed, locked=False, across=side))
        self._choices.offer(field, cell.coordinate)
        if field.type in _NUMBERS:
            self._numbers.append(cell.coordinate)
        elif field.type is FieldType.DATE:
            self._dates.append(cell.coordinate)

    def finish(self) -> None:
        """Put the lists and the checks onto the page."""
        self._choices.attach(self._page)
        self._check("decimal", self._numbers, "这一项应填数字，不带单位和逗号。")
        self._check("date", self._dates, "这一项应填日期，例如 2024-09-01。")

    def _check(self, kind: Literal["decimal", "date"], cells: list[str], advice: str) -> None:
        if not cells:
            return
        low, high = _BETWEEN[kind]
        rule = DataValidation(
            type=kind,
            operator="between",
            formula1=str(low),
            formula2=str(high),
            allow_blank=True,
            errorStyle="warning",
            errorTitle="请核对",
            error=f"{advice}照填也可以，读入时会指出。",
            showErrorMessage=True,
        )
        for cell in cells:
            rule.add(cell)
        self._page.add_data_validation(rule)


def as_kept(state: Cell) -> str:
    """A calculated value as :class:`TypedCells` writes it: a number whole, all else as it is shown."""
    number = exact(state.value)
    if state.item.type not in _NUMBERS or not isinstance(number, int | Fraction):
        return state.text
    return str(int(number) if number == int(number) else float(number))


def _put(cell: BookCell, field: Field, value: Maybe, text: str, face: CellStyle) -> None:
    if field.type in _NUMBERS:
        number = exact(value)
        if isinstance(number, int | Fraction) and not isinstance(number, bool):
            put_number(cell, number, GENERAL, face)
        else:
            put_text(cell, text, face)
    elif field.type is FieldType.DATE:
        if isinstance(value, date):
            cell.value = value
            paint(cell, face, _DATE)
        else:
            put_text(cell, text, face, _DATE)
    else:
        put_text(cell, text, face, TEXT)
