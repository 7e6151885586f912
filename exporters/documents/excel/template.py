"""The template workbook that people fill in Excel: one sheet per form, ids in a hidden column.

White cells are for typing; pale blue ones the program calculates, pale grey ones come from
elsewhere, and both are locked. Everything to be typed is formatted as text, so that Excel neither
rounds a number nor turns a code into one.
"""

from collections.abc import Collection

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from exporters.documents import palette
from exporters.documents.clean import excel_text
from exporters.documents.excel.choices import ChoiceSheet
from exporters.documents.excel.sheets import (
    HEAD,
    LABEL,
    MUTED,
    SECTION,
    SUBTITLE,
    TITLE,
    sheet_names,
)
from exporters.documents.excel.workbook import (
    TEXT,
    CellStyle,
    cell_at,
    fit_rows,
    new_book,
    put_text,
    set_page,
)
from exporters.documents.report_sheet import is_reference
from exporters.documents.template import (
    COLUMNS_MARK,
    END_MARK,
    EXPORTED_SHEET,
    FORMAT,
    META_SHEET,
    NEW_ROW,
    PERSON_LABEL,
    TABLE_MARK,
    VERSION,
)
from forms.live.sheet import Cell, Sheet
from forms.record import cell_address
from forms.spec import Field, FieldType, Form, Table

_WIDTHS = (4, 38, 22, 13, *[13] * 27)
_ID = CellStyle(wrap=False)
_HELP = CellStyle(colour=palette.MUTED, wrap=False)
_FROZEN_ROWS = 3
_SPARE_ROWS = 30
"""Empty rows offered in a free table beyond those that are filled."""

_GUIDE = (
    "白色格填写，浅蓝色格由程序计算，浅灰色格引自别处，后两种已锁定。",
    "没有的数填 0，不适用的留空。只填数字、文字或从下拉列表选择，不要带单位，不要写公式。",
    "日期写成 2024-09-01，时间写成 08:20；多选的各项用“、”隔开；附件请在程序中添加。",
    "表格的行不够时，在“＋”行之间插入行即可；不要改动工作表的名称和隐藏的第一列。",
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
    names = sheet_names(["填写说明", *(form.label for form in forms)])
    guide = book.create_sheet(names[0])
    _guide(guide, sheet)
    choices = ChoiceSheet(book, sheet.plan.pack)
    for name, form in zip(names[1:], forms, strict=True):
        page = book.create_sheet(name)
        _FormPage(page, sheet, choices).write(form)
    choices.finish()
    _meta(book.create_sheet(META_SHEET), sheet, store)
    _exported(book.create_sheet(EXPORTED_SHEET), sheet, {form.id for form in forms})
    return book


def _guide(page: Worksheet, sheet: Sheet) -> None:
    record = sheet.record
    page.column_dimensions["A"].width = 12
    page.column_dimensions["B"].width = 90
    put_text(cell_at(page, 1, 1), "填报模板", TITLE)
    is_school = all(form.filled_by == "school" for form in sheet.plan.forms)
    code = "学校标识码" if is_school else "区局代码"
    who = f"{code} {record.school_code}　报告期 {record.period} 年"
    put_text(cell_at(page, 2, 1), who, SUBTITLE)
    put_text(cell_at(page, 4, 1), PERSON_LABEL, LABEL)
    put_text(cell_at(page, 4, 2), "", CellStyle(boxed=True, locked=False), TEXT)
    for row, line in enumerate(_GUIDE, start=6):
        put_text(cell_at(page, row, 1), f"{row - 5}.", CellStyle(across="right"))
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
    for number, (address, text) in enumerate(pairs, start=1):
        page.cell(number, 1, address)
        put_text(cell_at(page, number, 2), text, _ID)
    page.protection.sheet = True
    page.sheet_state = "veryHidden"


def _form(item: str) -> str:
    return item.partition(".")[0]


class _FormPage:
    """Writes one form from top to bottom."""

    def __init__(self, page: Worksheet, sheet: Sheet, choices: ChoiceSheet) -> None:
        self._page = page
        self._sheet = sheet
        self._choices = choices
        self._row = _FROZEN_ROWS

    def write(self, form: Form) -> None:
        """Write the whole page and protect it."""
        page = self._page
        for column, width in enumerate(_WIDTHS, start=1):
            page.column_dimensions[get_column_letter(column)].width = width
        page.column_dimensions["A"].hidden = True
        put_text(cell_at(page, 1, 2), form.label, TITLE)
        put_text(cell_at(page, 2, 2), form.note, SUBTITLE)
        for column, label in enumerate(("填报项", "填报内容", "单位", "填报说明"), start=2):
            put_text(cell_at(page, 3, column), label, HEAD)
        for section in form.sections:
            self._next()
            put_text(cell_at(page, self._next(), 2), section.title, SECTION)
            for item in section.items:
                if isinstance(item, Table):
                    self._table(item)
                else:
                    self._field(item)
        fit_rows(page)
        self._finish()

    def _finish(self) -> None:
        page = self._page
        page.freeze_panes = f"A{_FROZEN_ROWS + 1}"
        page.print_title_rows = f"1:{_FROZEN_ROWS}"
        page.sheet_view.showGridLines = False
        set_page(page, landscape=True)
        self._choices.attach(page)
        # Protection without a password: it keeps hands off by accident, not by force.
        page.protection.sheet = True
        for allowed in ("formatColumns", "formatRows", "insertRows", "deleteRows", "sort"):
            setattr(page.protection, allowed, False)

    def _next(self) -> int:
        self._row += 1
        return self._row

    def _field(self, field: Field) -> None:
        row = self._next()
        state = self._sheet.cell(field.id)
        label = f"{field.label} *" if field.required and field.is_input else field.label
        put_text(cell_at(self._page, row, 1), field.id, _ID)
        put_text(cell_at(self._page, row, 2), label, LABEL)
        self._answer(row, 3, state)
        put_text(cell_at(self._page, row, 4), field.unit, MUTED)
        put_text(cell_at(self._page, row, 5), _help(field, relevant=state.relevant), _HELP)

    def _table(self, table: Table) -> None:
        page = self._page
        title = self._next()
        put_text(cell_at(page, title, 1), f"{TABLE_MARK}{table.id}", _ID)
        put_text(cell_at(page, title, 2), table.label, CellStyle(bold=True, wrap=False))
        if table.help:
            cell_at(page, title, 2).comment = _comment(table.help)
        heads, ids = self._next(), self._next()
        put_text(cell_at(page, ids, 1), COLUMNS_MARK, _ID)
        for place, column in enumerate(table.columns, start=2):
            head = cell_at(page, heads, place)
            unit = f"（{column.unit}）" if column.unit else ""
            put_text(head, f"{column.label}{unit}", HEAD)
            if column.help:
                head.comment = _comment(column.help)
            put_text(cell_at(page, ids, place), column.id, _ID)
        page.row_dimensions[ids].hidden = True
        for state in self._sheet.rows(table.id):
            self._filled_row(table, state.id)
        if table.fixed_rows is None:
            for _ in range(_SPARE_ROWS):
                self._spare_row(table)
        put_text(cell_at(page, self._next(), 1), END_MARK, _ID)

    def _filled_row(self, table: Table, row_id: str) -> None:
        row = self._next()
        put_text(cell_at(self._page, row, 1), row_id, _ID)
        for place, column in enumerate(table.columns, start=2):
            state = self._sheet.cell(cell_address(table.id, row_id, column.id))
            fixed = table.fixed_rows is not None and column.id in table.key
            self._answer(row, place, state, fixed=fixed)

    def _spare_row(self, table: Table) -> None:
        row = self._next()
        put_text(cell_at(self._page, row, 1), NEW_ROW, _ID)
        for place, column in enumerate(table.columns, start=2):
            self._input(row, place, column, "")

    def _answer(self, row: int, place: int, state: Cell, *, fixed: bool = False) -> None:
        field = state.item
        if fixed or state.calculated:
            grey = fixed or is_reference(field)
            fill = palette.REFERENCED if grey else palette.CALCULATED
            put_text(cell_at(self._page, row, place), state.text, CellStyle(boxed=True, fill=fill))
        else:
            # Wrong text is kept, and what does not concern the school now may do so later.
            text = state.text if state.relevant else state.raw or ""
            self._input(row, place, field, text)

    def _input(self, row: int, place: int, field: Field, text: str) -> None:
        cell = cell_at(self._page, row, place)
        if field.type is FieldType.ATTACHMENT:
            put_text(cell, text, CellStyle(boxed=True, fill=palette.REFERENCED))
            return
        face = CellStyle(
            boxed=True, locked=False, across="right" if field.type.is_numeric else "left"
        )
        put_text(cell, text, face, TEXT)
        self._choices.offer(field, cell.coordinate)


def _help(field: Field, *, relevant: bool) -> str:
    parts = []
    if not relevant:
        parts.append("按现在的填报不适用。")
    if field.type is FieldType.ATTACHMENT:
        parts.append("请在程序中添加附件。")
    return excel_text("".join([*parts, field.help]))


def _comment(text: str) -> Comment:
    comment = Comment(excel_text(text), "优衡填报")
    comment.width, comment.height = 320, 110
    return comment
