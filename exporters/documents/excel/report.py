"""The report of one return as a workbook: cover, 指标, 问题, then one sheet per form."""

from collections.abc import Callable, Iterable, Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from exporters.documents.excel.sheets import (
    COLOURS,
    FILLS,
    HEAD,
    LABEL,
    MUTED,
    SECTION,
    SUBTITLE,
    TITLE,
    sheet_names,
)
from exporters.documents.excel.workbook import (
    CellStyle,
    cell_at,
    fit_rows,
    new_book,
    number_pattern,
    put_number,
    put_text,
    set_page,
)
from exporters.documents.report import (
    Cover,
    Grid,
    Report,
    ReportField,
    ReportForm,
    Shown,
    upright,
)

_FORM_WIDTHS = (38, 26, 13, *[13] * 27)
_FROZEN_ROWS = 3
_UPRIGHT = 5
"""A sheet with more columns is printed sideways."""


def report_book(report: Report) -> Workbook:
    """The whole workbook."""
    book = new_book()
    foot = f"{report.cover.school}　{report.cover.period} 年　第 {report.cover.revision} 版"
    lists: list[tuple[str, Callable[[Worksheet, Report], None]]] = [
        ("指标", _figures),
        ("问题", _findings),
        *([("修改", _changes)] if report.changes is not None else []),
        *([("意见", _replies)] if report.replies else []),
        *([("附件", _attachments)] if report.attachments else []),
    ]
    labels = ("封面", *(name for name, _ in lists), *(form.label for form in report.forms))
    sheets = [book.create_sheet(name) for name in sheet_names(labels)]
    _cover(sheets[0], report.cover)
    for sheet, (_, fill) in zip(sheets[1:], lists, strict=False):
        fill(sheet, report)
    for sheet, form in zip(sheets[1 + len(lists) :], report.forms, strict=True):
        _form(sheet, form, foot)
    for sheet in sheets:
        fit_rows(sheet)
        set_page(sheet, landscape=sheet.max_column > _UPRIGHT, foot=foot)
        sheet.sheet_view.showGridLines = False
    return book


def _cover(sheet: Worksheet, cover: Cover) -> None:
    _widths(sheet, (18, 78))
    put_text(cell_at(sheet, 1, 1), cover.title, TITLE)
    facts = (
        ("学校", cover.school),
        ("学校标识码", cover.code),
        ("报告期", f"{cover.period} 年"),
        ("版次", f"第 {cover.revision} 版"),
        *cover.facts,
        *((("数据摘要（SHA-256）", cover.digest),) if cover.digest else ()),
        *((line.role, f"{line.name}　{line.confirmed}".strip()) for line in cover.signatures),
    )
    for row, (label, text) in enumerate(facts, start=3):
        put_text(cell_at(sheet, row, 1), label, MUTED)
        put_text(cell_at(sheet, row, 2), text, LABEL)
    note = "白底为填报，浅蓝底为计算，浅灰底为引用。本表只供查阅，以同包的 data/return.json 为准。"
    put_text(cell_at(sheet, len(facts) + 4, 1), note, SUBTITLE)


def _figures(sheet: Worksheet, report: Report) -> None:
    _list_head(
        sheet,
        "指标",
        ("指标", "学段", "数值", "单位", "标准", "结论"),
        (48, 12, 12, 10, 12, 12),
    )
    put_text(cell_at(sheet, 2, 1), report.figures_note, SUBTITLE)
    for row, figure in enumerate(report.figures, start=_FROZEN_ROWS + 1):
        _texts(sheet, row, (figure.label, figure.level))
        _put(sheet, row, 3, figure.shown)
        _texts(sheet, row, (figure.unit, figure.standard), first=4)
        verdict = CellStyle(bold=True, boxed=True, colour=COLOURS[figure.tone])
        put_text(cell_at(sheet, row, 6), figure.verdict, verdict)


def _findings(sheet: Worksheet, report: Report) -> None:
    _list_head(
        sheet,
        "校验与说明",
        ("编号", "类别", "位置", "内容", "说明", "处理"),
        (18, 11, 34, 60, 44, 11),
    )
    for row, finding in enumerate(report.findings, start=_FROZEN_ROWS + 1):
        _texts(
            sheet,
            row,
            (
                finding.code,
                finding.severity,
                finding.where,
                finding.message,
                finding.justification,
            ),
        )
        status = CellStyle(bold=True, boxed=True, colour=COLOURS[finding.tone])
        put_text(cell_at(sheet, row, 6), finding.status, status)


def _changes(sheet: Worksheet, report: Report) -> None:
    _list_head(sheet, "与上一版相比", ("填报项", "上一版", "本版"), (56, 30, 30))
    for row, change in enumerate(report.changes or (), start=_FROZEN_ROWS + 1):
        _texts(sheet, row, (change.label, change.before, change.after))


def _replies(sheet: Worksheet, report: Report) -> None:
    labels = ("意见人", "位置", "意见", "现在的填报", "学校的回复")
    _list_head(sheet, "意见与回复", labels, (10, 36, 50, 26, 50))
    for row, one in enumerate(report.replies, start=_FROZEN_ROWS + 1):
        _texts(sheet, row, (one.author, one.where, one.text, one.now, one.reply))


def _attachments(sheet: Worksheet, report: Report) -> None:
    _list_head(sheet, "附件清单", ("填报项", "文件", "字节", "摘要（SHA-256）"), (30, 36, 14, 70))
    for row, file in enumerate(report.attachments, start=_FROZEN_ROWS + 1):
        _texts(sheet, row, (file.where, file.name, f"{file.size:,}", file.digest))


def _form(sheet: Worksheet, form: ReportForm, foot: str) -> None:
    _widths(sheet, _FORM_WIDTHS)
    put_text(cell_at(sheet, 1, 1), form.label, TITLE)
    put_text(cell_at(sheet, 2, 1), foot, SUBTITLE)
    _texts(sheet, 3, ("填报项", "填报内容", "单位"), face=HEAD)
    _freeze(sheet)
    row = _FROZEN_ROWS + 1
    for section in form.sections:
        put_text(cell_at(sheet, row, 1), section.title, SECTION)
        row += 1
        for block in section.blocks:
            row = (
                _entry(sheet, row, block)
                if isinstance(block, ReportField)
                else _grid(sheet, row, block)
            )
        row += 1


def _entry(sheet: Worksheet, row: int, entry: ReportField) -> int:
    put_text(cell_at(sheet, row, 1), entry.label, LABEL)
    _put(sheet, row, 2, entry.shown)
    put_text(cell_at(sheet, row, 3), entry.unit, MUTED)
    return row + 1


def _grid(sheet: Worksheet, row: int, grid: Grid) -> int:
    put_text(
        cell_at(sheet, row, 1),
        f"{grid.label}　{grid.note}".rstrip(),
        CellStyle(bold=True, wrap=False),
    )
    row += 1
    if not grid.rows:
        return row
    for part in upright(grid):
        _texts(sheet, row, (column.heading for column in part.columns), face=HEAD)
        for down, cells in enumerate(part.rows, start=row + 1):
            for column, shown in enumerate(cells, start=1):
                _put(sheet, down, column, shown)
        row += len(part.rows) + 1
    return row


def _put(sheet: Worksheet, row: int, column: int, shown: Shown) -> None:
    cell = cell_at(sheet, row, column)
    across = "left" if shown.value is None else "right"
    face = CellStyle(boxed=True, colour=COLOURS[shown.tone], fill=FILLS[shown.ink], across=across)
    if shown.value is None:
        put_text(cell, shown.text, face)
    else:
        put_number(cell, shown.value, number_pattern(shown.decimals), face)


def _list_head(sheet: Worksheet, title: str, labels: Sequence[str], widths: Sequence[int]) -> None:
    put_text(cell_at(sheet, 1, 1), title, TITLE)
    _texts(sheet, 3, labels, face=HEAD)
    _widths(sheet, widths)
    _freeze(sheet)


def _freeze(sheet: Worksheet) -> None:
    sheet.freeze_panes = f"A{_FROZEN_ROWS + 1}"
    sheet.print_title_rows = f"1:{_FROZEN_ROWS}"


def _texts(
    sheet: Worksheet, row: int, texts: Iterable[str], *, first: int = 1, face: CellStyle = LABEL
) -> None:
    for column, text in enumerate(texts, start=first):
        put_text(cell_at(sheet, row, column), text, face)


def _widths(sheet: Worksheet, widths: Sequence[int]) -> None:
    for column, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(column)].width = width
