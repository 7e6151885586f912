"""Packages at the bureau: taken once and in order, undone, answered, refused ones kept apart."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from forms.exchange import Code, ContainerKind, Level, Verdict
from forms.problems import Severity
from storage.address import StorePlace
from storage.bureau.chain import ChainTip, Link, fault
from storage.bureau.import_log import ImportRecord
from storage.bureau.issued import AlreadyReturned, IssuedFile, SlipBefore
from storage.bureau.packages import IntakeFindings, ReturnState
from storage.bureau.store import BureauStore
from storage.bureau.wide import WideColumn, WideKind
from storage.errors import ChainError, StoreBug, StoreRefusal
from storage.journal.journal import EntryKind
from tests.storage.stores import OFFICER, START, for_an_officer, identity_of, new_bureau, package

SCHOOL, OTHER = "4201040001", "4201040002"


@pytest.fixture
def store(place: StorePlace) -> Iterator[BureauStore]:
    made = new_bureau(place)
    made.figures.make([WideColumn("pupils.a", WideKind.INTEGER)])
    with for_an_officer(made) as opened:
        yield opened


def take(store: BureauStore, number: int = 1, school: str = SCHOOL, **how: str) -> None:
    store.imports.accept(
        package(school, number, **how),
        document=f"document {number}".encode(),
        wide_row={},
        actor=OFFICER,
        received_at=START,
    )


def answer(store: BureauStore, kind: ContainerKind, number: int = 1, school: str = SCHOOL) -> None:
    file = IssuedFile(
        kind,
        school,
        store.issued.next_number(school),
        START,
        identity_of(SCHOOL, number),
        reason="班级数与学籍不符" if kind is ContainerKind.RETURN_SLIP else "",
    )
    store.issued.add(file, f"{kind} {number}".encode(), actor=OFFICER)


def state(store: BureauStore, school: str = SCHOOL) -> ReturnState:
    return next(item.state for item in store.packages.statuses() if item.school_code == school)


@pytest.mark.parametrize(
    ("tip", "number", "previous", "seen", "code"),
    [
        (ChainTip(), 1, "", False, None),
        (ChainTip(1, "a"), 2, "a", False, None),
        (ChainTip(4, None), 5, "whatever", False, None),
        (ChainTip(1, "a"), 1, "", True, Code.E_SEEN),
        (ChainTip(1, "a"), 2, "a", True, Code.E_SEEN),
        (ChainTip(1, "a"), 1, "", False, Code.E_FORK),
        (ChainTip(3, "c"), 1, "", False, Code.E_FORK),
        (ChainTip(), 2, "a", False, Code.E_GAP),
        (ChainTip(1, "a"), 3, "b", False, Code.E_GAP),
        (ChainTip(4, None), 6, "x", False, Code.E_GAP),
        (ChainTip(1, "a"), 2, "b", False, Code.E_CHAIN),
        (ChainTip(), 1, "a", False, Code.E_CHAIN),
        (ChainTip(1, "a"), 2, "", False, Code.E_CHAIN),
    ],
)
def test_what_continues_a_chain(
    tip: ChainTip, number: int, previous: str, seen: bool, code: Code | None
) -> None:
    found = fault(tip, Link(SCHOOL, number, previous, "x"), seen=seen)
    assert (None if found is None else found.code) is code
    assert found is None or (SCHOOL in str(found) and str(found).endswith("。"))


def test_a_package_is_kept_byte_for_byte(store: BureauStore) -> None:
    store.imports.accept(
        package(SCHOOL, 1),
        document=b"{}",
        wide_row={},
        actor=OFFICER,
        received_at=START,
        findings=IntakeFindings(Level.REMARK, "时钟不准", {Severity.QUERY: 3}),
    )
    identity = identity_of(SCHOOL, 1)
    assert store.journal.entries(limit=1)[0].addresses == (SCHOOL,)
    assert store.packages.container(identity) == f"container {identity}".encode()
    assert store.packages.document(identity) == b"{}"
    record = store.packages.get(identity)
    assert record is not None
    assert (record.number, record.signer, record.level, record.remark, record.claimed_time) == (
        1,
        "王校长",
        Level.REMARK,
        "时钟不准",
        START,
    )
    assert record.problems == {Severity.ERROR: 0, Severity.QUERY: 3, Severity.HINT: 0}
    assert store.journal.entries(SCHOOL, limit=1)[0].kind is EntryKind.ACCEPT


def test_what_is_not_there(store: BureauStore) -> None:
    assert store.packages.get("0" * 64) is None
    assert store.packages.container("0" * 64) is None
    assert store.packages.document("0" * 64) is None
    assert store.issued.container(1) is None
    assert store.quarantine.content(1) is None


@pytest.mark.parametrize(
    ("number", "how", "code", "why"),
    [
        (1, {}, Code.E_SEEN, "已经"),
        (1, {"variant": "other"}, Code.E_FORK, "第 1 号"),
        (3, {}, Code.E_GAP, "前面的第 2 号还没有收到"),
        (2, {"previous": "f" * 64}, Code.E_CHAIN, "不是接着区局收到的上一份做的"),
    ],
)
def test_a_package_out_of_order_changes_nothing(
    store: BureauStore, number: int, how: dict[str, str], code: Code, why: str
) -> None:
    take(store, 1)
    head = store.journal.head()
    with pytest.raises(ChainError, match=why) as caught:
        take(store, number, **how)
    assert caught.value.code is code
    assert store.chain.tip(SCHOOL) == ChainTip(1, identity_of(SCHOOL, 1))
    assert len(store.packages.all()) == 1
    assert store.journal.head() == head


def test_chains_of_schools_are_apart(store: BureauStore) -> None:
    take(store, 1)
    take(store, 2)
    take(store, 1, OTHER)
    assert [item.number for item in store.packages.all(SCHOOL)] == [1, 2]
    assert [item.number for item in store.packages.all(OTHER)] == [1]
    assert len(store.packages.all()) == 3


def test_an_unknown_school_is_refused(store: BureauStore) -> None:
    with pytest.raises(StoreRefusal, match=r"9999999999 不在本区学校名册"):
        take(store, 1, "9999999999")


def take_all(store: BureauStore, *numbers: int) -> None:
    with store.transaction():
        for number in numbers:
            take(store, number)


def test_an_inner_failure_is_undone_alone(store: BureauStore) -> None:
    with store.transaction():
        take(store, 1)
        # It fails at the last step, after package and chain were written.
        with pytest.raises(StoreBug, match=r"pupils.a \(integer\): str"):
            store.imports.accept(
                package(SCHOOL, 2),
                document=b"{}",
                wide_row={"pupils.a": "not a number"},
                actor=OFFICER,
                received_at=START,
            )
        assert store.chain.tip(SCHOOL).number == 1
        take(store, 2)
    assert [item.number for item in store.packages.all()] == [1, 2]
    assert store.verify_journal().intact


def test_several_packages_in_one_transaction_are_all_or_nothing(store: BureauStore) -> None:
    with pytest.raises(ChainError, match="前面的第 3 号还没有收到"):
        take_all(store, 1, 2, 4)
    assert store.packages.all() == []
    assert store.chain.tip(SCHOOL) == ChainTip()


def test_an_import_is_undone_and_the_same_package_comes_again(store: BureauStore) -> None:
    take(store, 1)
    take(store, 2)
    identity = identity_of(SCHOOL, 2)
    store.imports.undo(identity, actor=OFFICER, reason="导错文件")
    assert store.chain.tip(SCHOOL) == ChainTip(1, identity_of(SCHOOL, 1))
    assert store.packages.get(identity) is None
    assert store.packages.all()[1].undone_at == START
    assert store.packages.container(identity) is not None
    assert store.imports.fault(SCHOOL, 2, identity_of(SCHOOL, 1), identity) is None
    take(store, 2)
    assert len(store.packages.all()) == 3
    assert store.journal.entries(limit=2)[1].reason == "导错文件"


def test_the_first_import_is_undone_to_nothing(store: BureauStore) -> None:
    take(store, 1)
    store.imports.undo(identity_of(SCHOOL, 1), actor=OFFICER, reason="导错文件")
    assert state(store) is ReturnState.NONE
    assert store.chain.tip(SCHOOL) == ChainTip(0, "")


@pytest.mark.parametrize("kind", [ContainerKind.RECEIPT, ContainerKind.RETURN_SLIP])
def test_after_an_answer_an_import_is_not_undone(store: BureauStore, kind: ContainerKind) -> None:
    take(store, 1)
    answer(store, kind)
    with pytest.raises(StoreRefusal, match="已经发出"):
        store.imports.undo(identity_of(SCHOOL, 1), actor=OFFICER, reason="x")


def test_only_the_newest_import_that_stands_is_undone(store: BureauStore) -> None:
    take(store, 1)
    take(store, 2)
    with pytest.raises(StoreRefusal, match="先撤销最新的一份"):
        store.imports.undo(identity_of(SCHOOL, 1), actor=OFFICER, reason="x")
    with pytest.raises(StoreRefusal, match="没有这份上报包"):
        store.imports.undo("0" * 64, actor=OFFICER, reason="x")


def test_a_lost_package_is_stepped_over_with_a_reason(store: BureauStore) -> None:
    take(store, 1)
    with pytest.raises(StoreRefusal, match="请写明"):
        store.chain.restart(SCHOOL, 3, actor=OFFICER, reason=" ")
    with pytest.raises(StoreRefusal, match="只能重设为 2 或更大"):
        store.chain.restart(SCHOOL, 1, actor=OFFICER, reason="U盘损坏")
    store.chain.restart(SCHOOL, 300, actor=OFFICER, reason="多打了两个 0")
    store.chain.restart(SCHOOL, 3, actor=OFFICER, reason="U盘损坏")
    take(store, 3)
    assert store.chain.tip(SCHOOL).number == 3
    assert store.journal.entries(limit=2)[1].kind is EntryKind.CHAIN


def test_every_school_has_a_status(store: BureauStore) -> None:
    assert [item.state for item in store.packages.statuses()] == [
        ReturnState.NONE,
        ReturnState.NONE,
    ]
    take(store, 1)
    assert state(store) is ReturnState.DELIVERED
    answer(store, ContainerKind.RECEIPT)
    assert state(store) is ReturnState.ACCEPTED
    answer(store, ContainerKind.RETURN_SLIP)
    assert state(store) is ReturnState.RETURNED
    take(store, 2)
    assert state(store) is ReturnState.DELIVERED
    status = store.packages.statuses()[0]
    assert status.package is not None
    assert (status.school_name, status.active, status.package.number) == ("样例小学", True, 2)
    assert state(store, OTHER).label == "未交"


def test_files_sent_are_kept_and_numbered(store: BureauStore) -> None:
    opening = IssuedFile(ContainerKind.OPENING, SCHOOL, 1, START)
    store.issued.add(opening, b"opening", actor=OFFICER)
    take(store, 1)
    answer(store, ContainerKind.RECEIPT)
    first, second = store.issued.all(SCHOOL)
    assert (first.kind, first.number, first.answers) == (ContainerKind.OPENING, 1, "")
    assert (second.number, second.answers) == (2, identity_of(SCHOOL, 1))
    assert store.issued.container(second.id) == b"receipt 1"
    assert (store.issued.all(OTHER), store.issued.next_number(OTHER)) == ([], 1)


def test_files_that_are_not_sent(store: BureauStore) -> None:
    take(store, 1)
    with pytest.raises(StoreRefusal, match="不是下一个编号"):
        store.issued.add(IssuedFile(ContainerKind.OPENING, SCHOOL, 5, START), b"x")
    with pytest.raises(StoreRefusal, match="不在本区学校名册"):
        store.issued.add(IssuedFile(ContainerKind.OPENING, "1", 1, START), b"x")
    with pytest.raises(StoreRefusal, match="没有这份上报包"):
        answer(store, ContainerKind.RECEIPT, 2)
    with pytest.raises(StoreRefusal, match="没有这份上报包"):
        answer(store, ContainerKind.RECEIPT, 1, OTHER)
    answer(store, ContainerKind.RETURN_SLIP)
    with pytest.raises(AlreadyReturned, match="已经退回"):
        answer(store, ContainerKind.RECEIPT)
    assert len(store.issued.all()) == 1


def test_a_second_slip_goes_out_by_whoever_knows_of_the_first(store: BureauStore) -> None:
    identity = identity_of(SCHOOL, 1)

    def slip(known: int) -> None:
        number = store.issued.next_number(SCHOOL)
        file = IssuedFile(ContainerKind.RETURN_SLIP, SCHOOL, number, START, identity, "请核对")
        store.issued.add(file, b"slip", actor=OFFICER, known=known)

    take(store, 1)
    assert store.issued.slip_for(identity) is None
    slip(known=0)
    first = store.issued.slip_for(identity)
    assert first == SlipBefore(1, 1, OFFICER.name, START, "请核对")
    when = f"{START.astimezone():%m-%d %H:%M}"
    sentence = f"{OFFICER.name}（{when}）已经退回第 1 号上报包（学校 {SCHOOL}），请等待"
    with pytest.raises(AlreadyReturned, match=re.escape(sentence)) as refused:
        slip(known=0)
    assert refused.value.slip == first
    slip(known=1)
    with pytest.raises(AlreadyReturned) as again:
        slip(known=1)
    assert again.value.slip.number == 2
    assert [file.number for file in store.issued.all(SCHOOL)] == [1, 2]
    with pytest.raises(AlreadyReturned):
        answer(store, ContainerKind.RECEIPT)


def test_refused_files_are_kept_once_and_deleted_on_purpose(
    store: BureauStore, place: StorePlace
) -> None:
    bad = Verdict(Level.INVALID, Code.E_DIGEST, "内容被改动。")
    store.quarantine.add("a.asice.age", b"bad", verdict=bad, actor=OFFICER)
    store.quarantine.add("b.asice.age", b"bad", verdict=bad, reason="第二次", actor=OFFICER)
    (item,) = store.quarantine.all()
    assert (item.file_name, item.size, item.code, item.reason) == (
        "b.asice.age",
        3,
        Code.E_DIGEST,
        "第二次",
    )
    assert store.quarantine.content(item.id) == b"bad"
    store.close()
    # On a server the owner of the store alone may delete.
    with BureauStore.open(place) as owned:
        owned.quarantine.delete(item.id, actor=OFFICER)
        assert owned.quarantine.all() == []
        assert owned.journal.entries(limit=1)[0].payload == {"deleted": item.sha256}
        with pytest.raises(StoreRefusal, match=f"没有第 {item.id} 号"):
            owned.quarantine.delete(item.id, actor=OFFICER)


def test_the_import_log_is_newest_first(store: BureauStore) -> None:
    refused = ImportRecord(START, "a", Level.INVALID, Code.E_ZIP, "不完整。", accepted=False)
    taken = ImportRecord(
        START + timedelta(seconds=1),
        "b",
        Level.VALID,
        Code.OK,
        "已接收。",
        accepted=True,
        school=SCHOOL,
        period=2024,
        number=1,
        identity="a" * 64,
    )
    for record in (refused, taken):
        store.import_log.add(record)
    assert store.import_log.all() == [taken, refused]
    assert store.import_log.all(limit=1) == [taken]
