"""Taking last year's answers over into this year's return. Pure: what the edits are."""

from collections.abc import Callable, Iterator, Sequence

from forms.edits import Await, Edit, InsertRow, SetAnswer, SetCell
from forms.last_year import LastYear
from forms.live.last_year import LastYearAnswers, mark_of, why_not_taken
from forms.live.sheet import Sheet
from forms.record import Row, row_address, split_address
from forms.spec import Table
from operations.errors import Refused


def confirmed_by(sheet: Sheet, edits: Sequence[Edit]) -> list[Edit]:
    """Give the edits that confirm what other edits change: who changes it has looked at it."""
    places = (_place(edit) for edit in edits)
    marks = dict.fromkeys(mark_of(sheet, place) for place in places if place)
    told = {edit.address for edit in edits if isinstance(edit, Await)}
    return [Await(mark, waiting=False) for mark in marks if mark and mark not in told]


def same_as_last_year(
    sheet: Sheet, answers: LastYearAnswers, addresses: Sequence[str]
) -> list[Edit]:
    """Give the edits by which fields and cells get last year's answers, or are confirmed to hold.

    Of several places those that can take nothing over are left alone.

    Raises:
        Refused: None of them can; why the first one cannot.

    """
    edits: dict[str, Edit] = {}
    reasons: list[str] = []
    for address in addresses:
        mark = mark_of(sheet, address)
        reason = "" if mark else _why_not(sheet, answers, address)
        if mark:
            edits[mark] = Await(mark, waiting=False)
        elif reason:
            reasons.append(reason)
        else:
            edits[address] = _put(sheet, answers, address)
    if reasons and not edits:
        raise Refused(reasons[0])
    return list(edits.values())


def brought_over(
    sheet: Sheet, answers: LastYearAnswers, *, next_row: Callable[[str], str]
) -> list[Edit]:
    """Give the edits by which a return begins with what seldom changes, each place to be confirmed.

    Only blanks are filled: a field with an answer and a table with rows stay as they are.
    """
    edits: list[Edit] = []
    for form in sheet.plan.forms:
        for section in form.sections:
            for item in section.items:
                if isinstance(item, Table):
                    edits += _brought_rows(sheet, answers, item, next_row)
                elif item.last_year is LastYear.CARRY and item.id not in sheet.record.answers:
                    text = answers.text_of(item, answers.field(item.id))
                    if text:
                        edits += [SetAnswer(item.id, text), Await(item.id, waiting=True)]
    return edits


def _brought_rows(
    sheet: Sheet, answers: LastYearAnswers, table: Table, next_row: Callable[[str], str]
) -> Iterator[Edit]:
    record = sheet.record
    if record.tables.get(table.id) or table.id in record.empty_tables:
        return
    carried = [column for column in table.columns if column.last_year is LastYear.CARRY]
    position = 0
    for last in answers.rows(table):
        texts = {
            column.id: answers.text_of(column, last.get(column.id), table=table.id)
            for column in carried
        }
        texts = {name: text for name, text in texts.items() if text}
        if table.fixed_rows is None and texts:
            row = Row(next_row(table.id), texts)
            yield InsertRow(table.id, position, row)
            yield Await(row_address(table.id, row.id), waiting=True)
            position += 1
        elif table.fixed_rows is not None:
            yield from _brought_cells(table, str(last.get(table.key[0])), texts)


def _brought_cells(table: Table, code: str, texts: dict[str, str]) -> Iterator[Edit]:
    typed = {name: text for name, text in texts.items() if name not in table.key}
    if code not in (table.fixed_rows or ()) or not typed:
        return
    for name, text in typed.items():
        yield SetCell(table.id, code, name, text)
    yield Await(row_address(table.id, code), waiting=True)


def _why_not(sheet: Sheet, answers: LastYearAnswers, address: str) -> str:
    cell = sheet.cell(address)
    if not cell.relevant:
        return f"【{cell.item.label}】与本校无关，不用填写。"
    head, row, column = split_address(address)
    table = sheet.plan.tables[head].table if row is not None else None
    if table is not None and table.fixed_rows is not None and column in table.key:
        return f"【{cell.item.label}】印在表上，不用填写。"
    return why_not_taken(cell.item, answers.at(address))


def _put(sheet: Sheet, answers: LastYearAnswers, address: str) -> Edit:
    head, row, column = split_address(address)
    beside = answers.at(address)
    item = sheet.cell(address).item
    table = "" if row is None else head
    text = answers.text_of(item, beside.last if beside else None, table=table)
    if row is None or column is None:
        return SetAnswer(head, text)
    return SetCell(head, row, column, text)


def _place(edit: Edit) -> str:
    match edit:
        case SetAnswer(field):
            return field
        case SetCell(table, row):
            return row_address(table, row)
    return ""
