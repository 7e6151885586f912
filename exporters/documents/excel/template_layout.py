"""Where the tables of a template stand and how wide their columns are, so that a page can be read.

A sheet is printed one page wide, so its width decides how small the type becomes on paper.
"""

from typing import Final

from forms.live.sheet import Sheet
from forms.spec import ChoiceList, Field, FieldType, Pack, Table

PAGE_DIGITS: Final = 146
"""Digits across A4 in landscape within the margins, at the size they are typed in."""
LEAST_SCALE: Final = 0.75
"""Smaller is no page any more: ten points become seven and a half."""

LABEL, ANSWER, UNIT, HELP = 38, 22, 13, 13
"""Widths of the columns of a form's sheet, in digits; what is explained runs over several."""
HELP_COLUMNS: Final = 5

_MOST_COLUMNS = 8
"""A table of more does not fit into the columns of a form's sheet."""
_MOST_ROWS = 20
_NARROWEST = 6
_WIDTHS: Final = {
    FieldType.INTEGER: 9,
    FieldType.DATE: 12,
    FieldType.TIME: 9,
    FieldType.YES_NO: 8,
    FieldType.TEXT: 18,
    FieldType.LONG_TEXT: 30,
    FieldType.MULTI_CHOICE: 20,
    FieldType.ATTACHMENT: 18,
}
_OTHER = 10
_WIDEST_CHOICE = 26


def has_own_sheet(table: Table, sheet: Sheet) -> bool:
    """Whether a table gets a sheet of its own: it is wide, long, or grows with the school."""
    rows = len(sheet.rows(table.id))
    return len(table.columns) > _MOST_COLUMNS or rows > _MOST_ROWS or table.at_least_one


def column_widths(table: Table, pack: Pack) -> list[float]:
    """Widths of the columns of a table on a sheet of its own, shrunk until the page can be read."""
    wide = [float(_width(column, pack)) for column in table.columns]
    room = PAGE_DIGITS / LEAST_SCALE
    over = sum(wide) - room
    spare = sum(width - _NARROWEST for width in wide)
    if over <= 0 or spare <= 0:
        return wide
    share = min(1.0, over / spare)
    return [width - (width - _NARROWEST) * share for width in wide]


def _width(column: Field, pack: Pack) -> int:
    if column.type is FieldType.CHOICE and column.choices is not None:
        return min(_longest(pack.choices[column.choices]) * 2 + 3, _WIDEST_CHOICE)
    return _WIDTHS.get(column.type, _OTHER)


def _longest(choices: ChoiceList) -> int:
    return max((len(option.label) for option in choices.options), default=4)
