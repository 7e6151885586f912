"""Fixtures of the use-cases: a small district, whole and as a copy."""

import shutil
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from operations.bureau.store import Desk, open_bureau
from storage.address import ServerAddress, StorePlace
from storage.school.store import SchoolStore
from tests.operations import care, staging
from tests.operations.office import Office, office_of
from tests.operations.staging import District
from tests.support.postgres import Server


@pytest.fixture(scope="session", autouse=True)
def cheap(cheap_passphrases: None) -> None:
    """Nobody here waits for a key file."""
    del cheap_passphrases


@pytest.fixture(params=["file", "server"])
def desk(district: District, request: pytest.FixtureRequest) -> Iterator[Desk]:
    """The bureau at work on a copy: alike on both engines, on a server with an ordinary officer's account."""
    place: StorePlace = district.bureau
    if request.param == "server":
        server: Server = request.getfixturevalue("postgres")
        owned = server.copy_of("daily", partial(staging.copy_for_officers, district.bureau))
        place = ServerAddress(owned.url.replace("officer@", "daily_2@"))
    with open_bureau(place) as store:
        yield staging.desk_at(district, store)


@pytest.fixture
def empty_school(tmp_path: Path) -> Iterator[SchoolStore]:
    """A new school store."""
    with staging.new_school(tmp_path) as store:
        yield store


@pytest.fixture
def school(empty_school: SchoolStore) -> SchoolStore:
    """A school store with a complete return."""
    staging.fill_whole(empty_school)
    return empty_school


@pytest.fixture
def stranger(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[Desk]:
    """Another bureau at work, on a copy of its store."""
    made = staging.other_bureau(tmp_path_factory.getbasetemp() / "other")
    with open_bureau(Path(shutil.copy(made.desk.store.path, tmp_path))) as store:
        yield replace(made.desk, store=store)


@pytest.fixture
def life(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[care.Life]:
    """A bureau and its one school, enrolled and filled, at any time one likes."""
    made = care.made_in(tmp_path_factory.getbasetemp() / "care")
    with care.life_of(made, tmp_path / "care") as opened:
        yield opened


@pytest.fixture
def opened(tmp_path_factory: pytest.TempPathFactory, tmp_path: Path) -> Iterator[Office]:
    """A bureau of two officers and its one school; the second may do nothing yet."""
    made = care.made_in(tmp_path_factory.getbasetemp() / "care")
    with office_of(made, tmp_path / "office") as found:
        yield found
