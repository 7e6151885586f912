"""The template workbook that people fill in Excel: a sheet for each form and each large table.

White cells are for typing; pale blue ones the program calculates, pale grey ones come from
elsewhere, and both are locked. Numbers and dates are such, codes and all else are text, so that
Excel turns none of them into something else.
"""

from collections.abc import Collection, Iterator, Sequence

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from exporters.documents.excel.choices import ChoiceSheet
from exporters.documents.excel.sheets import LABEL, SUBTITLE, TITLE, sheet_names
from exporters.documents.excel.template_cells import as_kept
from exporters.documents.excel.template_layout import has_own_sheet
from exporters.documents.excel.template_page import TemplatePage
from exporters.documents.excel.workbook import (
    TEXT,
    CellStyle,
    cell_at,
    fit_rows,
    new_book,
    put_text,
    set_page,
)
from exporters.documents.template import (
    EXPORTED_SHEET,
    FORMAT,
    META_SHEET,
    PERSON_LABEL,
    VERSION,
)
from forms.live.sheet import Sheet
from forms.record import cell_address
from forms.spec import Form, Table

_ID = CellStyle(wrap=False)

_GUIDE = (
    "白色格填写，浅蓝色格由程序计算，浅灰色格引自别处，后两种已锁定。",
    "没有的数填 0，不适用的留空。数字不带单位，不要写公式；有下拉列表的从列表里选。",
    "日期写成 2024-09-01，时间写成 08:20；多选的各项用“、”隔开；附件请在程序中添加。",
    "大的表格各有一张工作表。填一行，下面就多出一行的格子；不够时可以插入行。",
    "行和列可以移动；不要改动隐藏的第一列和各表隐藏的编号行，程序靠它们认出每一格。",
    "填好后写上填写人，在程序中选择“读入填好的文件”：先逐格列出要改的内容，确认后才写入。",
    "清空的格、删去的行，读入时也会列出，勾选了才照做。",
)


def template_book(sheet: Sheet, *, store: str = "", wanted: Collection[str] = ()) -> Workbook:
    """The template of a return, with what is filled already.

    Args:
        sheet: The return.
        store: What tells its store apart from others.
        wanted: Ids of the forms that are in it; all of them if none is named.

    """
    book = new_book()
    forms = [form for form in sheet.plan.forms if not wanted or form.id in wanted]
    large = {form.id: _large_tables(form, sheet) for form in forms}
    labels = [label for form in forms for label in _labels(form, large[form.id])]
    names = iter(sheet_names(["填写说明", *labels]))
    _guide(book.create_sheet(next(names)), sheet, forms)
    choices = ChoiceSheet(book, sheet.plan.pack)
    for form in forms:
        page = book.create_sheet(next(names))
        pages = [(table, book.create_sheet(next(names))) for table in large[form.id]]
        elsewhere = {table.id: own.title for table, own in pages}
        TemplatePage(page, sheet, choices).write_form(form, elsewhere)
        for table, own in pages:
            TemplatePage(own, sheet, choices).write_table(form, table)
    choices.finish()
    _meta(book.create_sheet(META_SHEET), sheet, store)
    _exported(book.create_sheet(EXPORTED_SHEET), sheet, {form.id for form in forms})
    return book


def _large_tables(form: Form, sheet: Sheet) -> list[Table]:
    return [table for table in form.tables() if has_own_sheet(table, sheet)]


def _labels(form: Form, tables: Sequence[Table]) -> list[str]:
    return [form.label, *(table.label for table in tables)]


def _guide(page: Worksheet, sheet: Sheet, forms: Sequence[Form]) -> None:
    record = sheet.record
    page.column_dimensions["A"].width = 12
    page.column_dimensions["B"].width = 90
    put_text(cell_at(page, 1, 1), "填报模板", TITLE)
    is_school = all(form.filled_by == "school" for form in sheet.plan.forms)
    code = "学校标识码" if is_school else "区局代码"
    who = f"{code} {record.school_code}　报告期 {record.period} 年"
    put_text(cell_at(page, 2, 1), who, SUBTITLE)
    held = "、".join(form.label for form in forms)
    put_text(cell_at(page, 3, 1), f"内含：{held}", SUBTITLE)
    put_text(cell_at(page, 5, 1), PERSON_LABEL, LABEL)
    put_text(cell_at(page, 5, 2), "", CellStyle(boxed=True, locked=False), TEXT)
    for row, line in enumerate(_GUIDE, start=7):
        put_text(cell_at(page, row, 1), f"{row - 6}.", CellStyle(across="right"))
        put_text(cell_at(page, row, 2), line, CellStyle())
    fit_rows(page)
    set_page(page)


def _meta(page: Worksheet, sheet: Sheet, store: str) -> None:
    record = sheet.record
    pairs = (
        ("format", FORMAT),
        ("version", VERSION),
        ("pack", record.pack.id),
        ("pack_version", record.pack.version),
        ("pack_digest", record.pack.digest),
        ("period", str(record.period)),
        ("school_code", record.school_code),
        ("store", store),
    )
    for row, (key, text) in enumerate(pairs, start=1):
        put_text(cell_at(page, row, 1), key, CellStyle())
        put_text(cell_at(page, row, 2), text, CellStyle())
    page.sheet_state = "veryHidden"


def _exported(page: Worksheet, sheet: Sheet, forms: Collection[str]) -> None:
    """Keep what stands in every answer of these forms now, an address and a text a row."""
    record = sheet.record
    pairs = [(name, text) for name, text in record.answers.items() if text and _form(name) in forms]
    for table, rows in record.tables.items():
        for row in rows if _form(table) in forms else ():
            pairs.append((f"{table}[{row.id}]", ""))
            pairs.extend(
                (cell_address(table, row.id, column), text)
                for column, text in row.cells.items()
                if text
            )
    pairs += _calculated(sheet, forms)
    for number, (address, text) in enumerate(pairs, start=1):
        page.cell(number, 1, address)
        put_text(cell_at(page, number, 2), text, _ID)
    page.protection.sheet = True
    page.sheet_state = "veryHidden"


def _calculated(sheet: Sheet, forms: Collection[str]) -> Iterator[tuple[str, str]]:
    """What the program calculates now, so that it is seen where a file says something else."""
    for name, field in sheet.plan.fields.items():
        if field.calculate is not None and _form(name) in forms:
            yield name, as_kept(sheet.cell(name))
    for table_id, plan in sheet.plan.tables.items():
        columns = [one.id for one in plan.table.columns if one.calculate is not None]
        if columns and _form(table_id) in forms:
            for row in sheet.rows(table_id):
                for column in columns:
                    address = cell_address(table_id, row.id, column)
                    yield address, as_kept(sheet.cell(address))


def _form(item: str) -> str:
    return item.partition(".")[0]
