"""A file of the bureau that is read a second time does nothing a second time."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storage.changes import Changes
from storage.errors import Refusal
from storage.school.deliveries import AnswerKind
from storage.school.store import SchoolStore
from tests.storage.stores import START, new_school

Read = Callable[[AnswerKind, bytes], Changes]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SchoolStore]:
    """An open store."""
    with new_school(tmp_path / "s.yhs") as opened:
        yield opened


@pytest.fixture
def read(store: SchoolStore) -> Read:
    """Read an answer to package 1."""
    return lambda kind, container: store.add_receipt(
        number=1, identity="a" * 64, container=container, received_at=START, kind=kind
    )


def test_a_receipt_read_again_changes_nothing(store: SchoolStore, read: Read) -> None:
    assert read(AnswerKind.RECEIPT, b"receipt")
    before = store.journal_head()
    assert not read(AnswerKind.RECEIPT, b"receipt")
    assert (len(store.bureau_answers()), store.journal_head()) == (1, before)


def test_a_return_slip_read_again_is_refused(store: SchoolStore, read: Read) -> None:
    assert read(AnswerKind.RETURN_SLIP, b"slip")
    with pytest.raises(Refusal, match="已经读入过"):
        read(AnswerKind.RETURN_SLIP, b"slip")
    assert read(AnswerKind.RETURN_SLIP, b"another slip")
    assert len(store.bureau_answers()) == 2
