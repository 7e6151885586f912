"""The power goes in the middle of any step: stores whole, no half files, and the step can be repeated."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from operations.any_store import AnyStore, opened_any
from operations.bureau import store as bureau_store
from operations.demo.run import DemoFiles
from storage.school.store import SchoolStore
from tests.operations import staging
from tests.operations.plug import STEPS, Step, run
from tests.operations.wreckage import half_files, stores, unopened
from tests.support.children import TIED

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL and fork")

ROUNDS = os.environ.get("YOUHENG_PLUG_ROUNDS", "4")
"""How many kills per step, evenly spread; ``all`` for one before every effect."""


def wrecks(name: str, demo: DemoFiles, folder: Path) -> tuple[Path, list[Path]]:
    """Give the folder of the undisturbed step, and those of the killed ones."""
    source = demo.bureau_store.parent
    words = ["-m", "tests.operations.plug", name, str(source), str(folder)]
    subprocess.run(
        [*TIED, sys.executable, *words, *([] if ROUNDS == "all" else [ROUNDS])],
        check=True,
        timeout=900,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )
    return folder / "whole", sorted(path for path in folder.iterdir() if path.name[0].isdigit())


def check_stores(folder: Path) -> None:
    """Every store that has a name opens for reading and writing, and its journal is whole."""
    assert unopened(folder) == []


def check_files(folder: Path, demo: DemoFiles) -> None:
    """Every file that has a name is complete."""
    assert half_files(folder, staging.daily_keys(demo.bureau_store).identity) == []


def _beside(path: Path) -> bool:
    """Whether it is no file of the user's, or one that any step writes again.

    Hidden, set aside, what a killed writer left beside a store; the root certificate is in the
    store and shown by ``bureau keys``.
    """
    if "-before-restore-" in path.name or "-root-key-unfinished-" in path.name:
        return True
    if path.name.endswith("-root.pem"):
        return True
    return path.name.startswith(".") or path.name.endswith(("-journal", ".lock"))


def standing(folder: Path) -> dict[str, object]:
    """What the stores say, and which files there are."""
    found: dict[str, object] = {
        "files": sorted(
            str(path.relative_to(folder))
            for path in folder.rglob("*")
            if path.is_file() and not _beside(path) and ".backups" not in path.parent.name
        )
    }
    for path in stores(folder):
        if ".backups" not in path.parent.name and not _beside(path):
            with opened_any(path) as store:
                found[str(path.relative_to(folder))] = _said(store)
    return found


def _said(store: AnyStore) -> object:
    if isinstance(store, SchoolStore):
        deliveries = [(item.number, item.exported_at is None) for item in store.deliveries.all()]
        answers = [(answer.kind, answer.number) for answer in store.bureau_answers.all()]
        record = store.answers.load()
        return (
            store.revisions.number,
            store.revisions.state,
            deliveries,
            answers,
            record.answers,
            record.tables,
        )
    packages = [(item.school_code, item.number, item.state) for item in store.packages.all()]
    rows = [(row.school_code, row.number) for row in store.figures.rows()]
    return packages, rows, [school.code for school in store.roster.all()]


@pytest.mark.slow
@pytest.mark.parametrize("name", STEPS)
def test_killed_at_any_moment(name: str, demo: DemoFiles, tmp_path: Path) -> None:
    whole, wrecked = wrecks(name, demo, tmp_path / "rounds")
    step = STEPS[name]
    recover(step, whole)
    expected = standing(whole)
    assert len(wrecked) >= 2
    for folder in wrecked:
        check_stores(folder)
        check_files(folder, demo)
        # Whatever part of it was done already may be refused in words.
        assert run(step.act, folder) in {0, 1, 3}
        recover(step, folder)
        check_stores(folder)
        check_files(folder, demo)
        assert standing(folder) == expected, folder


def recover(step: Step, folder: Path) -> None:
    for words in step.after:
        assert run(words, folder) == 0, words


def test_the_root_key_is_written_before_the_store_is_there(demo: DemoFiles, tmp_path: Path) -> None:
    """A bureau whose authority's key was lost could enrol nobody."""
    assert demo.bureau_store.is_file()
    _, wrecked = wrecks("new bureau", demo, tmp_path / "rounds")
    for folder in wrecked:
        made = folder / "new.yhb"
        assert bureau_store.authority_file_of(made).exists() or not made.exists()
