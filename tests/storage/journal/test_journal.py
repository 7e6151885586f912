"""The journal only grows, and every change to it is found."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from forms.edits import InsertRow, Justify, SetAnswer, SetCell
from forms.record import Row
from forms.workflow import Move
from storage.errors import StoreRefusal
from storage.journal.journal import GENESIS, EntryKind, JournalHead, entry_hash, is_inside
from storage.school.deliveries import Delivery
from storage.school.store import SchoolStore
from tests.storage.stores import CLERK, PRINCIPAL, START, StepClock, connection_of, new_school

COLUMNS = ["seq", "at", "actor", "role", "kind", "revision", "addresses"]
COLUMNS += ["payload", "inverse", "reason", "previous", "hash"]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SchoolStore]:
    opened = new_school(tmp_path / "s.yhs")
    opened.answers.write([SetAnswer("pupils.a", "1")], actor=CLERK, reason="按学籍系统")
    opened.answers.write([InsertRow("pupils.classes", 0, Row("r1", {"name": "一班"}))], actor=CLERK)
    opened.answers.write([SetCell("pupils.classes", "r1", "name", "二班")], actor=CLERK)
    opened.answers.write([Justify("R-pupils-001", "因为扩班")], actor=CLERK)
    opened.move(Move.SUBMIT, actor=CLERK)
    yield opened
    opened.close()


def tampered(store: SchoolStore, *statements: str) -> SchoolStore:
    """Change the file behind the program's back, triggers put away and put back."""
    path = store.path
    store.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        triggers = connection.execute(
            "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall()
        for name, _ in triggers:
            connection.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            connection.execute(statement)
        for _, sql in triggers:
            connection.execute(sql)
    return SchoolStore.open(path)


def test_entries_say_who_what_when_old_and_new(store: SchoolStore) -> None:
    entry = store.journal.entries("pupils.a")[0]
    assert (entry.seq, entry.at, entry.actor, entry.kind) == (2, START, CLERK, EntryKind.EDIT)
    assert (entry.revision, entry.addresses, entry.reason) == (1, ("pupils.a",), "按学籍系统")
    assert entry.edits == (SetAnswer("pupils.a", "1"),)
    assert entry.inverses == (SetAnswer("pupils.a", None),)


def test_history_is_newest_first_and_limited(store: SchoolStore) -> None:
    assert [entry.seq for entry in store.journal.entries()] == [6, 5, 4, 3, 2, 1]
    assert [entry.seq for entry in store.journal.entries(limit=2)] == [6, 5]
    assert [entry.seq for entry in store.journal.entries("pupils.classes", limit=1)] == [4]
    assert store.journal.entries(limit=None)[-1].kind is EntryKind.CREATE
    assert store.journal.entries()[0].edits == ()


@pytest.mark.parametrize(
    ("place", "seqs"),
    [
        ("pupils.classes[r1].name", [4]),
        ("pupils.classes[r1]", [4, 3]),
        ("pupils.classes", [4, 3]),
        ("pupils", [4, 3, 2]),
        ("R-pupils-001", [5]),
        ("pupils.class", []),
        ('pupils"', []),
    ],
)
def test_history_of_a_place_holds_what_lies_in_it(
    store: SchoolStore, place: str, seqs: list[int]
) -> None:
    assert [entry.seq for entry in store.journal.entries(place)] == seqs


@pytest.mark.parametrize(
    ("address", "place", "inside"),
    [
        ("a.b", "a.b", True),
        ("a.b[r1].c", "a.b", True),
        ("a.b#none", "a.b", True),
        ("a.bc", "a.b", False),
        ("a.b", "a.b.c", False),
    ],
)
def test_an_address_lies_in_its_table_and_in_none_of_a_like_name(
    address: str, place: str, inside: bool
) -> None:
    assert is_inside(address, place) is inside


def test_every_kind_has_a_word() -> None:
    assert all(kind.label for kind in EntryKind)


def test_an_entry_that_is_not_there_is_named(store: SchoolStore) -> None:
    with pytest.raises(LookupError, match="99"):
        store.journal.entry(99)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal SET reason = 'x' WHERE seq = 2",
        "DELETE FROM journal WHERE seq = 6",
        "DELETE FROM journal",
        "INSERT OR REPLACE INTO journal SELECT * FROM journal WHERE seq = 2",
        f"INSERT INTO journal SELECT -5, {', '.join(COLUMNS[1:])} FROM journal WHERE seq = 2",
    ],
)
def test_the_file_itself_refuses_to_change_an_entry(store: SchoolStore, statement: str) -> None:
    connection = connection_of(store)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        connection.execute(statement)
    assert store.verify_journal().intact


def test_a_whole_journal_is_said_to_be_whole(store: SchoolStore) -> None:
    verdict = store.verify_journal()
    assert (verdict.intact, verdict.entries, verdict.first_broken) == (True, 6, None)
    assert "6 条" in verdict.message


def test_entries_are_chained_as_described(store: SchoolStore) -> None:
    rows = store._database.all(f"SELECT {', '.join(COLUMNS)} FROM journal ORDER BY seq")
    previous = GENESIS
    for row in rows:
        assert row[10] == previous
        assert row[11] == entry_hash(row[:11])
        previous = str(row[11])
    assert store.journal.head() == JournalHead(6, previous)


@pytest.mark.parametrize("seq", range(1, 7))
@pytest.mark.parametrize("column", COLUMNS[1:])
def test_a_change_is_found_at_every_entry_and_column(
    store: SchoolStore, seq: int, column: str
) -> None:
    new = "revision + 1" if column == "revision" else f"{column} || ' '"
    with tampered(store, f"UPDATE journal SET {column} = {new} WHERE seq = {seq}") as opened:
        verdict = opened.verify_journal()
    assert (verdict.intact, verdict.first_broken) == (False, seq)
    assert f"第 {seq} 条" in verdict.message


@pytest.mark.parametrize("seq", range(1, 7))
def test_a_missing_entry_is_found(store: SchoolStore, seq: int) -> None:
    with tampered(store, f"DELETE FROM journal WHERE seq = {seq}") as opened:
        verdict = opened.verify_journal()
    assert (verdict.intact, verdict.first_broken, verdict.entries) == (False, seq, 5)


def test_exchanged_entries_are_found(store: SchoolStore) -> None:
    with tampered(
        store,
        "UPDATE journal SET seq = 100 WHERE seq = 3",
        "UPDATE journal SET seq = 3 WHERE seq = 4",
        "UPDATE journal SET seq = 4 WHERE seq = 100",
    ) as opened:
        assert opened.verify_journal().first_broken == 3


def test_an_end_rewritten_with_right_hashes_is_found_by_a_signed_head(
    tmp_path: Path, store: SchoolStore
) -> None:
    head = store.journal.head()
    forged = store._database.all(f"SELECT {', '.join(COLUMNS)} FROM journal WHERE seq = 6")[0]
    row = (*forged[:9], "forged", forged[10])
    with tampered(
        store,
        f"UPDATE journal SET reason = 'forged', hash = '{entry_hash(row)}' WHERE seq = 6",
    ) as opened:
        assert opened.verify_journal().intact
        assert opened.journal.verify([head]).first_broken == 6


def test_a_cut_end_is_found_by_a_signed_head(store: SchoolStore) -> None:
    head = store.journal.head()
    with tampered(
        store,
        "DELETE FROM journal WHERE seq > 4",
        "UPDATE sqlite_sequence SET seq = 4 WHERE name = 'journal'",
    ) as opened:
        assert opened.verify_journal().intact
        assert opened.journal.verify([head]).first_broken == 5


def test_verification_uses_the_heads_of_signed_packages(store: SchoolStore) -> None:
    with store.transaction():
        store.deliveries.add(Delivery("a" * 64, 1, "", 1, START), b"x", actor=PRINCIPAL)
        store.move(Move.SIGN, actor=PRINCIPAL)
    assert store.verify_journal().intact
    with tampered(
        store,
        "DELETE FROM journal WHERE seq > 3",
        "UPDATE sqlite_sequence SET seq = 3 WHERE name = 'journal'",
    ) as opened:
        assert opened.verify_journal().first_broken == 4


def test_the_heads_that_are_in_the_chain_are_named_up_to_the_place_where_it_breaks(
    store: SchoolStore,
) -> None:
    heads = [JournalHead(entry.seq, entry.hash) for entry in reversed(store.journal.entries())]
    assert len(heads) > 2
    verdict = store.journal.verify([heads[2], heads[0]])
    assert (verdict.intact, verdict.confirmed) == (True, (heads[0], heads[2]))
    verdict = store.journal.verify([heads[0], JournalHead(heads[1].seq, "f" * 64), heads[2]])
    assert (verdict.first_broken, verdict.confirmed) == (heads[1].seq, (heads[0],))


def settings_and_answer(store: SchoolStore) -> None:
    with store.transaction():
        store.settings.replace({"setting.a": "1"})
        store.answers.write([SetAnswer("pupils.a", "2")], actor=CLERK)


def test_a_transaction_undone_leaves_no_trace(store: SchoolStore) -> None:
    head = store.journal.head()
    with pytest.raises(ZeroDivisionError), store.transaction():
        store.settings.replace({"setting.a": str(1 // len(store.settings.all()))})
    with pytest.raises(StoreRefusal, match=r"填报表现在是“.*”，不能修改。要修改请先由校长退回"):
        settings_and_answer(store)
    assert store.settings.all() == {}
    assert store.journal.head() == head
    store.settings.replace({"setting.a": "2"})
    assert store.journal.head().seq == head.seq + 1
    assert store.verify_journal().intact


def test_times_are_utc_with_microseconds(tmp_path: Path) -> None:
    clock = StepClock()
    clock.forward(microseconds=7)
    with new_school(tmp_path / "t.yhs", clock) as store:
        row = store._database.one("SELECT at FROM journal")
    assert row == ("2024-09-02T08:00:00.000007Z",)
