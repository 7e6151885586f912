"""Pasting a block of cells: what it would do is shown before it does it."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from forms.record import split_address
from forms.signs import BLANK
from forms.spec import Table
from operations.entry.block import Block
from operations.entry.merging.names import Namer
from operations.entry.paste_plan import PastedCell, PastePlan
from ui.desktop import Desktop
from ui.dialogs.prompts import PromptDialog
from ui.entry.row_titles import row_titles
from ui.entry.session import FormSession
from ui.metrics import characters
from ui.parts.labels.texts import text_label
from ui.parts.rows.line_table import MOST, LineTable

_WIDE = 56
_HEADINGS = (("位置", 12), ("原来", 8), ("填入", 18), ("说明", 0))


class PastePreview(PromptDialog):
    """A list of cells with before and after, new rows counted, and what is refused and why."""

    def __init__(
        self, plan: PastePlan, session: FormSession, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            parent, title="粘贴表格", text=plan.summary, icon="clipboard-paste", tone="accent"
        )
        self.setMinimumWidth(characters(_WIDE))
        lines = _lines(plan, session)
        self.body.addWidget(LineTable("将要填入的内容", _HEADINGS, lines[:MOST]))
        if len(lines) > MOST:
            self.body.addWidget(text_label(f"只列出前 {MOST} 项。", style="small"))
        self.add_buttons("填入")
        self.accept_button.setEnabled(bool(plan.cells or plan.new_rows))


def paste_block(
    desktop: Desktop, session: FormSession, block: Block, text: str, *, parent: QWidget
) -> None:
    """Show what pasting ``text`` over a block would do, and do it if the user agrees.

    A single cell that is simply right is not asked about.
    """
    plan = session.plan_block_paste(block, text)
    if plan is None:
        return
    if plan.is_plain:
        session.apply_paste(plan)
        return
    dialog = PastePreview(plan, session, parent)
    if desktop.messages.dialog(dialog):
        session.apply_paste(plan)
    dialog.deleteLater()


def _lines(plan: PastePlan, session: FormSession) -> list[tuple[str, str, str, str]]:
    """Refusals first, then what is wrong, then the rest; answers as people read them."""
    titles, named = row_titles(session, plan.table), Namer(session.pack)

    def words(cell: PastedCell) -> tuple[str, str]:
        item = session.sheet.cell(cell.address).item
        after = named.shown(item, cell.text) or BLANK
        return named.shown(item, cell.before), after

    refused = [
        (f"所粘第 {cell.line} 行第 {cell.column} 列", "", cell.text, f"不能填入：{cell.reason}")
        for cell in plan.refused
    ]
    there = [
        (_place(cell, titles), *words(cell), cell.fault)
        for cell in sorted(plan.cells, key=lambda cell: not cell.fault)
    ]
    faults = [("新增行", "", "", fault) for fault in plan.faults]
    added = [
        (f"新增第 {number} 行", "", _row_words(named, session.pack.tables[plan.table], cells), "")
        for number, cells in enumerate(plan.new_rows, start=1)
    ]
    return [*refused, *faults, *there, *added]


def _row_words(named: Namer, table: Table, cells: Mapping[str, str]) -> str:
    return "　".join(named.shown(table.by_id[column], text) for column, text in cells.items())


def _place(cell: PastedCell, rows: Mapping[str, str]) -> str:
    title = rows.get(split_address(cell.address)[1] or "", "")
    return f"第 {title} 行 {cell.label}" if title.isdecimal() else f"{title} {cell.label}".strip()
