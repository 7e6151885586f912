"""What comes next for this return, in words: one button always says it. Pure."""

from forms.workflow import State
from operations.school.next_step import ReturnStep, return_step
from ui.next_step import NextStep


def next_step(
    state: State,
    *,
    waiting: int,
    enrolled: bool,
    blank: int = 0,
    unconfirmed: int = 0,
    comments: int = 0,
) -> NextStep:
    """Say what comes next.

    Args:
        state: Where the return stands.
        waiting: Problems in the way of submission.
        enrolled: Whether the opening file was read.
        blank: How many of the problems only say that something is not filled in yet.
        unconfirmed: Places brought over from last year that are not confirmed.
        comments: Open remarks of principal and bureau.

    """
    wrong = waiting - blank
    step = return_step(state, wrong=wrong, blank=blank, enrolled=enrolled, waiting=unconfirmed)
    if step is ReturnStep.FILL:
        hint = f"还有 {blank} 项没有填，按 F7 到下一项。{_remarks(comments)}"
        return NextStep(f"继续填写（{blank}）", "pen-line", "blank", hint)
    if step is ReturnStep.CORRECT:
        more = f"另有 {blank} 项没有填。" if blank else ""
        hint = f"还有 {wrong} 个问题：逻辑校验要改正，经验校验要改正或写说明。{more}{_remarks(comments)}"
        return NextStep(f"处理问题（{wrong + comments}）", "list-checks", "problem", hint)
    if step is ReturnStep.CONFIRM:
        hint = f"还有 {unconfirmed} 处从上年带来的内容没有确认，属实的按 F6。"
        return NextStep(f"确认上年内容（{unconfirmed}）", "user-check", "confirm", hint)
    if step is ReturnStep.SUBMIT and comments:
        text = f"提交审核（{comments} 条意见未回复）"
        return NextStep(text, "send", "submit", f"检查通过。{_remarks(comments)}")
    return _WORDS[step]


def review_step(*, opened: bool) -> NextStep:
    """Say what comes next in a store in which review files are answered."""
    if opened:
        hint = "看过送审文件，写意见、退回，或者确认并签名。"
        return NextStep("审核送审文件", "user-check", "page.handover", hint)
    hint = "填报员保存的送审文件在这里打开，看过之后签名或退回。"
    return NextStep("打开送审文件", "folder-open", "page.handover", hint, act="open")


def _remarks(count: int) -> str:
    return f"还有 {count} 条意见没有回复，按 F8 逐条查看。" if count else ""


_WORDS = {
    ReturnStep.SUBMIT: NextStep("提交审核", "send", "submit", "全部检查通过，可以提交给校长。"),
    ReturnStep.ENROL: NextStep(
        "先开户", "key-round", "page.keys", "签名前要先开户：生成开户申请，读入区局发回的开户文件。"
    ),
    ReturnStep.SIGN: NextStep(
        "审核签名", "signature", "page.review", "等待校长核对内容并用口令签名，或退回填报员。"
    ),
    ReturnStep.EXPORT: NextStep(
        "导出上报包", "package", "page.delivery", "已签名，请导出上报包交给区局。"
    ),
    ReturnStep.READ_REPLY: NextStep(
        "读入回执",
        "mail-check",
        "page.delivery",
        "上报包已导出。收到区局的回执或退回单后在这里读入。",
    ),
    ReturnStep.FINISHED: NextStep(
        "查看回执", "mail-check", "page.delivery", "区局已经接收，本期填报完成。"
    ),
}
