"""A write whose end nobody could tell is asked after before it is done again."""

from collections.abc import Iterator

import pytest

from forms.edits import InsertRow
from forms.record import Row
from operations.entry.saving import once
from storage.bureau.store import BureauStore
from storage.errors import OutcomeUnknown
from storage.journal.journal import EntryKind
from tests.storage.stores import OFFICER, new_bureau
from tests.support.cable import Cable
from tests.support.postgres import Server

ROW = InsertRow("schools.extra", 0, Row("r1", {"name": "东校区"}))


@pytest.fixture
def store(postgres: Server) -> Iterator[BureauStore]:
    with new_bureau(postgres.new_place()) as made:
        yield made


@pytest.mark.parametrize("is_saved", [True, False])
def test_what_was_in_doubt_is_done_once(
    store: BureauStore, monkeypatch: pytest.MonkeyPatch, *, is_saved: bool
) -> None:
    write = once(lambda opened: opened.answers.write([ROW], actor=OFFICER))
    cable = Cable(monkeypatch)
    cable.break_at_end(is_saved=is_saved)
    for _ in range(2):
        with pytest.raises(OutcomeUnknown, match="还不知道这一步是否已写入"):
            write(store)
    cable.mend()
    assert write(store) == (ROW,)
    assert store.answers.load().tables["schools.extra"] == (ROW.row,)
    kinds = [entry.kind for entry in store.journal.entries(limit=None)]
    assert kinds.count(EntryKind.EDIT) == 1
    assert store.verify_journal().intact
