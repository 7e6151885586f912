"""What stands in a return, line by line, as people read it: no rule is asked, nothing is calculated."""

from collections.abc import Iterator
from dataclasses import dataclass

from forms.record import Return, Row, cell_address, split_address
from forms.spec import Field, Form, Item, Pack, Table
from forms.types import codec
from forms.values import Maybe
from forms.wording import MISSING_TEXT, row_title, show


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """One answer that was given.

    Attributes:
        address: Field, cell or table.
        form: What the form is called.
        label: What the answer is called, the row's title in front.
        text: As people read it.

    """

    address: str
    form: str
    label: str
    text: str


def list_answers(record: Return, pack: Pack) -> list[GivenAnswer]:
    """List every answer that was given, in the order of the forms.

    Args:
        record: The return.
        pack: Names the answers; what it does not know is left out.

    """
    return [
        answer
        for form in pack.forms
        for section in form.sections
        for item in section.items
        for answer in _given(form, item, record, pack)
    ]


def answer_at(record: Return, address: str, pack: Pack) -> str | None:
    """What stands in a field or cell, as people read it.

    ``None`` for what is no single answer: a calculated one, a row, a table, the whole.
    """
    head, row_id, column = split_address(address)
    if row_id is None:
        item, text = pack.fields.get(head), record.answers.get(head)
    else:
        table = pack.tables.get(head)
        item = None if table is None else table.by_id.get(column or "")
        rows = {row.id: row for row in record.tables.get(head, ())}
        text = rows[row_id].cells.get(column or "") if row_id in rows else None
    return told(item, text, pack) if item is not None and item.is_input else None


def _given(form: Form, item: Item, record: Return, pack: Pack) -> Iterator[GivenAnswer]:
    if isinstance(item, Field):
        if item.id in record.answers:
            text = told(item, record.answers[item.id], pack)
            yield GivenAnswer(item.id, form.label, item.label, text)
        return
    if item.id in record.empty_tables:
        yield GivenAnswer(item.id, form.label, f"{item.label}：本表无数据", "已勾选")
    for index, row in enumerate(record.tables.get(item.id, ())):
        title = title_of(item, row, index, pack)
        for column in item.columns:
            if column.id in row.cells:
                yield GivenAnswer(
                    cell_address(item.id, row.id, column.id),
                    form.label,
                    f"{item.label} {title} {column.label}",
                    told(column, row.cells[column.id], pack),
                )


def title_of(table: Table, row: Row, index: int, pack: Pack) -> str:
    """Name a row by what was typed into its key; ``index`` counts from 0."""
    fixed = table.fixed_rows is not None
    cells = {
        name: row.id if fixed else value_in(table.by_id[name], row.cells.get(name), pack)
        for name in table.key
    }
    return row_title(table, cells, index, pack.choices)


def value_in(item: Field, text: str | None, pack: Pack) -> Maybe:
    """The value of a typed text; ``None`` for wrong text and none."""
    return None if text is None else codec(item, pack.choices).parse(text).value


def told(item: Field, text: str | None, pack: Pack) -> str:
    """A text as people read it; wrong text as it stands."""
    if text is None:
        return MISSING_TEXT
    value = value_in(item, text, pack)
    return text if value is None else show(value, item, pack.choices)
