"""Blocks of writes: all or nothing, inside one another, and from another thread."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from forms.edits import DeleteRow, EditError, SetAnswer
from storage.engines.sqlite.connection import uri_of
from storage.errors import StoreBug
from storage.school.store import SchoolStore
from tests.storage.stores import CLERK, connection_of, new_school


def write(store: SchoolStore, text: str, field: str = "pupils.a") -> None:
    store.answers.write([SetAnswer(field, text)], actor=CLERK)


def test_inner_blocks_are_seen_outside_only_with_the_outer_one(tmp_path: Path) -> None:
    with new_school(tmp_path / "s.yhs") as store:
        reader = SchoolStore.open(store.path, read_only=True)
        with store.transaction():
            write(store, "1")
            with store.transaction():
                write(store, "2", "pupils.b")
            assert reader.answers.load().answers == {}
        assert reader.answers.load().answers == {"pupils.a": "1", "pupils.b": "2"}
        reader.close()


def test_an_inner_failure_leaves_what_was_done_before_it(tmp_path: Path) -> None:
    with new_school(tmp_path / "s.yhs") as store:
        with store.transaction():
            write(store, "1")
            with pytest.raises(EditError, match=r"表 t.t 没有编号为“r1”的行"):
                store.answers.write(
                    [SetAnswer("pupils.a", "9"), DeleteRow("t.t", "r1")], actor=CLERK
                )
            assert store.answers.load().answers == {"pupils.a": "1"}
            assert store.answers.can_undo
            write(store, "2", "pupils.b")
        assert store.answers.load().answers == {"pupils.a": "1", "pupils.b": "2"}
        assert store.verify_journal().entries == 3
        assert store.verify_journal().intact
        store.answers.undo(CLERK)
        store.answers.undo(CLERK)
        assert store.answers.load().answers == {}


def test_what_a_failed_block_wrote_is_not_there_to_be_undone(tmp_path: Path) -> None:
    def write_and_fail(store: SchoolStore) -> None:
        with store.transaction():
            write(store, "2", "pupils.b")
            raise ZeroDivisionError

    with new_school(tmp_path / "s.yhs") as store:
        write(store, "1")
        with pytest.raises(ZeroDivisionError):
            write_and_fail(store)
        assert store.answers.undo(CLERK) == (SetAnswer("pupils.a", None),)
        assert not store.answers.can_undo
        assert store.answers.load().answers == {}


def test_writing_on_after_the_outer_transaction_is_gone_is_a_bug(tmp_path: Path) -> None:
    """SQLite ends a transaction by itself when the disk is full."""

    def write_on(store: SchoolStore) -> None:
        with store.transaction():
            connection_of(store).execute("ROLLBACK")
            write(store, "1")

    with new_school(tmp_path / "s.yhs") as store:
        with pytest.raises(StoreBug, match="gone"):
            write_on(store)
        assert store.answers.load().answers == {}
        write(store, "2")
        assert store.answers.load().answers == {"pupils.a": "2"}


def test_a_store_is_used_on_one_thread_and_closed_on_another(tmp_path: Path) -> None:
    with ThreadPoolExecutor(1) as worker:
        store = worker.submit(new_school, tmp_path / "s.yhs").result()
        worker.submit(write, store, "1").result()
        assert worker.submit(store.answers.load).result().answers == {"pupils.a": "1"}
    store.close()
    with SchoolStore.open(tmp_path / "s.yhs") as again:
        assert again.answers.load().answers == {"pupils.a": "1"}


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("/home/a/s.yhs", "file:///home/a/s.yhs"),
        ("C:/Users/a/s.yhs", "file:///C%3A/Users/a/s.yhs"),
        ("//server/share/s.yhs", "file:////server/share/s.yhs"),
        ("/a/学 校?#%.yhs", "file:///a/%E5%AD%A6%20%E6%A0%A1%3F%23%25.yhs"),
    ],
)
def test_paths_as_uris(path: str, uri: str) -> None:
    assert uri_of(path) == uri


def test_a_path_full_of_special_characters(tmp_path: Path) -> None:
    path = tmp_path / "学 校?#%20&.yhs"
    with new_school(tmp_path / "学 校#%20&.yhs") as store:
        write(store, "1")
        made = store.path
    made.rename(path)  # no new store gets a name that Windows does not keep
    with SchoolStore.open(path) as store:
        assert store.answers.load().answers == {"pupils.a": "1"}
    assert [item.name for item in tmp_path.iterdir()] == [path.name]
