"""Clerk and principal at two computers: send, comment, return, sign, take, with edits meanwhile."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from exporters.asic import names
from exporters.asic.zip_reader import Archive
from exporters.review import Decision, ReviewAnswer, ReviewRequest, read_review, write_review
from forms.confirmation import Signatory
from forms.edits import SetAnswer
from forms.exchange import Level
from forms.workflow import State
from operations.bureau.store import Desk
from operations.demo.run import PASSPHRASE, DemoFiles
from operations.errors import Misused, Refused
from operations.journal.proof import verify_history
from operations.school.check import send_back, submit_return
from operations.school.delivery.export import export_package
from operations.school.handover.answer import answer_review
from operations.school.handover.answered import answers_reviews
from operations.school.handover.open import open_review
from operations.school.handover.sign import draw_review, sign_review
from operations.school.keys.key_moving import has_key
from operations.school.signing.confirm import read_confirmed
from operations.school.signing.sign import unlock_school_key
from operations.verify.inspect_file import FileKind, inspect_file
from storage.named.blobs import BlobKind
from tests.operations.school.handover.two_computers import CELL, Two
from tests.operations.staging import (
    CLERK,
    PRINCIPAL,
    import_package,
    school_key,
)


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
