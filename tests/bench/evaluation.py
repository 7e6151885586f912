"""Evaluating ten thousand schools from the bureau's store, beside a bare scan of the same rows."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from time import process_time

from forms.evaluation.columns import COLUMNS
from forms.workflow import Actor, Role
from operations.bureau.evaluation.evaluate import evaluate_store
from operations.scratch import folder_of_this_program
from storage.address import StorePlace
from storage.bureau.roster import School
from storage.bureau.store import BureauStore
from storage.bureau.wide import wide_columns
from tests.bench.measure import Row, compared, in_turns
from tests.bench.samples import district_figures, engine
from tests.storage.stores import package

SCHOOLS = 10_000
_RECEIVED = datetime(2024, 10, 8, tzinfo=UTC)
_OFFICER = Actor("演示操作员", Role.OFFICER)


def rows() -> list[Row]:
    """One row."""
    path = many_schools()
    with BureauStore.open(path) as store, closing(sqlite3.connect(path)) as bare:
        columns = _names(bare)

        def scan() -> None:
            cursor = bare.execute(f"SELECT {columns} FROM wide WHERE current = 1")
            for _ in cursor:
                pass

        found = evaluate_store(store)
        # The verdict needs every school judged and every coefficient compared with its limit.
        times = in_turns(scan, lambda: evaluate_store(store).passes, rounds=9, clock=process_time)
    units = sum(len(level.schools) for level in found.levels.values())
    return [
        compared(
            "evaluation",
            f"从库中评估 {SCHOOLS} 所学校，直到全区判定",
            "对同样的行一次裸 SQLite 扫描",
            times,
            5,
            note=f"{units} 个学校（学段）参评",
        )
    ]


def _names(bare: sqlite3.Connection) -> str:
    known = {row[1] for row in bare.execute("PRAGMA table_info(wide)")}
    wanted = ["school_code", "extra", *(column.id for column in COLUMNS)]
    return ", ".join(f'"{name}"' for name in wanted if name in known)


@cache
def many_schools() -> Path:
    """A store of so many schools, in a folder that goes with this program; made once for all rows."""
    path = folder_of_this_program() / "many.yhb"
    with district(path, SCHOOLS):
        return path


def district(place: StorePlace, schools: int) -> BureauStore:
    """A store with figures of so many schools, and packages that hold nothing else."""
    store = BureauStore.create(
        place,
        bureau_code="420104",
        bureau_name="样例区教育局",
        period=2024,
        pack=engine().pack.ref,
        actor=_OFFICER,
    )
    fields = [item for form in engine().pack.school_forms for item in form.fields()]
    store.figures.make(wide_columns(fields))
    figures = list(district_figures(schools))
    with store.transaction():
        store.roster.upsert(
            [School(code, f"学校{code}", "312") for code, _ in figures], actor=_OFFICER
        )
        for code, values in figures:
            # The evaluation reads figures alone; ten thousand real signatures would take minutes.
            store.imports.accept(
                package(code, 1),
                document=b"{}",
                wide_row=values,
                actor=_OFFICER,
                received_at=_RECEIVED,
            )
    return store
