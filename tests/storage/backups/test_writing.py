"""Backups are whole and verified, and what is there already stays when one fails."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from forms.edits import SetAnswer
from storage.backups import writing
from storage.engines.sqlite import connection
from storage.errors import BackupFailed, DiskFull, StoreVanished
from storage.files.temporary import SUFFIX
from storage.school.store import SchoolStore
from tests.storage.stores import CLERK, new_school


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
        monkeypatch.setattr(writing, "_marks", lambda connection: connection and next(marks))
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
        monkeypatch.setattr("storage.backups.writing.connect_alone", small)
        with pytest.raises(DiskFull, match=r"copy\.yhs"):
            store.backups.write_to(target, replace=True)
        assert store.verify_journal().intact
    assert target.read_bytes() == old


def test_a_missing_folder(tmp_path: Path) -> None:
    with new_school(tmp_path / "s.yhs") as store, pytest.raises(StoreVanished):
        store.backups.write_to(tmp_path / "U盘" / "copy.yhs", replace=False)
