"""Backups are whole, verified, and thinned by age."""

import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.edits import SetAnswer
from storage.backups import backup
from storage.engines.sqlite import connection
from storage.errors import BackupFailed, DiskFull, StoreVanished
from storage.files.temporary import SUFFIX
from storage.school.store import SchoolStore
from tests.storage.stores import CLERK, START, StepClock, new_school


def named(*ages: timedelta, reason: str = backup.SCHEDULED) -> dict[Path, datetime]:
    return {Path(f"{START - age:%Y%m%dT%H%M%SZ}-{reason}.yhs"): START - age for age in ages}


def hours(*counts: float) -> dict[Path, datetime]:
    return named(*(timedelta(hours=count) for count in counts))


NEWEST = tuple(number / 100 for number in range(backup.KEPT_BY_NUMBER))
"""Hours of as many backups as stay by their number alone; the others are beside these."""


@pytest.mark.parametrize(
    ("made", "gone"),
    [
        ({}, 0),
        (hours(*NEWEST, 1, 2, 3, 47), 0),
        (hours(*NEWEST, 49, 50, 51), 2),
        (hours(*NEWEST, 24 * 3, 24 * 4, 24 * 5), 0),
        (hours(*NEWEST, 24 * 40, 24 * 40.5, 24 * 90), 1),
        (hours(*(24 * 400 * 10 + age for age in NEWEST)), 0),
        (hours(*NEWEST, 24 * 400 * 10), 1),
        (
            hours(*NEWEST)
            | named(timedelta(days=9000), timedelta(days=9001), reason=backup.BEFORE_UPGRADE),
            0,
        ),
    ],
)
def test_thinning(made: dict[Path, datetime], gone: int) -> None:
    assert len(backup.thinned(made, START)) == gone


def test_of_a_period_the_last_one_stays() -> None:
    made = hours(*NEWEST, 49, 52)
    assert backup.thinned(made, START) == [
        next(p for p, when in made.items() if when == min(made.values()))
    ]


@given(st.lists(st.integers(0, 24 * 4000), max_size=60))
def test_thinning_keeps_the_newest_and_everything_young_and_settles(ages: list[int]) -> None:
    made = hours(*ages)
    gone = set(backup.thinned(made, START))
    kept = {path: when for path, when in made.items() if path not in gone}
    assert all(START - made[path] > timedelta(days=2) for path in gone)
    newest = sorted(made.values(), reverse=True)[: backup.KEPT_BY_NUMBER]
    assert sorted(kept.values(), reverse=True)[: backup.KEPT_BY_NUMBER] == newest
    assert backup.thinned(kept, START) == []


@pytest.mark.parametrize("jumped", range(1, backup.KEPT_BY_NUMBER))
def test_a_clock_that_jumps_ahead_makes_no_backup_old(jumped: int) -> None:
    """Six years ahead for some backups: none of the others goes, then or when it is put right."""
    good = hours(*range(0, 24 * 2, 4), *(24 * day for day in range(3, 30)))
    ahead = START + timedelta(days=6 * 365)
    made = good | hours(*(-6 * 365 * 24 - hour for hour in range(jumped)))
    assert backup.thinned(made, ahead + timedelta(days=1)) == []
    assert backup.thinned(made, START) == []


def test_old_backups_go_when_a_new_one_is_made(tmp_path: Path) -> None:
    clock = StepClock()
    with new_school(tmp_path / "s.yhs", clock) as store:
        for _ in range(30):
            store.backups.make()
            clock.forward(hours=12)
        kept = store.backups.all()
        assert 10 < len(kept) < 30
        assert [path.name for path in kept] == sorted((p.name for p in kept), reverse=True)
        assert backup.last_backup(store.path, clock.moment) == clock.moment - timedelta(hours=12)


def test_strange_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    with new_school(tmp_path / "s.yhs") as store:
        made = store.backups.make()
        stranger = made.with_name("我的备份.yhs")
        stranger.write_bytes(b"")
        assert store.backups.all() == (made,)
        store.backups.make()
        assert stranger.exists()


def test_what_an_ended_program_left_of_a_backup_is_taken_away(tmp_path: Path) -> None:
    with new_school(tmp_path / "s.yhs") as store:
        made = store.backups.make()
    for rest in ("", "-journal"):
        name = f".20240901T000000Z-auto.yhs.01234567{SUFFIX}{rest}"
        made.with_name(name).write_bytes(b"half")
    SchoolStore.open(tmp_path / "s.yhs", read_only=True).close()
    assert len(list(made.parent.iterdir())) == 3
    SchoolStore.open(tmp_path / "s.yhs").close()
    assert list(made.parent.iterdir()) == [made]


def test_a_backup_of_an_open_store_is_one_file(tmp_path: Path) -> None:
    with new_school(tmp_path / "s.yhs") as store:
        store.answers.write([SetAnswer("pupils.a", "1")], actor=CLERK)
        made = store.backups.make()
        with closing(sqlite3.connect(made)) as copy:
            assert copy.execute("SELECT text FROM answer").fetchall() == [("1",)]
            assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    assert [path.name for path in made.parent.iterdir()] == [made.name]


def test_a_copy_that_does_not_agree_is_thrown_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "copy.yhs"
    with new_school(tmp_path / "s.yhs") as store:
        store.backups.write_to(target, replace=False)
        old = target.read_bytes()
        marks = iter([("one",), ("other",)])
        monkeypatch.setattr(backup, "_marks", lambda connection: connection and next(marks))
        with pytest.raises(BackupFailed, match="不一致"):
            store.backups.write_to(target, replace=True)
    assert target.read_bytes() == old
    assert sorted(path.name for path in tmp_path.iterdir()) == ["copy.yhs", "s.yhs"]


def test_a_full_disk_leaves_the_old_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "copy.yhs"
    real = connection.connect_alone

    def small(place: Path) -> sqlite3.Connection:
        made = real(place)
        made.execute("PRAGMA max_page_count = 3")
        return made

    with new_school(tmp_path / "s.yhs") as store:
        store.backups.write_to(target, replace=False)
        old = target.read_bytes()
        monkeypatch.setattr("storage.backups.backup.connect_alone", small)
        with pytest.raises(DiskFull, match=r"copy\.yhs"):
            store.backups.write_to(target, replace=True)
        assert store.verify_journal().intact
    assert target.read_bytes() == old


def test_a_missing_folder(tmp_path: Path) -> None:
    with new_school(tmp_path / "s.yhs") as store, pytest.raises(StoreVanished):
        store.backups.write_to(tmp_path / "U盘" / "copy.yhs", replace=False)


def test_a_folder_that_cannot_be_listed_counts_as_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, pattern: str) -> list[Path]:
        raise PermissionError(self, pattern)

    monkeypatch.setattr(Path, "glob", refuse)
    assert backup.backups_of(tmp_path / "s.yhs") == ()
    assert backup.is_due(tmp_path / "s.yhs", START)
