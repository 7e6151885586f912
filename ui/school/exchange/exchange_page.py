"""ExchangePage: fill through an Excel template, keep a copy of everything."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPushButton

from forms.spec import Form
from forms.tables.sheets import hidden_rows_told
from forms.workflow import why_read_only
from operations.entry.fill_file import FillReport
from operations.files import write_file
from operations.school.exchange.fill import fill_from_files, write_template
from operations.school.exchange.statistics import StatReport
from operations.school.records import SchoolStore
from ui.copies.backups import Backups, open_look
from ui.copies.moving import move
from ui.entry.template_forms import ask_forms
from ui.filling import ask_files, fill_asking
from ui.kinds import SCHOOL
from ui.models.row_list import ListRow, RowLook
from ui.parts.controls.buttons import button, button_row
from ui.parts.controls.why_not import WhyNot
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card, Page
from ui.parts.page.saved import say_saved
from ui.parts.page.strips import MessageStrip
from ui.parts.rows.row_list import RowList
from ui.school.desk import SchoolDesk
from ui.school.exchange.printing import print_asking

_WORKBOOK = "Excel 工作簿 (*.xlsx)"


class ExchangePage(Page):
    """Template out, filled workbook in, backup out."""

    def __init__(self, desk: SchoolDesk) -> None:
        super().__init__(
            "Excel 与备份", note="各处室可以在 Excel 里分头填，再读回来，读入后照样检查。"
        )
        self._desk = desk
        self.strip = MessageStrip()
        self.pin(self.strip)
        self.template = button("导出 Excel 模板(&T)…", icon="file-down")
        self.fill = button("读入填好的文件(&L)…", icon="file-input")
        self.backup = button("备份到(&K)…", icon="database-backup")
        self.template.clicked.connect(self._on_template)
        self.fill.clicked.connect(self._on_fill)
        self.backups = button("查看和恢复备份(&H)…", icon="history")
        self.along = button("搬到另一台电脑(&M)…", icon="usb")
        self.along.clicked.connect(self._on_move)
        self.backup.clicked.connect(self._on_backup)
        self.backups.clicked.connect(self._on_backups)
        self._add(
            "Excel 模板",
            "模板里已有现在填好的内容，每张表一页，带填报说明。可以只导出一个处室要填的表。",
            "file-spreadsheet",
            self.template,
        )
        self._filling = self._add(
            "读入填好的文件",
            "读入模板，几个处室的可以一起选，或其他程序生成的 JSON。先逐格列出要改的，再读入。",
            "file-input",
            self.fill,
        )
        self._why = [self._add_why(self._filling, self.fill)]
        self.leftovers = RowList(desk.desktop.theme, "没有读入的内容")
        self._left_note = text_label("没有读入的内容：", style="muted")
        self._filling.content.addWidget(self._left_note)
        self._filling.content.addWidget(self.leftovers)
        self._show_leftovers(())
        self._add_statistics()
        self._add_printing()
        self._add(
            "备份",
            "程序会自动在填报库旁边留备份，也可以另存一份到 U 盘。要回到从前，先看每一份里有什么。",
            "database-backup",
            self.backup,
            self.backups,
            self.along,
        )
        self.finish()
        self.setFocusProxy(self.template)
        desk.facts_changed.connect(self.refresh)

    def _add_statistics(self) -> None:
        self.statistics = button("从统计报表取数(&J)…", icon="table")
        self.statistics.clicked.connect(self._on_statistics)
        card = self._add(
            "教育事业统计",
            "读统计系统导出的报表，按表头找到本校的数，先列出来再填；只填还空着的，从哪里取的看得见。",
            "table",
            self.statistics,
        )
        self._why.append(self._add_why(card, self.statistics))

    def _add_printing(self) -> None:
        self.paper = button("打印填报表(&I)…", icon="printer")
        self.blank = button("打印空白表…", icon="file-text", style="quiet")
        self.paper.clicked.connect(self._on_paper)
        self.blank.clicked.connect(self._on_blank)
        self._add(
            "打印",
            "任何时候都可以把一张表或整份存为 PDF 打印；没有签名的带“草稿”字样。空白表供先在纸上填。",
            "printer",
            self.paper,
            self.blank,
        )

    def _add_why(self, card: Card, act: QPushButton) -> WhyNot:
        line = WhyNot(act)
        card.content.addWidget(line)
        return line

    def _add(self, title: str, note: str, icon: str, *acts: QPushButton) -> Card:
        card = Card(title, note=note, icon=icon)
        card.content.addLayout(button_row(*acts))
        self.column.addWidget(card)
        return card

    @Slot()
    def refresh(self) -> None:
        """Filling is for drafts."""
        for line in self._why:
            line.say(why_read_only(self._desk.facts.state))

    # -- template ------------------------------------------------------------------------------

    @Slot()
    def _on_template(self) -> None:
        every = self._desk.session.forms
        forms = ask_forms(self._desk.desktop.messages, self.window(), every)
        if forms is None:
            return
        name = f"{self._desk.path.stem}-{_named(every, forms)}填报模板.xlsx"
        path = self._ask_target(name, "导出 Excel 模板", _WORKBOOK)
        if path is None:
            return

        def write(store: SchoolStore) -> Path:
            content = write_template(store, forms=forms)
            return write_file(path, content, name=path.name, replace=True)

        self._desk.run(write, owner=self, then=self._on_written, fail=self.strip.fail)

    @Slot()
    def _on_backup(self) -> None:
        today = datetime.now(UTC).astimezone()
        name = f"{self._desk.path.stem}-备份-{today:%Y%m%d-%H%M}{SCHOOL.suffix}"
        path = self._ask_target(name, "备份填报库", SCHOOL.pattern)
        if path is None:
            return

        def write(store: SchoolStore) -> Path:
            store.backups.write_to(path, replace=True)
            return path

        self._desk.run(write, owner=self, then=self._on_written, fail=self.strip.fail)

    @Slot()
    def _on_backups(self) -> None:
        restore = self._desk.restore_wanted.emit
        Backups(self._desk.desktop, open_look(self._desk, self), restore, self).show()

    @Slot()
    def _on_move(self) -> None:
        move(self._desk, owner=self, fail=self.strip.fail)

    def _ask_target(self, name: str, title: str, pattern: str) -> Path | None:
        suggestion = self._desk.path.with_name(name)
        return self._desk.desktop.messages.save_file(title, suggestion=suggestion, pattern=pattern)

    def _on_written(self, path: Path) -> None:
        say_saved(self.strip, "文件已保存。", path)

    @Slot()
    def _on_paper(self) -> None:
        print_asking(self._desk, "", owner=self, strip=self.strip)

    @Slot()
    def _on_blank(self) -> None:
        print_asking(self._desk, "", owner=self, strip=self.strip, blank=True)

    @Slot()
    def _on_statistics(self) -> None:
        from ui.school.exchange.statistics import take_asking

        take_asking(self._desk, owner=self, say=self._on_taken, fail=self.strip.fail)

    def _on_taken(self, report: StatReport) -> None:
        text = f"已从统计报表填入 {report.written} 项。"
        self.strip.say(text, tone="ok", detail="可以一步撤销；光标停在格上，提示里写着取自哪里。")
        self._show_leftovers(report.left)

    # -- filling -------------------------------------------------------------------------------

    @Slot()
    def _on_fill(self) -> None:
        paths, actor = ask_files(self._desk.desktop.messages), self._desk.clerk
        if not paths:
            return
        fill_asking(
            self._desk,
            lambda store, mode: fill_from_files(store, paths, actor=actor, mode=mode),
            owner=self,
            then=self._on_filled,
            fail=self.strip.fail,
        )

    def _on_filled(self, report: FillReport) -> None:
        left = len(report.leftovers)
        text = f"读入 {report.applied} 项" + (f"，{left} 项没有读入。" if left else "。")
        if report.remarks:
            text += f"{len(report.remarks)} 个由程序计算的格在文件里改写过，没有采用，见下面。"
        text += hidden_rows_told(report.hidden_rows)
        self.strip.say(text, tone="query" if left else "ok", detail="可以用“撤销”整批退回。")
        self._show_leftovers(tuple(map(str, (*report.leftovers, *report.remarks))))

    def _show_leftovers(self, sentences: tuple[str, ...]) -> None:
        self.leftovers.show_rows(
            [
                ListRow(RowLook(text, icon="triangle-alert", tone="query", lines=2), number)
                for number, text in enumerate(sentences)
            ]
        )
        self.leftovers.fit_height(most=12)
        self.leftovers.setVisible(bool(sentences))
        self._left_note.setVisible(bool(sentences))


def _named(every: Sequence[Form], forms: Sequence[str]) -> str:
    """What of the forms a template holds, for its file name; nothing if it holds all."""
    if len(forms) == len(every):
        return ""
    labels = [form.label for form in every if form.id in forms]
    return f"{labels[0]}等-" if len(labels) > 1 else f"{labels[0]}-"
