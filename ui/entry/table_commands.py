"""TableCommands: what is asked for in a table is worked out by operations, asked about once, and done."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from operations.entry.block import Block
from operations.entry.block_summary import summarise
from operations.entry.table_commands import TableCommand, copy_block, copy_with_headings
from ui.desktop import Desktop
from ui.editors.table.table_keys import TableAct
from ui.entry.session import FormSession

_CHANGES = {
    TableAct.FILL_DOWN: TableCommand.FILL_DOWN,
    TableAct.CLEAR: TableCommand.CLEAR,
    TableAct.DELETE_ROWS: TableCommand.DELETE_ROWS,
}


class TableCommands:
    """Does what the tables of one page ask for."""

    def __init__(self, desktop: Desktop, session: FormSession, page: QWidget) -> None:
        self._desktop = desktop
        self._session = session
        self._page = page

    def do(self, act: TableAct, block: Block) -> None:
        """Do an act with a block; without rows only pasting has a meaning."""
        if act is TableAct.PASTE:
            self._paste(block)
        elif block.rows and act in _CHANGES:
            self._change(_CHANGES[act], block)
        elif block.rows:
            self._copy(act, block)

    def fill(self, block: Block, text: str) -> None:
        """Put one text into every cell of a block."""
        if block.rows:
            self._change(TableCommand.FILL, block, text)

    def summary(self, block: Block) -> str:
        """Count, sum and mean of several cells; ``""`` for a single one."""
        if len(block.rows) * len(block.columns) < 2:
            return ""
        return summarise(self._session.sheet, block)

    def _copy(self, act: TableAct, block: Block) -> None:
        write = copy_with_headings if act is TableAct.COPY_WITH_HEADINGS else copy_block
        QGuiApplication.clipboard().setText(write(self._session.sheet, block))
        if act is TableAct.CUT:
            self._change(TableCommand.CLEAR, block)

    def _change(self, command: TableCommand, block: Block, text: str = "") -> None:
        change = self._session.change_by(command, block, text)
        if change is None:
            return
        if change.question and not self._desktop.messages.confirm(
            "删除所选的行？", change.question, accept="删除", danger=True
        ):
            return
        self._session.apply_change(change)
        if change.note:
            self._session.noted.emit(change.note)

    def _paste(self, block: Block) -> None:
        from ui.entry.paste_preview import paste_block

        text = QGuiApplication.clipboard().text()
        if text:
            paste_block(self._desktop, self._session, block, text, parent=self._page)
