"""The figures in the store, read as columns, are evaluated like the returns they come from."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from forms.edits import InsertRow, SetAnswer
from forms.evaluation import RawSchool, evaluate, raw_rows, to_json
from forms.live.engine import Sheet
from forms.record import Row
from forms.schooling import Section
from forms.workflow import Actor, Role
from operations.bureau.evaluation.evaluate import StoredDistrict, evaluate_store, stored_schools
from operations.bureau.intake.examine import campus_rows, field_values
from operations.packs.bundled import bundled_pack
from storage.bureau.roster import School
from storage.bureau.store import BureauStore
from storage.bureau.wide import wide_columns
from tests.bench.samples import example_sheet
from tests.storage.stores import START, package

OFFICER = Actor("李科长", Role.OFFICER)
CODES = ("4201040001", "4201040002", "4201040003")


@dataclass
class Delivered:
    """A store and the returns that were put into it."""

    store: BureauStore
    sheets: dict[str, Sheet]

    def rows(self, *codes: str) -> list[RawSchool]:
        return [row for code in codes for row in raw_rows(self.sheets[code].scope)]


def with_campus(treatment: str) -> Sheet:
    """The nine-year school, part of which lies on a second campus."""
    sheet = example_sheet("nine_year")
    cells = {"campus_no": "01", "campus_name": "东校区", "campus_treatment": treatment}
    for column in sheet.plan.tables["profile.campuses"].table.columns[3:]:
        cells[column.id] = "0"
    cells |= {"enrolled_primary": "40", "teaching_area": "200.50", "multimedia_rooms": "2"}
    sheet.apply_all(
        [
            SetAnswer("profile.has_campuses", "yes"),
            InsertRow("profile.campuses", 0, Row("r1", cells)),
        ]
    )
    return sheet


@pytest.fixture
def delivered(tmp_path: Path) -> Iterator[Delivered]:
    sheets = dict(
        zip(
            CODES,
            (example_sheet("primary"), with_campus("merge"), with_campus("separate")),
            strict=True,
        )
    )
    for code, sheet in sheets.items():
        sheet.apply(SetAnswer("profile.school_code", code))
    pack = bundled_pack()
    with BureauStore.create(
        tmp_path / "b.yhb",
        bureau_code="420104",
        bureau_name="样例区教育局",
        period=2024,
        pack=pack.ref,
        actor=OFFICER,
    ) as store:
        fields = [item for form in pack.school_forms for item in form.fields()]
        store.figures.make(wide_columns(fields))
        store.roster.upsert([School(code, f"学校{code}", "312") for code in CODES], actor=OFFICER)
        for code, sheet in sheets.items():
            campuses = campus_rows(sheet)
            store.imports.accept(
                package(code, 1),
                document=b"{}",
                wide_row=field_values(sheet),
                actor=OFFICER,
                received_at=START,
                extra=json.dumps(campuses, ensure_ascii=False) if campuses else "",
            )
        yield Delivered(store, sheets)


def test_store_and_returns_give_the_same_evaluation(delivered: Delivered) -> None:
    found = evaluate_store(delivered.store)
    expected = evaluate(delivered.rows(*CODES), pack=bundled_pack())
    assert to_json(found) == to_json(expected)
    units = [one.unit for one in found.levels[Section.PRIMARY].schools]
    assert [(unit.code, unit.campus, len(unit.rows)) for unit in units] == [
        (CODES[0], "", 1),
        (CODES[1], "", 2),
        (CODES[2], "", 1),
        (CODES[2], "01", 1),
    ]


def test_each_campus_is_a_row_of_its_own(delivered: Delivered) -> None:
    rows = stored_schools(delivered.store)
    assert sorted((row.code, row.campus) for row in rows) == [
        (CODES[0], ""),
        (CODES[1], ""),
        (CODES[1], "01"),
        (CODES[2], ""),
        (CODES[2], "01"),
    ]


def test_a_school_without_a_return_has_no_row_and_is_outstanding(delivered: Delivered) -> None:
    delivered.store.roster.upsert([School("4201040009", "新学校", "211")], actor=OFFICER)
    district = StoredDistrict.of(delivered.store)
    assert set(district.raw.codes) == set(CODES)
    assert (district.outstanding, district.retired) == (("4201040009",), frozenset())
    assert evaluate_store(delivered.store).passes is not True
