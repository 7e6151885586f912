"""What is read from a store is what it has to be, or the store says which table and column is not."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from forms.edits import SetAnswer
from storage.bureau.store import BureauStore
from storage.errors import StoreBug, StoreDamaged, UnreadableValue
from storage.rows.stored_row import RowOrigin, StoredRow
from storage.school.comments import Origin
from storage.school.store import SchoolStore
from tests.storage.stores import CLERK, OFFICER, PRINCIPAL, new_bureau, new_school, package

STORE = Path("/资料/学校.yhs")
ORIGIN = RowOrigin(
    lambda table, column: UnreadableValue(STORE, table, column), "delivery", {"value": 0}
)


def row(value: object) -> StoredRow:
    return StoredRow(ORIGIN, (value,))


@pytest.mark.parametrize(
    ("read", "value", "read_as"),
    [
        (StoredRow.integer, 7, 7),
        (StoredRow.truth, 0, False),
        (StoredRow.truth, 1, True),
        (StoredRow.text, "", ""),
        (StoredRow.blob, b"", b""),
        (StoredRow.maybe_text, None, None),
        (StoredRow.maybe_instant, None, None),
        (StoredRow.is_null, None, True),
    ],
)
def test_a_value_of_its_type_is_read(
    read: Callable[[StoredRow, str], object], value: object, read_as: object
) -> None:
    assert read(row(value), "value") == read_as


@pytest.mark.parametrize(
    ("read", "value"),
    [
        (StoredRow.integer, "7"),
        (StoredRow.integer, None),
        (StoredRow.integer, 7.0),
        (StoredRow.truth, "1"),
        (StoredRow.text, 7),
        (StoredRow.text, None),
        (StoredRow.text, b"x"),
        (StoredRow.blob, "x"),
        (StoredRow.blob, None),
        (StoredRow.instant, "昨天"),
        (StoredRow.instant, 20240901),
        (StoredRow.maybe_text, 7),
        (StoredRow.maybe_instant, ""),
        (lambda one, column: one.choice(column, Origin), "nobody"),
        (lambda one, column: one.choice(column, Origin), None),
        (lambda one, column: one.parsed(column, int), "七"),
    ],
)
def test_anything_else_is_damage_with_table_and_column(
    read: Callable[[StoredRow, str], object], value: object
) -> None:
    with pytest.raises(UnreadableValue, match=r"“学校.yhs”中表 delivery 的列 value 有读不懂的内容"):
        read(row(value), "value")


def test_it_is_damage_like_any_other() -> None:
    error = ORIGIN.unreadable("value")
    assert isinstance(error, StoreDamaged)
    assert (error.table, error.column) == ("delivery", "value")
    assert "没有找到备份" in str(error)


SCHOOL = [
    ("UPDATE comment SET at = '昨天'", lambda s: s.comments.all(), "comment", "at"),
    ("UPDATE comment SET origin = 'x'", lambda s: s.comments.all(), "comment", "origin"),
    ("UPDATE revision SET state = 'x'", lambda s: s.revisions.all(), "revision", "state"),
    ("UPDATE revision SET state = 'x'", lambda s: s.answers.load(), "revision", "state"),
    (
        "UPDATE reference SET value = 'x' WHERE name = 'period'",
        lambda s: s.meta,
        "reference",
        "value（meta）",
    ),
    (
        "DELETE FROM reference WHERE name = 'pack_id'",
        lambda s: s.meta,
        "reference",
        "value（meta）",
    ),
    (
        "INSERT INTO reference VALUES ('floor', 'crl_number', '')",
        lambda s: s.trust.floor(),
        "reference",
        "value（floor）",
    ),
    (
        "DROP TRIGGER journal_no_update; UPDATE journal SET payload = '[]'",
        lambda s: s.journal.entries(),
        "journal",
        "payload",
    ),
    (
        "DROP TRIGGER journal_no_update; UPDATE journal SET inverse = '{'",
        lambda s: s.answers.undo(CLERK),
        "journal",
        "inverse",
    ),
    (
        """DROP TRIGGER journal_no_update; UPDATE journal SET payload = '{"edits":[{"do":"fly"}]}'""",
        lambda s: s.journal.entries(),
        "journal",
        "payload",
    ),
    (
        "DROP TRIGGER journal_no_update; UPDATE journal SET kind = 'x'",
        lambda s: s.journal.entries(),
        "journal",
        "kind",
    ),
]


@pytest.mark.parametrize(("sql", "read", "table", "column"), SCHOOL)
def test_a_schools_store_that_was_changed_by_others(
    tmp_path: Path,
    sql: str,
    read: Callable[[SchoolStore], object],
    table: str,
    column: str,
) -> None:
    path = tmp_path / "s.yhs"
    with new_school(path) as made:
        made.answers.write([SetAnswer("pupils.a", "1")], actor=CLERK)
        made.comments.add("pupils.a", "请核对", actor=PRINCIPAL, origin=Origin.PRINCIPAL)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(sql)
    with SchoolStore.open(path) as store, pytest.raises(UnreadableValue) as caught:
        read(store)
    assert (caught.value.table, caught.value.column) == (table, column)


BUREAU = [
    ("UPDATE package SET received_at = ''", lambda s: s.packages.all(), "package", "received_at"),
    ("UPDATE package SET level = 99", lambda s: s.packages.statuses(), "package", "level"),
    (
        "UPDATE package SET state = 'x'",
        lambda s: s.packages.newest("4201040001"),
        "package",
        "state",
    ),
    ("UPDATE package SET state = 'x'", lambda s: list(s.figures.rows()), "package", "state"),
    ("UPDATE package SET state = 'x'", lambda s: s.figures.of_all([]), "package", "state"),
    (
        "INSERT INTO wide_column VALUES (0, 'pupils.a', 'x')",
        lambda s: s.figures.columns(),
        "wide_column",
        "kind",
    ),
]


@pytest.mark.parametrize(("sql", "read", "table", "column"), BUREAU)
def test_a_bureaus_store_that_was_changed_by_others(
    tmp_path: Path,
    sql: str,
    read: Callable[[BureauStore], object],
    table: str,
    column: str,
) -> None:
    path = tmp_path / "b.yhb"
    with new_bureau(path) as made:
        came = package("4201040001", 1)
        at = came.info.created
        made.imports.accept(came, document=b"{}", wide_row={}, actor=OFFICER, received_at=at)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(sql)
    with BureauStore.open(path) as store, pytest.raises(UnreadableValue) as caught:
        read(store)
    assert (caught.value.table, caught.value.column) == (table, column)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SchoolStore]:
    with new_school(tmp_path / "s.yhs") as opened:
        yield opened


def test_nothing_is_written_outside_a_transaction(store: SchoolStore) -> None:
    with pytest.raises(StoreBug, match="revision is written outside a transaction"):
        store.revisions.start(reason="")
    assert store.revisions.number == 1
