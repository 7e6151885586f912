"""A good package may carry any text: it is kept as text, and becomes a formula or a command nowhere."""

import csv
import json
import re
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from exporters.asic import names
from exporters.asic.zip_reader import Archive
from forms.edits import SetAnswer
from operations.bureau.evaluation.export import (
    write_district_raw,
    write_official_tables,
    write_school,
)
from operations.bureau.schools.roster import put_roster
from operations.errors import Refused
from operations.school.exchange.fill import write_template
from tests.operations import care
from tests.operations.care import Life
from tests.operations.staging import CLERK, PRIMARY, import_package

SQL = "x'); DROP TABLE package; UPDATE wide SET current = 0; --"
FORMULAS = [
    "=1+1",
    '=HYPERLINK("file:///c:/x","详情")',
    "=cmd|' /C calc'!A0",
    "+1-1",
    "-2+3",
    "@SUM(A1:A9)",
    "＝1＋1",
]
FIELDS = ["profile.remarks", "safety.guard_company"]
STARTS = ("=", "+", "-", "@", "\t", "\r")
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?%?")


def report_with(life: Life, folder: Path, text: str) -> Path:
    """The school's package with a text in every free field."""
    life.store.answers.write([SetAnswer(field, text) for field in FIELDS], actor=CLERK)
    return life.report(folder)


def formulas_in(workbook: bytes) -> list[str]:
    """Every formula of a workbook, by its XML: no reader's kindness is relied on."""
    with ZipFile(BytesIO(workbook)) as archive:
        return [
            f"{name}: {found}"
            for name in archive.namelist()
            if name.endswith(".xml")
            for found in re.findall(r"<f[ >].*?</f>", archive.read(name).decode("utf-8"))
        ]


def live_cells(text: str) -> list[str]:
    """Every cell of a CSV file that a spreadsheet would run."""
    cells = (cell for row in csv.reader(StringIO(text.lstrip("\ufeff"))) for cell in row)
    return [cell for cell in cells if cell.startswith(STARTS) and not NUMBER.fullmatch(cell)]


def tables_of(life: Life, folder: Path) -> Iterator[bytes]:
    """Every workbook that is written from a district."""
    store = life.desk.store
    container = store.packages.container(store.packages.all()[-1].identity) or b""
    yield Archive(container).read(names.REPORT_XLSX)
    yield write_template(life.store)
    yield write_official_tables(store, folder / "tables", replace=False).workbook.read_bytes()
    yield write_district_raw(store, folder / "raw.xlsx", replace=False).read_bytes()


def test_sql_in_a_text_stays_a_text(life: Life, tmp_path: Path) -> None:
    assert import_package(life.desk, report_with(life, tmp_path, SQL)).accepted
    [row] = life.desk.store.figures.rows(FIELDS)
    assert row.values["profile.remarks"] == SQL
    assert life.desk.store.verify_journal().intact
    path = write_school(life.desk.store, PRIMARY.code, tmp_path / "school.json", replace=False)
    assert json.loads(path.read_bytes())["answers"]["profile.remarks"] == SQL


@pytest.mark.parametrize("text", FORMULAS)
def test_no_formula_in_anything_we_write(life: Life, tmp_path: Path, text: str) -> None:
    named = care.roster_rows()
    named[1][1] = f"{text}小学"
    put_roster(life.desk.store, named, actor=life.desk.actor)
    result = import_package(life.desk, report_with(life, tmp_path, text))
    assert result.accepted, result.message
    for workbook in tables_of(life, tmp_path):
        assert formulas_in(workbook) == []
    raw = write_district_raw(life.desk.store, tmp_path / "raw.csv", replace=False)
    assert live_cells(raw.read_text(encoding="utf-8-sig")) == []


@pytest.mark.parametrize("sign", ["\u202e", "\u2066", "\u200f"])
def test_bidirectional_marks_never_reach_a_signed_package(
    life: Life, tmp_path: Path, sign: str
) -> None:
    with pytest.raises(Refused, match=r"。$"):
        report_with(life, tmp_path, f"甲{sign}乙公司")
