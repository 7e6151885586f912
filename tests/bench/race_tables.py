"""Writing a workbook, beside openpyxl and XlsxWriter putting the same number of cells bare."""

from collections.abc import Callable, Sequence
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook

from exporters.documents.report_sheet import make_report
from exporters.documents.write import write_report_xlsx
from tests.bench.measure import Row, compared, in_turns
from tests.bench.samples import example_sheet

_ROUNDS = 7


def rows() -> list[Row]:
    """A row for each library that is installed."""
    report = make_report(example_sheet(), school="样例九年一贯制学校")

    def ours() -> None:
        write_report_xlsx(report, BytesIO())

    stream = BytesIO()
    write_report_xlsx(report, stream)
    sheets = [
        [[cell.value for cell in row] for row in sheet.iter_rows()]
        for sheet in load_workbook(stream)
    ]
    cells = sum(len(row) for sheet in sheets for row in sheet)
    others: dict[str, Callable[[], None]] = {"openpyxl": lambda: _openpyxl(sheets)}
    if find_spec("xlsxwriter"):
        others["XlsxWriter"] = lambda: _xlsxwriter(sheets)
    return [
        compared(
            f"race-{name.lower()}",
            "填报表的工作簿（有字体、边框、合并和页面设置）",
            f"{name} 直接写同样的 {cells} 格",
            in_turns(other, ours, rounds=_ROUNDS),
            None,
        )
        for name, other in others.items()
    ]


def _openpyxl(sheets: Sequence[Sequence[Sequence[Any]]]) -> None:
    book = Workbook()
    for rows_of in sheets:
        sheet = book.create_sheet()
        for row in rows_of:
            sheet.append(row)
    book.save(BytesIO())


def _xlsxwriter(sheets: Sequence[Sequence[Sequence[Any]]]) -> None:
    writer = import_module("xlsxwriter")
    with writer.Workbook(BytesIO(), {"in_memory": True}) as book:
        for rows_of in sheets:
            sheet = book.add_worksheet()
            for number, row in enumerate(rows_of):
                sheet.write_row(number, 0, row)
