"""The replay of a journal says what every table has to hold."""

import shutil
from pathlib import Path

import pytest

from forms.edits import DeleteRow, InsertRow, Justify, MarkEmpty, SetAnswer, SetCell
from forms.record import Row
from forms.workflow import Move
from storage.address import StorePlace
from storage.journal.journal import EntryKind
from storage.school.comments import Origin
from storage.school.deliveries import Delivery
from storage.school.store import SchoolStore
from storage.store import Store
from tests.storage.stores import (
    CLERK,
    OFFICER,
    PRINCIPAL,
    START,
    connection_of,
    new_bureau,
    new_school,
)
from tests.support.places import DATA

STORES = DATA / "storage"


def sentences(store: Store) -> list[str]:
    return [item.message for item in store.replay().differences]


@pytest.fixture
def store(tmp_path: Path) -> SchoolStore:
    """A return that was edited in every way, signed, reopened and edited again."""
    opened = new_school(tmp_path / "s.yhs")
    rows = [InsertRow("t.a", 0, Row(f"r{number}", {"n": str(number)})) for number in range(1, 5)]
    opened.answers.write([*rows, SetAnswer("f.a", "1"), Justify("R-1", "因为")], actor=CLERK)
    opened.answers.write([DeleteRow("t.a", "r2"), SetCell("t.a", "r3", "n", "")], actor=CLERK)
    opened.answers.write([MarkEmpty("t.b", empty=True), SetCell("t.c", "k", "n", "9")], actor=CLERK)
    opened.answers.undo(CLERK)
    opened.answers.redo(CLERK)
    opened.answers.undo(CLERK)
    opened.comments.add("f.a", "请核对", actor=PRINCIPAL, origin=Origin.PRINCIPAL)
    opened.move(Move.SUBMIT, actor=CLERK)
    with opened.transaction():
        opened.deliveries.add(Delivery("a" * 64, 1, "", 1, START), b"x", actor=PRINCIPAL)
        opened.move(Move.SIGN, actor=PRINCIPAL)
    opened.move(Move.REOPEN, actor=PRINCIPAL, reason="更正")
    opened.answers.write([DeleteRow("t.a", "r1"), SetAnswer("f.a", "2")], actor=CLERK)
    return opened


def test_what_the_program_wrote_follows_from_its_journal(store: SchoolStore) -> None:
    assert store.replay().since == 1
    assert sentences(store) == []
    store.close()


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        (
            "UPDATE answer SET text = '7' WHERE item = 'f.a' AND revision = 1",
            "“填报内容”（answer）中的 1/f.a：按日志 text 是“1”，库里是“7”。",
        ),
        (
            "DELETE FROM table_row WHERE row_id = 'r3' AND revision = 2",
            "“表中的行”（table_row）中的 2/t.a/r3：按日志应当有，库里没有。",
        ),
        (
            "UPDATE table_row SET position = 9 WHERE row_id = 'r4' AND revision = 1",
            "“表中的行”（table_row）中的 1/t.a/r4：按日志 position 是“0”，库里是“9”。",
        ),
        (
            "INSERT INTO empty_table VALUES (1, 't.b')",
            "“本表无数据的标记”（empty_table）中的 1/t.b：库里有，日志没有记过，或已经记为删除。",
        ),
        (
            "UPDATE justification SET text = '别的' WHERE revision = 2",
            "“说明”（justification）中的 2/R-1：按日志 text 是“因为”，库里是“别的”。",
        ),
        (
            "UPDATE comment SET text = '不用核对'",
            "“意见”（comment）中的 1：按日志第 8 条 text 是“请核对”，库里是“不用核对”。",
        ),
        (
            "UPDATE revision SET state = 'signed' WHERE number = 2",
            "“填报表版本”（revision）中的 2：按日志第 12 条 state 是“draft”，库里是“signed”。",
        ),
    ],
)
def test_a_changed_row_is_named_with_what_the_journal_says(
    store: SchoolStore, statement: str, said: str
) -> None:
    with store.transaction():
        connection_of(store).execute(statement)
    assert sentences(store) == [said]
    store.close()


def test_bytes_are_compared_by_their_digest(store: SchoolStore) -> None:
    with store.transaction():
        connection_of(store).execute("UPDATE delivery SET container = x'79'")
    [said] = sentences(store)
    assert "“签名的上报包”（delivery）" in said
    assert "container 是“sha256:" in said
    store.close()


def test_the_form_of_the_bureau_is_followed_too(place: StorePlace) -> None:
    with new_bureau(place) as store:
        store.answers.write([SetAnswer("district.a", "1")], actor=OFFICER)
        store.trust.raise_to(crl_number=3, seen_at=START)
        assert sentences(store) == []
        with store.transaction():
            store._database.engine.execute(
                "UPDATE reference SET value = '2' WHERE name = 'crl_number'"
            )
        [said] = sentences(store)
    assert said.endswith("value 是“3”，库里是“2”。")


def test_an_older_store_is_vouched_for_from_its_upgrade_on(tmp_path: Path) -> None:
    path = tmp_path / "old.yhs"
    shutil.copy(STORES / "school-1.0.yhs", path)
    with SchoolStore.open(path) as store:
        [entry] = store.journal.entries(limit=1)
        assert (entry.kind, entry.reason) == (EntryKind.BASELINE, "升级库的格式")
        found = store.replay()
        assert (found.since, found.differences) == (entry.seq, ())
        with store.transaction():
            connection_of(store).execute("UPDATE revision SET state = 'accepted'")
        assert "“填报表版本”（revision）" in sentences(store)[0]


def test_a_second_baseline_is_no_excuse(store: SchoolStore) -> None:
    with store.transaction():
        connection_of(store).execute("UPDATE comment SET text = '不用核对'")
        row = {"id": 1, "text": "不用核对"}
        store.journal.append(
            EntryKind.BASELINE, actor=CLERK, payload={"rows": [["comment", [1], row]]}
        )
    said = sentences(store)
    assert any("自称“核对基线”" in sentence for sentence in said)
    assert any("“意见”（comment）中的 1" in sentence for sentence in said)
    store.close()


@pytest.mark.parametrize("payload", [{"rows": 7}, {"rows": [["nothing", [1], None]]}])
def test_an_entry_that_cannot_be_followed_is_named(
    store: SchoolStore, payload: dict[str, object]
) -> None:
    with store.transaction():
        seq, _ = store.journal.append(EntryKind.KEY, actor=CLERK, payload=payload)
    assert sentences(store) == [f"日志第 {seq} 条读不懂，不能重放，库里的内容没有核对。"]
    store.close()
