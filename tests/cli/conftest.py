"""The small district of the use-cases, for the command line."""

from pathlib import Path

import pytest

from operations.demo.run import DemoFiles
from tests.operations import staging
from tests.operations.staging import District


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> DemoFiles:
    """The demonstration district; read only."""
    return staging.demo_in(tmp_path_factory.getbasetemp())


@pytest.fixture
def district(demo: DemoFiles, tmp_path: Path) -> District:
    """A copy of the demonstration district."""
    return staging.copy_of(demo, tmp_path / "district")
