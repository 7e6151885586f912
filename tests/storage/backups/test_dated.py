"""Automatic backups are known by their names and thinned by age."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.backups import dated
from tests.storage.stores import START, StepClock, new_school


def named(*ages: timedelta, reason: str = dated.SCHEDULED) -> dict[Path, datetime]:
    return {Path(f"{START - age:%Y%m%dT%H%M%SZ}-{reason}.yhs"): START - age for age in ages}


def hours(*counts: float) -> dict[Path, datetime]:
    return named(*(timedelta(hours=count) for count in counts))


NEWEST = tuple(number / 100 for number in range(dated.KEPT_BY_NUMBER))
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
            | named(timedelta(days=9000), timedelta(days=9001), reason=dated.BEFORE_UPGRADE),
            0,
        ),
    ],
)
def test_old_backups_are_thinned_and_named_ones_stay(made: dict[Path, datetime], gone: int) -> None:
    assert len(dated.thinned(made, START)) == gone


def test_of_a_period_the_last_one_stays() -> None:
    made = hours(*NEWEST, 49, 52)
    assert dated.thinned(made, START) == [
        next(p for p, when in made.items() if when == min(made.values()))
    ]


@given(st.lists(st.integers(0, 24 * 4000), max_size=60))
def test_thinning_keeps_the_newest_and_everything_young_and_settles(ages: list[int]) -> None:
    made = hours(*ages)
    gone = set(dated.thinned(made, START))
    kept = {path: when for path, when in made.items() if path not in gone}
    assert all(START - made[path] > timedelta(days=2) for path in gone)
    newest = sorted(made.values(), reverse=True)[: dated.KEPT_BY_NUMBER]
    assert sorted(kept.values(), reverse=True)[: dated.KEPT_BY_NUMBER] == newest
    assert dated.thinned(kept, START) == []


@pytest.mark.parametrize("jumped", range(1, dated.KEPT_BY_NUMBER))
def test_a_clock_that_jumps_ahead_makes_no_backup_old(jumped: int) -> None:
    """Six years ahead for some backups: none of the others goes, then or when it is put right."""
    good = hours(*range(0, 24 * 2, 4), *(24 * day for day in range(3, 30)))
    ahead = START + timedelta(days=6 * 365)
    made = good | hours(*(-6 * 365 * 24 - hour for hour in range(jumped)))
    assert dated.thinned(made, ahead + timedelta(days=1)) == []
    assert dated.thinned(made, START) == []


def test_old_backups_go_when_a_new_one_is_made(tmp_path: Path) -> None:
    clock = StepClock()
    with new_school(tmp_path / "s.yhs", clock) as store:
        for _ in range(30):
            store.backups.make()
            clock.forward(hours=12)
        kept = store.backups.all()
        assert 10 < len(kept) < 30
        assert [path.name for path in kept] == sorted((p.name for p in kept), reverse=True)
        assert dated.last_backup(store.path, clock.moment) == clock.moment - timedelta(hours=12)


def test_strange_files_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    with new_school(tmp_path / "s.yhs") as store:
        made = store.backups.make()
        stranger = made.with_name("我的备份.yhs")
        stranger.write_bytes(b"")
        assert store.backups.all() == (made,)
        store.backups.make()
        assert stranger.exists()


def test_a_folder_that_cannot_be_listed_counts_as_empty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, pattern: str) -> list[Path]:
        raise PermissionError(self, pattern)

    monkeypatch.setattr(Path, "glob", refuse)
    assert dated.backups_of(tmp_path / "s.yhs") == ()
    assert dated.is_due(tmp_path / "s.yhs", START)
