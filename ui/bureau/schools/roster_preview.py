"""What reading a roster would change, school by school, before it is written."""

from PySide6.QtWidgets import QWidget

from forms.signs import BLANK
from operations.bureau.schools.roster import RosterPlan, RosterReport
from ui.dialogs.rehearsal import RehearsalDialog


def roster_preview(plan: RosterPlan, parent: QWidget | None) -> RehearsalDialog:
    """Make the dialog of a plan that changes something."""
    report = RosterReport(plan)
    text = "".join(
        (
            *plan.source.sentences,
            f"将新增 {report.added} 所，更新 {report.changed} 所，{plan.unchanged} 所不变。",
            f"有 {len(plan.leftovers)} 处不能读入，读入后列出。" if plan.leftovers else "",
            *plan.notes[:3],
            "名册里没有的列不改动。",
        )
    )
    lines = [
        (
            change.step.label,
            change.code,
            change.name,
            column.label,
            f"{column.before or BLANK} → {column.after or BLANK}",
        )
        for change in plan.changes
        for column in change.columns
    ]
    return RehearsalDialog(
        parent,
        title="读入学校名册",
        text=text,
        headings=(("情况", 4), ("学校标识码", 8), ("学校", 13), ("列", 8), ("改动", 0)),
        lines=lines,
        accept="写入名册",
    )
