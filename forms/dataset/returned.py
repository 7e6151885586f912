"""What the schools returned, as tables: one of all single answers, and one for each table of the forms."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Final

from forms.dataset.model import DataColumn, DataTable, DataType
from forms.record import cell_address
from forms.spec import Field, FieldType, Option, Pack, Table
from forms.values import Maybe

_TYPES: Final[Mapping[FieldType, DataType]] = {
    FieldType.INTEGER: DataType.INTEGER,
    FieldType.DURATION_MINUTES: DataType.INTEGER,
    FieldType.DECIMAL: DataType.NUMBER,
    FieldType.DECIMAL3: DataType.NUMBER,
    FieldType.MONEY: DataType.NUMBER,
    FieldType.PERCENT: DataType.NUMBER,
    FieldType.YES_NO: DataType.BOOLEAN,
    FieldType.DATE: DataType.DATE,
}
"""All other types are texts."""

SCHOOL: Final = DataColumn(
    "school_code", "学校标识码", DataType.STRING, is_required=True, help="10 位"
)
_ROW: Final = DataColumn(
    "row", "行号", DataType.STRING, is_required=True, help="固定行是它的代码，增加的行是 r1、r2…"
)
_ABOUT_PACKAGE: Final = (
    SCHOOL,
    DataColumn("package", "上报包序号", DataType.INTEGER, is_required=True),
    DataColumn(
        "state",
        "状态",
        DataType.STRING,
        options=(Option("delivered", "已交，待回执"), Option("accepted", "已接收")),
        is_required=True,
    ),
    DataColumn("identity", "上报包标识", DataType.STRING, is_required=True, help="清单的 SHA-256"),
)


@dataclass(frozen=True, slots=True)
class AcceptedReturn:
    """A return that takes part.

    Attributes:
        school: 学校标识码.
        package: Number of the package it came in.
        state: What the bureau answered to it, see :data:`_ABOUT_PACKAGE`.
        identity: Of the package.
        values: Field id → exact value.
        document: ``data/return.json`` as signed.

    """

    school: str
    package: int
    state: str
    identity: str
    values: Mapping[str, Maybe]
    document: Mapping[str, object]


def returned_tables(pack: Pack, returns: Sequence[AcceptedReturn]) -> Iterator[DataTable]:
    """Make the table ``returns`` and one for each table of the schools' forms.

    Attachments are files and stay out.
    """
    fields = [item for form in pack.school_forms for item in form.fields() if _is_kept(item)]
    yield DataTable(
        name="returns",
        title="各校填报表",
        columns=(*_ABOUT_PACKAGE, *(column_of(item, pack) for item in fields)),
        key=(SCHOOL.name,),
        rows=[
            (
                *(one.school, one.package, one.state, one.identity),
                *(one.values.get(item.id) for item in fields),
            )
            for one in returns
        ],
        help="一行是一所学校最近一份参加评估的填报表；列是表册的字段，不含表格和附件。",
    )
    for form in pack.school_forms:
        for table in form.tables():
            yield _row_table(table, pack, returns)


def column_of(item: Field, pack: Pack) -> DataColumn:
    """Say of a field or column of the pack what it holds."""
    options = pack.choices[item.choices].options if item.choices is not None else ()
    return DataColumn(
        name=item.id,
        title=item.label,
        type=_TYPES.get(item.type, DataType.STRING),
        unit=item.unit,
        options=options,
        is_list=item.type is FieldType.MULTI_CHOICE,
        help=item.help,
        source=item.source,
    )


def _is_kept(item: Field) -> bool:
    return item.type is not FieldType.ATTACHMENT


def _row_table(table: Table, pack: Pack, returns: Sequence[AcceptedReturn]) -> DataTable:
    columns = [item for item in table.columns if _is_kept(item)]
    return DataTable(
        name=table.id,
        title=table.label,
        columns=(SCHOOL, _ROW, *(column_of(item, pack) for item in columns)),
        key=(SCHOOL.name, _ROW.name),
        rows=[row for one in returns for row in _rows(table, columns, one)],
        help=table.help,
    )


def _rows(
    table: Table, columns: Sequence[Field], one: AcceptedReturn
) -> Iterator[tuple[Maybe, ...]]:
    """Read the rows of a table out of a document, which was checked when it was taken."""
    tables: Mapping[str, Sequence[Mapping[str, object]]]
    tables = one.document.get("tables", {})  # type: ignore[assignment]
    calculated: Mapping[str, object]
    calculated = one.document.get("calculated", {})  # type: ignore[assignment]
    for row in tables.get(table.id, ()):
        row_id = str(row["id"])
        cells: Mapping[str, object] = row["cells"]  # type: ignore[assignment]
        printed = {item.id: row_id for item in columns if item.is_key and table.fixed_rows}
        found = {
            item.id: calculated.get(cell_address(table.id, row_id, item.id))
            for item in columns
            if not item.is_input
        }
        given = {**printed, **found, **cells}
        yield (one.school, row_id, *(_value(item, given.get(item.id)) for item in columns))


def _value(item: Field, given: object) -> Maybe:
    """Read what a document has for a value as the value it is."""
    if given is None or isinstance(given, bool):
        return given
    if isinstance(given, list):
        return tuple(map(str, given))
    text = str(given)
    if item.type is FieldType.DATE:
        return date.fromisoformat(text)
    if not item.type.is_numeric:
        return text
    if isinstance(given, int):
        return given
    return Fraction(text) if "/" in text else Decimal(text)
