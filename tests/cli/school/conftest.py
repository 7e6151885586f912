"""A school's store made by command."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Command
from tests.operations.staging import PRIMARY

NEW = ("--code", PRIMARY.code, "--name", PRIMARY.name, "--period", "2024")


@pytest.fixture
def store(command: Command, tmp_path: Path) -> Path:
    """A new school store made by the command line."""
    path = tmp_path / "school.yhs"
    assert command("school", "new", path, *NEW).code == 0
    return path


def filling(folder: Path, document: object) -> Path:
    path = folder / "return.json"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    for name in ("合同.pdf", "章程.pdf"):
        (folder / name).write_bytes(b"%PDF-1.4 sample")
    return path
