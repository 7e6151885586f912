"""Clerk and principal at two computers: send, comment, return, sign, take, with edits meanwhile."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from exporters.asic import names
from exporters.asic.zip_reader import Archive
from exporters.review import Decision, ReviewAnswer, ReviewRequest, read_review, write_review
from forms.confirmation import Signatory
from forms.edits import SetAnswer
from forms.exchange import Level
from forms.workflow import Move, MoveError, State
from operations.bureau.store import Desk
from operations.demo.run import PASSPHRASE, DemoFiles
from operations.errors import Misused, PackageRefused, Refused
from operations.journal.proof import verify_history
from operations.school.check import send_back, submit_return
from operations.school.delivery.export import export_package
from operations.school.handover.answer import answer_review, note_answered
from operations.school.handover.answered import answers_reviews
from operations.school.handover.open import open_review
from operations.school.handover.save import make_review, note_saved
from operations.school.handover.sign import draw_review, sign_review
from operations.school.handover.take import TakenAnswer, take_answer
from operations.school.keys.key_moving import forget_key, has_key, key_to_move
from operations.school.keys.opening import read_opening
from operations.school.keys.renew import restore_key
from operations.school.signing.confirm import confirm_return, read_confirmed
from operations.school.signing.sign import unlock_school_key
from operations.school.store import create_school, open_school
from operations.verify.inspect_file import FileKind, inspect_file
from storage.named.blobs import BlobKind
from storage.school.store import SchoolStore
from tests.operations.staging import (
    CLERK,
    PRINCIPAL,
    District,
    copy_of,
    import_package,
    new_school,
    school_key,
)

CELL = "pupils.minority_primary"


@dataclass(frozen=True)
class Two:
    """The clerk's store, and the principal's with the key."""

    clerk: SchoolStore
    principal: SchoolStore

    def sent(self) -> bytes:
        """Save a review file."""
        file = make_review(self.clerk)
        note_saved(self.clerk, file, actor=CLERK)
        return file.content

    def signed(self, content: bytes, demo: DemoFiles) -> bytes:
        """Sign a review file on the principal's computer."""
        made = sign_review(self.principal, content, key=school_key(demo.school_stores[0]))
        note_answered(self.principal, made)
        return made.file.content

    def taken(self, content: bytes) -> TakenAnswer:
        return take_answer(self.clerk, content)

    def edit(self, value: str) -> None:
        """Take the return back, change a cell, submit and confirm again."""
        send_back(self.clerk, actor=CLERK, reason="还要改一个数")
        self.clerk.answers.write([SetAnswer(CELL, value)], actor=CLERK)
        self.submit()

    def submit(self) -> None:
        submit_return(self.clerk, actor=CLERK)
        confirm_return(self.clerk, Signatory.STATISTICIAN, name="王样例")
        confirm_return(self.clerk, Signatory.REVIEWER, name="李样例")


@pytest.fixture
def two(district: District, tmp_path: Path) -> Iterator[Two]:
    with open_school(district.school()) as clerk:
        meta = clerk.meta
        with create_school(
            tmp_path / "principal.yhs",
            school_code=meta.school_code,
            school_name=meta.school_name,
            period=meta.period,
            actor=PRINCIPAL,
        ) as principal:
            locked = key_to_move(clerk, PASSPHRASE)
            restore_key(principal, locked, PASSPHRASE, actor=PRINCIPAL)
            forget_key(clerk, locked, actor=PRINCIPAL)
            opening = clerk.blobs.get(BlobKind.OPENING) or b""
            read_opening(principal, opening, actor=PRINCIPAL)
            send_back(clerk, actor=PRINCIPAL, reason="补充")
            clerk.answers.write([SetAnswer(CELL, "12")], actor=CLERK)
            both = Two(clerk, principal)
            both.submit()
            yield both


class TestSigningElsewhere:
    def test_goes_round_to_the_bureau_and_both_journals_hold(
        self, two: Two, demo: DemoFiles, desk: Desk, tmp_path: Path
    ) -> None:
        taken = two.taken(two.signed(two.sent(), demo))
        assert (taken.decision, taken.done, taken.changes) == (Decision.SIGN, True, ())
        assert taken.message == "张样例已签名，可以导出上报包。"
        assert two.clerk.revisions.state is State.SIGNED
        assert [answers_reviews(store) for store in (two.clerk, two.principal)] == [False, True]
        assert [one.signatory for one in read_confirmed(two.clerk).given] == [*Signatory]
        sent = export_package(two.clerk, tmp_path, actor=CLERK, replace=False)
        result = import_package(desk, sent.path)
        assert result.accepted, result.message
        assert desk.store.packages.all()[-1].remark == ""
        for store in (two.clerk, two.principal):
            verdict = verify_history(store)
            assert verdict.intact, verdict.findings

    def test_needs_no_key_at_the_clerks(self, two: Two) -> None:
        assert not answers_reviews(two.principal), "it has not answered any yet"
        assert not has_key(two.clerk)
        with pytest.raises(Refused, match="签名密钥不在这个填报库里。请保存送审文件"):
            unlock_school_key(two.clerk, PASSPHRASE)
        assert two.principal.blobs.get(BlobKind.PRIVATE_KEY)

    def test_shows_what_is_signed(self, two: Two) -> None:
        opened = open_review(two.principal, two.sent())
        assert opened.hindrance == ""
        assert opened.changes is not None
        assert [(one.address, one.after) for one in opened.changes] == [(CELL, "12")]
        assert opened.digest == read_confirmed(two.clerk).digest
        assert [one.name for one in opened.given] == ["王样例", "李样例"]

    def test_is_refused_before_the_others_have_confirmed(self, two: Two, demo: DemoFiles) -> None:
        send_back(two.clerk, actor=CLERK, reason="x")
        two.clerk.answers.write([SetAnswer(CELL, "13")], actor=CLERK)
        submit_return(two.clerk, actor=CLERK)
        with pytest.raises(Refused, match="还没有统计人员、审核人的确认"):
            two.signed(two.sent(), demo)

    def test_is_refused_where_the_settings_are_others(self, two: Two, demo: DemoFiles) -> None:
        content = two.sent()
        two.principal.last_values.replace({}, actor=PRINCIPAL)
        with pytest.raises(Refused, match="上年和统计数据与区局签名的开户文件不同"):
            two.signed(content, demo)

    def test_says_why_it_cannot_be_signed(self, two: Two) -> None:
        request = read_review(two.sent())
        assert isinstance(request, ReviewRequest)
        mark = b'"pupils.enrolled_primary":'
        at = request.document.index(mark) + len(mark)
        forged = request.document[:at] + b"1" + request.document[at:]
        opened = open_review(two.principal, write_review(replace(request, document=forged)))
        assert (
            "重新计算的结果与送审文件里的不同，不能签名：pupils.enrolled_primary"
            in opened.hindrance
        )

    def test_with_another_schools_key_makes_nothing(self, two: Two, demo: DemoFiles) -> None:
        with pytest.raises(Refused, match="不配套"):
            sign_review(two.principal, two.sent(), key=school_key(demo.school_stores[1]))

    def test_what_was_read_is_what_is_signed(self, two: Two, demo: DemoFiles) -> None:
        content, key = two.sent(), school_key(demo.school_stores[0])
        seen = draw_review(two.principal, content)
        assert [one.signatory for one in seen.given] == [*Signatory]
        made = sign_review(two.principal, content, key=key, seen=seen)
        package = read_review(made.file.content)
        assert isinstance(package, ReviewAnswer)
        assert Archive(package.package).read(names.REPORT_PDF) == seen.pdf
        with pytest.raises(Refused, match="和屏幕上看到的不一样了"):
            sign_review(two.principal, content, key=key, seen=replace(seen, pdf=b"%PDF other"))


class TestComments:
    def test_comments_come_back_and_the_return_stays_in_review(self, two: Two) -> None:
        made = answer_review(two.principal, two.sent(), person="张样例", remarks=[(CELL, "请核对")])
        taken = two.taken(made.file.content)
        assert (taken.decision, taken.comments, taken.done) == (Decision.COMMENT, 1, True)
        (comment,) = two.clerk.comments.all(open_only=True)
        assert (comment.address, comment.text, comment.author) == (CELL, "请核对", "张样例")
        assert two.clerk.revisions.state is State.IN_REVIEW

    def test_a_return_goes_back_with_its_reason(self, two: Two) -> None:
        made = answer_review(
            two.principal, two.sent(), person="张样例", remarks=[("", "总体偏高")], reason="请重填"
        )
        taken = two.taken(made.file.content)
        assert (taken.decision, taken.done) == (Decision.RETURN, True)
        assert taken.message == "张样例退回了填报表：请重填"
        assert two.clerk.revisions.state is State.DRAFT
        with pytest.raises(Refused, match="已经读入过"):
            two.taken(made.file.content)

    def test_nothing_to_say_is_refused(self, two: Two) -> None:
        with pytest.raises(Misused, match="没有可以答复的内容"):
            answer_review(two.principal, two.sent(), person="x")
        with pytest.raises(Misused, match=r"没有 pupils\.nothing 这一格"):
            answer_review(two.principal, two.sent(), person="x", remarks=[("pupils.nothing", "x")])


class TestEditedMeanwhile:
    def test_is_said_cell_by_cell_and_the_signature_waits(self, two: Two, demo: DemoFiles) -> None:
        answer = two.signed(two.sent(), demo)
        two.edit("15")
        taken = two.taken(answer)
        assert [(one.address, one.before, one.after) for one in taken.changes] == [
            (CELL, "12", "15")
        ]
        assert not taken.done
        assert "送审以后这里又改了 1 处" in taken.message
        assert two.clerk.answers.load().answers[CELL] == "15"
        assert two.clerk.revisions.state is State.IN_REVIEW
        assert len(two.clerk.deliveries.all()) == 1

    def test_changed_back_the_same_signature_holds(self, two: Two, demo: DemoFiles) -> None:
        answer = two.signed(two.sent(), demo)
        send_back(two.clerk, actor=CLERK, reason="试改")
        two.clerk.answers.write([SetAnswer(CELL, "15")], actor=CLERK)
        two.clerk.answers.write([SetAnswer(CELL, "12")], actor=CLERK)
        assert not two.taken(answer).done
        submit_return(two.clerk, actor=CLERK)
        assert two.taken(answer).done
        assert two.clerk.revisions.state is State.SIGNED

    def test_a_return_of_what_is_not_there_any_more_returns_nothing(self, two: Two) -> None:
        made = answer_review(
            two.principal, two.sent(), person="x", reason="错", remarks=[("", "a")]
        )
        two.edit("15")
        taken = two.taken(made.file.content)
        assert (taken.done, taken.comments) == (False, 1)
        assert two.clerk.revisions.state is State.IN_REVIEW
        assert two.taken(made.file.content).comments == 0


def _other_person(answer: ReviewAnswer) -> ReviewAnswer:
    return replace(answer, info=replace(answer.info, school="3142100002"))


def _other_document(answer: ReviewAnswer) -> ReviewAnswer:
    return replace(
        answer, document=answer.document.replace(b'"journal_head":"', b'"journal_head":"0')
    )


class TestForged:
    @pytest.mark.parametrize(
        ("forge", "said"),
        [(_other_person, "没有读入"), (_other_document, "不是给这个填报库的")],
    )
    def test_an_answer_to_another_store_is_refused(
        self,
        two: Two,
        demo: DemoFiles,
        forge: Callable[[ReviewAnswer], ReviewAnswer],
        said: str,
    ) -> None:
        answer = read_review(two.signed(two.sent(), demo))
        assert isinstance(answer, ReviewAnswer)
        with pytest.raises(Refused, match=said):
            two.taken(write_review(forge(answer)))
        assert two.clerk.revisions.state is State.IN_REVIEW

    def test_a_broken_signature_changes_nothing(self, two: Two, demo: DemoFiles) -> None:
        answer = read_review(two.signed(two.sent(), demo))
        assert isinstance(answer, ReviewAnswer)
        head = two.clerk.journal.head()
        broken = bytearray(answer.package)
        broken[len(broken) // 2] ^= 1
        with pytest.raises(PackageRefused, match="重新导出"):
            two.taken(write_review(replace(answer, package=bytes(broken))))
        assert two.clerk.journal.head() == head

    def test_the_package_of_another_return_is_refused(
        self, two: Two, demo: DemoFiles, district: District
    ) -> None:
        old = read_review(two.signed(two.sent(), demo))
        two.edit("15")
        new = read_review(two.signed(two.sent(), demo))
        assert isinstance(old, ReviewAnswer)
        assert isinstance(new, ReviewAnswer)
        with pytest.raises(Refused, match="不是本库送审的填报表"):
            two.taken(write_review(replace(new, package=old.package)))

    def test_confirmations_that_nobody_gave_here_are_refused(
        self, two: Two, demo: DemoFiles
    ) -> None:
        request = read_review(two.sent())
        assert isinstance(request, ReviewRequest)
        name, other = '"name":"李样例","signatory"', '"name":"李冒名","signatory"'
        assert name.encode() in request.document
        changed = request.document.replace(name.encode(), other.encode())
        forged = replace(request, document=changed)
        answer = two.signed(write_review(forged), demo)
        with pytest.raises(Refused, match="统计人员、审核人的确认与本库的不同"):
            two.taken(answer)

    def test_a_figure_changed_on_the_way_cannot_be_signed(self, two: Two, demo: DemoFiles) -> None:
        request = read_review(two.sent())
        assert isinstance(request, ReviewRequest)
        mark = b'"pupils.minority_primary":12'
        assert mark in request.document
        forged = replace(request, document=request.document.replace(mark, mark + b"1"))
        with pytest.raises(Refused, match=r"确认的不是这份填报内容|重新计算的结果"):
            two.signed(write_review(forged), demo)


class TestWhose:
    def test_another_schools_file_is_refused(self, two: Two, tmp_path: Path) -> None:
        from operations.demo.plans import plan_schools

        other = next(
            plan for plan in plan_schools(3, seed=1) if plan.code != two.clerk.meta.school_code
        )
        with (
            new_school(tmp_path, other) as store,
            pytest.raises(Refused, match="请打开同一学校同一年的填报库"),
        ):
            open_review(store, two.sent())

    def test_the_two_kinds_are_not_taken_for_each_other(self, two: Two, demo: DemoFiles) -> None:
        content = two.sent()
        with pytest.raises(Refused, match="不是校长的答复"):
            two.taken(content)
        with pytest.raises(Refused, match="这是校长的答复"):
            open_review(two.principal, two.signed(content, demo))

    def test_only_a_return_in_review_is_sent(self, two: Two) -> None:
        two.clerk.move(Move.RETURN, actor=PRINCIPAL, reason="x")
        with pytest.raises(MoveError, match="不能确认"):
            make_review(two.clerk)

    def test_a_file_that_is_none_is_said_so(self, two: Two) -> None:
        for content in (b"", b"PK\3\4", b"x" * 100):
            with pytest.raises(Refused, match="这不是送审文件"):
                two.taken(content)

    def test_the_clerks_store_reads_the_opening_without_a_key(
        self, district: District, tmp_path: Path
    ) -> None:
        with open_school(district.school()) as enrolled:
            opening, meta = enrolled.blobs.get(BlobKind.OPENING) or b"", enrolled.meta
        with create_school(
            tmp_path / "clerk.yhs",
            school_code=meta.school_code,
            school_name=meta.school_name,
            period=meta.period,
            actor=CLERK,
        ) as store:
            with pytest.raises(Refused, match="不是给本机生成的密钥的"):
                read_opening(store, opening, actor=CLERK)
            found = read_opening(store, opening, actor=CLERK, key_elsewhere=True)
            assert found.principal == "张样例"
            assert read_opening(store, opening, actor=CLERK) == found

    def test_a_key_that_was_not_read_back_right_stays(
        self, demo: DemoFiles, tmp_path: Path
    ) -> None:
        with open_school(copy_of(demo, tmp_path / "again").school()) as store:
            with pytest.raises(Refused, match="密钥仍在填报库里"):
                forget_key(store, b"else", actor=PRINCIPAL)
            assert has_key(store)


def test_a_review_file_is_the_same_bytes_when_nothing_has_changed(two: Two) -> None:
    request = read_review(two.sent())
    assert (
        hashlib.sha256(write_review(request)).digest()
        == hashlib.sha256(write_review(read_review(write_review(request)))).digest()
    )


def test_verify_says_that_nothing_is_signed(two: Two, demo: DemoFiles, tmp_path: Path) -> None:
    content = two.sent()
    for name, data, what in (
        ("a.yhr", content, "年的送审文件"),
        ("b.yhr", two.signed(content, demo), "年的校长对送审文件的答复"),
    ):
        (tmp_path / name).write_bytes(data)
        report = inspect_file(tmp_path / name)
        assert (report.kind, report.level) == (FileKind.REVIEW, Level.UNKNOWN_SIGNER)
        assert what in report.message
        assert "未签名，只供本校审核，不能上报" in report.message
    (tmp_path / "a.yhr").write_bytes(content[:-1])
    assert inspect_file(tmp_path / "a.yhr").level is Level.INVALID
