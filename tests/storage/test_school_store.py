"""The life of a return in its store: steps, revisions, comments, packages, attachments."""

import hashlib
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from forms.edits import InsertRow, Justify, MarkEmpty, SetAnswer, SetCell
from forms.record import PackRef, Row
from forms.values import Attachment
from forms.workflow import Move, MoveError, State
from storage.answers import attachments
from storage.blobs import BlobKind
from storage.changes import ChangeKind, Changes
from storage.errors import Refusal
from storage.journal import EntryKind
from storage.school.comments import Origin
from storage.school.deliveries import AnswerKind, ChainPoint
from storage.school.store import SchoolStore
from storage.school_meta import TrustFloor
from tests.storage.stores import CLERK, OFFICER, PRINCIPAL, START, StepClock, new_school


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SchoolStore]:
    with new_school(tmp_path / "s.yhs", StepClock(step=timedelta(seconds=1))) as opened:
        yield opened


def identity(letter: str) -> str:
    return letter * 64


def sign(store: SchoolStore, letter: str) -> Changes:
    """Submit and sign the present revision as the next package."""
    tip = store.chain_tip()
    store.move(Move.SUBMIT, actor=CLERK)
    with store.transaction():
        changes = store.add_signed(
            revision=store.revision,
            number=tip.number + 1,
            previous=tip.identity,
            identity=identity(letter),
            container=f"package {letter}".encode(),
            created=START,
            actor=PRINCIPAL,
        )
        store.move(Move.SIGN, actor=PRINCIPAL)
    return changes


def export(store: SchoolStore) -> int:
    number = store.next_number()
    with store.transaction():
        store.mark_exported(number, Path("E:/上报") / "x.asice.age", actor=CLERK)
        store.move(Move.EXPORT, actor=CLERK)
    return number


def reopen(store: SchoolStore) -> None:
    store.move(Move.REOPEN, actor=CLERK, reason="班级数填错")


def test_a_write_says_what_it_changed(store: SchoolStore) -> None:
    changes = store.write(
        [
            SetAnswer("pupils.a", "1"),
            SetAnswer("pupils.b", None),
            MarkEmpty("pupils.mobility", empty=True),
            Justify("R-pupils-001", "因为扩班"),
        ],
        actor=CLERK,
    )
    assert changes.kinds == {ChangeKind.ANSWERS, ChangeKind.ROWS, ChangeKind.JUSTIFICATIONS}
    assert changes.addresses == {"pupils.a", "pupils.mobility#none", "R-pupils-001"}
    assert len(changes.edits) == 3
    assert changes.affects_answers
    assert not changes.affects_state
    assert changes.affects(ChangeKind.ROWS, ChangeKind.STATE)


def test_a_write_without_effect_leaves_no_entry(store: SchoolStore) -> None:
    store.write([SetAnswer("pupils.a", "1")], actor=CLERK)
    head = store.journal_head()
    changes = store.write([SetAnswer("pupils.a", "1"), SetAnswer("pupils.b", "")], actor=CLERK)
    assert not changes
    assert store.journal_head() == head


def test_row_ids_are_never_given_twice(store: SchoolStore) -> None:
    assert [store.next_row_id("pupils.classes") for _ in range(2)] == ["r1", "r2"]
    store.write([InsertRow("pupils.classes", 0, Row("r7", {}))], actor=CLERK)
    store.undo(CLERK)
    assert store.row_counters() == {"pupils.classes": 7}
    assert store.next_row_id("pupils.classes") == "r8"
    assert store.next_row_id("staffing.backbone") == "r1"
    path = store.path
    store.close()
    with SchoolStore.open(path) as again:
        assert again.next_row_id("pupils.classes") == "r8"


@pytest.mark.parametrize("odd", ["x", "r0", "r01", "r1x", "7", "r99999999999999999999999"])
def test_other_row_ids_do_not_count(store: SchoolStore, odd: str) -> None:
    store.write([SetCell("burden.lessons", odd, "hours", "5")], actor=CLERK)
    assert store.next_row_id("burden.lessons") == "r1"


def test_only_a_draft_is_edited(store: SchoolStore) -> None:
    store.write([SetAnswer("pupils.a", "1")], actor=CLERK)
    store.move(Move.SUBMIT, actor=CLERK)
    for act in (
        lambda: store.write([SetAnswer("pupils.a", "2")], actor=CLERK),
        lambda: store.undo(CLERK),
        lambda: store.redo(CLERK),
        lambda: store.add_attachment("a.pdf", b"x"),
    ):
        with pytest.raises(Refusal, match="待校长审核"):
            act()
    assert (store.can_undo, store.can_redo) == (False, False)
    assert store.load().answers == {"pupils.a": "1"}


def test_after_a_return_the_clerk_can_undo_but_typing_starts_a_new_step(store: SchoolStore) -> None:
    store.write([SetAnswer("pupils.a", "1")], actor=CLERK)
    store.move(Move.SUBMIT, actor=CLERK)
    store.move(Move.RETURN, actor=PRINCIPAL, reason="请核对班级数")
    store.write([SetAnswer("pupils.a", "2")], actor=CLERK)
    store.undo(CLERK)
    assert store.load().answers == {"pupils.a": "1"}
    path = store.path
    store.close()
    with SchoolStore.open(path) as again:
        assert again.can_undo
        assert again.can_redo
        again.redo(CLERK)
        assert again.load().answers == {"pupils.a": "2"}


def test_steps_survive_a_restart_as_they_were_grouped(store: SchoolStore) -> None:
    for text in ("1", "12", "123"):
        store.write([SetAnswer("pupils.a", text)], actor=CLERK)
    store.write([Justify("R-pupils-001", "因为")], actor=CLERK)
    store.write([SetAnswer("pupils.b", "1"), SetAnswer("pupils.c", "2")], actor=CLERK)
    store.undo(CLERK)
    store.undo(CLERK)
    store.redo(CLERK)
    path = store.path
    store.close()
    with SchoolStore.open(path) as again:
        again.redo(CLERK)
        counted = 0
        while again.undo(CLERK):
            counted += 1
        assert (counted, again.load().answers) == (3, {})


def test_a_move_that_is_not_allowed_changes_nothing(store: SchoolStore) -> None:
    head = store.journal_head()
    with pytest.raises(MoveError, match="填报中"):
        store.move(Move.SIGN, actor=PRINCIPAL)
    with pytest.raises(MoveError, match="填报员"):
        store.move(Move.SUBMIT, actor=PRINCIPAL)
    store.move(Move.SUBMIT, actor=CLERK)
    with pytest.raises(Refusal, match="请写明原因"):
        store.move(Move.RETURN, actor=PRINCIPAL, reason="  ")
    assert store.state is State.IN_REVIEW
    assert store.journal_head().seq == head.seq + 1


def test_the_whole_life(store: SchoolStore) -> None:
    store.write([SetAnswer("pupils.a", "1")], actor=CLERK)
    assert store.next_number() == 1
    assert sign(store, "a").affects(ChangeKind.DELIVERIES)
    assert store.next_number() == 1
    number = export(store)
    assert (number, store.state, store.next_number()) == (1, State.DELIVERED, 2)
    with store.transaction():
        store.add_receipt(
            number=1, identity=identity("a"), container=b"receipt", received_at=START, actor=OFFICER
        )
        store.move(Move.ACCEPT, actor=OFFICER)
    assert store.state is State.ACCEPTED
    assert store.last_accepted() == ChainPoint(1, identity("a"))
    (delivery,) = store.deliveries()
    assert delivery.accepted_at == START
    assert delivery.exported_to.endswith("x.asice.age")
    assert store.delivery_container(identity("a")) == b"package a"
    assert store.delivery_container(identity("b")) is None
    (answer,) = store.bureau_answers()
    assert (answer.kind, answer.container) == (AnswerKind.RECEIPT, b"receipt")
    assert [entry.kind for entry in store.history(limit=2)] == [EntryKind.MOVE, EntryKind.RECEIPT]
    assert store.verify_journal().intact


def test_reopening_starts_the_next_revision_with_the_same_answers(store: SchoolStore) -> None:
    store.write(
        [
            SetAnswer("pupils.a", "1"),
            InsertRow("pupils.classes", 0, Row("r1", {"name": "一班"})),
            MarkEmpty("pupils.mobility", empty=True),
            Justify("R-pupils-001", "因为扩班"),
        ],
        actor=CLERK,
    )
    sign(store, "a")
    reopen(store)
    assert (store.revision, store.state) == (2, State.DRAFT)
    assert not store.can_undo
    store.write([SetAnswer("pupils.a", "2")], actor=CLERK)
    old, new = store.load(1), store.load()
    assert (old.answers, new.answers) == ({"pupils.a": "1"}, {"pupils.a": "2"})
    assert (old.tables, old.empty_tables, old.justifications) == (
        new.tables,
        new.empty_tables,
        new.justifications,
    )
    first, second = store.revisions()
    assert (first.state, first.package_identity, first.signed_by) == (
        State.SIGNED,
        identity("a"),
        PRINCIPAL.name,
    )
    assert first.submitted_at is not None
    assert first.signed_at is not None
    assert first.submitted_at < first.signed_at < second.started_at
    assert (second.number, second.reason, second.signed_at) == (2, "班级数填错", None)


@pytest.mark.parametrize("number", [0, 2, -1])
def test_revisions_that_are_not_there(store: SchoolStore, number: int) -> None:
    with pytest.raises(Refusal, match=f"没有第 {number} 版"):
        store.load(number)


def test_a_package_that_never_left_gives_its_number_back(store: SchoolStore) -> None:
    sign(store, "a")
    reopen(store)
    assert store.chain_tip() == ChainPoint(0, "")
    sign(store, "b")
    assert export(store) == 1
    assert [item.exported_at is None for item in store.deliveries()] == [True, False]


def test_an_exported_package_keeps_its_number_without_a_receipt(store: SchoolStore) -> None:
    sign(store, "a")
    export(store)
    reopen(store)
    assert store.chain_tip() == ChainPoint(1, identity("a"))
    assert store.last_accepted() == ChainPoint(0, "")
    sign(store, "b")
    assert store.deliveries()[-1].previous == identity("a")


def test_a_package_out_of_order_is_refused(store: SchoolStore) -> None:
    store.move(Move.SUBMIT, actor=CLERK)
    for number, previous in ((2, ""), (1, identity("x")), (0, "")):
        with pytest.raises(Refusal, match="不相接"):
            store.add_signed(
                revision=1,
                number=number,
                previous=previous,
                identity=identity("a"),
                container=b"",
                created=START,
            )
    assert store.deliveries() == []


def test_a_package_that_is_not_there_is_not_exported(store: SchoolStore) -> None:
    with pytest.raises(Refusal, match="没有第 1 号上报包"):
        store.mark_exported(1, "x")


def test_a_return_slip_confirms_the_chain_too(store: SchoolStore) -> None:
    sign(store, "a")
    export(store)
    changes = store.add_receipt(
        number=1,
        identity=identity("a"),
        container=b"slip",
        received_at=START,
        kind=AnswerKind.RETURN_SLIP,
    )
    assert changes.affects(ChangeKind.DELIVERIES)
    assert store.last_accepted().number == 1
    assert store.deliveries()[0].accepted_at is None
    assert store.history(limit=1)[0].kind is EntryKind.RETURN_SLIP


def test_a_store_begun_anew_goes_on_where_the_bureau_says(store: SchoolStore) -> None:
    store.note_accepted(4, identity("d"))
    store.note_accepted(2, identity("b"))
    assert store.chain_tip() == ChainPoint(4, identity("d"))
    sign(store, "e")
    assert export(store) == 5


def test_comments(store: SchoolStore) -> None:
    store.add_comment("pupils.a", "与学籍不符", actor=PRINCIPAL, origin=Origin.PRINCIPAL)
    changes = store.add_comment("", "请附说明", actor=OFFICER, origin=Origin.BUREAU)
    assert changes.kinds == {ChangeKind.COMMENTS}
    first, second = store.comments()
    assert (first.address, first.author, first.origin.label) == ("pupils.a", "王校长", "校长")
    store.resolve_comment(first.id, actor=CLERK)
    assert store.comments(open_only=True) == [second]
    resolved = store.comments()[0]
    assert not resolved.is_open
    assert resolved.resolved_by == CLERK.name
    assert second.is_open
    with pytest.raises(Refusal, match="没有第 1 条待处理的意见"):
        store.resolve_comment(first.id, actor=CLERK)
    with pytest.raises(Refusal, match="意见是空的"):
        store.add_comment("pupils.a", " ", actor=PRINCIPAL, origin=Origin.PRINCIPAL)
    assert len(store.history("pupils.a")) == 2


def test_attachments_are_kept_once_by_content(store: SchoolStore) -> None:
    digest = hashlib.sha256(b"pdf").hexdigest()
    assert store.add_attachment("测绘报告.pdf", b"pdf") == Attachment("测绘报告.pdf", 3, digest)
    assert store.add_attachment("副本.pdf", b"pdf") == Attachment("副本.pdf", 3, digest)
    assert store.attachment_bytes(digest) == b"pdf"
    assert store.attachment_bytes("0" * 64) is None
    assert store.history(limit=1)[0].kind is EntryKind.ATTACHMENT


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("a.pdf", b"", "空文件"),
        ("a.pdf", b"x" * 11, "超过 20 MB"),
        ("b.pdf", b"y" * 8, "合计超过 200 MB"),
        ("../a.pdf", b"x", "不能使用"),
        ("c:\\a.pdf", b"x", "不能使用"),
        ("a\0.pdf", b"x", "不能使用"),
        ("..", b"x", "不能使用"),
        (" ", b"x", "不能使用"),
        ("a" * 201, b"x", "不能使用"),
    ],
)
def test_attachments_that_are_refused(
    store: SchoolStore, monkeypatch: pytest.MonkeyPatch, name: str, content: bytes, sentence: str
) -> None:
    monkeypatch.setattr(attachments, "LARGEST", 10)
    monkeypatch.setattr(attachments, "LARGEST_TOTAL", 15)
    store.add_attachment("first.pdf", b"x" * 8)
    with pytest.raises(Refusal, match=sentence):
        store.add_attachment(name, content)


def test_keys_settings_and_figures_of_the_bureau(store: SchoolStore) -> None:
    assert store.blob(BlobKind.ROOT) is None
    store.put_blob(BlobKind.ROOT, b"one", actor=OFFICER)
    store.put_blob(BlobKind.ROOT, b"two")
    assert store.blob(BlobKind.ROOT) == b"two"
    entry = store.history(limit=1)[0]
    assert entry.payload == {"kind": "root", "sha256": hashlib.sha256(b"two").hexdigest()}
    assert store.last_values() is None
    store.put_last_values({"pupils.a": "9"})
    store.put_settings({"setting.a": "1", "setting.b": "2"})
    store.put_settings({"setting.a": "3"})
    store.put_stat_values({"pupils.a": "8"})
    assert store.last_values() == {"pupils.a": "9"}
    assert store.settings() == {"setting.a": "3"}
    assert store.stat_values() == {"pupils.a": "8"}


def test_trust_never_goes_back(store: SchoolStore) -> None:
    assert store.trust_floor() == TrustFloor(0, None)
    store.raise_trust_floor(crl_number=5)
    store.raise_trust_floor(seen_at=START)
    floor = store.raise_trust_floor(crl_number=4, seen_at=START - timedelta(days=1))
    assert floor == store.trust_floor() == TrustFloor(5, START)


def test_meta_changes_only_what_is_given(store: SchoolStore) -> None:
    old = store.meta
    store.update_meta(actor=CLERK, bureau_code="420104")
    assert store.meta.bureau_code == "420104"
    assert store.meta.school_name == old.school_name
    store.update_meta(actor=CLERK, school_name="新名", pack=PackRef("balance", "2024.2", "e"))
    assert (store.meta.school_name, store.meta.pack.version) == ("新名", "2024.2")
    assert store.meta.bureau_code == "420104"


def test_a_backup_is_a_whole_store(store: SchoolStore, tmp_path: Path) -> None:
    store.write([SetAnswer("pupils.a", "1")], actor=CLERK)
    store.backup_to(tmp_path / "U盘备份.yhs")
    store.write([SetAnswer("pupils.a", "2")], actor=CLERK)
    with SchoolStore.open(tmp_path / "U盘备份.yhs") as copy:
        assert copy.load().answers == {"pupils.a": "1"}
        assert copy.verify_journal().intact
        assert copy.can_undo
