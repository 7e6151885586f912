"""A connection that breaks within a transaction is an error in words, and nothing more."""

import pytest

from storage.bureau.store import BureauStore
from storage.errors import ServerLost
from tests.storage.stores import new_bureau
from tests.support.postgres import Server


def write_while_killed(store: BureauStore, server: Server) -> None:
    engine = store._database.engine
    (process,) = engine.execute("SELECT pg_backend_pid()").fetchone() or (0,)
    with store.transaction():
        server.end_sessions(f"pid = {process}")
        engine.execute_many("INSERT INTO meta (name, value) VALUES (?, ?)", [("a", "1"), ("b", "")])


def test_a_break_amid_many_rows_is_said_once_and_writes_nothing(postgres: Server) -> None:
    with new_bureau(postgres.new_place()) as store:
        before = store.journal.head()
        # The fixture of the whole suite fails on any warning in the log.
        with pytest.raises(ServerLost, match="这一步没有写入"):
            write_while_killed(store, postgres)
        assert store.journal.head() == before
