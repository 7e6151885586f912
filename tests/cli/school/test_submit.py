"""``main.py school submit`` while remarks of the principal or the bureau are open."""

from forms.workflow import State
from operations.school.records import Origin
from operations.school.store import open_school
from tests.cli.conftest import Command
from tests.operations.staging import PRINCIPAL, District


def test_open_remarks_keep_a_return_from_being_submitted_unless_told(
    command: Command, district: District
) -> None:
    school = district.school()
    assert command("school", "return", school, "--reason", "补充").code == 0
    with open_school(school) as store:
        store.comments.add("", "请附测绘报告。", actor=PRINCIPAL, origin=Origin.PRINCIPAL)
    run = command("school", "submit", school)
    assert run.code == 1
    assert "还有 1 条意见没有回复" in run.err
    assert "“请附测绘报告”。" in run.err
    assert "请加 --unanswered" in run.err
    with open_school(school, read_only=True) as store:
        assert store.revisions.state is State.DRAFT
    assert command("school", "submit", school, "--unanswered").code == 0
