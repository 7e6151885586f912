"""ExportedCard: where the package is, its name, a copy on a stick, and what comes next."""

from pathlib import Path

from PySide6.QtCore import Slot

from operations.copy_out import CopiedFile, copy_verified
from operations.school.delivery.export import ExportedPackage
from ui.dialogs.replacing import write_asking
from ui.parts.controls.buttons import button, button_row
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card
from ui.parts.page.facts import FactRows, grouped
from ui.parts.page.saved import open_folder, say_saved
from ui.parts.page.strips import MessageStrip
from ui.school.desk import SchoolDesk

_NEXT = (
    "接下来：把这个文件交给区局，U 盘、内网邮件都可以，不要改名，不要解压；打印盖章的报告一起交。"
    "区局接收后发回回执，在下面读入；读入了回执，这一年的上报才算完成。"
)


class ExportedCard(Card):
    """Comes up after an export and stays until the next."""

    def __init__(self, desk: SchoolDesk) -> None:
        super().__init__("刚导出的上报包", icon="package-check")
        self._desk = desk
        self._path = Path()
        self.facts = FactRows()
        self.copy = button("复制到 U 盘(&C)…", icon="usb")
        self.open_folder = button("打开文件夹(&O)", icon="folder-open")
        self.copy.clicked.connect(self._on_copy)
        self.open_folder.clicked.connect(self._on_open)
        self.strip = MessageStrip(closable=False)
        self.content.addWidget(self.facts)
        self.content.addLayout(button_row(self.copy, self.open_folder))
        self.content.addWidget(self.strip)
        self.content.addWidget(text_label(_NEXT))
        self.hide()

    def show_exported(self, exported: ExportedPackage) -> None:
        """Show where it went."""
        self._path = exported.path
        self.facts.show_facts(
            (
                ("文件名", exported.path.name),
                ("文件夹", str(exported.path.parent)),
                ("上报包标识", grouped(exported.identity)),
            )
        )
        self.strip.clear()
        self.show()

    @Slot()
    def _on_open(self) -> None:
        open_folder(self._path)

    @Slot()
    def _on_copy(self) -> None:
        """Copy it and read it back; what is there under its name is replaced only when asked."""
        folder = self._desk.desktop.messages.folder("复制到哪个 U 盘或文件夹")
        if folder is None:
            return
        source = self._path
        self.strip.say("正在复制并读回核对…")
        write_asking(
            self._desk,
            lambda _, replace: copy_verified(source, folder, replace=replace),
            owner=self,
            then=self._on_copied,
            fail=self.strip.fail,
        )

    def _on_copied(self, made: CopiedFile) -> None:
        note = f"{made.size:,} 字节，SHA-256 {made.digest[:16]} …。请安全弹出 U 盘后再拔下。"
        say_saved(self.strip, "已复制，读回核对一致。", made.path, note=note)
