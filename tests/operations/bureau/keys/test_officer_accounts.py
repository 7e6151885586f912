"""An officer's own account of the database: it does the daily work and is refused the rest in words."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest

from forms.edits import SetAnswer
from forms.rights import Right
from operations.bureau.evaluation.evaluate import evaluate_store
from operations.bureau.intake import undo
from operations.bureau.sent.issue import issue_receipt, issue_return_slip, waiting_for_receipt
from operations.bureau.settings import change_settings
from operations.bureau.store import Desk, open_bureau
from storage.address import ServerAddress
from storage.bureau.officers import Officer
from storage.bureau.store import BureauStore
from storage.errors import NotPermitted, StoreBug
from tests.operations import staging
from tests.operations.staging import District, import_package
from tests.support.postgres import Server

GRANTED = (
    "SELECT grantee, privilege_type FROM information_schema.role_table_grants"
    " WHERE table_name = 'wide' ORDER BY 1, 2"
)


@pytest.fixture
def owned(postgres: Server, district: District) -> ServerAddress:
    """A store whose owner has run what ``bureau new`` and ``bureau officer add`` print."""
    place = postgres.copy_of("district", partial(staging.copy_to, district.bureau))
    with open_bureau(place) as store:
        for statement in (*store.grants(), *store.grant_for(2)):
            postgres.sql(statement, database=place.stem)
    return place


@pytest.fixture
def desk(owned: ServerAddress, district: District) -> Iterator[Desk]:
    """The second officer at work."""
    place = ServerAddress(owned.url.replace("officer@", f"{owned.stem}_2@"))
    with open_bureau(place) as store:
        yield staging.desk_at(district, store)


def test_the_daily_work_needs_no_more(desk: Desk, district: District, tmp_path: Path) -> None:
    store, new, school = desk.store, district.next_package(), district.code()
    bad = tmp_path / "bad.asice.age"
    bad.write_bytes(b"no package")
    for _ in range(2):
        assert [import_package(desk, path).accepted for path in (new, bad)] == [True, False]
        undo.undo_import(store, school, actor=desk.actor, reason="导入错了")
    assert import_package(desk, new).accepted
    issue_return_slip(desk, school, reason="请核对")
    assert import_package(desk, district.next_package(3)).accepted
    [waiting] = waiting_for_receipt(store)
    issue_receipt(desk, waiting)
    for text in ("东区", "", "西区"):
        store.answers.write([SetAnswer("district.name", text)], actor=desk.actor)
    store.answers.undo(desk.actor)
    change_settings(store, {"period.due_date": "2024-10-20"}, actor=desk.actor)
    assert evaluate_store(store).levels
    assert store.verify_journal().intact


FORBIDDEN: dict[str, Callable[[BureauStore], object]] = {
    "officers": lambda s: s.officers.put(Officer(1, "王", frozenset(Right)), actor=staging.CLERK),
    "quarantine": lambda s: s.quarantine.delete(1, actor=staging.CLERK),
    "figures": lambda s: s.figures.make(s.figures.columns()),
    "journal": lambda s: written(s, "UPDATE journal SET reason = 'x'"),
    "shorter": lambda s: written(s, "DELETE FROM journal WHERE seq > 3"),
    "head": lambda s: written(s, "UPDATE journal_head SET seq = 1"),
    "log": lambda s: written(s, "UPDATE import_log SET accepted = 1"),
    "format": lambda s: written(s, "UPDATE store_format SET version = 1"),
    "packages": lambda s: written(s, "DELETE FROM package_content"),
}


def written(store: BureauStore, sql: str) -> None:
    with store.transaction(), store._database.errors():
        store._database.engine.execute(sql)


def test_the_rest_is_refused_in_words_and_the_work_goes_on(desk: Desk, district: District) -> None:
    before = desk.store.journal.head()
    for name, step in FORBIDDEN.items():
        with pytest.raises(NotPermitted, match="您的数据库用户没有做这一步的权限") as told:
            step(desk.store)
        assert str(told.value).endswith("授权。"), name
    assert desk.store.journal.head() == before
    assert import_package(desk, district.next_package()).accepted


def test_a_table_of_ones_own_does_not_stand_in_for_the_length_of_the_journal(desk: Desk) -> None:
    engine = desk.store._database.engine
    engine.execute("CREATE TEMPORARY TABLE journal_head (seq BIGINT)")
    engine.execute("INSERT INTO journal_head VALUES (9000)")
    columns = desk.store._database.engine.execute("SELECT * FROM journal LIMIT 1").description
    assert columns is not None
    names = [str(column[0]) for column in columns if column[0] != "rowid"]
    values = ", ".join("9001" if name == "seq" else name for name in names)
    copied = f"INSERT INTO journal ({', '.join(names)}) SELECT {values} FROM journal LIMIT 1"
    with pytest.raises(StoreBug, match="append-only"):
        written(desk.store, copied)


def test_a_table_that_is_made_anew_may_be_used_as_before(
    owned: ServerAddress, postgres: Server
) -> None:
    before = postgres.sql(GRANTED, database=owned.stem)
    assert f"{owned.stem}_officers|DELETE" in before
    with open_bureau(owned) as store:
        store.figures.make(store.figures.columns())
    assert postgres.sql(GRANTED, database=owned.stem) == before
