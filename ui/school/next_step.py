"""What comes next for this return: one button always says it. Pure."""

from dataclasses import dataclass

from forms.workflow import State


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next step in words, and where it leads.

    Attributes:
        text: The button.
        icon: Its icon.
        target: ``problem``, ``blank``, ``submit``, or the id of a page.
        hint: One sentence.

    """

    text: str
    icon: str
    target: str
    hint: str


def next_step(state: State, *, waiting: int, enrolled: bool, blank: int = 0) -> NextStep:
    """Say what comes next.

    Args:
        state: Where the return stands.
        waiting: Problems in the way of submission.
        enrolled: Whether the opening file was read.
        blank: How many of the problems only say that something is not filled in yet.

    """
    if state is State.DRAFT:
        return _in_draft(waiting - blank, blank)
    if state is State.IN_REVIEW:
        return _in_review(enrolled=enrolled)
    return _AFTER_SIGNING[state]


def _in_draft(wrong: int, blank: int) -> NextStep:
    if not wrong and blank:
        hint = f"还有 {blank} 项没有填，按 F9 到下一项。"
        return NextStep(f"继续填写（{blank}）", "pen-line", "blank", hint)
    if not wrong:
        return NextStep("提交审核", "send", "submit", "全部检查通过，可以提交给校长。")
    more = f"另有 {blank} 项没有填。" if blank else ""
    hint = f"还有 {wrong} 个问题：逻辑校验要改正，经验校验要改正或写说明。{more}"
    return NextStep(f"处理问题（{wrong}）", "list-checks", "problem", hint)


def _in_review(*, enrolled: bool) -> NextStep:
    if enrolled:
        hint = "等待校长核对内容并用口令签名，或退回填报员。"
        return NextStep("审核签名", "signature", "page.review", hint)
    hint = "签名前要先开户：生成开户申请，读入区局发回的开户文件。"
    return NextStep("先开户", "key-round", "page.keys", hint)


_AFTER_SIGNING = {
    State.SIGNED: NextStep(
        "导出上报包", "package", "page.delivery", "已签名，请导出上报包交给区局。"
    ),
    State.DELIVERED: NextStep(
        "读入回执",
        "mail-check",
        "page.delivery",
        "上报包已导出。收到区局的回执或退回单后在这里读入。",
    ),
    State.ACCEPTED: NextStep(
        "查看回执", "mail-check", "page.delivery", "区局已经接收，本期填报完成。"
    ),
}
