"""BackupPage: copies of the store, made by hand or by themselves."""

from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout

from forms.wording import file_size
from operations.bureau.store import authority_file_of
from operations.copies.back_up import back_up
from ui.bureau.desk import BureauDesk
from ui.bureau.work_page import BureauPage
from ui.copies.backups import Backups, open_look
from ui.copies.moving import move
from ui.dialogs.replacing import write_asking
from ui.models.row_list import ListRow, RowLook
from ui.parts.controls.buttons import button, button_row
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card
from ui.parts.page.facts import FactRows
from ui.parts.rows.row_list import RowList

_NOTE = "备份是完整的一份局端库，写好后立即核对。请定期复制到另一台设备，与根密钥分开存放。"
_SERVER_NOTE = (
    "服务器上的局端库由信息中心备份（pg_dump 或连续归档），恢复也找他们。"
    "这里可以另存一份完整的 .yhb 文件，在任何一台电脑上都能打开。"
)


class BackupPage(BureauPage):
    """Where everything lies, and a button for one more copy."""

    def __init__(self, desk: BureauDesk) -> None:
        is_file = isinstance(desk.place, Path)
        super().__init__(desk, "备份", note=_NOTE if is_file else _SERVER_NOTE)
        column = QVBoxLayout()
        self.add_columns(column)
        make = Card("现在备份", icon="database-backup")
        self.now = button("备份到库旁边(&B)", icon="save", style="primary")
        self.now.clicked.connect(self._on_now)
        self.elsewhere = button("备份到别处(&E)…", icon="hard-drive")
        self.elsewhere.clicked.connect(self._on_elsewhere)
        self.along = button("搬到另一台电脑(&M)…", icon="usb")
        self.along.clicked.connect(self._on_move)
        make.content.addLayout(button_row(self.now, self.elsewhere, self.along))
        self.now.setVisible(is_file)
        self.along.setVisible(is_file)
        column.addWidget(make)
        places = Card("文件在哪里" if is_file else "库在哪里", icon="hard-drive")
        self.places = FactRows()
        places.content.addWidget(self.places)
        column.addWidget(places)
        kept = Card("库旁边的备份", icon="history")
        self.list = RowList(desk.desktop.theme, "已有的备份")
        self.empty = text_label("还没有备份。", style="muted")
        kept.content.addWidget(self.list)
        kept.content.addWidget(self.empty)
        self.look = button("查看和恢复备份(&H)…", icon="history")
        self.look.clicked.connect(self._on_look)
        self.list.chosen.connect(self._on_look)
        kept.content.addLayout(button_row(self.look))
        column.addWidget(kept)
        kept.setVisible(is_file)
        column.addStretch(1)

    @Slot()
    def refresh(self) -> None:
        root = authority_file_of(self.desk.place)
        where = str(root) if root.is_file() else "不在这台电脑上（应当如此）"
        if root.is_file():
            where += "　请移到 U 盘上单独保管"
        self.places.show_facts([("局端库", str(self.desk.place)), ("根密钥文件", where)])
        backups = self.desk.facts.backups
        self.list.show_rows([ListRow(_look(path), path) for path in backups])
        self.list.fit_height(most=10)
        self.list.setVisible(bool(backups))
        self.empty.setVisible(not backups)

    def focus_first(self) -> None:
        (self.elsewhere if self.now.isHidden() else self.now).setFocus()

    @Slot()
    def _on_now(self) -> None:
        self._back_up(None)

    @Slot()
    def _on_elsewhere(self) -> None:
        folder = self.desk.desktop.messages.folder("备份到哪个文件夹")
        if folder is not None:
            self._back_up(folder)

    @Slot()
    def _on_move(self) -> None:
        move(self.desk, owner=self, fail=self.fail)

    @Slot()
    def _on_look(self) -> None:
        restore = self.desk.restore_wanted.emit
        Backups(self.desk.desktop, open_look(self.desk, self), restore, self).show()

    def _back_up(self, target: Path | None) -> None:
        write_asking(
            self.desk,
            lambda store, replace: back_up(store, target, replace=replace),
            changes=True,
            owner=self,
            then=lambda path: self.say_saved("备份完成，核对一致。", path),
            fail=self.fail,
        )


def _look(path: Path) -> RowLook:
    found = path.stat()
    when = datetime.fromtimestamp(found.st_mtime, UTC).astimezone()
    return RowLook(
        path.name,
        icon="database",
        trailing=f"{when:%Y-%m-%d %H:%M}　{file_size(found.st_size)}",
    )
