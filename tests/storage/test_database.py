"""Opening, refusing, and what happens when the ground shifts under an open store."""

import os
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from forms.edits import SetAnswer
from storage.backups.dated import EVERY
from storage.bureau.store import BureauStore
from storage.errors import (
    DiskFull,
    NotOurFile,
    ReadOnlyPlace,
    StoreDamaged,
    StoreRefusal,
    StoreVanished,
)
from storage.files.temporary import SUFFIX
from storage.school.store import SchoolStore
from tests.storage.crashed import left_in_the_middle
from tests.storage.programs import run
from tests.storage.stores import CLERK, PACK, StepClock, connection_of, new_bureau, new_school


def write(store: SchoolStore, text: str = "1", field: str = "pupils.a") -> None:
    store.answers.write([SetAnswer(field, text)], actor=CLERK)


def fill(store: SchoolStore, count: int) -> None:
    store.answers.write([SetAnswer(f"pupils.f{i}", "填" * 50) for i in range(count)], actor=CLERK)


def test_what_was_written_is_there_after_reopening(tmp_path: Path) -> None:
    path = tmp_path / "学校 一.yhs"
    with new_school(path) as store:
        write(store)
        meta = store.meta
    with SchoolStore.open(path) as store:
        assert store.answers.load().answers == {"pupils.a": "1"}
        assert store.meta == meta
        assert (meta.school_code, meta.school_name, meta.period, meta.pack, meta.bureau_code) == (
            "4201040001",
            "样例小学",
            2024,
            PACK,
            "",
        )
        assert store.path == path


def test_two_stores_of_one_moment_are_told_apart_and_a_copy_is_not(tmp_path: Path) -> None:
    with new_school(tmp_path / "a.yhs") as one, new_school(tmp_path / "b.yhs") as other:
        assert one.meta.created == other.meta.created
        assert one.mark != other.mark
        with SchoolStore.open(one.backups.make(), read_only=True) as copy:
            assert copy.mark == one.mark


def test_the_file_is_set_up_for_safety(tmp_path: Path) -> None:
    with new_school(tmp_path / "s.yhs") as store:
        read = store._database.integer
        assert read("PRAGMA foreign_keys") == 1
        assert read("PRAGMA synchronous") == 2
        assert read("PRAGMA application_id") == 0x59485331


@pytest.mark.skipif(sys.platform != "linux", reason="names there are texts")
def test_a_store_whose_name_is_no_text(tmp_path: Path) -> None:
    """As an archive made on Windows leaves it on Linux: in another encoding."""
    path = tmp_path / os.fsdecode("填报.yhs".encode("gbk"))
    with new_school(path) as store:
        mark = store.mark
    with SchoolStore.open(path, read_only=True) as store:
        assert store.mark == mark
    with SchoolStore.open(path) as store:
        assert store.backups.make().exists()


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(StoreVanished, match="找不到文件"):
        SchoolStore.open(tmp_path / "s.yhs")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a zip file", b"SQLite format 2\0"])
def test_other_files_are_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "表.yhs"
    path.write_bytes(content)
    with pytest.raises(NotOurFile, match="不是优衡填报的学校填报库"):
        SchoolStore.open(path)
    assert path.read_bytes() == content
    assert [item.name for item in tmp_path.iterdir()] == ["表.yhs"]


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "x.db")) as other:
        other.execute("CREATE TABLE t (a)")
    with pytest.raises(NotOurFile, match=r"“x.db”不是优衡填报的学校填报库文件"):
        SchoolStore.open(tmp_path / "x.db")


def test_the_two_kinds_of_store_are_told_apart(tmp_path: Path) -> None:
    new_bureau(tmp_path / "b").close()
    new_school(tmp_path / "s").close()
    with pytest.raises(NotOurFile, match="学校填报库"):
        SchoolStore.open(tmp_path / "b")
    with pytest.raises(NotOurFile, match="局端库"):
        BureauStore.open(tmp_path / "s", read_only=True)


@pytest.mark.parametrize("read_only", [False, True])
@pytest.mark.parametrize("with_backup", [False, True])
def test_a_damaged_file_is_named_with_its_backups(
    tmp_path: Path, with_backup: bool, read_only: bool
) -> None:
    path = tmp_path / "s.yhs"
    with new_school(path) as store:
        fill(store, 400)
        if with_backup:
            store.backups.make()
    content = bytearray(path.read_bytes())
    for page in range(1, len(content) // 4096):
        content[page * 4096 : page * 4096 + 200] = b"\xaa" * 200
    path.write_bytes(content)
    with pytest.raises(StoreDamaged, match="已损坏") as caught:
        SchoolStore.open(path, read_only=read_only)
    assert len(caught.value.backups) == int(with_backup)
    assert ("最近的备份是" in str(caught.value)) is with_backup
    assert path.read_bytes() == content


def test_damage_in_one_page_is_found_on_opening(tmp_path: Path) -> None:
    path = tmp_path / "s.yhs"
    with new_school(path) as store:
        fill(store, 400)
    content = bytearray(path.read_bytes())
    # The number of cells on the last page: they now reach beyond it.
    content[-4096 + 3 : -4096 + 5] = b"\xff\xff"
    path.write_bytes(content)
    with pytest.raises(StoreDamaged, match="已损坏"):
        SchoolStore.open(path)


def test_rows_against_the_rules_of_their_table_are_damage(tmp_path: Path) -> None:
    path = tmp_path / "s.yhs"
    with new_school(path) as store:
        write(store)
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA ignore_check_constraints = ON")
        connection.execute("UPDATE answer SET text = ''")
    with pytest.raises(StoreDamaged, match="已损坏"):
        SchoolStore.open(path)


def test_a_file_that_lost_its_head_is_damaged_if_it_has_backups(tmp_path: Path) -> None:
    path = tmp_path / "s.yhs"
    with new_school(path) as store:
        kept = store.backups.make()
    path.write_bytes(bytes(4096))
    with pytest.raises(StoreDamaged, match=kept.name):
        SchoolStore.open(path)
    path.write_bytes(kept.read_bytes())
    with SchoolStore.open(path) as store:
        assert store.verify_journal().intact


def test_a_file_cut_in_half_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "s.yhs"
    with new_school(path) as store:
        fill(store, 400)
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    with pytest.raises(StoreDamaged, match=r"“s.yhs”.*损坏.*旁边没有找到备份"):
        SchoolStore.open(path)


def test_reading_only_refuses_to_write(tmp_path: Path) -> None:
    new_school(tmp_path / "s.yhs").close()
    with SchoolStore.open(tmp_path / "s.yhs", read_only=True) as store:
        assert store.read_only
        with pytest.raises(ReadOnlyPlace, match="不能写入"):
            write(store)
        assert store.answers.load().answers == {}
    assert not (tmp_path / "s.yhs.lock").exists()


def test_a_read_only_reader_sees_what_the_writer_commits(tmp_path: Path) -> None:
    path = tmp_path / "s.yhs"
    with new_school(path) as writer, SchoolStore.open(path, read_only=True) as reader:
        write(writer, "5")
        assert reader.answers.load().answers == {"pupils.a": "5"}


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be moved there")
@pytest.mark.parametrize("replaced", [False, True])
def test_a_store_moved_away_is_not_written_into_the_void(tmp_path: Path, replaced: bool) -> None:
    path = tmp_path / "s.yhs"
    with new_school(path) as store:
        write(store, "1")
        path.rename(tmp_path / "elsewhere.yhs")
        if replaced:
            path.write_bytes(b"another file")
        with pytest.raises(StoreVanished, match="移动、删除或替换"):
            write(store, "2")


def test_a_full_disk_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    path = tmp_path / "s.yhs"
    with new_school(path) as store:
        write(store, "1")
        connection = connection_of(store)
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 2}")
        head = store.journal.head()
        with pytest.raises(DiskFull, match="磁盘已满"):
            fill(store, 500)
        assert store.answers.load().answers == {"pupils.a": "1"}
        assert store.journal.head() == head
        assert store.answers.can_undo
        connection.execute("PRAGMA max_page_count = 100000")
        fill(store, 500)
        assert len(store.answers.load().answers) == 501
        assert store.verify_journal().intact


def test_text_that_cannot_be_saved_is_refused_in_words(tmp_path: Path) -> None:
    with new_school(tmp_path / "s.yhs") as store:
        with pytest.raises(StoreRefusal, match="残缺字符"):
            write(store, "\ud800")
        write(store, "\U00020bb7")
        assert store.verify_journal().intact


def test_closing_twice_and_leaving_no_lock(tmp_path: Path) -> None:
    store = new_school(tmp_path / "s.yhs")
    store.close()
    store.close()
    assert [item.name for item in tmp_path.iterdir()] == ["s.yhs"]


def test_large_files_are_not_read_whole_on_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new_school(tmp_path / "s.yhs").close()
    monkeypatch.setattr("storage.engines.sqlite.store._CHECKED_UP_TO", 10)
    with SchoolStore.open(tmp_path / "s.yhs") as store:
        assert store.revisions.number == 1


def test_a_store_with_a_log_is_changed_over_when_it_is_written(tmp_path: Path) -> None:
    path = tmp_path / "s.yhs"
    with new_school(path) as store:
        write(store, "1")
    left_in_the_middle(path, earlier=True)
    assert path.with_name("s.yhs-wal").stat().st_size > 0
    with SchoolStore.open(path, read_only=True) as store:
        assert store.answers.load().answers == {"pupils.a": "9"}
    with SchoolStore.open(path) as store:
        assert store.answers.load().answers == {"pupils.a": "9"}
        assert store._database.one("PRAGMA journal_mode") == ("persist",)
        write(store, "2")
        assert not path.with_name("s.yhs-wal").exists()
    assert [item.name for item in tmp_path.iterdir()] == ["s.yhs"]
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert other.execute("SELECT text FROM answer").fetchall() == [("2",)]


def test_what_a_crash_left_is_mended_for_reading(tmp_path: Path) -> None:
    path = tmp_path / "s.yhs"
    with new_school(path) as store:
        write(store, "5")
    left_in_the_middle(path)
    with SchoolStore.open(path, read_only=True) as store:
        assert store.answers.load().answers == {"pupils.a": "5"}
        assert store.verify_journal().intact


def test_between_edits_the_file_alone_holds_everything(tmp_path: Path) -> None:
    path = tmp_path / "s.yhs"
    with new_school(path) as store:
        for text in ("1", "2", "3"):
            write(store, text)
            copy = Path(shutil.copy(path, tmp_path / f"{text}.yhs"))
            with SchoolStore.open(copy) as copied:
                assert copied.answers.load().answers == {"pupils.a": text}
                assert copied.journal.head() == store.journal.head()


def test_a_copy_that_is_mended_elsewhere_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def forbidden(path: Path, now: datetime) -> None:
        raise ReadOnlyPlace(path)

    elsewhere = tmp_path / "temporary"
    elsewhere.mkdir()
    (elsewhere / f".store.0a1b2c3d{SUFFIX}-journal").write_bytes(b"of a program that was killed")
    path = tmp_path / "s.yhs"
    with new_school(path) as store:
        write(store, "8")
    left_in_the_middle(path)
    monkeypatch.setattr("storage.engines.sqlite.connection._mend", forbidden)
    monkeypatch.setattr(tempfile, "tempdir", str(elsewhere))
    with SchoolStore.open(path, read_only=True) as store:
        assert store.answers.load().answers["pupils.a"] == "8"
    assert list(elsewhere.iterdir()) == []


def test_current_stores_open_without_the_migration_library(tmp_path: Path) -> None:
    new_school(tmp_path / "s.yhs").close()
    program = (
        "import sys\nfrom pathlib import Path\n"
        "from storage.school.store import SchoolStore\n"
        "from storage.bureau.store import BureauStore\n"
        "SchoolStore.open(Path(sys.argv[1])).close()\n"
        "print('sqlite_utils' in sys.modules)\n"
    )
    result = run(program, tmp_path / "s.yhs")
    assert result.stdout.strip() == "False", result.stderr


def test_a_backup_is_scheduled_made_and_not_due_again(tmp_path: Path) -> None:
    clock = StepClock()
    with new_school(tmp_path / "s.yhs", clock) as store:
        due = [store.backups.due]
        made = store.backups.make()
        due.append(store.backups.due)
        assert store.backups.all() == (made,)
        clock.forward(seconds=EVERY.total_seconds())
        due.append(store.backups.due)
        clock.forward(days=-1)
        due.append(store.backups.due)
    assert due == [True, False, True, True]


def test_a_file_that_sqlite_cannot_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "s.yhs"
    new_school(path).close()

    def refuse(*where: str, **how: object) -> sqlite3.Connection:
        error = sqlite3.OperationalError(where, how)
        error.sqlite_errorcode = sqlite3.SQLITE_CANTOPEN
        raise error

    monkeypatch.setattr(sqlite3, "connect", refuse)
    with pytest.raises(ReadOnlyPlace):
        SchoolStore.open(path)
    monkeypatch.undo()
    SchoolStore.open(path).close()


def test_a_folder_is_no_store(tmp_path: Path) -> None:
    with pytest.raises(NotOurFile, match="请选择正确的文件"):
        SchoolStore.open(tmp_path)
