"""Formats go forward step by step, all or nothing."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database as Schema

from storage.backups.dated import BEFORE_UPGRADE, backups_of
from storage.bureau.schema import BUREAU_FORMAT
from storage.errors import DiskFull, NeedsUpgrade, NewerVersion, StoreBug
from storage.journal import journal
from storage.migrations import Format, Step, VersionStanding, migrate, standing
from storage.opening import open_database
from storage.school.schema import SCHOOL_FORMAT
from storage.school.store import SchoolStore
from tests.storage.stores import CLERK, StepClock, created, new_school
from tests.support.places import DATA

STORES = DATA / "storage"


def first(schema: Schema) -> None:
    journal.create_tables(schema)
    schema.table("thing").create({"id": int, "name": str}, pk="id", strict=True)
    schema.table("thing").insert({"id": 1, "name": "一"})


def second(schema: Schema) -> None:
    schema.table("thing").add_column("colour", str)
    schema.execute("UPDATE thing SET colour = '红'")


def third(schema: Schema) -> None:
    schema.table("other").create({"id": int}, pk="id", strict=True)


def failing(schema: Schema) -> None:
    schema.table("half").create({"id": int}, pk="id", strict=True)
    schema.execute("INSERT INTO half VALUES ('no number')")


def wrong(schema: Schema) -> None:
    schema.table("half").create({"id": int}, pk="id", strict=True)
    raise LookupError("no such thing")


def form(*steps: Step) -> Format:
    return Format(0x54455354, "测试", steps)


ONE, TWO, THREE = Step(1000, first), Step(1001, second), Step(2000, third)


def contents(path: Path) -> list[tuple[object, ...]]:
    """Return everything a store says: schema, version and rows."""
    with closing(sqlite3.connect(path)) as connection:
        return [
            *connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY name"),
            *connection.execute("PRAGMA user_version"),
            *connection.execute("SELECT * FROM thing"),
        ]


@pytest.mark.parametrize(
    ("found", "known", "expected"),
    [
        (1000, 1000, VersionStanding.CURRENT),
        (1000, 1001, VersionStanding.OLDER),
        (1005, 2000, VersionStanding.OLDER),
        (1002, 1001, VersionStanding.NEWER_MINOR),
        (2000, 1999, VersionStanding.NEWER_MAJOR),
    ],
)
def test_a_version_is_current_older_or_newer_by_its_number(
    found: int, known: int, expected: VersionStanding
) -> None:
    assert standing(found, known) is expected


def test_upgraded_store_is_like_a_fresh_one(tmp_path: Path) -> None:
    created(tmp_path / "old", form(ONE)).close()
    open_database(tmp_path / "old", form(ONE, TWO, THREE)).close()
    created(tmp_path / "fresh", form(ONE, TWO, THREE)).close()
    assert contents(tmp_path / "old") == contents(tmp_path / "fresh")


def test_only_pending_steps_run_and_are_named(tmp_path: Path) -> None:
    created(tmp_path / "s", form(ONE)).close()
    with closing(sqlite3.connect(tmp_path / "s", isolation_level=None)) as connection:
        assert migrate(connection, (ONE, TWO, THREE)) == (1001, 2000)
        assert migrate(connection, (ONE, TWO, THREE)) == ()


def test_a_backup_is_made_before_upgrading(tmp_path: Path) -> None:
    path = tmp_path / "s"
    created(path, form(ONE)).close()
    before = contents(path)
    open_database(path, form(ONE, TWO), clock=StepClock()).close()
    (kept,) = backups_of(path)
    assert BEFORE_UPGRADE in kept.name
    assert contents(kept) == before
    assert contents(path) != before


@pytest.mark.parametrize("before_it", [(), (TWO,)])
@pytest.mark.parametrize(
    ("step", "words"), [(failing, "datatype mismatch"), (wrong, "no such thing")]
)
def test_a_failing_step_leaves_the_file_as_it_was(
    tmp_path: Path,
    before_it: tuple[Step, ...],
    step: Callable[[Schema], None],
    words: str,
) -> None:
    path = tmp_path / "s"
    created(path, form(ONE)).close()
    before = contents(path)
    with pytest.raises(StoreBug, match=words):
        open_database(path, form(ONE, *before_it, Step(1002, step)))
    assert contents(path) == before
    open_database(path, form(ONE)).close()


def test_creating_with_a_failing_step_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(StoreBug, match="datatype mismatch"):
        created(tmp_path / "s", form(ONE, Step(1001, failing)))
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_in_the_middle_of_a_step_is_told_as_such(tmp_path: Path) -> None:
    """SQLite has ended the transaction by itself then."""

    def full(schema: Schema) -> None:
        schema.execute("ROLLBACK")
        raise DiskFull(tmp_path / "s")

    with pytest.raises(DiskFull):
        created(tmp_path / "s", form(ONE, Step(1001, full)))
    assert list(tmp_path.iterdir()) == []


def test_a_newer_major_is_refused_in_words_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "新.yhs"
    created(path, form(ONE, THREE)).close()
    before = path.read_bytes()
    with pytest.raises(NewerVersion, match=r"更新版本的程序.*文件格式 2.*只认识到 1.*升级"):
        open_database(path, form(ONE))
    assert path.read_bytes() == before


def test_a_newer_minor_is_opened_and_stays_what_it_is(tmp_path: Path) -> None:
    created(tmp_path / "s", form(ONE, TWO)).close()
    before = contents(tmp_path / "s")
    with closing(open_database(tmp_path / "s", form(ONE))) as database:
        assert database.one("SELECT name FROM thing") == ("一",)
    assert contents(tmp_path / "s") == before


def test_an_older_store_is_not_upgraded_read_only(tmp_path: Path) -> None:
    created(tmp_path / "s", form(ONE)).close()
    with pytest.raises(NeedsUpgrade, match="可写方式"):
        open_database(tmp_path / "s", form(ONE, TWO), read_only=True)


@pytest.mark.parametrize("real", [SCHOOL_FORMAT, BUREAU_FORMAT])
def test_steps_rise_and_tables_are_strict(tmp_path: Path, real: Format) -> None:
    versions = [step.version for step in real.steps]
    assert versions == sorted(set(versions))
    created(tmp_path / "s", real).close()
    with closing(sqlite3.connect(tmp_path / "s")) as connection:
        tables = connection.execute(
            "SELECT name, strict FROM pragma_table_list"
            " WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        assert tables
        assert [name for name, strict in tables if not strict] == []
        assert connection.execute("PRAGMA user_version").fetchone() == (real.version,)


def test_the_store_released_first_still_opens(tmp_path: Path) -> None:
    path = tmp_path / "s.yhs"
    path.write_bytes((STORES / "school-1.0.yhs").read_bytes())
    with SchoolStore.open(path) as store:
        assert store.verify_journal().intact
        assert store.answers.load().answers["pupils.entrants_primary"] == "120"
        assert [row.id for row in store.answers.load().tables["pupils.classes"]] == ["r2", "r1"]
        assert store.answers.undo(CLERK) is not None
    fresh = tmp_path / "fresh.yhs"
    new_school(fresh).close()
    assert schema_of(path) == schema_of(fresh)


def schema_of(path: Path) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT type, name, sql FROM sqlite_master ORDER BY 2").fetchall()
