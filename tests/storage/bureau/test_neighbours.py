"""What one officer writes is heard by the other, in time and only when it is kept."""

import select
import subprocess
import sys
from pathlib import Path

import pytest

from storage.address import ServerAddress
from storage.bureau.store import BureauStore
from storage.engines.engine import Heard, Listener
from storage.engines.postgres.store import ServerStore
from storage.errors import ServerLost, ServerUnreachable
from tests.storage.stores import OFFICER, new_bureau
from tests.support import patience
from tests.support.places import ROOT
from tests.support.postgres import Server


def heard(listener: Listener) -> tuple[Heard, ...]:
    """Wait until there is something to hear, and take it."""
    found: tuple[Heard, ...] = ()
    while not found:
        ready, _, _ = select.select([listener], [], [], patience.SECONDS)
        assert ready, f"nothing was heard within {patience.SECONDS} seconds"
        found = listener.hear()
    return found


def hear_on(listener: Listener) -> None:
    """Hear whatever comes, for ever."""
    while True:
        heard(listener)


def change(store: BureauStore, text: str) -> None:
    store.settings.replace({"due_date": text}, actor=OFFICER)


def in_vain(store: BureauStore) -> None:
    """Change and say something in a transaction that fails."""
    with store.transaction():
        change(store, "2024-10-15")
        store.neighbours.tell("in vain")
        raise KeyError


def listening(store: BureauStore) -> Listener:
    listener = store.neighbours.listen()
    assert listener is not None
    return listener


@pytest.fixture
def server_place(postgres: Server) -> ServerAddress:
    place = postgres.new_place()
    new_bureau(place).close()
    return place


def engine_of(store: BureauStore) -> ServerStore:
    engine = store._database.engine
    assert isinstance(engine, ServerStore)
    return engine


def test_a_change_is_heard_by_itself(server_place: ServerAddress) -> None:
    with BureauStore.open(server_place) as here, BureauStore.open(server_place) as there:
        listener = listening(here)
        change(there, "2024-10-15")
        assert heard(listener) == (Heard(there.neighbours.process, ""),)
        assert there.neighbours.process != here.neighbours.process
        listener.close()


def test_a_change_of_another_process_is_heard(server_place: ServerAddress) -> None:
    words = (
        "from tests.storage.bureau import test_neighbours as t; import sys; t.other(sys.argv[1])"
    )
    with BureauStore.open(server_place) as here:
        listener = listening(here)
        with subprocess.Popen(
            [sys.executable, "-c", words, server_place.url],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as other:
            assert other.stdin is not None
            assert other.stdout is not None
            assert other.stdout.readline() == "ready\n"
            other.stdin.write("go\n")
            other.stdin.flush()
            [one] = heard(listener)
        assert one.text == ""
        here._database.forget()
        assert here.settings.all() == {"due_date": "2024-10-16"}
        listener.close()


def other(address: str) -> None:
    """Change something when told to."""
    with BureauStore.open(ServerAddress(address)) as store:
        print("ready", flush=True)
        sys.stdin.readline()
        change(store, "2024-10-16")


def test_what_is_undone_is_never_heard(server_place: ServerAddress) -> None:
    with BureauStore.open(server_place) as here, BureauStore.open(server_place) as there:
        listener = listening(here)
        with pytest.raises(KeyError):
            in_vain(there)
        there.neighbours.tell("after it")
        assert heard(listener) == (Heard(there.neighbours.process, "after it"),)
        listener.close()


def test_each_store_of_a_database_has_a_channel_of_its_own(
    server_place: ServerAddress, postgres: Server
) -> None:
    with BureauStore.open(server_place) as here, new_bureau(postgres.new_place()) as stranger:
        listener = listening(here)
        change(stranger, "2024-10-15")
        here.neighbours.tell("of ours")
        assert [one.text for one in heard(listener)] == ["of ours"]
        listener.close()


def test_a_listener_whose_connection_is_cut_says_so(
    server_place: ServerAddress, postgres: Server
) -> None:
    with BureauStore.open(server_place) as here, BureauStore.open(server_place) as there:
        listener = listening(here)
        assert listener.process in there.neighbours.processes()
        postgres.end_sessions(f"pid = {listener.process}")
        with pytest.raises(ServerLost, match="连接断了"):
            hear_on(listener)
        assert listener.process not in there.neighbours.processes()
        again = listening(here)
        change(there, "2024-10-17")
        assert len(heard(again)) == 1
        again.close()


def test_the_number_of_the_process_follows_a_new_connection(server_place: ServerAddress) -> None:
    with BureauStore.open(server_place) as here, BureauStore.open(server_place) as there:
        listener, before = listening(there), here.neighbours.process
        engine_of(here)._connection.close()
        change(here, "2024-10-18")
        assert here.neighbours.process != before
        assert heard(listener) == (Heard(here.neighbours.process, ""),)
        listener.close()


def test_there_is_nobody_to_listen_to_where_no_server_is(
    server_place: ServerAddress, postgres: Server
) -> None:
    with BureauStore.open(server_place) as store:
        postgres.stop("immediate")
        try:
            with pytest.raises(ServerUnreachable, match="连不上服务器"):
                store.neighbours.listen()
        finally:
            postgres.start()


def test_who_may_only_read_hears_and_is_heard(
    server_place: ServerAddress, postgres: Server
) -> None:
    with BureauStore.open(server_place) as store:
        schema = store._database.one("SELECT current_schema()::text")
        assert schema is not None
        postgres.sql(
            "CREATE ROLE reader LOGIN;"
            f'GRANT USAGE ON SCHEMA "{schema[0]}" TO reader;'
            f'GRANT SELECT ON ALL TABLES IN SCHEMA "{schema[0]}" TO reader'
        )
        place = postgres.address(str(schema[0]), "reader")
        with BureauStore.open(place, read_only=True) as reader:
            listener = listening(reader)
            change(store, "2024-10-19")
            assert len(heard(listener)) == 1
            reader.neighbours.tell("hello")
            assert heard(listener) == (Heard(reader.neighbours.process, "hello"),)
            assert {store.neighbours.process, listener.process} <= reader.neighbours.processes()
            listener.close()


def test_beside_a_file_there_is_nobody(tmp_path: Path) -> None:
    with new_bureau(tmp_path / "b.yhb") as store:
        assert store.neighbours.listen() is None
        store.neighbours.tell("to nobody")
        assert (store.neighbours.process, store.neighbours.processes()) == (0, frozenset())


def test_a_file_needs_nothing_of_a_server(tmp_path: Path) -> None:
    words = (
        "import sys; from pathlib import Path; from storage.bureau.store import BureauStore;"
        "store = BureauStore.open(Path(sys.argv[1])); store.neighbours.listen(); store.close();"
        "sys.exit('psycopg' in sys.modules)"
    )
    new_bureau(tmp_path / "c.yhb").close()
    done = subprocess.run(
        [sys.executable, "-c", words, str(tmp_path / "c.yhb")], cwd=ROOT, check=False
    )
    assert done.returncode == 0
