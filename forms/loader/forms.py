"""Forms: sections with fields and tables in the order an author wrote them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from forms.loader.entry import TomlTable
from forms.loader.fields import read_field, read_id
from forms.loader.reading import PackReading
from forms.loader.templates import ending_of, versions
from forms.pack_errors import Flaw
from forms.spec import Field, FieldType, Form, FormSection, Item, Table

_FILLED_BY: Final = ("school", "bureau")


def read_form(entry: TomlTable, reading: PackReading) -> Form:
    """Read one form file.

    Raises:
        PackError: What is said about the form itself is wrong. Mistakes in its items are noted and
            the items left out.

    """
    form_id = read_id(entry, "id")
    filled_by = entry.text("filled_by", "school")
    if filled_by not in _FILLED_BY:
        message = f"filled_by 只能是 {' 或 '.join(_FILLED_BY)}。"
        raise entry.refuse(Flaw.UNKNOWN_VALUE, message, "filled_by")
    sections = []
    for section in entry.entries("section"):
        items = tuple(_items(section, form_id, is_district=filled_by == "bureau", reading=reading))
        with reading.catching():
            sections.append(FormSection(section.text("title"), items))
            section.finish()
    form = Form(form_id, entry.text("label"), filled_by, entry.text("note", ""), tuple(sections))
    entry.finish()
    return form


def _items(
    section: TomlTable, form: str, *, is_district: bool, reading: PackReading
) -> Iterator[Item]:
    with reading.catching():
        place = _Place(form, is_district)
        for entry in section.entries("item"):
            with reading.catching():
                if "table" in entry.data:
                    yield _table(entry, place, reading)
                else:
                    yield from _fields(entry, place, reading)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where items stand."""

    form: str
    is_district: bool


def _fields(entry: TomlTable, place: _Place, reading: PackReading) -> Iterator[Field]:
    named = entry.at(entry.text("field"))
    for version, section in versions(named, "field"):
        yield read_field(
            version,
            reading,
            form=place.form,
            is_district=place.is_district,
            section=section,
        )


def _table(entry: TomlTable, place: _Place, reading: PackReading) -> Table:
    named = entry.at(entry.text("table"))
    table_id = f"{place.form}.{read_id(named, 'table')}"
    key = named.texts("key")
    columns = tuple(_columns(named, table_id, key, place, reading))
    _check_key(named, key, columns)
    table = Table(
        id=table_id,
        label=named.text("label"),
        columns=columns,
        key=key,
        fixed_rows=_fixed_rows(named, key, columns, reading),
        row_relevant=reading.expression(named, "row_when", table=table_id),
        at_least_one=named.flag("at_least_one"),
        relevant=reading.expression(named, "when"),
        help=named.text("help", ""),
        source=named.text("source", ""),
    )
    if table.fixed_rows is None and table.row_relevant is not None:
        raise named.refuse(Flaw.MISPLACED_KEY, "只有固定行的表才能写 row_when。", "row_when")
    if table.fixed_rows is not None and table.at_least_one:
        raise named.refuse(Flaw.MISPLACED_KEY, "固定行的表不用写 at_least_one。", "at_least_one")
    named.finish()
    return table


def _columns(
    entry: TomlTable, table: str, key: tuple[str, ...], place: _Place, reading: PackReading
) -> Iterator[Field]:
    seen: set[str] = set()
    for column in entry.entries("columns"):
        named = column.at(column.text("id"))
        field = read_field(
            named,
            reading,
            table=table,
            is_district=place.is_district,
            section=ending_of(column.text("id")),
        )
        if field.id in seen:
            raise named.refuse(Flaw.DUPLICATE_ID, f"{table} 已有 {field.id} 这一列。", "id")
        seen.add(field.id)
        yield replace(field, is_key=True) if field.id in key else field


def _check_key(entry: TomlTable, key: tuple[str, ...], columns: tuple[Field, ...]) -> None:
    if not columns:
        raise entry.refuse(Flaw.MISSING_KEY, "表没有列，请写 columns。", "columns")
    known = [column.id for column in columns]
    unknown = [column for column in key if column not in known]
    if unknown or not key:
        message = f"键应是本表的列（{'、'.join(known[:8])}…），现在是 {'、'.join(key) or '空'}。"
        raise entry.refuse(Flaw.BAD_KEY_COLUMN, message, "key")


def _fixed_rows(
    entry: TomlTable, key: tuple[str, ...], columns: tuple[Field, ...], reading: PackReading
) -> tuple[str, ...] | None:
    if not entry.has("rows"):
        return None
    column = next(column for column in columns if column.id == key[0])
    if len(key) > 1 or column.type is not FieldType.CHOICE or column.choices is None:
        message = "固定行的表只能有一个键，并且是 choice 类型的列。"
        raise entry.refuse(Flaw.BAD_ROWS, message, "rows")
    codes = tuple(option.code for option in reading.choices[column.choices].options)
    if entry.data["rows"] == "fixed":
        return codes
    rows = entry.texts("rows")
    wrong = [code for code in rows if code not in codes]
    if wrong or len(set(rows)) != len(rows):
        message = f'rows 应写 "fixed"，或列出目录 {column.choices} 中不重复的代码。'
        raise entry.refuse(Flaw.BAD_ROWS, message, "rows")
    return rows
