"""One sheet of a template: a form from top to bottom, or a large table on a sheet of its own."""

from collections.abc import Mapping

from openpyxl.comments import Comment
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Border, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from exporters.documents import palette
from exporters.documents.clean import excel_text
from exporters.documents.excel.choices import ChoiceSheet
from exporters.documents.excel.sheets import HEAD, LABEL, MUTED, SECTION, SUBTITLE, TITLE
from exporters.documents.excel.template_cells import TypedCells
from exporters.documents.excel.template_layout import (
    ANSWER,
    HELP,
    HELP_COLUMNS,
    UNIT,
    column_widths,
)
from exporters.documents.excel.template_layout import LABEL as LABEL_WIDTH
from exporters.documents.excel.workbook import (
    CellStyle,
    cell_at,
    fit_rows,
    put_text,
    set_page,
    text_lines,
)
from exporters.documents.template import (
    ANSWER_LABEL,
    COLUMNS_MARK,
    END_MARK,
    FIELDS_MARK,
    NEW_ROW,
    TABLE_MARK,
)
from forms.live.sheet import Sheet
from forms.record import cell_address
from forms.spec import Field, FieldType, Form, Table

_ID = CellStyle(wrap=False)
_HELP = CellStyle(colour=palette.MUTED)
_HEAD_ROWS = 3
_FIRST_HELP = 5
_SPARE_ROWS = {True: 30, False: 8}
"""Rows offered below those that are filled, on a sheet of its own or not. They get their frame when
they are needed, so that no empty grid is printed."""


class TemplatePage:
    """Writes one sheet from top to bottom and protects it."""

    def __init__(self, page: Worksheet, sheet: Sheet, choices: ChoiceSheet) -> None:
        self._page = page
        self._sheet = sheet
        self._cells = TypedCells(page, choices)
        self._row = 0
        self._helps: dict[int, str] = {}

    def write_form(self, form: Form, elsewhere: Mapping[str, str]) -> None:
        """Write a form; ``elsewhere`` says on which sheet its large tables stand."""
        page = self._page
        self._set_widths([LABEL_WIDTH, ANSWER, UNIT, *[HELP] * HELP_COLUMNS])
        put_text(cell_at(page, 1, 2), form.label, TITLE)
        put_text(cell_at(page, 2, 2), form.note, SUBTITLE)
        put_text(cell_at(page, 3, 1), FIELDS_MARK, _ID)
        for column, label in enumerate(("填报项", ANSWER_LABEL, "单位", "填报说明"), start=2):
            put_text(cell_at(page, 3, column), label, HEAD)
        self._row = _HEAD_ROWS
        for section in form.sections:
            self._next()
            put_text(cell_at(page, self._next(), 2), section.title, SECTION)
            for item in section.items:
                if isinstance(item, Field):
                    self._field(item)
                elif item.id in elsewhere:
                    text = f"{item.label}：在工作表“{elsewhere[item.id]}”中填写"
                    put_text(cell_at(page, self._next(), 2), text, CellStyle(wrap=False))
                else:
                    self._small_table(item)
        self._finish(f"1:{_HEAD_ROWS}", f"A{_HEAD_ROWS + 1}")

    def write_table(self, form: Form, table: Table) -> None:
        """Write a table on a sheet of its own; its headings are repeated on every page."""
        page = self._page
        widths = column_widths(table, self._sheet.plan.pack)
        self._set_widths(widths)
        put_text(cell_at(page, 1, 2), f"{form.label}：{table.label}", TITLE)
        put_text(cell_at(page, 2, 1), f"{TABLE_MARK}{table.id}", _ID)
        put_text(cell_at(page, 2, 2), table.help, SUBTITLE)
        self._row = 2
        self._table(table, own=True)
        keys = sum(1 for column in table.columns[:2] if column.id in table.key)
        self._finish("1:3", f"{get_column_letter(2 + keys)}5")

    def _finish(self, heads: str, panes: str) -> None:
        page = self._page
        fit_rows(page)
        for row, text in self._helps.items():
            self._write_help(row, text)
        page.freeze_panes = panes
        page.print_title_rows = heads
        page.sheet_view.showGridLines = False
        set_page(page, landscape=True)
        self._cells.finish()
        # Protection without a password: it keeps hands off by accident, not by force.
        page.protection.sheet = True
        for allowed in ("formatColumns", "formatRows", "insertRows", "deleteRows", "sort"):
            setattr(page.protection, allowed, False)

    def _set_widths(self, widths: list[float] | list[int]) -> None:
        page = self._page
        for column, width in enumerate(widths, start=2):
            page.column_dimensions[get_column_letter(column)].width = width
        page.column_dimensions["A"].width = 4
        page.column_dimensions["A"].hidden = True

    def _next(self) -> int:
        self._row += 1
        return self._row

    # -- fields --------------------------------------------------------------------------------

    def _field(self, field: Field) -> None:
        row = self._next()
        state = self._sheet.cell(field.id)
        label = f"{field.label} *" if field.required and field.is_input else field.label
        put_text(cell_at(self._page, row, 1), field.id, _ID)
        put_text(cell_at(self._page, row, 2), label, LABEL)
        self._cells.answer(cell_at(self._page, row, 3), state)
        put_text(cell_at(self._page, row, 4), field.unit, MUTED)
        if text := _help(field, relevant=state.relevant):
            self._helps[row] = text

    def _write_help(self, row: int, text: str) -> None:
        """Let what is explained run over several columns, the row as high as it needs."""
        page = self._page
        put_text(cell_at(page, row, _FIRST_HELP), text, _HELP)
        last = _FIRST_HELP + HELP_COLUMNS - 1
        page.merge_cells(start_row=row, end_row=row, start_column=_FIRST_HELP, end_column=last)
        needed = text_lines(text, HELP * HELP_COLUMNS - 1) * 14 + 5
        page.row_dimensions[row].height = max(page.row_dimensions[row].height or 0, needed)

    # -- tables --------------------------------------------------------------------------------

    def _small_table(self, table: Table) -> None:
        title = self._next()
        put_text(cell_at(self._page, title, 1), f"{TABLE_MARK}{table.id}", _ID)
        put_text(cell_at(self._page, title, 2), table.label, CellStyle(bold=True, wrap=False))
        if table.help:
            cell_at(self._page, title, 2).comment = _comment(table.help)
        self._table(table, own=False)

    def _table(self, table: Table, *, own: bool) -> None:
        page = self._page
        heads, ids = self._next(), self._next()
        put_text(cell_at(page, ids, 1), COLUMNS_MARK, _ID)
        for place, column in enumerate(table.columns, start=2):
            head = cell_at(page, heads, place)
            unit = f"\n（{column.unit}）" if column.unit else ""
            put_text(head, f"{column.label}{unit}", HEAD)
            if column.help:
                head.comment = _comment(column.help)
            put_text(cell_at(page, ids, place), column.id, _ID)
        page.row_dimensions[ids].hidden = True
        for state in self._sheet.rows(table.id):
            self._filled_row(table, state.id)
        if table.fixed_rows is None:
            self._spare_rows(table, count=_SPARE_ROWS[own])
        put_text(cell_at(page, self._next(), 1), END_MARK, _ID)

    def _filled_row(self, table: Table, row_id: str) -> None:
        row = self._next()
        put_text(cell_at(self._page, row, 1), row_id, _ID)
        for place, column in enumerate(table.columns, start=2):
            state = self._sheet.cell(cell_address(table.id, row_id, column.id))
            fixed = table.fixed_rows is not None and column.id in table.key
            self._cells.answer(cell_at(self._page, row, place), state, fixed=fixed)

    def _spare_rows(self, table: Table, *, count: int) -> None:
        """Rows to be filled in; the first of them, and each below a filled one, has its frame."""
        page, first = self._page, self._row + 1
        for _ in range(count):
            row = self._next()
            put_text(cell_at(page, row, 1), NEW_ROW, _ID)
            for place, column in enumerate(table.columns, start=2):
                framed = row == first
                self._cells.input(cell_at(page, row, place), column, "", None, boxed=framed)
        last = get_column_letter(len(table.columns) + 1)
        side = Side(style="thin", color=f"FF{palette.STRONG_RULE}")
        frame = Border(left=side, right=side, top=side, bottom=side)
        used = f"COUNTA($B{first}:${last}{first + 1})>0"
        rule = Rule("expression", dxf=DifferentialStyle(border=frame), formula=[used])
        page.conditional_formatting.add(f"B{first + 1}:{last}{self._row}", rule)


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
