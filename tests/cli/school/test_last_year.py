"""``main.py school last``: what a new store begins with."""

from pathlib import Path

import pytest

from operations.school.store import open_school
from tests.cli.conftest import Command
from tests.operations import staging


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """Last year's store, filled."""
    folder = tmp_path / "older"
    folder.mkdir()
    with staging.new_school(folder, period=2023) as store:
        staging.fill_whole(store)
        return store.path


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with staging.new_school(tmp_path) as made:
        return made.path


def test_the_rehearsal_writes_nothing(command: Command, store: Path, older: Path) -> None:
    before = store.read_bytes()
    run = command("school", "last", store, older, "--dry-run", "--json")
    assert run.code == 0
    assert int(str(run.data["fields"])) > 40
    assert run.data["unconfirmed"] == 0
    assert store.read_bytes() == before
    told = command("school", "last", store, older, "--dry-run")
    assert "没有写入" in told.out


def test_brings_and_confirms(command: Command, store: Path, older: Path) -> None:
    run = command("school", "last", store, older, "--person", "王样例", "--json")
    assert run.code == 0
    left = int(str(run.data["unconfirmed"]))
    assert left > 60
    again = command("school", "last", store)
    assert "没有可以从上年带来的内容" in again.out
    done = command("school", "last", store, "--confirm", "--json")
    assert done.data == {"confirmed": left}
    with open_school(store, read_only=True) as opened:
        entry = opened.journal.entries(limit=1)[0]
        assert (entry.reason, opened.verify_journal().intact) == ("全部确认", True)


def test_without_last_year_nothing_is_brought(command: Command, store: Path) -> None:
    run = command("school", "last", store, "--dry-run", "--json")
    assert run.data == {"fields": 0, "rows": 0, "unconfirmed": 0}


def test_this_years_store_is_no_last_year(command: Command, store: Path) -> None:
    run = command("school", "last", store, store)
    assert run.code in {1, 3}
    assert "填报库" in run.err


def test_rehearsing_and_confirming_exclude_each_other(command: Command, store: Path) -> None:
    assert command("school", "last", store, "--dry-run", "--confirm").code == 2
