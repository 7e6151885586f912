"""A file of the bureau that is read a second time does nothing a second time."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storage.errors import StoreRefusal
from storage.school.bureau_answers import AnswerKind, BureauAnswer
from storage.school.store import SchoolStore
from tests.storage.stores import START, new_school

Read = Callable[[AnswerKind, bytes], None]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SchoolStore]:
    """An open store."""
    with new_school(tmp_path / "s.yhs") as opened:
        yield opened


@pytest.fixture
def read(store: SchoolStore) -> Read:
    """Read an answer to package 1."""
    return lambda kind, container: store.bureau_answers.add(
        BureauAnswer(kind, 1, "a" * 64, START, container)
    )


def test_a_receipt_read_again_changes_nothing(store: SchoolStore, read: Read) -> None:
    read(AnswerKind.RECEIPT, b"receipt")
    before = store.journal.head()
    read(AnswerKind.RECEIPT, b"receipt")
    assert (len(store.bureau_answers.all()), store.journal.head()) == (1, before)


def test_a_return_slip_read_again_is_refused(store: SchoolStore, read: Read) -> None:
    read(AnswerKind.RETURN_SLIP, b"slip")
    with pytest.raises(StoreRefusal, match="已经读入过"):
        read(AnswerKind.RETURN_SLIP, b"slip")
    read(AnswerKind.RETURN_SLIP, b"another slip")
    assert len(store.bureau_answers.all()) == 2
