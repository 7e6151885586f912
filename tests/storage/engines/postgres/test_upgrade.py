"""A store on a server that an earlier version of the program made is upgraded where it lies."""

import threading
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlite_utils import Database as Schema

from storage.address import ServerAddress
from storage.bureau.schema import BUREAU_FORMAT
from storage.bureau.store import BureauStore
from storage.engines.postgres import upgrade
from storage.errors import ServerOlder, StoreBug
from storage.migrations import Format, Step
from storage.opening import making, open_database, upgrade_database
from tests.storage.stores import OFFICER
from tests.support.postgres import Server

STEPS = BUREAU_FORMAT.steps
COLUMNS = (
    "SELECT table_name, column_name, data_type, is_nullable, column_default, collation_name"
    " FROM information_schema.columns WHERE table_schema = '{schema}'"
    " AND column_name <> 'rowid' ORDER BY 1, 2"
)
INDEXES = "SELECT tablename, indexname FROM pg_indexes WHERE schemaname = '{schema}' ORDER BY 1, 2"


def cut(version: int) -> Format:
    """The format as it once was."""
    steps = tuple(step for step in STEPS if step.version <= version)
    return Format(BUREAU_FORMAT.application_id, BUREAU_FORMAT.label, steps)


def shape(server: Server, place: ServerAddress) -> list[str]:
    schema = place.url.rpartition("%3D")[2]
    return [server.sql(query.format(schema=schema)) for query in (COLUMNS, INDEXES)]


def made(place: ServerAddress, form: Format) -> ServerAddress:
    with making(place, form) as database:
        database.engine.execute("INSERT INTO reference VALUES ('meta', 'period', '2024')")
    return place


@pytest.mark.parametrize(
    "version", [step.version for step in STEPS[:-1] if step.version >= upgrade.FIRST]
)
def test_a_store_of_any_format_becomes_like_a_new_one(postgres: Server, version: int) -> None:
    old = made(postgres.new_place(), cut(version))
    fresh = made(postgres.new_place(), BUREAU_FORMAT)
    for read_only in (True, False):
        with pytest.raises(ServerOlder, match="用建库的数据库用户（officer）升级") as told:
            open_database(old, BUREAU_FORMAT, read_only=read_only)
        assert told.value.may_upgrade
    upgrade_database(old, BUREAU_FORMAT)
    with closing(open_database(old, BUREAU_FORMAT)) as database:
        assert database.version == BUREAU_FORMAT.version
        assert database.one("SELECT value FROM reference") == ("2024",)
    assert shape(postgres, old) == shape(postgres, fresh)
    with closing(open_database(old, BUREAU_FORMAT, read_only=True)) as database:
        assert BureauStore(database).officers.all() == ()


def test_of_officers_that_come_at_once_one_upgrades_and_the_others_go_on(
    postgres: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = made(postgres.new_place(), cut(1006))
    done: list[int] = []
    statements = upgrade.statements_of_upgrade

    def counted(form: Format, found: int) -> Iterator[str]:
        done.append(found)
        return statements(form, found)

    monkeypatch.setattr("storage.engines.postgres.store.statements_of_upgrade", counted)
    threads = [
        threading.Thread(target=upgrade_database, args=(old, BUREAU_FORMAT)) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert done == [1006]
    with closing(open_database(old, BUREAU_FORMAT)) as database:
        assert database.version == BUREAU_FORMAT.version


def test_an_ordinary_officer_is_told_who_has_to(postgres: Server) -> None:
    old = made(postgres.new_place(), cut(1006))
    schema = old.url.rpartition("%3D")[2]
    postgres.sql(
        "CREATE ROLE plain_reader LOGIN;"
        f" GRANT USAGE ON SCHEMA {schema} TO plain_reader;"
        f" GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA {schema} TO plain_reader"
    )
    before = shape(postgres, old)
    plain = ServerAddress(old.url.replace("officer@", "plain_reader@"))
    for attempt in (open_database, upgrade_database):
        with pytest.raises(
            ServerOlder, match=r"旧版本.*（officer）.*升级前请让信息中心备份"
        ) as told:
            attempt(plain, BUREAU_FORMAT)
        assert not told.value.may_upgrade
    assert shape(postgres, old) == before


def widened(schema: Schema) -> None:
    schema.table("officer").add_column("phone", str, not_null_default="")


def emptied(schema: Schema) -> None:
    schema.table("officer").drop()


def turned(schema: Schema) -> None:
    schema.table("officer").transform(rename={"name": "called"})


def with_step(apply: Step) -> Format:
    return Format(BUREAU_FORMAT.application_id, BUREAU_FORMAT.label, (*STEPS, apply))


def test_a_column_is_added_with_what_stands_in_it_from_the_start(postgres: Server) -> None:
    old = made(postgres.new_place(), BUREAU_FORMAT)
    with BureauStore(open_database(old, BUREAU_FORMAT)) as store, store.transaction():
        store._database.engine.execute("INSERT INTO officer VALUES (1, '李', '')")
    newer = with_step(Step(1999, widened))
    upgrade_database(old, newer)
    with closing(open_database(old, newer)) as database:
        assert database.all("SELECT name, phone FROM officer") == [("李", "")]


@pytest.mark.parametrize(
    ("step", "said"), [(emptied, "takes away .'officer'"), (turned, "changes officer")]
)
def test_a_step_that_does_more_than_add_is_a_fault_of_the_program(
    postgres: Server, step: object, said: str
) -> None:
    old = made(postgres.new_place(), BUREAU_FORMAT)
    with pytest.raises(StoreBug, match=said):
        upgrade_database(old, with_step(Step(1999, step)))  # type: ignore[arg-type]
    with closing(open_database(old, BUREAU_FORMAT)) as database:
        assert database.version == BUREAU_FORMAT.version
        with database.transaction():
            assert OFFICER.name
