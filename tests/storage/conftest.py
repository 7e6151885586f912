"""Where the stores of the tests lie, and a school's store that is open."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from storage.address import StorePlace
from storage.school.store import SchoolStore
from tests.storage.stores import StepClock, new_school
from tests.support.postgres import Server


@pytest.fixture(params=["file", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> StorePlace:
    """A place for a bureau's store: what is kept there is kept alike by both engines."""
    if request.param == "file":
        return tmp_path / "b.yhb"
    server = request.getfixturevalue("postgres")
    assert isinstance(server, Server)
    return server.new_place()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SchoolStore]:
    """A new school's store, whose clock goes on by a second each time it is asked."""
    with new_school(tmp_path / "s.yhs", StepClock(step=timedelta(seconds=1))) as opened:
        yield opened
