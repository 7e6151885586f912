"""The schools of the demonstration that have not come to the end: there is something left to do."""

from operations.bureau.sent.issue import IssuedBytes, SlipComment, issue_return_slip
from operations.bureau.store import Desk
from operations.demo.scaling import Document, Rows, counts, whole

_REASON = "请核对一年级的班额和课后服务人数，改正或写明情况后重新签名上报。"
_COMMENTS = (
    SlipComment("pupils.classes", "一年级 1 班超过 45 人，请核对学籍人数；属实的请写明原因。"),
    SlipComment("burden.service_joined_primary", "请与课后服务的签到表核对。"),
)


def leave_problems(document: Document) -> None:
    """Make three findings out of a good document: one error and two queries without a 说明."""
    safety, equity = counts(document, "safety"), counts(document, "equity")
    safety["cameras_working"] = whole(safety, "cameras") + 2
    equity["aid_received"] = whole(equity, "aid_eligible") - 3
    homework = Rows(document, "burden.homework")
    grades = homework.column("grade")
    minutes = homework.column("minutes")
    homework.put(
        "minutes", [75 if grade == "4" else old for grade, old in zip(grades, minutes, strict=True)]
    )


def send_back(desk: Desk, school: str) -> IssuedBytes:
    """Let the bureau send a school's return back, with two comments."""
    return issue_return_slip(desk, school, reason=_REASON, comments=_COMMENTS)
