"""The data of a district, opened by the programs of strangers: frictionless, pandas, pyarrow, openpyxl."""

import errno
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook

from forms.evaluation import INDICATORS
from operations.bureau.evaluation.data import DataFiles, write_data
from operations.bureau.evaluation.evaluate import evaluate_store
from operations.bureau.plan.plan_files import open_plan
from operations.bureau.plan.plans import read_ground, view_plan
from operations.bureau.records import ReturnState
from operations.bureau.store import Desk, open_bureau
from operations.demo.run import DemoFiles
from operations.errors import Refused
from storage.bureau.store import BureauStore
from storage.errors import DiskFull

FIGURES = list(INDICATORS)


@pytest.fixture(scope="module")
def made(demo: DemoFiles, tmp_path_factory: pytest.TempPathFactory) -> DataFiles:
    with open_bureau(demo.bureau_store, read_only=True) as store:
        return write_data(store, tmp_path_factory.mktemp("data"), replace=False, parquet=True)


@pytest.fixture
def store(demo: DemoFiles) -> Iterator[BureauStore]:
    with open_bureau(demo.bureau_store, read_only=True) as opened:
        yield opened


def frictionless(package: Path) -> dict[str, object]:
    """What frictionless says of a data package, in a process of its own."""
    words = [sys.executable, "-m", "frictionless", "validate", "--json", package.name]
    done = subprocess.run(words, cwd=package.parent, capture_output=True, check=False)
    found = json.loads(done.stdout)
    assert isinstance(found, dict)
    return found


def test_frictionless_finds_nothing_wrong_with_what_the_demonstration_leaves(
    demo: DemoFiles,
) -> None:
    found = frictionless(demo.data)
    assert found["valid"], found
    assert found["stats"] == {**found["stats"], "tasks": 34, "errors": 0, "warnings": 0}  # type: ignore[dict-item]


def test_the_codebook_calls_the_state_of_a_return_as_the_windows_do(made: DataFiles) -> None:
    book = (made.descriptor.parent / "codebook.csv").read_text(encoding="utf-8-sig")
    delivered, accepted = ReturnState.DELIVERED.label, ReturnState.ACCEPTED.label
    assert f",delivered={delivered}；accepted={accepted}," in book


def test_frictionless_notices_a_changed_figure(made: DataFiles, tmp_path: Path) -> None:
    folder = Path(shutil.copytree(made.descriptor.parent, tmp_path / "data"))
    for path in folder.glob("*.parquet"):
        path.unlink()
    table = folder / "evaluation.csv"
    lines = table.read_bytes().split(b"\r\n")
    table.write_bytes(b"\r\n".join([*lines[:2], lines[1], *lines[2:]]))
    tasks = frictionless(folder / "datapackage.json")["tasks"]
    assert isinstance(tasks, list)
    (wrong,) = [task for task in tasks if not task["valid"]]
    assert wrong["name"] == "evaluation"
    kinds = {error["type"] for error in wrong["errors"]}
    assert {"hash-count", "primary-key"} <= kinds


def test_a_statistician_redoes_the_coefficients_in_three_lines(
    made: DataFiles, store: BureauStore
) -> None:
    import pandas as pd

    data = pd.read_csv(made.descriptor.parent / "evaluation.csv").set_index("level")
    total = data["pupils"].groupby("level").sum()
    mean = data[FIGURES].mul(data["pupils"], axis=0).groupby("level").sum().div(total, axis=0)
    spread = ((data[FIGURES] - mean.reindex(data.index)) ** 2).mul(data["pupils"], axis=0)
    again = (spread.groupby("level").sum().div(total, axis=0)) ** 0.5 / mean
    evaluation = evaluate_store(store)
    assert len(again) == len(evaluation.levels) == 2
    for level, found in evaluation.levels.items():
        ours = [float(one.cv or 0) for one in found.coefficients]
        assert list(again.loc[level.value]) == pytest.approx(ours, rel=1e-12, abs=1e-15)


def test_parquet_says_the_same_as_the_tables(made: DataFiles) -> None:
    import pandas as pd

    assert len(made.parquet) == len(made.tables) == 34
    folder = made.descriptor.parent
    binary = pd.read_parquet(folder / "evaluation.parquet")
    texts = pd.read_csv(folder / "evaluation.csv", dtype={"school_code": str, "campus": str})
    assert list(binary["school_code"]) == list(texts["school_code"])
    assert binary[FIGURES].to_numpy() == pytest.approx(texts[FIGURES].to_numpy(), rel=1e-15)
    returns = pd.read_parquet(folder / "returns.parquet")
    assert str(returns["pupils.enrolled_primary"].dtype) == "float64"  # integers, one is missing
    inspections = pd.read_parquet(folder / "safety.inspections.parquet")
    assert inspections["inspected_on"].notna().all()


def test_the_workbook_has_a_sheet_for_each_table(made: DataFiles) -> None:
    book = load_workbook(made.workbook, read_only=True)
    assert len(book.sheetnames) == 34
    assert book.sheetnames[-1] == "代码本"
    rows = list(book["各校七项指标"].iter_rows(values_only=True))
    assert rows[0][:5] == ("school_code", "campus", "level", "school_name", "pupils")
    assert rows[1][0] == "2142100001"
    book.close()


def test_the_plan_that_the_demonstration_leaves_is_opened_again(
    demo: DemoFiles, store: BureauStore
) -> None:
    data = json.loads(demo.plan.read_text(encoding="utf-8"))
    plan = open_plan(demo.plan)
    view = view_plan(read_ground(store), plan)
    assert len(data["steps"]) == len(plan.steps) == len(view.plan.steps)
    assert view.after.passes is not False


def test_without_pyarrow_parquet_is_refused_and_nothing_is_written(
    store: BureauStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(Refused, match=r"没有带 Parquet 需要的 pyarrow.*请不要 Parquet 再导出"):
        write_data(store, tmp_path / "data", replace=False, parquet=True)
    assert not (tmp_path / "data").exists()


def test_a_full_disk_leaves_the_data_of_before_whole_and_nothing_beside_it(
    store: BureauStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"
    folder.mkdir()
    (folder / "schools.csv").write_text("old", encoding="utf-8")
    flush, flushed = os.fsync, 0

    def full(descriptor: int) -> None:
        nonlocal flushed
        flushed += 1
        if flushed > 5:
            raise OSError(errno.ENOSPC, "as the system would")
        flush(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(DiskFull):
        write_data(store, folder, replace=True)
    assert [path.name for path in folder.iterdir()] == ["schools.csv"]
    assert (folder / "schools.csv").read_text(encoding="utf-8") == "old"


def test_a_district_without_returns_has_no_data(stranger: Desk, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="还没有接收任何参加评估的上报包，没有数据可以导出"):
        write_data(stranger.store, tmp_path / "data", replace=False)
    assert not (tmp_path / "data").exists()
