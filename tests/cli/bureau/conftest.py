"""A file with a passphrase, for commands that ask for one."""

from pathlib import Path

import pytest


@pytest.fixture
def passphrase(tmp_path: Path) -> Path:
    path = tmp_path / "p.txt"
    path.write_text("seven purple umbrellas\n", encoding="utf-8")
    return path
