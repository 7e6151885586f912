"""Sum, count and mean of the selected cells, exact, as spreadsheets show them below the table."""

from dataclasses import replace
from fractions import Fraction

from forms.live.sheet import Sheet
from forms.rounding import shortest
from forms.values import exact, is_number
from operations.entry.block import Block, addresses

_DECIMALS = 2


def summarise(sheet: Sheet, block: Block) -> str:
    """Say of the numbers in a block the sum and the mean, and how many cells are filled, as Excel does.

    A mean that does not end within two decimals is rounded for display, and says so. Rows that are
    gone already count for nothing: a selection shrinks after the return does.
    """
    there = {row.id for row in sheet.rows(block.table)}
    left = replace(block, rows=tuple(row for row in block.rows if row in there))
    cells = [sheet.cell(place) for place in addresses(left)]
    filled = [cell for cell in cells if cell.text]
    numbers = [Fraction(value) for cell in filled if is_number(value := exact(cell.value))]
    parts = []
    if numbers:
        total = sum(numbers, Fraction())
        parts += [f"求和 {_written(total)}", f"平均 {_written(total / len(numbers))}"]
    return "　".join([*parts, f"计数 {len(filled)}"])


def _written(value: Fraction) -> str:
    text = shortest(value, _DECIMALS)
    return text if Fraction(text) == value else f"约 {text}"
