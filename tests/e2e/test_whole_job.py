"""From an empty folder to the official tables, as a program of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from operations.school.store import open_school
from tests.operations.staging import District
from tests.support.places import ROOT


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "main.py"), *(str(item) for item in arguments)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "none"}
    return subprocess.run(
        command, capture_output=True, text=True, check=False, encoding="utf-8", env=environment
    )


@pytest.mark.slow
def test_the_demonstration_runs_as_a_program(tmp_path: Path) -> None:
    folder = tmp_path / "demo"
    done = run("demo", folder, "--schools", 2, "--json")
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    assert set(made) >= {
        "bureau_store",
        "school_stores",
        "packages",
        "tables",
        "root",
        "passphrases",
    }
    assert len(made["packages"]) == 2
    for paths in made.values():
        for path in paths if isinstance(paths, list) else [paths]:
            assert Path(path).exists()
    evaluated = json.loads(run("bureau", "evaluate", made["bureau_store"], "--json").stdout)
    numbers = {
        round(cell, 2)
        for table in made["tables"]
        for sheet in openpyxl.load_workbook(table)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if isinstance(cell, (int, float))
    }
    for school in evaluated["schools"]:
        for figure in school["indicators"].values():
            assert any(abs(number - figure["value"]) <= 0.006 for number in numbers)
    again = run("demo", folder)
    assert again.returncode == 2
    assert "不是空的" in again.stderr


def test_the_command_line_never_loads_qt() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]);"
        "from cli.main import main; main(['--help']);"
        "assert not [name for name in sys.modules if name.startswith('PySide6')]"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(ROOT)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_help_starts_without_the_heavy_libraries() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]);"
        "from cli.main import main; main(['--help']);"
        "heavy = {'openpyxl', 'reportlab', 'pyhanko', 'cryptography', 'pyrage', 'sqlite_utils'};"
        "found = heavy & set(sys.modules); assert not found, found"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(ROOT)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_report_goes_round_through_the_command_line(district: District) -> None:
    school, secret = district.school(1), ("--passphrase-file", district.passphrases)
    assert run("school", "return", school, "--reason", "更正一个数").returncode == 0
    change = district.folder / "change.json"
    change.write_text('{"staffing": {"studio_leads": 2}}', encoding="utf-8")
    assert run("school", "fill", school, change).returncode == 0
    assert run("school", "submit", school).returncode == 0
    for office, name in (("统计人员", "王样例"), ("审核人", "李样例")):
        done = run("school", "confirm", school, "--as", office, "--person", name)
        assert done.returncode == 0, done.stderr
    assert run("school", "sign", school, *secret).returncode == 0
    sent = json.loads(run("school", "export", school, district.folder, "--json").stdout)
    taken = run(
        "bureau", "import", district.bureau, sent["file"], *secret,
        "--receipts", district.folder / "new", "--json",
    )  # fmt: skip
    assert taken.returncode == 0, taken.stderr
    receipt = json.loads(taken.stdout)["receipts"][0]
    read = json.loads(run("school", "receipt", school, receipt, "--json").stdout)
    assert (read["number"], read["state"]) == (2, "accepted")
    with open_school(school, read_only=True) as store:
        assert store.verify_journal().intact
        assert [item.number for item in store.deliveries.all()] == [1, 2]
