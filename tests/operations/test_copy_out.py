"""A copy counts when it reads back as it was written."""

import hashlib
from pathlib import Path

import pytest

from operations import copy_out
from operations.copy_out import copy_verified
from operations.errors import Refused
from storage.errors import WouldReplace


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "2142100001-2024-0001.asice.age"
    path.write_bytes(b"age-encryption.org/v1\n" + bytes(range(256)) * 40)
    return path


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def test_the_copy_is_the_file_under_its_own_name(source: Path, stick: Path) -> None:
    made = copy_verified(source, stick, replace=False)
    content = source.read_bytes()
    assert (made.path, made.size) == (stick / source.name, len(content))
    assert made.path.read_bytes() == content
    assert made.digest == hashlib.sha256(content).hexdigest()


def test_another_file_there_is_replaced_only_when_asked(source: Path, stick: Path) -> None:
    (stick / source.name).write_bytes(b"age-encryption.org/v1\nolder")
    with pytest.raises(WouldReplace):
        copy_verified(source, stick, replace=False)
    copy_verified(source, stick, replace=True)
    assert (stick / source.name).read_bytes() == source.read_bytes()


def test_a_stick_that_reads_back_otherwise_is_told(
    source: Path, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The medium is what cannot be had in a test, so its answer is put in its place."""
    content = source.read_bytes()
    monkeypatch.setattr(copy_out, "_read_back", lambda _: content[:-1] + b"?")
    with pytest.raises(Refused, match="读回来不一样") as refused:
        copy_verified(source, stick, replace=False)
    assert "换一个 U 盘" in str(refused.value)
    assert source.read_bytes() == content
