"""What comes next for the bureau: one button always says it. Pure."""

from dataclasses import dataclass

from operations.stores import ReturnState
from ui.bureau.facts import BureauFacts


@dataclass(frozen=True, slots=True)
class NextStep:
    """The next step in words, and where it leads.

    Attributes:
        text: The button.
        icon: Its icon.
        page: Id of the page it leads to.
        act: What the page does at once: ``roster``, ``enrol``, ``choose``, ``receipts`` or ``""``.
        hint: One sentence.

    """

    text: str
    icon: str
    page: str
    act: str
    hint: str


def next_step(facts: BureauFacts) -> NextStep:
    """Say what comes next."""
    if not facts.active:
        hint = "先读入学校名册（CSV 或 Excel），再给学校开户。"
        return NextStep("读入学校名册", "file-spreadsheet", "page.schools", "roster", hint)
    waiting = facts.count(ReturnState.DELIVERED)
    if waiting:
        hint = f"{waiting} 份已接收的上报包还没有发出回执。"
        return NextStep("生成回执", "mail-check", "page.import", "receipts", hint)
    missing = facts.count(ReturnState.NONE, ReturnState.RETURNED)
    if missing and facts.unenrolled == len(facts.active):
        hint = "收到学校的开户申请后，核对指纹，发回开户文件。"
        return NextStep("给学校开户", "user-plus", "page.schools", "enrol", hint)
    if missing:
        hint = f"还有 {missing} 所学校没有有效的上报包。"
        return NextStep("导入上报包", "inbox", "page.import", "choose", hint)
    return NextStep(
        "查看评估", "chart-column", "page.evaluation", "", "全部学校已上报，可以评估和打印申报表。"
    )
