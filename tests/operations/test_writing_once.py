"""A write whose end nobody could tell is asked after before it is done again."""

from collections.abc import Iterator

import psycopg
import pytest

from forms.edits import InsertRow
from forms.record import Row
from operations.entry.saving import once
from storage.address import ServerAddress
from storage.bureau.store import BureauStore
from storage.engines.postgres import store as server_store
from storage.engines.postgres.connection import connect
from storage.engines.postgres.problems import OutcomeUnknown, ServerUnreachable
from storage.engines.postgres.store import ServerStore
from storage.journal import EntryKind
from tests.storage.stores import OFFICER, new_bureau
from tests.support.postgres import Server

ROW = InsertRow("schools.extra", 0, Row("r1", {"name": "东校区"}))


class Cable:
    """Breaks as the server saves, before or after it has; then nobody answers until it is mended."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.is_broken = False
        self._patch = patch
        patch.setattr(server_store, "_WAITS", (0,))
        patch.setattr(server_store, "connect", self._connected)

    def break_at_end(self, *, is_saved: bool) -> None:
        run = ServerStore._run

        def running(store: ServerStore, sql: str, parameters: tuple[object, ...] = ()) -> object:
            if sql != "COMMIT" or self.is_broken:
                return run(store, sql, parameters)
            if is_saved:
                run(store, sql)
            store.close()
            self.is_broken = True
            raise psycopg.OperationalError("the cable is out")

        self._patch.setattr(ServerStore, "_run", running)

    def mend(self) -> None:
        self._patch.undo()

    def _connected(self, place: ServerAddress) -> object:
        if self.is_broken:
            raise ServerUnreachable(place, "the cable is out")
        return connect(place)


@pytest.fixture
def store(postgres: Server) -> Iterator[BureauStore]:
    with new_bureau(postgres.new_place()) as made:
        yield made


@pytest.mark.parametrize("is_saved", [True, False])
def test_what_was_in_doubt_is_done_once(
    store: BureauStore, monkeypatch: pytest.MonkeyPatch, *, is_saved: bool
) -> None:
    write = once(lambda opened: opened.answers.write([ROW], actor=OFFICER))
    cable = Cable(monkeypatch)
    cable.break_at_end(is_saved=is_saved)
    for _ in range(2):
        with pytest.raises(OutcomeUnknown, match="还不知道这一步是否已写入"):
            write(store)
    cable.mend()
    assert write(store) == (ROW,)
    assert store.answers.load().tables["schools.extra"] == (ROW.row,)
    kinds = [entry.kind for entry in store.journal.entries(limit=None)]
    assert kinds.count(EntryKind.EDIT) == 1
    assert store.verify_journal().intact
