"""The schools of the district with everything their accepted returns say, for the bureau's own form."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from exporters.strict_json import JsonError, decode
from forms.district import DistrictSchool, SchoolScope
from forms.document import DocumentError, from_document
from forms.expr import Cells
from forms.record import Row
from forms.spec import Table
from forms.values import Maybe, exact
from operations.bureau.evaluation.evaluate import counts, outstanding_schools, retired_schools
from operations.errors import Refused
from operations.packs.bundled import bundled_engine
from storage.bureau.packages import ReturnState, SchoolStatus
from storage.bureau.store import BureauStore


def district_schools(store: BureauStore, common: Mapping[str, Maybe]) -> tuple[DistrictSchool, ...]:
    """Read every school, by code: with its figures, or (not here, or sent back) its entry alone.

    Schools the bureau has taken off its list are not among them.

    Args:
        store: The bureau's store; it has to stay open while the schools are used, since tables are
            read out of the signed documents when they are asked for.
        common: Name → value of settings and period, see :class:`forms.district.SchoolScope`.

    Raises:
        Refused: From the tables of a school, when they are asked for: its document is not of the
            program's pack.

    """
    names = {status.school_code: status.school_name for status in store.packages.statuses()}
    retired = retired_schools(store)
    schools = [
        DistrictSchool(
            code=row.school_code,
            name=str(row.values.get("profile.school_name") or names.get(row.school_code, "")),
            accepted=True,
            scope=SchoolScope(
                row.values, common, _Tables(store, row.school_code, row.identity).rows
            ),
        )
        for row in store.figures.rows()
        if counts(row.state) and row.school_code not in retired
    ]
    schools.extend(
        DistrictSchool(
            code=status.school_code,
            name=status.school_name,
            accepted=False,
            scope=SchoolScope(_listed(store, status), common),
            returned=status.state is ReturnState.RETURNED,
        )
        for status in outstanding_schools(store)
    )
    return tuple(sorted(schools, key=lambda school: school.code))


def _listed(store: BureauStore, status: SchoolStatus) -> Mapping[str, Maybe]:
    """What the roster says of a school that has not reported."""
    school = store.roster.get(status.school_code)
    if school is None:
        return {}
    return {
        "profile.school_code": school.code,
        "profile.school_name": school.name,
        "profile.school_type": school.type or None,
    }


@dataclass
class _Tables:
    """The tables of one return, read out of its signed document on first use."""

    store: BureauStore
    school: str
    identity: str

    def rows(self, table: str) -> Sequence[Cells]:
        """Rows of a table; only what was typed, no calculated column."""
        plan = bundled_engine().plan.tables.get(table)
        if plan is None:
            return ()
        return [
            {
                column.id: exact(plan.codecs[column.id].parse(text).value)
                for column in plan.table.columns
                if (text := _typed(plan.table, column.id, row)) is not None
            }
            for row in self._tables.get(table, ())
        ]

    @cached_property
    def _tables(self) -> Mapping[str, tuple[Row, ...]]:
        content = self.store.packages.document(self.identity)
        try:
            document = None if content is None else decode(content, multiline=True)
            if not isinstance(document, dict):
                return {}
            return from_document(document, bundled_engine().plan).tables
        except (JsonError, DocumentError) as error:
            raise Refused(
                f"学校 {self.school} 已接收的上报包不能按本程序的表册打开：{str(error).rstrip('。')}。"
                "请用接收它的那一版程序，或退回这所学校，请它升级程序后重新上报。"
            ) from error


def _typed(table: Table, column: str, row: Row) -> str | None:
    is_key = table.fixed_rows is not None and table.by_id[column].is_key
    return row.id if is_key else row.cells.get(column)
