"""How the bureau's next step reads, and where its button leads. Pure."""

from dataclasses import replace

from operations.bureau.today.facts import BureauFacts
from operations.bureau.today.next_step import BureauStep, bureau_step
from ui.next_step import NextStep

STEPS = {
    BureauStep.ROSTER: NextStep(
        *("读入学校名册", "file-spreadsheet", "page.schools"),
        "先读入学校名册（CSV 或 Excel），再给学校开户。",
        "roster",
    ),
    BureauStep.RECEIPTS: NextStep(
        *("生成回执", "mail-check", "page.import"),
        "{unanswered} 份已接收的上报包还没有发出回执。",
        "receipts",
    ),
    BureauStep.ENROL: NextStep(
        *("给学校开户", "user-plus", "page.schools"),
        "收到学校的开户申请后，核对指纹，发回开户文件。",
        "enrol",
    ),
    BureauStep.IMPORT: NextStep(
        *("导入上报包", "inbox", "page.import"),
        "还有 {missing} 所学校没有有效的上报包。",
        "choose",
    ),
    BureauStep.EVALUATE: NextStep(
        *("查看评估", "chart-column", "page.evaluation"),
        "全部学校已上报，可以评估和打印申报表。",
        "",
    ),
}


def next_step(facts: BureauFacts) -> NextStep:
    """Put the next step into words."""
    step = STEPS[bureau_step(facts)]
    hint = step.hint.format(unanswered=facts.unanswered, missing=facts.missing)
    return replace(step, hint=hint)
