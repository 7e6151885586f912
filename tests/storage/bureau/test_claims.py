"""Claims on files: one session has a file, its end frees it, and what was settled is known to the others."""

from collections.abc import Iterator

import pytest

from forms.exchange import Code, Level
from storage.address import StorePlace
from storage.bureau.claims import Claim, ClaimStanding
from storage.bureau.import_log import ImportRecord
from storage.bureau.store import BureauStore
from tests.storage.stores import START, for_an_officer, new_bureau
from tests.support import patience
from tests.support.postgres import Server

ONE, TWO = "1" * 64, "2" * 64
OURS, HELD, SETTLED = ClaimStanding.OURS, ClaimStanding.HELD, ClaimStanding.SETTLED


@pytest.fixture
def store(place: StorePlace) -> Iterator[BureauStore]:
    with for_an_officer(new_bureau(place)) as made:
        yield made


@pytest.fixture
def two(postgres: Server) -> Iterator[tuple[BureauStore, BureauStore]]:
    """One store, opened by two officers."""
    place = postgres.new_place()
    with new_bureau(place) as one, BureauStore.open(place) as other:
        yield one, other


def claim(store: BureauStore, digest: str, person: str = "李娜", *, since: int = 0) -> Claim:
    return store.claims.take(digest, person=person, since=since)


def settle(store: BureauStore, digest: str) -> int:
    with store.transaction():
        store.import_log.add(
            ImportRecord(START, "a.asice.age", Level.VALID, Code.OK, "已接收", accepted=True)
        )
        store.claims.settle(digest, store.import_log.last_line())
    return store.import_log.last_line()


def test_a_file_is_ours_until_it_is_settled(store: BureauStore) -> None:
    assert [claim(store, ONE).standing for _ in range(2)] == [OURS, OURS]
    line = settle(store, ONE)
    found = claim(store, ONE)
    assert (found.standing, found.person, found.log_line) == (SETTLED, "李娜", line)
    assert store.import_log.line(line) == store.import_log.all()[0]
    assert claim(store, ONE, since=line).standing is OURS


def test_only_a_server_is_shared(store: BureauStore, place: StorePlace) -> None:
    assert store.claims.are_needed is (type(place).__name__ == "ServerAddress")


def test_what_one_officer_has_the_other_does_not_get(two: tuple[BureauStore, BureauStore]) -> None:
    one, other = two
    assert claim(one, ONE).standing is OURS
    held = claim(other, ONE, "王强")
    assert (held.standing, held.person, held.log_line) == (HELD, "李娜", 0)
    assert held.machine
    assert claim(other, TWO, "王强").standing is OURS
    settle(one, ONE)
    assert claim(other, ONE, "王强").standing is SETTLED


def test_what_is_given_back_is_free_and_what_is_settled_stays(
    two: tuple[BureauStore, BureauStore],
) -> None:
    one, other = two
    claim(one, ONE)
    claim(one, TWO)
    one.claims.give_back(ONE)
    assert [claim(other, digest).standing for digest in (ONE, TWO)] == [OURS, HELD]
    settle(other, ONE)
    other.claims.give_back()
    one.claims.give_back()
    assert [claim(one, digest).standing for digest in (ONE, TWO)] == [SETTLED, OURS]


def test_a_session_that_ended_or_was_killed_holds_nothing(
    two: tuple[BureauStore, BureauStore], postgres: Server
) -> None:
    one, other = two
    claim(one, ONE)
    pid = postgres.sql(
        "SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND objsubid = 2 AND"
        f" objid = {one._database.engine.session()}"
    )
    postgres.end_sessions(f"pid = {pid}")
    assert claim(other, ONE).standing is OURS
    assert claim(one, ONE).standing is HELD  # connected anew, and it has no claim any more
    session = other._database.engine.session()
    other.close()
    patience.until(lambda: not one._database.engine.lives(session), "the server has noticed")
    assert claim(one, ONE).standing is OURS


def test_of_two_that_take_over_one_wins(two: tuple[BureauStore, BureauStore]) -> None:
    one, other = two
    for number in range(30):
        digest = f"{number:064x}"
        claim(one, digest)
        one.claims.give_back(digest)
        got = [claim(store, digest).standing for store in (one, other)]
        assert got == [OURS, HELD]
