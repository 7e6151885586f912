"""The life of a return at the school: check, submit, send back, sign, export, replies."""

from dataclasses import replace
from pathlib import Path

import pytest

from exporters.asic.bureau_files import SlipComment
from forms.edits import Justify, SetAnswer
from forms.exchange import Code, ContainerKind, Level
from forms.workflow import Actor, MoveError, Role, State
from operations.bureau.sent.issue import issue_receipt, issue_return_slip, waiting_for_receipt
from operations.bureau.store import Desk
from operations.demo.run import DemoFiles
from operations.errors import Misused, NotReady, PackageRefused, Refused
from operations.school.check import check_return, send_back, submit_return
from operations.school.delivery import deliver as school_deliver
from operations.school.delivery.deliver import export_package
from operations.school.keys import requests as school_requests
from operations.school.keys.enrolment import enrolment
from operations.school.keys.opening import look_at_root, read_opening
from operations.school.signing import sign as school_sign
from operations.school.signing.signing_preview import preview_signature
from operations.school.store import create_school, open_school
from operations.verify.inspect_file import inspect_file
from storage.errors import StoreRefusal
from storage.named.blobs import BlobKind
from storage.school.comments import Origin
from storage.school.store import SchoolStore
from tests.operations.staging import CLERK, PRINCIPAL, District, confirm_all, fill_whole, school_key


def test_a_complete_return_goes_to_the_principal(school: SchoolStore) -> None:
    submit_return(school, actor=CLERK)
    assert school.revisions.state is State.IN_REVIEW


def test_an_empty_return_does_not(empty_school: SchoolStore) -> None:
    with pytest.raises(NotReady, match=r"不能提交。第一个是 基本校验 1") as caught:
        submit_return(empty_school, actor=CLERK)
    assert len(caught.value.problems) > 100
    assert empty_school.revisions.state is State.DRAFT


def test_a_query_needs_a_sufficient_explanation(school: SchoolStore) -> None:
    school.answers.write([SetAnswer("facilities.bandwidth", "50")], actor=CLERK)
    open_now = [problem.code for problem in check_return(school).open_problems]
    assert open_now == ["R-facilities-037"]
    with pytest.raises(NotReady, match=r"还有 1 个问题没有处理.*R-facilities-037"):
        submit_return(school, actor=CLERK)
    school.answers.write([Justify("R-facilities-037", "核实无误")], actor=CLERK)
    with pytest.raises(NotReady, match=r"还有 1 个问题没有处理.*R-facilities-037"):
        submit_return(school, actor=CLERK)
    school.answers.write(
        [Justify("R-facilities-037", "由于线路改造，12 月前升级到 1000 兆。")], actor=CLERK
    )
    submit_return(school, actor=CLERK)
    assert school.revisions.state is State.IN_REVIEW


def test_only_the_clerk_submits(school: SchoolStore) -> None:
    with pytest.raises(MoveError, match="填报员"):
        submit_return(school, actor=PRINCIPAL)


def test_the_principal_sends_back_with_a_reason(school: SchoolStore) -> None:
    submit_return(school, actor=CLERK)
    with pytest.raises(StoreRefusal, match="原因"):
        send_back(school, actor=PRINCIPAL, reason=" ")
    send_back(school, actor=PRINCIPAL, reason="请核对招生数")
    assert school.revisions.state is State.DRAFT
    assert school.revisions.number == 1


def test_a_draft_is_not_sent_back(school: SchoolStore) -> None:
    with pytest.raises(MoveError, match=r"现在是“.*”，不能做这一步。请先填完并提交审核"):
        send_back(school, actor=PRINCIPAL, reason="请核对")


@pytest.mark.parametrize(
    ("code", "name", "period", "words"),
    [
        ("214210000", "甲校", 2024, "10 位数字"),
        ("２１４２１００００１", "甲校", 2024, "10 位数字"),
        ("214210000a", "甲校", 2024, "10 位数字"),
        ("2142100001", "  ", 2024, "学校名称"),
        ("2142100001", "甲校", 24, "报告期"),
    ],
)
def test_a_store_is_not_made_for_nonsense(
    tmp_path: Path, code: str, name: str, period: int, words: str
) -> None:
    path = tmp_path / "x.yhs"
    with pytest.raises(Misused, match=words):
        create_school(path, school_code=code, school_name=name, period=period, actor=CLERK)
    assert not path.exists()


class TestEnrolment:
    def test_needs_a_passphrase_worth_the_name(self, empty_school: SchoolStore) -> None:
        known = f"{empty_school.meta.school_code}{PRINCIPAL.name}"
        for weak in ("", "12345678", "password", "abcdabcd", "qwertyuiop", known):
            with pytest.raises(Misused, match="口令太弱"):
                school_requests.request_certificate(empty_school, passphrase=weak, actor=PRINCIPAL)
        assert school_requests.last_request(empty_school) is None

    def test_shows_how_the_school_is_enrolled(self, district: District) -> None:
        with open_school(district.school(), read_only=True) as store:
            found = enrolment(store)
        assert found is not None
        assert found.bureau_code == "420104"
        assert found.next_number == 2

    def test_the_offered_root_can_be_looked_at_first(self, district: District) -> None:
        content = _opening(district, 0)
        offer = look_at_root(content)
        assert offer.name == "演示区教育局"
        assert len(offer.fingerprint.replace(" ", "")) == 20

    def test_another_fingerprint_than_the_notice_is_refused(
        self, empty_school: SchoolStore, district: District
    ) -> None:
        with pytest.raises(Misused, match="指纹"):
            read_opening(
                empty_school,
                _opening(district, 0),
                actor=CLERK,
                root_fingerprint="0000 0000 0000 0000 0000",
            )
        assert enrolment(empty_school) is None

    def test_the_opening_file_of_another_school_is_refused(
        self, empty_school: SchoolStore, district: District
    ) -> None:
        said = f"文件是给学校 {district.code(1)} 的，不是本校 {district.code(0)}"
        with pytest.raises(PackageRefused, match=said) as caught:
            read_opening(empty_school, _opening(district, 1), actor=CLERK)
        assert caught.value.verdict.code is Code.E_ADDRESSEE

    def test_a_store_without_the_key_cannot_use_the_opening_file(
        self, empty_school: SchoolStore, district: District
    ) -> None:
        with pytest.raises(Refused, match="开户申请"):
            read_opening(empty_school, _opening(district, 0), actor=CLERK)
        assert enrolment(empty_school) is None
        assert empty_school.settings.all() == {}

    @pytest.mark.parametrize("content", [b"", b"text", b"PK\x03\x04"])
    def test_something_else_is_refused(self, empty_school: SchoolStore, content: bytes) -> None:
        with pytest.raises(Refused, match="开户文件"):
            read_opening(empty_school, content, actor=CLERK)

    def test_a_package_is_no_opening_file(self, district: District) -> None:
        with (
            open_school(district.school()) as store,
            pytest.raises(PackageRefused, match="加密的上报包"),
        ):
            read_opening(store, district.package().read_bytes(), actor=CLERK)

    def test_a_receipt_is_no_opening_file(self, district: District) -> None:
        with open_school(district.school()) as store:
            receipt = district.folder / "receipts" / f"{district.code()}-2024-receipt-0002.asice"
            with pytest.raises(Refused, match="这里要读入的是开户文件"):
                read_opening(store, receipt.read_bytes(), actor=CLERK)


def _opening(district: District, number: int) -> bytes:
    with open_school(district.school(number), read_only=True) as store:
        content = store.blobs.get(BlobKind.OPENING)
    assert content is not None
    return content


@pytest.fixture
def reopened(district: District, demo: DemoFiles) -> SchoolStore:
    """A school whose return was reopened after it had been accepted, and submitted again."""
    store = open_school(district.school())
    send_back(store, actor=PRINCIPAL, reason="补充一个数")
    store.answers.write([SetAnswer("pupils.minority_primary", "12")], actor=CLERK)
    submit_return(store, actor=CLERK)
    confirm_all(store)
    return store


class TestSigning:
    def test_shows_what_has_changed_since_the_last_revision(self, reopened: SchoolStore) -> None:
        with reopened as store:
            preview = preview_signature(store)
        assert preview.revision == 2
        assert preview.number == 2
        assert preview.since_last_revision is not None
        assert [change.address for change in preview.since_last_revision] == [
            "pupils.minority_primary"
        ]
        assert {value.indicator.id for value in preview.indicators} >= {"L1_primary", "L7_primary"}

    def test_a_first_revision_has_nothing_to_compare_with(self, school: SchoolStore) -> None:
        submit_return(school, actor=CLERK)
        assert preview_signature(school).since_last_revision is None

    def test_signs_exactly_what_was_shown(
        self, reopened: SchoolStore, demo: DemoFiles, tmp_path: Path
    ) -> None:
        with reopened as store:
            preview = preview_signature(store)
            key = school_key(demo.school_stores[0])
            signed = school_sign.sign_return(store, key=key, actor=PRINCIPAL, digest=preview.digest)
            assert (signed.digest, signed.number) == (preview.digest, 2)
            assert store.revisions.state is State.SIGNED
            done = export_package(store, tmp_path, actor=CLERK, plain=True, replace=False)
        report = inspect_file(done.path, trust=demo.root)
        assert report.level is Level.REMARK
        assert report.inspection is not None
        assert report.inspection.identity == signed.identity

    def test_refuses_what_changed_after_the_preview(
        self, reopened: SchoolStore, demo: DemoFiles
    ) -> None:
        with reopened as store:
            digest = preview_signature(store).digest
            store.comments.add("pupils", "请再看", actor=PRINCIPAL, origin=Origin.PRINCIPAL)
            key = school_key(demo.school_stores[0])
            with pytest.raises(Refused, match="预览之后有改动"):
                school_sign.sign_return(store, key=key, actor=PRINCIPAL, digest=digest)
            assert store.revisions.state is State.IN_REVIEW

    def test_only_the_principal_signs(self, reopened: SchoolStore, demo: DemoFiles) -> None:
        with reopened as store, pytest.raises(MoveError, match="校长"):
            school_sign.sign_return(store, key=school_key(demo.school_stores[0]), actor=CLERK)

    def test_a_draft_is_not_signed(self, school: SchoolStore, demo: DemoFiles) -> None:
        with pytest.raises(MoveError, match="不能做这一步。请先填完并提交审核"):
            school_sign.sign_return(school, key=school_key(demo.school_stores[0]), actor=PRINCIPAL)

    def test_another_key_does_not_fit_the_certificate(
        self, reopened: SchoolStore, demo: DemoFiles
    ) -> None:
        with reopened as store:
            key = school_key(demo.school_stores[1])
            with pytest.raises(Refused, match="不配套"):
                school_sign.sign_return(store, key=key, actor=PRINCIPAL)
            assert store.revisions.state is State.IN_REVIEW
            assert len(store.deliveries.all()) == 1

    def test_needs_the_opening_file(self, school: SchoolStore, demo: DemoFiles) -> None:
        submit_return(school, actor=CLERK)
        with pytest.raises(Refused, match="还没有开户"):
            school_sign.sign_return(school, key=school_key(demo.school_stores[0]), actor=PRINCIPAL)

    def test_a_wrong_passphrase_is_said_so(self, reopened: SchoolStore) -> None:
        with reopened as store, pytest.raises(Refused, match="口令不对"):
            school_sign.unlock_school_key(store, "another passphrase")

    def test_without_a_key_there_is_nothing_to_unlock(self, empty_school: SchoolStore) -> None:
        with pytest.raises(Refused, match="还没有校长的签名密钥"):
            school_sign.unlock_school_key(empty_school, "x")


class TestDelivery:
    def test_an_accepted_package_can_be_copied_again(
        self, district: District, tmp_path: Path
    ) -> None:
        with open_school(district.school()) as store:
            done = export_package(store, tmp_path / "copy.asice.age", actor=CLERK, replace=False)
            assert store.revisions.state is State.ACCEPTED
        assert done.path.read_bytes()[:22] == b"age-encryption.org/v1\n"

    def test_an_unsigned_return_is_not_exported(self, school: SchoolStore, tmp_path: Path) -> None:
        with pytest.raises(MoveError, match="不能做这一步。请先填完并提交审核"):
            export_package(school, tmp_path, actor=CLERK, replace=False)
        assert list(tmp_path.glob("*.age")) == []

    def test_a_receipt_read_twice_changes_nothing_more(self, district: District) -> None:
        receipt = (
            district.folder / "receipts" / f"{district.code()}-2024-receipt-0002.asice"
        ).read_bytes()
        with open_school(district.school()) as store:
            reply = school_deliver.read_reply(store, receipt, actor=CLERK)
            assert reply.state is State.ACCEPTED
            assert store.revisions.number == 1

    def test_the_receipt_of_another_school_is_refused(self, district: District) -> None:
        receipt = district.folder / "receipts" / f"{district.code(1)}-2024-receipt-0002.asice"
        with (
            open_school(district.school(0)) as store,
            pytest.raises(PackageRefused, match=f"文件是给学校 {district.code(1)} 的") as caught,
        ):
            school_deliver.read_reply(store, receipt.read_bytes(), actor=CLERK)
        assert caught.value.verdict.code is Code.E_ADDRESSEE

    def test_one_changed_byte_of_a_receipt_is_refused(self, district: District) -> None:
        receipt = district.folder / "receipts" / f"{district.code()}-2024-receipt-0002.asice"
        content = bytearray(receipt.read_bytes())
        content[len(content) // 2] ^= 1
        with (
            open_school(district.school()) as store,
            pytest.raises(PackageRefused, match=r"不完整|被改动|损坏|不符"),
        ):
            school_deliver.read_reply(store, bytes(content), actor=CLERK)

    def test_a_school_that_is_not_enrolled_reads_no_reply(self, empty_school: SchoolStore) -> None:
        with pytest.raises(Refused, match="还没有开户"):
            school_deliver.read_reply(empty_school, b"x", actor=CLERK)

    def test_a_return_slip_reopens_with_the_comments_of_the_bureau(
        self, district: District, desk: Desk
    ) -> None:
        slip = issue_return_slip(
            desk,
            district.code(),
            reason="招生数与学籍不符",
            comments=[SlipComment("pupils.entrants_primary", "请核对"), SlipComment("", "请尽快")],
        )
        with open_school(district.school()) as store:
            reply = school_deliver.read_reply(store, slip.content, actor=CLERK)
            assert reply.kind is ContainerKind.RETURN_SLIP
            assert (store.revisions.state, store.revisions.number) == (State.DRAFT, 2)
            found = [(item.address, item.text) for item in store.comments.all(open_only=True)]
            with pytest.raises(StoreRefusal, match="已经读入过"):
                school_deliver.read_reply(store, slip.content, actor=CLERK)
            assert len(store.comments.all()) == len(found)
        assert found == [("pupils.entrants_primary", "请核对"), ("", "请尽快")]

    def test_the_corrected_return_goes_through(
        self, district: District, desk: Desk, demo: DemoFiles, tmp_path: Path
    ) -> None:
        from tests.operations.staging import import_package

        slip = issue_return_slip(desk, district.code(), reason="招生数与学籍不符")
        with open_school(district.school()) as store:
            school_deliver.read_reply(store, slip.content, actor=CLERK)
            submit_return(store, actor=CLERK)
            confirm_all(store)
            key = school_key(demo.school_stores[0])
            assert school_sign.sign_return(store, key=key, actor=PRINCIPAL).number == 2
            done = export_package(store, tmp_path, actor=CLERK, replace=False)
            assert import_package(desk, done.path).accepted
            receipt = issue_receipt(desk, waiting_for_receipt(desk.store)[0])
            reply = school_deliver.read_reply(store, receipt.content, actor=CLERK)
        assert reply.state is State.ACCEPTED

    def test_a_slip_reopens_what_only_a_copy_of_the_store_sent(
        self, district: District, desk: Desk, demo: DemoFiles, tmp_path: Path
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
            reply = school_deliver.read_reply(store, slip.content, actor=CLERK)
            assert (reply.state, store.deliveries.next_number()) == (State.DRAFT, 3)

    def test_a_receipt_for_something_never_sent_is_refused(
        self, district: District, desk: Desk, tmp_path: Path
    ) -> None:
        package = desk.store.packages.all(district.code())[0]
        other = replace(package, number=7)
        content = issue_receipt_for(desk, other)
        with open_school(district.school()) as store, pytest.raises(Refused, match="没有报送过"):
            school_deliver.read_reply(store, content, actor=CLERK)


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


def test_filling_twice_is_the_same(school: SchoolStore) -> None:
    before = check_return(school)
    fill_whole(school)
    assert check_return(school).problems == before.problems
