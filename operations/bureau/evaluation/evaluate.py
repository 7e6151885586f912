"""Evaluate the district: from the accepted returns in the store, or from a ``district-raw`` table."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import compress
from pathlib import Path
from typing import Final

from forms.evaluation import DistrictEvaluation, RawColumns, RawSchool, evaluate, raw_rows
from forms.evaluation.columns import COLUMNS
from forms.evaluation.detail import detailed_json
from forms.evaluation.raw_table import RawTable, raw_headings, read_rows
from forms.expr import Cells, Scope
from forms.known_names import CAMPUSES
from forms.spec import Pack
from forms.values import Maybe
from operations.bureau.settings import read_bureau_context
from operations.collector import paused
from operations.last_return import read_value
from operations.packs.bundled import bundled_pack
from operations.read_tables import ChosenTable, read_chosen, said_of
from operations.table_files import table_kind, write_rows_as
from storage.bureau.packages import ReturnState, SchoolStatus
from storage.bureau.store import BureauStore
from storage.bureau.wide_table import WideTable


@dataclass(frozen=True)
class StoredScope:
    """The stored figures of one return, as expressions and the evaluation see them."""

    values: Mapping[str, Maybe]
    campuses: Sequence[Cells] = ()

    @property
    def row(self) -> Cells | None:
        """None: this is no row of a table."""
        return None

    def value(self, name: str) -> Maybe:
        return self.values.get(name)

    def rows(self, table: str) -> Sequence[Cells]:
        """Rows of the table of campuses, the only one that is kept."""
        return self.campuses if table == CAMPUSES else ()

    def schools(self) -> Sequence[Scope]:
        """None: this is one school."""
        return ()


@lru_cache(maxsize=1)
def _columns() -> tuple[str, ...]:
    fields = bundled_pack().fields
    return tuple(column.id for column in COLUMNS if column.id in fields)


_COUNTING: Final = (ReturnState.DELIVERED, ReturnState.ACCEPTED)


def counts(state: ReturnState) -> bool:
    """Whether a return in this state takes part: what was sent back does not, until it comes again."""
    return state in _COUNTING


def outstanding_schools(store: BureauStore) -> list[SchoolStatus]:
    """Return the active schools without a return that takes part, by code."""
    return [
        status for status in store.packages.statuses() if status.active and not counts(status.state)
    ]


def retired_schools(store: BureauStore) -> frozenset[str]:
    """Return the codes of the schools that were taken off the list: they take no part."""
    return frozenset(
        status.school_code for status in store.packages.statuses() if not status.active
    )


@dataclass(frozen=True)
class StoredDistrict:
    """What the store has for the evaluation.

    Attributes:
        raw: The figures of all returns that count, those of retired schools included.
        outstanding: Codes of the active schools without a return that counts.
        retired: Codes of the schools that were taken off the list.

    """

    raw: RawColumns
    outstanding: tuple[str, ...]
    retired: frozenset[str]

    @classmethod
    def of(cls, store: BureauStore) -> "StoredDistrict":
        """Read it at once; see :func:`outstanding_schools` and :func:`retired_schools`."""
        table = store.figures.of_all(_columns())
        schools = list(zip(table.schools, table.active, table.states, strict=True))
        return cls(
            raw=_raw_columns(table),
            outstanding=tuple(
                code for code, active, state in schools if active and state not in _COUNTING
            ),
            retired=frozenset(code for code, active, _ in schools if not active),
        )


def stored_schools(store: BureauStore) -> list[RawSchool]:
    """Read the figures of all returns that take part as raw rows."""
    district = StoredDistrict.of(store)
    return [row for row in district.raw.rows if row.code not in district.retired]


def evaluate_store(store: BureauStore) -> DistrictEvaluation:
    """Evaluate the returns that take part; outstanding schools leave the verdict unknown.

    The verdict is worked out at once, on the thread that reads; schools one by one and exact sums
    are made when they are asked for.
    """
    pack, settings = bundled_pack(), district_settings(store)
    # Not walking over the rows as they become columns saves a tenth of ten thousand schools.
    with paused():
        district = StoredDistrict.of(store)
        evaluation = evaluate(
            district.raw,
            pack=pack,
            settings=settings,
            outstanding=district.outstanding,
            retired=district.retired,
        )
        _ = evaluation.passes
    return evaluation


def _raw_columns(table: WideTable) -> RawColumns:
    """The returns that count, a row each; those with several campuses come last, with all rows."""
    returns = list(zip(table.states, table.extras, strict=True))
    plain = [extra == "" and state in _COUNTING for state, extra in returns]
    several = [
        place for place, (state, extra) in enumerate(returns) if extra and state in _COUNTING
    ]
    raw = RawColumns({name: list(compress(column, plain)) for name, column in table.values.items()})
    return raw.with_rows(row for place in several for row in _campus_rows(table, place))


def _campus_rows(table: WideTable, place: int) -> list[RawSchool]:
    values = {name: column[place] for name, column in table.values.items()}
    return raw_rows(StoredScope(values, campus_cells(bundled_pack(), table.extras[place] or "")))


def district_settings(store: BureauStore) -> Mapping[str, Maybe]:
    """The bureau's settings as exact values, defaults included."""
    return read_bureau_context(store).settings


@dataclass(frozen=True)
class TableEvaluation:
    """The evaluation of a table that was made elsewhere.

    Attributes:
        table: What was read, with refusals and notes.
        evaluation: Of the rows that could be used; refused rows are outstanding in it, by number.
        source: The sheet that was read, and those that were not.
        cells: The texts of the sheet from its first row.

    """

    table: RawTable
    evaluation: DistrictEvaluation
    source: ChosenTable
    cells: Sequence[Sequence[str]] = ()

    @property
    def refused(self) -> bool:
        """Whether rows were left out."""
        return bool(self.table.refusals)

    @property
    def sentences(self) -> tuple[str, ...]:
        """Refusals and notes, one sentence each."""
        refusals = (
            f"第 {item.row} 行{f'【{item.column}】' if item.column else ''}：{item.reason}"
            for item in self.table.refusals
        )
        return (*self.source.sentences, *refusals, *self.table.notes)


def as_json(evaluation: DistrictEvaluation) -> dict[str, object]:
    """Write an evaluation as the object of ``bureau evaluate --json``, with gaps and shares."""
    return detailed_json(evaluation)


def refusals_json(table: RawTable) -> list[dict[str, object]]:
    """Write what was refused: row, column and reason."""
    return [
        {"row": item.row, "column": item.column, "reason": item.reason} for item in table.refusals
    ]


def write_refused(found: TableEvaluation, target: Path, *, replace: bool) -> Path | None:
    """Write the refused rows as a file, the reason in a new column 原因, to be corrected and read.

    Returns:
        Where the file went, or ``None`` if no row was refused and nothing was written.

    Raises:
        Misused: The file name ends neither in ``.csv`` nor in ``.xlsx``.

    """
    from exporters.documents.read import with_reasons

    kind = table_kind(target)
    reasons: dict[int, list[str]] = {}
    for item in found.table.refusals:
        where = f"【{item.column}】" if item.column else ""
        reasons.setdefault(item.row, []).append(f"{where}{item.reason}")
    if not reasons:
        return None
    headings = found.table.head + found.table.has_labels
    rows = with_reasons(found.cells, reasons, heading_row=found.table.head, heading_rows=headings)
    return write_rows_as(rows, target, kind=kind, name="未接受的行", replace=replace)


def evaluate_table(data: bytes, *, sheet: str = "") -> TableEvaluation:
    """Evaluate a ``district-raw`` table (CSV or xlsx).

    Args:
        data: The file.
        sheet: Name of the sheet to be read, if the user gave one.

    Raises:
        ChooseSheet: Several sheets could be meant.
        Refused: The file cannot be read, or lacks columns; nothing was evaluated.

    """
    from exporters.documents.read import table_texts

    pack = bundled_pack()
    found = read_chosen(data, headings=raw_headings(pack), sheet=sheet)
    with said_of(found):
        table = read_rows(found.rows, pack=pack)
    # Without the schools that were refused nobody knows whether the district passes.
    refused = tuple(dict.fromkeys(f"第 {item.row} 行" for item in table.refusals))
    evaluation = evaluate(table.rows, pack=pack, outstanding=refused)
    return TableEvaluation(table, evaluation, found, table_texts(found.rows))


def campus_cells(pack: Pack, text: str) -> Sequence[Cells]:
    """Read the rows of the campus table as a package's figures keep them (JSON, or nothing)."""
    if not text:
        return ()
    columns = pack.tables[CAMPUSES].by_id
    return [
        {name: read_value(pack, columns[name], cell) for name, cell in cells.items()}
        for cells in json.loads(text)
    ]
