"""Read a filled template: every cell becomes a raw text under its id, or a refusal with its reason."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from exporters.documents.excel.overtyped import CalculatedCells
from exporters.documents.excel.reading import Book
from exporters.documents.excel.sheet_cells import column_letters
from exporters.documents.intake import FileFault, IntakeError
from exporters.documents.template import (
    ANSWER_LABEL,
    CHOICES_SHEET,
    COLUMNS_MARK,
    END_MARK,
    EXPORTED_SHEET,
    FIELDS_MARK,
    FORMAT,
    META_SHEET,
    NEW_ROW,
    PERSON_LABEL,
    TABLE_MARK,
    VERSION,
    Exported,
    FilledRow,
    RefusedEntry,
    TemplateInfo,
    TemplateReading,
)
from forms.record import PackRef, cell_address, split_address
from forms.spec import Field, FieldType, Pack, Table
from forms.tables.cells import BLANK, CellRow, CellText, turned_to_date

_MOMENTS = frozenset({FieldType.DATE, FieldType.TIME})
_LONGEST_NAME = 40
_ANSWERS_AT = 2
_NOT_OURS = "这个工作簿不是本程序导出的填报模板。请先导出模板，在模板中填写后再读入。"


def read_template_workbook(book: Book, pack: Pack) -> TemplateReading:
    """Read a filled template.

    Raises:
        IntakeError: No template, or one of another form pack.

    """
    info = _info(book, pack)
    reader = _Reader(pack)
    for sheet in book.sheets:
        if not sheet.is_hidden:
            cells = book.read(sheet)
            rows = cells.rows()
            reader.read(sheet.name, rows, cells.hidden_rows)
            info = replace(info, person=info.person or _person(rows))
        elif sheet.name not in {META_SHEET, CHOICES_SHEET, EXPORTED_SHEET}:
            reader.pass_over(sheet.name)
    exported = _exported(book)
    filled = {table: tuple(found) for table, found in reader.rows.items()}
    return TemplateReading(
        info,
        reader.answers,
        filled,
        tuple(reader.refusals),
        exported,
        frozenset(reader.blank),
        {table: frozenset(ids) for table, ids in reader.row_ids.items()},
        reader.calculated.overtyped(exported),
        reader.hidden_rows,
    )


def _person(rows: Sequence[CellRow]) -> str:
    """Who filled the workbook, as typed on this sheet; ``""`` if it has no place for it, or nothing."""
    named = (_at(row, 1).text for row in rows if _at(row, 0).text == PERSON_LABEL)
    return " ".join(next(named, "").split())[:_LONGEST_NAME]


def _exported(book: Book) -> Exported | None:
    """What stood in the return when the template was made: an address and a text a row."""
    sheet = next((sheet for sheet in book.sheets if sheet.name == EXPORTED_SHEET), None)
    if sheet is None:
        return None
    answers: dict[str, str] = {}
    rows: dict[str, dict[str, dict[str, str]]] = {}
    for row in book.rows(sheet):
        head, row_id, column = split_address(_at(row, 0).text)
        text = _at(row, 1).text
        if row_id is None:
            answers[head] = text
        else:
            cells = rows.setdefault(head, {}).setdefault(row_id, {})
            if column is not None:
                cells[column] = text
    return Exported(answers, rows)


def _info(book: Book, pack: Pack) -> TemplateInfo:
    meta = next((sheet for sheet in book.sheets if sheet.name == META_SHEET), None)
    if meta is None:
        raise IntakeError(FileFault.WRONG_TEMPLATE, _NOT_OURS)
    pairs = {row[0].text: row[1].text for row in book.rows(meta) if len(row) > 1}
    if pairs.get("format") != FORMAT or not pairs.get("period", "").isdecimal():
        raise IntakeError(FileFault.WRONG_TEMPLATE, _NOT_OURS)
    if pairs.get("version") != VERSION:
        raise IntakeError(
            FileFault.WRONG_TEMPLATE,
            "这个模板是由另一版本的程序导出的。请用现在的程序重新导出模板。",
        )
    ref = PackRef(
        pairs.get("pack", ""), pairs.get("pack_version", ""), pairs.get("pack_digest", "")
    )
    if (ref.id, ref.version) != (pack.ref.id, pack.ref.version):
        raise IntakeError(
            FileFault.WRONG_TEMPLATE,
            f"模板用的是表册 {ref.id} {ref.version}，填报表用的是 {pack.ref.id} {pack.ref.version}。"
            "请重新导出模板。",
        )
    store = pairs.get("store", "")
    return TemplateInfo(ref, int(pairs["period"]), pairs.get("school_code", ""), store)


class _Reader:
    """Collects answers, rows and refusals over all sheets."""

    def __init__(self, pack: Pack) -> None:
        self.answers: dict[str, str] = {}
        self.rows: dict[str, list[FilledRow]] = {}
        self.refusals: list[RefusedEntry] = []
        self.blank: set[str] = set()
        self.row_ids: dict[str, set[str]] = {}
        self.calculated = CalculatedCells()
        self.hidden_rows = 0
        self._hidden: frozenset[int] = frozenset()
        self._filled: dict[str, set[str]] = {}
        self._pack = pack
        self._sheet = ""
        self._answers_at = _ANSWERS_AT

    def read(self, name: str, rows: Sequence[CellRow], hidden: frozenset[int]) -> None:
        """Read one sheet from top to bottom; ``hidden`` are the numbers of the rows nobody sees."""
        self._sheet, self._hidden = name, hidden
        self._answers_at = _ANSWERS_AT
        numbered = enumerate(rows, start=1)
        for number, row in numbered:
            mark = row[0].text if row else ""
            if mark.startswith(TABLE_MARK):
                self._table(mark.removeprefix(TABLE_MARK), number, numbered)
            elif mark == FIELDS_MARK:
                heads = [cell.text for cell in row]
                if ANSWER_LABEL in heads:
                    self._answers_at = heads.index(ANSWER_LABEL)
            elif mark in self._pack.fields:
                self._field(self._pack.fields[mark], number, row)

    def pass_over(self, name: str) -> None:
        """Say that a hidden sheet was not read."""
        self.refusals.append(RefusedEntry(name, "", "", "这张工作表是隐藏的，没有读取。"))

    def _field(self, field: Field, number: int, row: CellRow) -> None:
        place = self._answers_at
        cell = _at(row, place)
        self._calculated(field, field.id, number, place + 1, cell)
        text = self._text(field, number, place + 1, cell)
        if not text:
            if not cell.fault and not cell.text:
                self.blank.add(field.id)
            return
        self.hidden_rows += number in self._hidden
        if field.id in self.answers:
            self._refuse(
                number, place + 1, field.label, "同一个填报项出现了两次，只取第一次的内容。"
            )
        else:
            self.answers[field.id] = text

    def _table(self, name: str, start: int, numbered: Iterator[tuple[int, CellRow]]) -> None:
        table = self._pack.tables.get(name)
        if table is None:
            self._refuse(start, 2, name, "表册中没有这张表，整表没有读入。请重新导出模板。")
        else:
            self.row_ids.setdefault(name, set())
        columns: Mapping[int, Field] = {}
        for number, row in numbered:
            mark = row[0].text if row else ""
            if mark == END_MARK:
                break
            if table is None:
                continue
            if mark == COLUMNS_MARK:
                columns = _columns(table, row)
            elif columns:
                self._row(table, columns, number, row)

    def _row(self, table: Table, columns: Mapping[int, Field], number: int, row: CellRow) -> None:
        row_id = row[0].text if row else ""
        self.row_ids.setdefault(table.id, set()).add(row_id)
        fixed = table.fixed_rows is not None
        cells = {}
        for place, column in columns.items():
            if fixed and column.id in table.key:
                continue
            cell = _at(row, place)
            self._calculated(
                column, cell_address(table.id, row_id, column.id), number, place + 1, cell
            )
            text = self._text(column, number, place + 1, cell)
            if text:
                cells[column.id] = text
            elif row_id != NEW_ROW and not cell.fault and not cell.text:
                self.blank.add(cell_address(table.id, row_id, column.id))
        if not cells:
            return
        self.hidden_rows += number in self._hidden
        if table.fixed_rows is not None and row_id not in table.fixed_rows:
            self._refuse(number, 2, table.label, "这张表的行是固定的，这一行没有读入。")
            return
        made = "" if row_id == NEW_ROW else row_id
        filled = self._filled.setdefault(table.id, set())
        if made and made in filled:
            # A row that was copied in Excel carries its id along.
            made = ""
            if fixed:
                self._refuse(number, 2, table.label, "这一行出现了两次，只取第一次的内容。")
                return
        filled.add(made)
        where = f"{self._sheet} 第 {number} 行"
        self.rows.setdefault(table.id, []).append(FilledRow(made, cells, where))

    def _calculated(
        self, field: Field, address: str, number: int, place: int, cell: CellText
    ) -> None:
        if field.calculate is not None:
            where = f"{column_letters(place)}{number}"
            self.calculated.note(address, self._sheet, where, field.label, cell.text.strip())

    def _text(self, field: Field, number: int, place: int, cell: CellText) -> str:
        """The text of a cell to be typed in; ``""`` when there is none or it was refused."""
        if not field.is_input or field.type is FieldType.ATTACHMENT:
            return ""
        if cell.fault:
            self._refuse(number, place, field.label, f"单元格{cell.fault}。")
            return ""
        if cell.is_date and field.type not in _MOMENTS:
            self._refuse(number, place, field.label, f"单元格{turned_to_date(cell.text)}。")
            return ""
        return cell.text if cell.text.strip() else ""

    def _refuse(self, number: int, place: int, label: str, reason: str) -> None:
        where = f"{column_letters(place)}{number}"
        self.refusals.append(RefusedEntry(self._sheet, where, label, reason))


def _at(row: CellRow, place: int) -> CellText:
    return row[place] if place < len(row) else BLANK


def _columns(table: Table, row: CellRow) -> dict[int, Field]:
    """Place in the row (from 0) → column."""
    return {
        place: table.by_id[cell.text] for place, cell in enumerate(row) if cell.text in table.by_id
    }
