"""A bureau's store with the figures of made-up schools, and packages that hold nothing else."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from forms.evaluation import RawSchool
from forms.workflow import Actor, Role
from operations.packs.bundled import bundled_pack
from storage.bureau.roster import School
from storage.bureau.store import BureauStore
from storage.bureau.wide import wide_columns
from tests.forms.evaluation.schools import school
from tests.storage.stores import package

_RECEIVED = datetime(2024, 10, 8, tzinfo=UTC)
_OFFICER = Actor("演示操作员", Role.OFFICER)


def poor_district(
    path: Path, rows: Sequence[RawSchool] = (), *, period: int = 2024, bureau: str = "420104"
) -> Path:
    """Make the store; without rows four schools, of which two lack something."""
    found = rows or [
        school(1, staffing__backbone_primary=7),
        school(2),
        school(3, "312", facilities__multimedia_rooms=12),
        school(4, "311"),
    ]
    pack = bundled_pack()
    with BureauStore.create(
        path,
        bureau_code=bureau,
        bureau_name="样例区教育局",
        period=period,
        pack=pack.ref,
        actor=_OFFICER,
    ) as store:
        fields = [item for form in pack.school_forms for item in form.fields()]
        store.figures.make(wide_columns(fields))
        with store.transaction():
            store.roster.upsert(
                [School(row.code, row.name, row.type) for row in found], actor=_OFFICER
            )
            for row in found:
                known = {name: value for name, value in row.values.items() if name in pack.fields}
                store.imports.accept(
                    package(row.code, 1),
                    document=b"{}",
                    wide_row=known,
                    actor=_OFFICER,
                    received_at=_RECEIVED,
                )
    return path
