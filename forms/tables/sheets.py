"""Which sheet of a workbook is meant: never a hidden one, and never one of several by chance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from forms.tables.cells import CellRow


class TableError(ValueError):
    """A table as a whole cannot be read; the message is a Chinese sentence."""


class SeveralSheetsError(TableError):
    """More than one sheet could be meant, or the one that was named is not there.

    Attributes:
        names: The sheets to choose from.

    """

    def __init__(self, message: str, names: Sequence[str]) -> None:
        super().__init__(message)
        self.names = tuple(names)


@dataclass(frozen=True, slots=True)
class TableSheet:
    """A sheet that people see.

    Attributes:
        name: Its name, ``""`` for CSV, which has none.
        rows: All its rows, also those nobody sees.
        hidden_rows: Numbers (from 1) of the rows with content that are hidden or filtered out.

    """

    name: str
    rows: Sequence[CellRow]
    hidden_rows: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class TableFile:
    """What a file holds: the visible sheets in their order, and the names of the hidden ones."""

    sheets: tuple[TableSheet, ...]
    hidden: tuple[str, ...] = ()


def hidden_rows_told(count: int) -> str:
    """Say that rows which nobody sees in the file are read as well; ``""`` where there are none."""
    if not count:
        return ""
    return f"有 {count} 行在文件里隐藏着或被筛选掉了，同样会读；不要的行请先在文件里删去。"


def choose_sheet(
    file: TableFile, *, wanted: str, fits: Callable[[Sequence[CellRow]], bool]
) -> TableSheet:
    """Find the sheet to read.

    Args:
        file: The file.
        wanted: Name the user gave, or ``""``.
        fits: Whether rows have the headings that are looked for.

    Raises:
        SeveralSheetsError: Two or more visible sheets fit, or the wanted one is hidden or not there.
        TableError: Every sheet is hidden.

    """
    if wanted:
        return _named(file, wanted)
    if not file.sheets:
        raise TableError("工作簿里的工作表都是隐藏的。请取消隐藏要读入的工作表，保存后再试。")
    fitting = [sheet for sheet in file.sheets if fits(sheet.rows)]
    if len(fitting) > 1:
        found = [sheet.name for sheet in fitting]
        raise SeveralSheetsError(
            f"有 {len(found)} 张工作表都有需要的表头：{_listed(found)}。"
            "请指明读哪一张，或只留一张。",
            found,
        )
    filled = [sheet for sheet in file.sheets if sheet.rows]
    if file.hidden and not filled:
        raise TableError(
            f"看得见的工作表都是空的，隐藏的不读（{_listed(file.hidden)}）。"
            "请取消隐藏要读入的工作表，保存后再试。"
        )
    return (fitting or filled or list(file.sheets))[0]


def _named(file: TableFile, wanted: str) -> TableSheet:
    """The sheet of a name as it is written, or the only one of that name but for outer blanks."""
    names = [sheet.name for sheet in file.sheets]
    exact = [sheet for sheet in file.sheets if sheet.name == wanted]
    alike = [sheet for sheet in file.sheets if sheet.name.strip() == wanted.strip()]
    if len(exact or alike) == 1:
        return (exact or alike)[0]
    if alike:
        what = "有几张，名称只差空格"
    else:
        what = "是隐藏的，不读取" if wanted in file.hidden else "不在这个文件里"
    raise SeveralSheetsError(f"工作表“{wanted}”{what}。可以读的有：{_listed(names)}。", names)


def _listed(names: Sequence[str]) -> str:
    return "、".join(f"“{name}”" for name in names)
