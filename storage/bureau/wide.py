"""One typed row per accepted return, for evaluation: derived data, rebuilt from the signed bytes at will.

The table has one column per field the evaluation needs and is made anew when that list changes. A
missing value is NULL; what is not applicable is NULL too and named in ``not_applicable``. Decimals
and fractions are kept as exact text.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, Inexact
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Final

from forms.values import NA, Maybe, NotApplicable
from storage.bureau.packages import ReturnState
from storage.database import Database
from storage.errors import Refusal, StoreBug

if TYPE_CHECKING:
    from sqlite_utils import Database as Schema

    from forms.spec import Field


class WideKind(StrEnum):
    """How the values of a column are kept."""

    INTEGER = "integer"
    TRUTH = "truth"
    EXACT = "exact"
    TEXT = "text"
    DATE = "date"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class WideColumn:
    """One column: a field id and how its values are kept."""

    id: str
    kind: WideKind


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


def wide_columns(fields: Iterable["Field"]) -> tuple[WideColumn, ...]:
    """Choose the columns for fields; attachments have none."""
    kinds = {
        "integer": WideKind.INTEGER,
        "duration_minutes": WideKind.INTEGER,
        "yes_no": WideKind.TRUTH,
        "decimal": WideKind.EXACT,
        "decimal3": WideKind.EXACT,
        "money": WideKind.EXACT,
        "percent": WideKind.EXACT,
        "date": WideKind.DATE,
        "multi_choice": WideKind.LIST,
    }
    return tuple(
        WideColumn(field.id, kinds.get(field.type.value, WideKind.TEXT))
        for field in fields
        if field.type.value != "attachment"
    )


PackageFigures = tuple[int, str, bool, Mapping[str, Maybe], str]
"""Package, school, whether it is the school's newest, field id → value, extra text."""

_BASE: Final = ("package_id", "school_code", "current", "not_applicable", "extra")
_ID: Final = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*")
_BATCH: Final = 500
_TOO_LARGE: Final = 1 << 63
_EXACT: Final = Context(prec=60, traps=[Inexact])
"""Wide enough for every figure of a school; what does not fit stays a fraction."""


class Wide:
    """The wide table. Writing needs an open transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: tuple[WideColumn, ...] | None = None
        database.on_rollback(self._forget)

    def columns(self) -> tuple[WideColumn, ...]:
        """Return the columns the table has now."""
        if self._known is None:
            rows = self._database.all("SELECT id, kind FROM wide_column ORDER BY position")
            self._known = tuple(WideColumn(str(id_), WideKind(str(kind))) for id_, kind in rows)
        return self._known

    def make(self, columns: Sequence[WideColumn]) -> None:
        """Make the table anew, empty, with these columns.

        Raises:
            ValueError: An id is no field id, or stands twice.

        """
        for column in columns:
            if not _ID.fullmatch(column.id) or column.id in _BASE:
                message = f"not a field id: {column.id!r}"
                raise ValueError(message)
        run = self._database.connection.execute
        run("DROP TABLE IF EXISTS wide")
        run("DELETE FROM wide_column")
        run(_create_sql(columns))
        # One present row a school, found without a scan when its next package comes.
        run("CREATE UNIQUE INDEX wide_current ON wide (school_code) WHERE current")
        self._database.connection.executemany(
            "INSERT INTO wide_column (position, id, kind) VALUES (?,?,?)",
            [(place, column.id, column.kind.value) for place, column in enumerate(columns)],
        )
        self._known = tuple(columns)

    def add(
        self, package: int, school: str, values: Mapping[str, Maybe], *, extra: str = ""
    ) -> None:
        """Put the row of a school's newest package; fields without a column are left out."""
        self._database.connection.execute(
            "UPDATE wide SET current = 0 WHERE school_code = ? AND current", (school,)
        )
        self._insert([(package, school, True, values, extra)])

    def fill(self, rows: Iterable[PackageFigures]) -> None:
        """Put many rows."""
        waiting = iter(rows)
        while batch := list(islice(waiting, _BATCH)):
            self._insert(batch)

    def remove(self, package: int, *, newest: int | None) -> None:
        """Take a row away and make the one of package ``newest`` the present one."""
        run = self._database.connection.execute
        run("DELETE FROM wide WHERE package_id = ?", (package,))
        run("UPDATE wide SET current = 1 WHERE package_id = ?", (newest,))

    def rows(self, ids: Sequence[str] | None) -> Iterator[WideRow]:
        """Read the newest row of each school, by code.

        Args:
            ids: Only these fields, in this order; all columns by default.

        Raises:
            KeyError: There is no column of that id.

        """
        kinds = {column.id: column.kind for column in self.columns()}
        names = list(kinds) if ids is None else list(ids)
        decoders = [
            (place, DECODE[kinds[n]]) for place, n in enumerate(names) if kinds[n] in DECODE
        ]
        place_of = {column.id: str(place) for place, column in enumerate(self.columns())}
        places = tuple(place_of[name] for name in names)
        selected = "".join(f', wide."{name}"' for name in names)
        with self._database.errors():
            cursor = self._database.connection.execute(
                "SELECT wide.school_code, identity, number, state, extra, not_applicable"  # noqa: S608
                f"{selected} FROM wide JOIN package ON package.id = wide.package_id"
                " WHERE current ORDER BY wide.school_code"
            )
            for school, identity, number, state, extra, absent, *values in cursor:
                for place, decode in decoders:
                    if values[place] is not None:
                        values[place] = decode(values[place])
                for place in absent_places(absent, places):
                    values[place] = NA
                yield WideRow(
                    school,
                    identity,
                    number,
                    _STATES[state],
                    dict(zip(names, values, strict=True)),
                    extra,
                )

    def _insert(self, rows: Iterable[PackageFigures]) -> None:
        columns = self.columns()
        names = "".join(f', "{column.id}"' for column in columns)
        marks = ",?" * len(columns)
        self._database.connection.executemany(
            f"INSERT INTO wide ({', '.join(_BASE)}{names}) VALUES (?,?,?,?,?{marks})",  # noqa: S608
            (
                (
                    package,
                    school,
                    int(current),
                    _absent(columns, values),
                    extra,
                    *(_encode(column, values.get(column.id)) for column in columns),
                )
                for package, school, current, values, extra in rows
            ),
        )

    def _forget(self) -> None:
        self._known = None


def create_tables(schema: "Schema") -> None:
    """Make the list of columns and the wide table without any (format 1.0)."""
    schema.table("wide_column").create(
        {"position": int, "id": str, "kind": str},
        pk="position",
        not_null={"id", "kind"},
        strict=True,
    )
    schema.execute(_create_sql(()))


def _create_sql(columns: Sequence[WideColumn]) -> str:
    whole = {WideKind.INTEGER, WideKind.TRUTH}
    typed = "".join(
        f', "{column.id}" {"INTEGER" if column.kind in whole else "TEXT"}' for column in columns
    )
    return (
        "CREATE TABLE wide (package_id INTEGER PRIMARY KEY REFERENCES package(id),"
        " school_code TEXT NOT NULL, current INTEGER NOT NULL, not_applicable TEXT NOT NULL,"
        f" extra TEXT NOT NULL{typed}) STRICT"
    )


def _absent(columns: Sequence[WideColumn], values: Mapping[str, Maybe]) -> str:
    """Name the places of the columns that are not applicable; schools of a kind share this text."""
    return " ".join(str(i) for i, column in enumerate(columns) if values.get(column.id) is NA)


@lru_cache(maxsize=256)
def absent_places(absent: str, places: tuple[str, ...]) -> tuple[int, ...]:
    """Say which of the columns at ``places`` the text of :func:`_absent` names."""
    named = set(absent.split())
    return tuple(index for index, place in enumerate(places) if place in named)


def _encode(column: WideColumn, value: Maybe) -> int | str | None:
    match column.kind, value:
        case (_, None | NotApplicable()):
            coded: int | str | None = None
        case (WideKind.TRUTH, bool()):
            coded = int(value)
        case (WideKind.INTEGER | WideKind.EXACT, int() | Fraction() | Decimal()) if (
            value is not True and value is not False
        ):
            coded = _encode_number(column, value)
        case (WideKind.DATE, date()):
            coded = value.isoformat()
        case (WideKind.TEXT, str()):
            coded = value
        case (WideKind.LIST, tuple()):
            coded = ",".join(map(str, value))
        case _:
            raise StoreBug(f"{column.id} ({column.kind.value}): {type(value).__name__}")
    return coded


def _encode_number(column: WideColumn, value: int | Fraction | Decimal) -> int | str:
    if column.kind is WideKind.EXACT:
        return _exact_text(value)
    whole = int(value)
    if whole != value:
        raise StoreBug(f"{column.id} (integer): {value}")
    if not -_TOO_LARGE < whole < _TOO_LARGE:
        raise Refusal(f"字段 {column.id} 的数 {value} 过大，不能保存。请学校核对后重新上报。")
    return whole


def _exact_text(value: int | Fraction | Decimal) -> str:
    """Write a decimal where the value is one: it is read five times as fast as a fraction."""
    if not isinstance(value, Fraction):
        return str(value)
    try:
        quotient = _EXACT.divide(Decimal(value.numerator), Decimal(value.denominator))
    except Inexact:
        return str(value)
    return f"{quotient:f}"


def _decode_exact(text: str) -> Maybe:
    return Fraction(text) if "/" in text else Decimal(text)


def _decode_list(text: str) -> Maybe:
    return tuple(text.split(",")) if text else ()


DECODE: Final[Mapping[WideKind, Callable[..., Maybe]]] = {
    WideKind.TRUTH: bool,
    WideKind.EXACT: _decode_exact,
    WideKind.DATE: date.fromisoformat,
    WideKind.LIST: _decode_list,
}
"""How to read what is kept otherwise than it is; other kinds are kept as they are."""
_STATES: Final = {state.value: state for state in ReturnState}
