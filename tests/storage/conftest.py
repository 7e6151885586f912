"""Where the stores of the tests lie."""

from pathlib import Path

import pytest

from storage.address import StorePlace
from tests.support.postgres import Server


@pytest.fixture(params=["file", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> StorePlace:
    """A place for a bureau's store: what is kept there is kept alike by both engines."""
    if request.param == "file":
        return tmp_path / "b.yhb"
    server = request.getfixturevalue("postgres")
    assert isinstance(server, Server)
    return server.new_place()
