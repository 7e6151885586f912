"""A review file or an answer that was forged, or belongs to somebody else, is refused."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from exporters.review import ReviewAnswer, ReviewRequest, read_review, write_review
from forms.workflow import Move, MoveError, State
from operations.demo.run import DemoFiles
from operations.errors import PackageRefused, Refused
from operations.school.handover.open import open_review
from operations.school.handover.save import make_review
from operations.school.keys.key_moving import forget_key, has_key
from operations.school.keys.opening import read_opening
from operations.school.store import create_school, open_school
from storage.named.blobs import BlobKind
from tests.operations.school.handover.two_computers import Two
from tests.operations.staging import (
    CLERK,
    PRINCIPAL,
    District,
    copy_of,
    new_school,
)


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
            with pytest.raises(Refused, match="不是送审文件"):
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
