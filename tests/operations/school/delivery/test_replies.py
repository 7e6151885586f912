"""Receipts and return slips come back and are what they say."""

from dataclasses import replace
from pathlib import Path

import pytest

from exporters.asic.bureau_files import SlipComment
from forms.exchange import Code, ContainerKind
from forms.workflow import Actor, Role, State
from operations.bureau.sent.issue import issue_receipt, issue_return_slip, waiting_for_receipt
from operations.bureau.store import Desk
from operations.demo.run import DemoFiles
from operations.errors import PackageRefused, Refused
from operations.school.check import send_back, submit_return
from operations.school.delivery.export import export_package
from operations.school.delivery.replies import read_reply
from operations.school.signing import sign as school_sign
from operations.school.store import open_school
from storage.errors import StoreRefusal
from storage.school.store import SchoolStore
from tests.operations.staging import CLERK, PRINCIPAL, District, confirm_all, school_key


def test_a_receipt_read_twice_changes_nothing_more(district: District) -> None:
    receipt = (
        district.folder / "receipts" / f"{district.code()}-2024-receipt-0002.asice"
    ).read_bytes()
    with open_school(district.school()) as store:
        reply = read_reply(store, receipt, actor=CLERK)
        assert reply.state is State.ACCEPTED
        assert store.revisions.number == 1


def test_the_receipt_of_another_school_is_refused(district: District) -> None:
    receipt = district.folder / "receipts" / f"{district.code(1)}-2024-receipt-0002.asice"
    with (
        open_school(district.school(0)) as store,
        pytest.raises(PackageRefused, match=f"文件是给学校 {district.code(1)} 的") as caught,
    ):
        read_reply(store, receipt.read_bytes(), actor=CLERK)
    assert caught.value.verdict.code is Code.E_ADDRESSEE


def test_one_changed_byte_of_a_receipt_is_refused(district: District) -> None:
    receipt = district.folder / "receipts" / f"{district.code()}-2024-receipt-0002.asice"
    content = bytearray(receipt.read_bytes())
    content[len(content) // 2] ^= 1
    with (
        open_school(district.school()) as store,
        pytest.raises(PackageRefused, match=r"不完整|被改动|损坏|不符"),
    ):
        read_reply(store, bytes(content), actor=CLERK)


def test_a_school_that_is_not_enrolled_reads_no_reply(empty_school: SchoolStore) -> None:
    with pytest.raises(Refused, match="还没有开户"):
        read_reply(empty_school, b"x", actor=CLERK)


def test_a_return_slip_reopens_with_the_comments_of_the_bureau(
    district: District, desk: Desk
) -> None:
    slip = issue_return_slip(
        desk,
        district.code(),
        reason="招生数与学籍不符",
        comments=[SlipComment("pupils.entrants_primary", "请核对"), SlipComment("", "请尽快")],
    )
    with open_school(district.school()) as store:
        reply = read_reply(store, slip.content, actor=CLERK)
        assert reply.kind is ContainerKind.RETURN_SLIP
        assert (store.revisions.state, store.revisions.number) == (State.DRAFT, 2)
        found = [(item.address, item.text) for item in store.comments.all(open_only=True)]
        with pytest.raises(StoreRefusal, match="已经读入过"):
            read_reply(store, slip.content, actor=CLERK)
        assert len(store.comments.all()) == len(found)
    assert found == [("pupils.entrants_primary", "请核对"), ("", "请尽快")]


def test_the_corrected_return_goes_through(
    district: District, desk: Desk, demo: DemoFiles, tmp_path: Path
) -> None:
    from tests.operations.staging import import_package

    slip = issue_return_slip(desk, district.code(), reason="招生数与学籍不符")
    with open_school(district.school()) as store:
        read_reply(store, slip.content, actor=CLERK)
        submit_return(store, actor=CLERK)
        confirm_all(store)
        key = school_key(demo.school_stores[0])
        assert school_sign.sign_return(store, key=key, actor=PRINCIPAL).number == 2
        done = export_package(store, tmp_path, actor=CLERK, replace=False)
        assert import_package(desk, done.path).accepted
        receipt = issue_receipt(desk, waiting_for_receipt(desk.store)[0])
        reply = read_reply(store, receipt.content, actor=CLERK)
    assert reply.state is State.ACCEPTED


def test_a_slip_reopens_what_only_a_copy_of_the_store_sent(
    district: District, desk: Desk, demo: DemoFiles, tmp_path: Path
) -> None:
    from tests.operations.staging import import_package

    with open_school(district.school()) as store:
        send_back(store, actor=PRINCIPAL, reason="补充")
        submit_return(store, actor=CLERK)
        confirm_all(store)
        school_sign.sign_return(store, key=school_key(demo.school_stores[0]), actor=PRINCIPAL)
        sent = store.deliveries.container(store.deliveries.all()[-1].identity)
        assert sent is not None
        (tmp_path / "copy.asice").write_bytes(sent)
        assert import_package(desk, tmp_path / "copy.asice").accepted
        slip = issue_return_slip(desk, district.code(), reason="招生数与学籍不符")
        assert store.revisions.state is State.SIGNED
        reply = read_reply(store, slip.content, actor=CLERK)
        assert (reply.state, store.deliveries.next_number()) == (State.DRAFT, 3)


def test_a_receipt_for_something_never_sent_is_refused(
    district: District, desk: Desk, tmp_path: Path
) -> None:
    package = desk.store.packages.all(district.code())[0]
    other = replace(package, number=7)
    content = issue_receipt_for(desk, other)
    with open_school(district.school()) as store, pytest.raises(Refused, match="没有报送过"):
        read_reply(store, content, actor=CLERK)


def issue_receipt_for(desk: Desk, package: object) -> bytes:
    """A receipt that is well signed but answers another number."""
    from exporters.asic import bureau_files
    from operations.bureau.sent.issue import issue_file
    from operations.bureau.store import crl_bytes
    from storage.bureau.packages import PackageRecord

    assert isinstance(package, PackageRecord)
    receipt = bureau_files.Receipt(
        accepted_number=package.number,
        accepted_identity=package.identity,
        next_number=package.number + 1,
        crl=crl_bytes(desk.store),
    )
    files = bureau_files.receipt_files(receipt)
    return issue_file(
        desk, ContainerKind.RECEIPT, files, school=package.school_code, answers=package.identity
    ).content


def test_the_bureau_acts_through_its_signed_file(district: District) -> None:
    with open_school(district.school(), read_only=True) as store:
        moves = [entry for entry in store.journal.entries() if entry.kind.value == "move"]
    assert moves[0].actor == Actor("演示区教育局 演示操作员", Role.OFFICER)
