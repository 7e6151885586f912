"""One cell of a table from outside: its exact text, or why it cannot be taken."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CellText:
    """What a cell of a file says.

    Attributes:
        text: Exact text; ``""`` for a blank cell.
        fault: Why the cell cannot be taken (Chinese, follows the word 单元格), or the empty string.
        is_date: The file shows a number as a date; where no date belongs, it once was another text.

    """

    text: str
    fault: str = ""
    is_date: bool = False


CellRow = tuple[CellText, ...]

BLANK = CellText("")


def turned_to_date(text: str) -> str:
    """What is wrong with a date where a text belongs: follows the word 单元格."""
    return (
        f"里是日期 {text}，多半是 Excel 把填的内容（例如“1-1”）自动变成了日期。"
        "请把这一格设为“文本”，再重新填写"
    )
