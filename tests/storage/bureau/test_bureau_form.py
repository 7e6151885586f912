"""The bureau's own form: typed, undone, kept over a restart, and added to older stores."""

from contextlib import closing
from pathlib import Path

import pytest

from forms.edits import DeleteRow, EditError, InsertRow, SetAnswer, SetCell
from forms.record import Row
from storage.address import StorePlace
from storage.backups.dated import backups_of
from storage.bureau.schema import BUREAU_FORMAT
from storage.bureau.store import BureauStore
from storage.errors import StoreRefusal
from storage.journal.journal import EntryKind
from storage.migrations import Format
from tests.storage.stores import OFFICER, StepClock, created, for_an_officer, new_bureau

TOWNS = SetAnswer("district.towns", "8")


def test_a_new_store_has_an_empty_form(place: StorePlace) -> None:
    with for_an_officer(new_bureau(place)) as store:
        record = store.answers.load()
        assert (record.school_code, record.period, record.answers) == ("420104", 2024, {})
        assert not store.answers.can_undo
        assert store.answers.undo(OFFICER) is None
        assert store.answers.redo(OFFICER) is None


def test_what_is_typed_is_there_after_a_restart(place: StorePlace) -> None:
    rating = Row("r1", {"school_code": "4201040001", "moral_grade": "good"})
    with for_an_officer(new_bureau(place)) as store:
        assert store.answers.write([TOWNS], actor=OFFICER) == (TOWNS,)
        store.answers.write([InsertRow("district.school_ratings", 0, rating)], actor=OFFICER)
        store.answers.write(
            [SetCell("district.recognition", "all", "issued", "300")], actor=OFFICER
        )
    with BureauStore.open(place) as store:
        record = store.answers.load()
        assert record.answers == {"district.towns": "8"}
        assert record.tables["district.school_ratings"] == (rating,)
        assert record.tables["district.recognition"][0].cells == {"issued": "300"}
        assert store.answers.row_counters() == {"district.school_ratings": 1}
        assert store.answers.next_row_id("district.school_ratings") == "r2"


def test_undo_and_redo_survive_a_restart(place: StorePlace) -> None:
    with for_an_officer(new_bureau(place)) as store:
        store.answers.write([TOWNS], actor=OFFICER)
    with BureauStore.open(place) as store:
        assert store.answers.can_undo
        assert store.answers.undo(OFFICER)
        assert store.answers.load().answers == {}
        assert store.answers.can_redo
    with BureauStore.open(place) as store:
        assert store.answers.redo(OFFICER)
        assert store.answers.load().answers == {"district.towns": "8"}


def test_every_change_is_in_the_chained_journal(place: StorePlace) -> None:
    with for_an_officer(new_bureau(place)) as store:
        store.answers.write([TOWNS], actor=OFFICER, reason="填入文件")
        entry = store.journal.entries("district.towns")[0]
        assert (entry.kind, entry.actor, entry.reason) == (EntryKind.EDIT, OFFICER, "填入文件")
        assert entry.edits == (TOWNS,)
        assert store.verify_journal().intact


def test_nothing_is_written_when_one_edit_cannot_be(place: StorePlace) -> None:
    with for_an_officer(new_bureau(place)) as store:
        with pytest.raises(EditError, match=r"表 district.school_ratings 没有编号为“r9”的行"):
            store.answers.write([TOWNS, DeleteRow("district.school_ratings", "r9")], actor=OFFICER)
        assert store.answers.load().answers == {}


def test_attachments_are_kept_by_their_digest(place: StorePlace) -> None:
    with for_an_officer(new_bureau(place)) as store:
        kept = store.attachments.add("规划.pdf", b"plan", actor=OFFICER)
        assert store.attachments.content(kept.sha256) == b"plan"
        assert store.journal.entries(limit=1)[0].kind is EntryKind.ATTACHMENT
        with pytest.raises(StoreRefusal, match="空文件"):
            store.attachments.add("空.pdf", b"", actor=OFFICER)


def test_a_store_of_the_first_format_gets_the_form(tmp_path: Path) -> None:
    path = tmp_path / "old.yhb"
    first = Format(BUREAU_FORMAT.application_id, BUREAU_FORMAT.label, BUREAU_FORMAT.steps[:1])
    with closing(created(path, first, clock=StepClock())) as database:
        connection = database.engine
        connection.execute(
            "INSERT INTO reference (grp, name, value) VALUES"
            " ('meta', 'bureau_code', '420104'), ('meta', 'bureau_name', '样例区教育局'),"
            " ('meta', 'period', '2024'), ('meta', 'created', '2024-09-02T08:00:00.000000Z'),"
            " ('meta', 'pack_id', 'balance'), ('meta', 'pack_version', '2024.1'),"
            " ('meta', 'pack_digest', 'd')"
        )
    with BureauStore.open(path) as store:
        store.answers.write([TOWNS], actor=OFFICER)
        assert store.answers.load().answers == {"district.towns": "8"}
    assert len(backups_of(path)) == 1
