"""The life of a return in its store: steps, revisions, comments, packages."""

from pathlib import Path

import pytest

from forms.edits import Edit, InsertRow, Justify, MarkEmpty, SetAnswer, SetCell
from forms.record import PackRef, Row
from forms.reply import PointReply, ReplyKind
from forms.workflow import Move, MoveError, State
from storage.errors import StoreRefusal
from storage.journal.journal import EntryKind
from storage.school.accepted import ChainPoint
from storage.school.bureau_answers import AnswerKind, BureauAnswer
from storage.school.comments import Origin
from storage.school.deliveries import Delivery
from storage.school.store import SchoolStore
from tests.storage.stores import CLERK, OFFICER, PRINCIPAL, START, connection_of


def identity(letter: str) -> str:
    return letter * 64


def sign(store: SchoolStore, letter: str) -> None:
    """Submit and sign the present revision as the next package."""
    tip = store.deliveries.tip()
    store.move(Move.SUBMIT, actor=CLERK)
    with store.transaction():
        revision = store.revisions.number
        delivery = Delivery(identity(letter), tip.number + 1, tip.identity, revision, START)
        store.deliveries.add(delivery, f"package {letter}".encode(), actor=PRINCIPAL)
        store.move(Move.SIGN, actor=PRINCIPAL)


def export(store: SchoolStore) -> int:
    number = store.deliveries.next_number()
    with store.transaction():
        store.deliveries.mark_exported(number, Path("E:/上报") / "x.asice.age", actor=CLERK)
        store.move(Move.EXPORT, actor=CLERK)
    return number


def reopen(store: SchoolStore) -> None:
    store.move(Move.REOPEN, actor=CLERK, reason="班级数填错")


def test_a_write_says_what_it_changed(store: SchoolStore) -> None:
    edits: list[Edit] = [
        SetAnswer("pupils.a", "1"),
        SetAnswer("pupils.b", None),
        MarkEmpty("pupils.mobility", empty=True),
        Justify("R-pupils-001", "因为扩班"),
    ]
    applied = store.answers.write(edits, actor=CLERK)
    assert applied == (edits[0], edits[2], edits[3])
    (entry,) = store.journal.entries(limit=1)
    assert entry.addresses == ("pupils.a", "pupils.mobility#none", "R-pupils-001")


def test_a_write_without_effect_leaves_no_entry(store: SchoolStore) -> None:
    store.answers.write([SetAnswer("pupils.a", "1")], actor=CLERK)
    head = store.journal.head()
    changes = store.answers.write(
        [SetAnswer("pupils.a", "1"), SetAnswer("pupils.b", "")], actor=CLERK
    )
    assert not changes
    assert store.journal.head() == head


def test_row_ids_are_never_given_twice(store: SchoolStore) -> None:
    assert [store.answers.next_row_id("pupils.classes") for _ in range(2)] == ["r1", "r2"]
    store.answers.write([InsertRow("pupils.classes", 0, Row("r7", {}))], actor=CLERK)
    store.answers.undo(CLERK)
    assert store.answers.row_counters() == {"pupils.classes": 7}
    assert store.answers.next_row_id("pupils.classes") == "r8"
    assert store.answers.next_row_id("staffing.backbone") == "r1"
    path = store.path
    store.close()
    with SchoolStore.open(path) as again:
        assert again.answers.next_row_id("pupils.classes") == "r8"


@pytest.mark.parametrize("odd", ["x", "r0", "r01", "r1x", "7", "r99999999999999999999999"])
def test_other_row_ids_do_not_count(store: SchoolStore, odd: str) -> None:
    store.answers.write([SetCell("burden.lessons", odd, "hours", "5")], actor=CLERK)
    assert store.answers.next_row_id("burden.lessons") == "r1"


def test_only_a_draft_is_edited(store: SchoolStore) -> None:
    store.answers.write([SetAnswer("pupils.a", "1")], actor=CLERK)
    store.move(Move.SUBMIT, actor=CLERK)
    for act in (
        lambda: store.answers.write([SetAnswer("pupils.a", "2")], actor=CLERK),
        lambda: store.answers.undo(CLERK),
        lambda: store.answers.redo(CLERK),
        lambda: store.attachments.add("a.pdf", b"x"),
    ):
        with pytest.raises(StoreRefusal, match="待校长审核"):
            act()
    assert (store.answers.can_undo, store.answers.can_redo) == (False, False)
    assert store.answers.load().answers == {"pupils.a": "1"}


class TestWhichRevisionEditsGoInto:
    """It is known after the first edit: whoever writes a file is alone."""

    def test_is_asked_once(self, store: SchoolStore) -> None:
        said: list[str] = []
        store.answers.write([SetAnswer("pupils.a", "1")], actor=CLERK)
        connection_of(store).set_trace_callback(said.append)
        store.answers.write([SetAnswer("pupils.a", "2")], actor=CLERK)
        connection_of(store).set_trace_callback(None)
        assert any("INSERT INTO answer" in statement for statement in said)
        assert not any("revision ORDER BY" in statement for statement in said)

    def test_is_none_as_soon_as_the_return_is_submitted(self, store: SchoolStore) -> None:
        store.answers.write([SetAnswer("pupils.a", "1")], actor=CLERK)
        with store.transaction():
            store.move(Move.SUBMIT, actor=CLERK)
            with pytest.raises(StoreRefusal, match="不能修改"):
                store.answers.write([SetAnswer("pupils.a", "2")], actor=CLERK)

    def test_is_none_again_where_a_step_back_was_undone(self, store: SchoolStore) -> None:
        store.answers.write([SetAnswer("pupils.a", "1")], actor=CLERK)
        store.move(Move.SUBMIT, actor=CLERK)

        def return_and_break_off() -> None:
            with store.transaction():
                store.move(Move.RETURN, actor=PRINCIPAL, reason="请核对班级数")
                store.answers.write([SetAnswer("pupils.a", "2")], actor=CLERK)
                raise InterruptedError

        with pytest.raises(InterruptedError):
            return_and_break_off()
        with pytest.raises(StoreRefusal, match="不能修改"):
            store.answers.write([SetAnswer("pupils.a", "3")], actor=CLERK)
        assert store.answers.load().answers == {"pupils.a": "1"}

    def test_is_the_new_one_after_reopening(self, store: SchoolStore) -> None:
        store.answers.write([SetAnswer("pupils.a", "1")], actor=CLERK)
        sign(store, "a")
        reopen(store)
        store.answers.write([SetAnswer("pupils.a", "2")], actor=CLERK)
        assert store.answers.load(1).answers == {"pupils.a": "1"}
        assert store.answers.load(2).answers == {"pupils.a": "2"}


def test_after_a_return_the_clerk_can_undo_but_typing_starts_a_new_step(store: SchoolStore) -> None:
    store.answers.write([SetAnswer("pupils.a", "1")], actor=CLERK)
    store.move(Move.SUBMIT, actor=CLERK)
    store.move(Move.RETURN, actor=PRINCIPAL, reason="请核对班级数")
    store.answers.write([SetAnswer("pupils.a", "2")], actor=CLERK)
    store.answers.undo(CLERK)
    assert store.answers.load().answers == {"pupils.a": "1"}
    path = store.path
    store.close()
    with SchoolStore.open(path) as again:
        assert again.answers.can_undo
        assert again.answers.can_redo
        again.answers.redo(CLERK)
        assert again.answers.load().answers == {"pupils.a": "2"}


def test_steps_survive_a_restart_as_they_were_grouped(store: SchoolStore) -> None:
    for text in ("1", "12", "123"):
        store.answers.write([SetAnswer("pupils.a", text)], actor=CLERK)
    store.answers.write([Justify("R-pupils-001", "因为")], actor=CLERK)
    store.answers.write([SetAnswer("pupils.b", "1"), SetAnswer("pupils.c", "2")], actor=CLERK)
    store.answers.undo(CLERK)
    store.answers.undo(CLERK)
    store.answers.redo(CLERK)
    path = store.path
    store.close()
    with SchoolStore.open(path) as again:
        again.answers.redo(CLERK)
        counted = 0
        while again.answers.undo(CLERK):
            counted += 1
        assert (counted, again.answers.load().answers) == (3, {})


def test_what_was_done_for_a_reason_stays_a_step_of_its_own_after_a_restart(
    store: SchoolStore,
) -> None:
    store.answers.write([SetAnswer("pupils.a", "1")], actor=CLERK, reason="取自统计文件")
    store.answers.write([SetAnswer("pupils.a", "12")], actor=CLERK)
    path = store.path
    store.close()
    with SchoolStore.open(path) as again:
        again.answers.undo(CLERK)
        assert again.answers.load().answers == {"pupils.a": "1"}


def test_a_move_that_is_not_allowed_changes_nothing(store: SchoolStore) -> None:
    head = store.journal.head()
    with pytest.raises(MoveError, match="填报中"):
        store.move(Move.SIGN, actor=PRINCIPAL)
    with pytest.raises(MoveError, match="填报员"):
        store.move(Move.SUBMIT, actor=PRINCIPAL)
    store.move(Move.SUBMIT, actor=CLERK)
    with pytest.raises(StoreRefusal, match="请写明原因"):
        store.move(Move.RETURN, actor=PRINCIPAL, reason="  ")
    assert store.revisions.state is State.IN_REVIEW
    assert store.journal.head().seq == head.seq + 1


def test_the_whole_life(store: SchoolStore) -> None:
    store.answers.write([SetAnswer("pupils.a", "1")], actor=CLERK)
    assert store.deliveries.next_number() == 1
    sign(store, "a")
    assert [item.identity for item in store.deliveries.all()] == [identity("a")]
    assert store.deliveries.next_number() == 1
    number = export(store)
    assert (number, store.revisions.state, store.deliveries.next_number()) == (
        1,
        State.DELIVERED,
        2,
    )
    with store.transaction():
        receipt = BureauAnswer(AnswerKind.RECEIPT, 1, identity("a"), START, b"receipt")
        store.bureau_answers.add(receipt, actor=OFFICER)
        store.move(Move.ACCEPT, actor=OFFICER)
    assert store.revisions.state is State.ACCEPTED
    assert store.accepted.last() == ChainPoint(1, identity("a"))
    (delivery,) = store.deliveries.all()
    assert delivery.accepted_at == START
    assert delivery.exported_to.endswith("x.asice.age")
    assert store.deliveries.container(identity("a")) == b"package a"
    assert store.deliveries.container(identity("b")) is None
    (answer,) = store.bureau_answers.all()
    assert (answer.kind, answer.container) == (AnswerKind.RECEIPT, b"receipt")
    assert [entry.kind for entry in store.journal.entries(limit=2)] == [
        EntryKind.MOVE,
        EntryKind.RECEIPT,
    ]
    assert store.verify_journal().intact


def test_reopening_starts_the_next_revision_with_the_same_answers(store: SchoolStore) -> None:
    store.answers.write(
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
    assert (store.revisions.number, store.revisions.state) == (2, State.DRAFT)
    assert not store.answers.can_undo
    store.answers.write([SetAnswer("pupils.a", "2")], actor=CLERK)
    old, new = store.answers.load(1), store.answers.load()
    assert (old.answers, new.answers) == ({"pupils.a": "1"}, {"pupils.a": "2"})
    assert (old.tables, old.empty_tables, old.justifications) == (
        new.tables,
        new.empty_tables,
        new.justifications,
    )
    first, second = store.revisions.all()
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
    with pytest.raises(StoreRefusal, match=f"没有第 {number} 版"):
        store.answers.load(number)


def test_a_package_that_never_left_gives_its_number_back(store: SchoolStore) -> None:
    sign(store, "a")
    reopen(store)
    assert store.deliveries.tip() == ChainPoint(0, "")
    sign(store, "b")
    assert export(store) == 1
    assert [item.exported_at is None for item in store.deliveries.all()] == [True, False]


def test_an_exported_package_keeps_its_number_without_a_receipt(store: SchoolStore) -> None:
    sign(store, "a")
    export(store)
    reopen(store)
    assert store.deliveries.tip() == ChainPoint(1, identity("a"))
    assert store.accepted.last() == ChainPoint(0, "")
    sign(store, "b")
    assert store.deliveries.all()[-1].previous == identity("a")


def test_a_package_out_of_order_is_refused(store: SchoolStore) -> None:
    store.move(Move.SUBMIT, actor=CLERK)
    for number, previous in ((2, ""), (1, identity("x")), (0, "")):
        with pytest.raises(StoreRefusal, match="不相接"):
            store.deliveries.add(Delivery(identity("a"), number, previous, 1, START), b"")
    assert store.deliveries.all() == []


def test_a_package_that_is_not_there_is_not_exported(store: SchoolStore) -> None:
    with pytest.raises(StoreRefusal, match="没有第 1 号上报包"):
        store.deliveries.mark_exported(1, "x")


def test_a_return_slip_confirms_the_chain_too(store: SchoolStore) -> None:
    sign(store, "a")
    export(store)
    store.bureau_answers.add(BureauAnswer(AnswerKind.RETURN_SLIP, 1, identity("a"), START, b"slip"))
    assert store.accepted.last().number == 1
    assert store.deliveries.all()[0].accepted_at is None
    assert store.journal.entries(limit=1)[0].kind is EntryKind.RETURN_SLIP


def test_a_store_begun_anew_goes_on_where_the_bureau_says(store: SchoolStore) -> None:
    store.accepted.note(4, identity("d"))
    store.accepted.note(2, identity("b"))
    assert store.deliveries.tip() == ChainPoint(4, identity("d"))
    sign(store, "e")
    assert export(store) == 5


def test_comments_are_kept_answered_and_journalled(store: SchoolStore) -> None:
    store.comments.add("pupils.a", "与学籍不符", actor=PRINCIPAL, origin=Origin.PRINCIPAL)
    store.comments.add("", "请附说明", actor=OFFICER, origin=Origin.BUREAU)
    first, second = store.comments.all()
    assert (first.address, first.author, first.origin.label) == ("pupils.a", "王校长", "校长")
    store.comments.answer(first.id, PointReply(ReplyKind.CHANGED, "按学籍改了"), actor=CLERK)
    assert store.comments.all(open_only=True) == [second]
    resolved = store.comments.all()[0]
    assert not resolved.is_open
    assert resolved.resolved_by == CLERK.name
    assert resolved.reply == PointReply(ReplyKind.CHANGED, "按学籍改了")
    assert second.is_open
    store.comments.answer(first.id, PointReply(ReplyKind.EXPLAINED, "与学籍一致"), actor=CLERK)
    assert store.comments.all()[0].reply == PointReply(ReplyKind.EXPLAINED, "与学籍一致")
    with pytest.raises(StoreRefusal, match="没有第 7 条意见"):
        store.comments.answer(7, PointReply(ReplyKind.CHANGED), actor=CLERK)
    with pytest.raises(StoreRefusal, match="意见是空的"):
        store.comments.add("pupils.a", " ", actor=PRINCIPAL, origin=Origin.PRINCIPAL)
    assert len(store.journal.entries("pupils.a")) == 3


def test_meta_changes_only_what_is_given(store: SchoolStore) -> None:
    old = store.meta
    store.update_meta(actor=CLERK, bureau_code="420104")
    assert store.meta.bureau_code == "420104"
    assert store.meta.school_name == old.school_name
    store.update_meta(actor=CLERK, school_name="新名", pack=PackRef("balance", "2024.2", "e"))
    assert (store.meta.school_name, store.meta.pack.version) == ("新名", "2024.2")
    assert store.meta.bureau_code == "420104"


def test_a_backup_is_a_whole_store(store: SchoolStore, tmp_path: Path) -> None:
    store.answers.write([SetAnswer("pupils.a", "1")], actor=CLERK)
    store.backups.write_to(tmp_path / "U盘备份.yhs", replace=False)
    store.answers.write([SetAnswer("pupils.a", "2")], actor=CLERK)
    with SchoolStore.open(tmp_path / "U盘备份.yhs") as copy:
        assert copy.answers.load().answers == {"pupils.a": "1"}
        assert copy.verify_journal().intact
        assert copy.answers.can_undo
