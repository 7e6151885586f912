"""The forms of a school as empty paper: to be filled by hand before anything is typed.

What surely does not concern the school is left out; what nobody can tell yet is in. Choices are printed
to be ticked where they fit beside the question.
"""

from collections.abc import Iterator

from exporters.documents.report import (
    Block,
    Grid,
    GridColumn,
    Ink,
    Report,
    ReportField,
    ReportForm,
    ReportSection,
    Shown,
)
from exporters.documents.report_sheet import is_reference, make_report
from forms.live.sheet import Sheet
from forms.spec import Field, FieldType, Form, FormSection, Item, Table

_MOST_TICKS = 6
"""Choices a paper form prints; a longer list is written out by hand."""

_FREE_ROWS = 8
"""Empty rows of a table whose rows nobody knows beforehand."""


def blank_report(sheet: Sheet, *, school: str) -> Report:
    """Make the empty forms of a school; draw them with ``write_forms_pdf``.

    Args:
        sheet: The open return; only what is asked of this school is taken from it.
        school: Name of the school for the head of the pages.

    """
    made = make_report(sheet, school=school)
    forms = (_form(sheet, form) for form in sheet.plan.pack.school_forms)
    return Report(made.cover, tuple(form for form in forms if form.sections), (), ())


def _form(sheet: Sheet, form: Form) -> ReportForm:
    sections = (_section(sheet, section) for section in form.sections)
    return ReportForm(form.id, form.label, tuple(part for part in sections if part.blocks))


def _section(sheet: Sheet, section: FormSection) -> ReportSection:
    return ReportSection(section.title, tuple(_blocks(sheet, section)))


def _blocks(sheet: Sheet, section: FormSection) -> Iterator[Block]:
    for item in section.items:
        if not _may_concern(sheet, item):
            continue
        if isinstance(item, Table):
            yield _grid(sheet, item)
        else:
            yield ReportField(item.id, item.label, _place(sheet, item), item.unit)


def _may_concern(sheet: Sheet, item: Item) -> bool:
    return item.relevant is None or item.relevant.evaluate(sheet.scope) is not False


def _place(sheet: Sheet, field: Field) -> Shown:
    """Room to write in, in the colour of how the answer comes about."""
    if not field.is_input:
        return Shown("", ink=Ink.REFERENCED if is_reference(field) else Ink.CALCULATED)
    if field.type is FieldType.DATE:
        return Shown("　　年　　月　　日")
    return Shown("　".join(f"□ {choice}" for choice in _choices(sheet, field)))


def _choices(sheet: Sheet, field: Field) -> list[str]:
    if field.type is FieldType.YES_NO:
        return ["是", "否"]
    if field.type not in {FieldType.CHOICE, FieldType.MULTI_CHOICE} or field.choices is None:
        return []
    labels = [option.label for option in sheet.plan.pack.choices[field.choices].options]
    return labels if len(labels) <= _MOST_TICKS else []


def _grid(sheet: Sheet, table: Table) -> Grid:
    """The rows that are fixed under their titles, or empty ones."""
    columns = tuple(
        GridColumn(column.id, column.label, column.unit, numeric=column.type.is_numeric)
        for column in table.columns
    )
    if table.fixed_rows is None:
        titles = [""] * max(_FREE_ROWS, len(sheet.rows(table.id)))
    else:
        titles = [row.title for row in sheet.rows(table.id)] or _fixed_titles(sheet, table)
    return Grid(table.id, table.label, columns, tuple(_row(table, title) for title in titles))


def _fixed_titles(sheet: Sheet, table: Table) -> list[str]:
    key = table.by_id[table.key[0]]
    labels = sheet.plan.pack.choices[key.choices].labels if key.choices else {}
    return [labels.get(code, code) for code in table.fixed_rows or ()]


def _row(table: Table, title: str) -> tuple[Shown, ...]:
    """One row; in a free table its title is empty too."""
    return tuple(
        Shown(title)
        if column.id == table.key[0]
        else Shown("", ink=Ink.INPUT if column.is_input else Ink.CALCULATED)
        for column in table.columns
    )
