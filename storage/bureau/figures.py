"""Table ``wide``: one typed row per accepted return, for evaluation.

Derived data, rebuilt from the signed bytes at will: the table has one column per field the
evaluation needs and is remade when that list changes.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from forms.values import NA, Maybe
from storage.bureau import column_list
from storage.bureau.column_list import ColumnList
from storage.bureau.packages import Packages, ReturnState
from storage.bureau.wide import (
    DECODE,
    DECODE_ERRORS,
    WideColumn,
    WideEncoder,
    WideKind,
    absent_places,
    selected,
)
from storage.bureau.wide_table import WideTable, read_table
from storage.errors import StoreRefusal
from storage.rows.repository import Ledger, Repository

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema


@dataclass(frozen=True, slots=True)
class WideRow:
    """The figures of one return.

    Attributes:
        school_code: Whose.
        identity: Package they come from.
        number: Number of that package.
        state: What the bureau answered to it.
        values: Field id → value; ``None`` missing, ``NA`` not applicable.
        extra: Text the caller gave along (campuses, as JSON), or empty.

    """

    school_code: str
    identity: str
    number: int
    state: ReturnState
    values: Mapping[str, Maybe]
    extra: str


PackageFigures = tuple[str, Mapping[str, Maybe], str]
"""Figures of a package: its identity, field id → value, extra text."""

_WideValues = tuple[int, str, bool, Mapping[str, Maybe], str]
"""A row before it is written: package, school, whether it is the newest, values, extra text."""

_BASE: Final = {
    "package_id": int,
    "school_code": str,
    "current": int,
    "not_applicable": str,
    "extra": str,
}
_ID: Final = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
_BATCH: Final = 500


class _RowWriter:
    """How rows are put into the table: the statement, and the values for it."""

    def __init__(self, columns: Sequence[WideColumn]) -> None:
        names = "".join(f', "{column.id}"' for column in columns)
        marks = ", ".join("?" * (len(_BASE) + len(columns)))
        self.columns = tuple(columns)
        self.insert = f"INSERT INTO wide ({', '.join(_BASE)}{names}) VALUES ({marks})"  # noqa: S608
        self._encoder = WideEncoder(columns)

    def values(self, row: _WideValues) -> tuple[int | str | None, ...]:
        """Give the values of a row for the statement."""
        package, school, current, values, extra = row
        absent, kept = self._encoder.row(values)
        return (package, school, int(current), absent, extra, *kept)


class Figures(Repository):
    """The figures of all returns. They follow from the packages, so the journal does not tell of them."""

    table = "wide"

    def __init__(self, ledger: Ledger, packages: Packages) -> None:
        super().__init__(ledger)
        self._packages = packages
        self._list = ColumnList(ledger.database)
        self._writer: _RowWriter | None = None
        ledger.database.on_change(self._forget)

    def columns(self) -> tuple[WideColumn, ...]:
        """Return the columns the figures are kept in."""
        return self._rows_into().columns

    def make(self, columns: Sequence[WideColumn], rows: Iterable[PackageFigures] = ()) -> None:
        """Remake the table, with the rows rebuilt from the signed bytes.

        Args:
            columns: One per field the evaluation needs, see :func:`storage.bureau.wide.wide_columns`.
            rows: Figures of packages that stand; a package without a row is not evaluated.

        Raises:
            StoreRefusal: A row names a package that does not stand.
            ValueError: An id is no field id, or stands twice.

        """
        for column in columns:
            if not _ID.fullmatch(column.id) or column.id in _BASE:
                message = f"not a field id: {column.id!r}"
                raise ValueError(message)
        with self._ledger.transaction():
            self._make_empty(columns)
            self._fill(self._with_packages(rows))

    def rows(self, ids: Sequence[str] | None = None) -> Iterator[WideRow]:
        """Read the figures of each school's newest package, by school code.

        Args:
            ids: Only these fields, in this order; all columns by default.

        Raises:
            KeyError: There is no column of that id.

        """
        kinds = {column.id: column.kind for column in self.columns()}
        names = list(kinds) if ids is None else list(ids)
        wanted = [WideColumn(name, kinds[name]) for name in names]
        decoders = [(at, DECODE[one.kind]) for at, one in enumerate(wanted) if one.kind in DECODE]
        place_of = {column.id: str(place) for place, column in enumerate(self.columns())}
        places = tuple(place_of[name] for name in names)
        with self._database.errors():
            cursor = self._database.engine.execute(
                "SELECT wide.school_code, identity, number, state, extra, not_applicable"  # noqa: S608
                f"{selected(wanted)} FROM wide JOIN package ON package.id = wide.package_id"
                " WHERE current = 1 ORDER BY wide.school_code"
            )
            for school, identity, number, state, extra, absent, *values in cursor:
                column = (self.table, "")
                try:
                    for place, decode in decoders:
                        column = (self.table, names[place])
                        if values[place] is not None:
                            values[place] = decode(values[place])
                    column = (Packages.table, "state")
                    standing = ReturnState(state)
                except DECODE_ERRORS as error:
                    raise self._database.unreadable(*column) from error
                for place in absent_places(absent, places):
                    values[place] = NA
                of_field = dict(zip(names, values, strict=True))
                yield WideRow(school, identity, number, standing, of_field, extra)

    def of_all(self, ids: Sequence[str]) -> WideTable:
        """Read some fields of every school of the list at once, column by column.

        Raises:
            KeyError: A field has no column.

        """
        return read_table(self._database, self.columns(), ids)

    def add(
        self, package: int, school: str, values: Mapping[str, Maybe], *, extra: str = ""
    ) -> None:
        """Put the row of a school's newest package, as part of taking it.

        Fields without a column are left out.
        """
        self._write("UPDATE wide SET current = 0 WHERE school_code = ? AND current = 1", school)
        self._insert([(package, school, True, values, extra)])

    def remove(self, package: int, *, newest: int | None) -> None:
        """Take a row away and make that of package ``newest`` the present one, as part of undoing."""
        self._write("DELETE FROM wide WHERE package_id = ?", package)
        self._write("UPDATE wide SET current = 1 WHERE package_id = ?", newest)

    def _make_empty(self, columns: Sequence[WideColumn]) -> None:
        self._database.engine.remake((self.table,), lambda schema: create_wide(schema, columns))
        self._list.replace(columns)
        self._writer = _RowWriter(columns)

    def _fill(self, rows: Iterable[_WideValues]) -> None:
        waiting = iter(rows)
        while batch := list(islice(waiting, _BATCH)):
            self._insert(batch)

    def _insert(self, rows: Iterable[_WideValues]) -> None:
        writer = self._rows_into()
        self._write_many(writer.insert, map(writer.values, rows))

    def _rows_into(self) -> _RowWriter:
        if self._writer is None:
            self._writer = _RowWriter(self._list.all())
        return self._writer

    def _with_packages(self, rows: Iterable[PackageFigures]) -> Iterator[_WideValues]:
        standing = {item.identity: item for item in self._packages.all() if item.undone_at is None}
        in_order = sorted(standing.values(), key=attrgetter("number"))
        newest = {item.school_code: item.id for item in in_order}
        for identity, values, extra in rows:
            record = standing.get(identity)
            if record is None:
                raise StoreRefusal(f"库中没有标识为 {identity} 的上报包，评估数据没有重建。")
            current = newest[record.school_code] == record.id
            yield record.id, record.school_code, current, values, extra

    def _forget(self) -> None:
        self._writer = None


def create_tables(schema: "Schema") -> None:
    """Make the list of columns and the table of figures without any (format 1.0)."""
    column_list.create_tables(schema)
    create_wide(schema, ())


def create_wide(schema: "Schema", columns: Sequence[WideColumn]) -> None:
    """Make the table of figures with these columns."""
    whole = {WideKind.INTEGER, WideKind.TRUTH}
    typed = {column.id: int if column.kind in whole else str for column in columns}
    schema.table("wide").create(
        _BASE | typed,
        pk="package_id",
        not_null=_BASE.keys() - {"package_id"},
        foreign_keys=[("package_id", "package", "id")],
        strict=True,
    )
    index_present_rows(schema)


def index_present_rows(schema: "Schema") -> None:
    """Find the one present row of a school without a scan (format 1.5: by a comparison).

    An index of some rows only is nothing sqlite-utils knows.
    """
    schema.execute("DROP INDEX IF EXISTS wide_current")
    schema.execute("CREATE UNIQUE INDEX wide_current ON wide (school_code) WHERE current = 1")
