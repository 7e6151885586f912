"""A backup takes the place of its own store alone; the journal is read in plain lines."""

import sys
from pathlib import Path

import pytest

from operations.copies.back_up import restore
from operations.errors import Refused
from operations.failures.explain import explain
from operations.journal.history import read_history
from operations.school.identity import correct_identity
from operations.school.records import SchoolStore
from operations.school.store import create_school, open_school
from storage.errors import StoreError
from tests.operations.staging import CLERK
from tests.support.past import unpack

OURS, THEIRS = "2142100001", "2142100002"


def made(path: Path, code: str, period: int = 2024) -> Path:
    """A new store of a school."""
    create_school(
        path, school_code=code, school_name="云杉小学", period=period, actor=CLERK
    ).close()
    return path


@pytest.mark.parametrize(("code", "period"), [(THEIRS, 2024), (OURS, 2023)])
def test_somebody_elses_backup_is_refused(tmp_path: Path, code: str, period: int) -> None:
    store, other = made(tmp_path / "甲.yhs", OURS), made(tmp_path / "乙.yhs", code, period)
    before = store.read_bytes()
    said = f"备份“乙.yhs”是 {code} {period} 年的，要恢复的库是 {OURS} 2024 年的"
    with pytest.raises(Refused, match=said):
        restore(SchoolStore, store, other, actor=CLERK)
    assert store.read_bytes() == before
    assert sorted(item.name for item in tmp_path.iterdir()) == ["乙.yhs", "甲.yhs"]


def test_somebody_elses_backup_of_an_older_version_is_refused(tmp_path: Path) -> None:
    store = made(tmp_path / "甲.yhs", THEIRS)
    theirs = unpack("0.1.0", tmp_path / "past") / "school.yhs"
    with pytest.raises(Refused, match=f"备份“school.yhs”是 {OURS} 2024 年的"):
        restore(SchoolStore, store, theirs, actor=CLERK)


def test_a_store_made_anew_takes_the_backup_of_the_one_before(tmp_path: Path) -> None:
    store, backup = made(tmp_path / "甲.yhs", OURS), made(tmp_path / "旧.yhs", OURS)
    with open_school(store) as new, open_school(backup) as old:
        marks = new.mark, old.mark
    aside = restore(SchoolStore, store, backup, actor=CLERK)
    assert aside is not None
    with open_school(store) as restored, SchoolStore.open(aside, read_only=True) as kept:
        assert (kept.mark, restored.mark) == marks


def test_a_backup_from_before_the_code_was_put_right_is_the_stores_own(tmp_path: Path) -> None:
    store, backup = made(tmp_path / "甲.yhs", THEIRS), tmp_path / "旧.yhs"
    with open_school(store) as opened:
        opened.backups.write_to(backup, replace=False)
        correct_identity(opened, school_code=OURS, school_name="云杉小学", actor=CLERK)
    assert restore(SchoolStore, store, backup, actor=CLERK) is not None
    with open_school(store) as opened:
        assert opened.meta.school_code == THEIRS


@pytest.mark.skipif(sys.platform == "win32", reason="links")
def test_links_in_a_circle_are_no_backup(tmp_path: Path) -> None:
    store, circle = made(tmp_path / "甲.yhs", OURS), tmp_path / "圈.yhs"
    circle.symlink_to(circle)
    with pytest.raises((StoreError, OSError)) as failed:
        restore(SchoolStore, store, circle, actor=CLERK)
    assert not explain(failed.value).is_bug


def test_a_broken_store_has_no_say(tmp_path: Path) -> None:
    store, backup = tmp_path / "甲.yhs", made(tmp_path / "乙.yhs", THEIRS)
    store.write_bytes(b"SQLite format 3\0 and then nothing")
    restore(SchoolStore, store, backup, actor=CLERK)
    with open_school(store) as opened:
        assert opened.meta.school_code == THEIRS
        assert read_history(opened, limit=1)[0].who == "王填报（填报员）"
