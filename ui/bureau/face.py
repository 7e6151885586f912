"""BureauFace: the bureau's side of the window, put together from its parts."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout

from ui.actions import Actions, shown_shortcut
from ui.bureau.actions import BUREAU_ACTIONS, PAGES
from ui.bureau.desk import BureauDesk
from ui.bureau.next_step import next_step
from ui.desktop import Desktop
from ui.editors.inputs import BoxInput, LineInput
from ui.metrics import space
from ui.parts.strips import MessageStrip
from ui.recent import save_scheme
from ui.shell import Face

_UNLOCK = "钥匙用来打开上报包、签发回执和退回单；关闭窗口或锁上后失效。"


class BureauFace(Face):
    """Opens the store, then shows header, navigation and pages."""

    def __init__(self, desktop: Desktop, path: Path) -> None:
        super().__init__()
        self.desktop = desktop
        self.desk = BureauDesk(desktop, path, self)
        self.desk.opened.connect(self._on_opened)
        self.desk.failed.connect(self.failed)

    def start(self) -> None:
        """Open the store."""
        self.desk.open()

    # -- putting together ----------------------------------------------------------------------

    def _on_opened(self) -> None:
        from ui.bureau.header import BureauHeader
        from ui.bureau.pages import BureauPages
        from ui.bureau.side import BureauSide

        self.title = self.desk.facts.meta.bureau_name
        self.pages = BureauPages(self.desk)
        self.actions_table = Actions(self, BUREAU_ACTIONS, self._callbacks())
        self.header = BureauHeader(self.actions_table)
        self.side = BureauSide(self.desktop.theme, self.actions_table)
        self.strip = MessageStrip(closable=False)
        self._lay_out()
        self._connect()
        self._show_facts()
        self.header.show_keys(unlocked=False)
        self.pages.show_page(PAGES[0])
        self.opened.emit()

    def _lay_out(self) -> None:
        centre = QVBoxLayout()
        space(centre, gap=0)
        strip_row = QVBoxLayout()
        space(strip_row, margins=(3, 1, 3, 0))
        strip_row.addWidget(self.strip)
        centre.addLayout(strip_row)
        centre.addWidget(self.pages, 1)
        row = QHBoxLayout()
        space(row, gap=0)
        row.addWidget(self.side)
        row.addLayout(centre, 1)
        outer = QVBoxLayout(self)
        space(outer, gap=0)
        outer.addWidget(self.header)
        outer.addLayout(row, 1)

    def _connect(self) -> None:
        self.desk.facts_changed.connect(self._on_facts_changed)
        self.desk.keys_changed.connect(self._on_keys_changed)
        self.desk.said.connect(self._on_said)
        self.header.next_wanted.connect(self.go_on)
        self.side.page_chosen.connect(self.pages.show_page)
        self.pages.page_shown.connect(self._on_page_shown)

    def _callbacks(self) -> dict[str, Callable[[], object]]:
        return {
            **{page: self._opener(page) for page in PAGES},
            "page.back": self.pages.back,
            "schools.search": self._search,
            "bureau.next_step": self.go_on,
            "keys.lock": self._switch_lock,
            "window.home": self.left.emit,
            "window.theme": self._switch_theme,
            "window.keys": self._show_keys,
        }

    def _opener(self, page: str) -> Callable[[], object]:
        return lambda: self.pages.show_page(page)

    # -- what the user does --------------------------------------------------------------------

    def go_on(self) -> None:
        """Do, or lead to, what comes next."""
        step = next_step(self.desk.facts)
        self.pages.show_page(step.page)
        if step.act:
            self.pages.page(step.page).act(step.act)

    def _search(self) -> None:
        self.pages.show_page(PAGES[0])
        self.pages.page(PAGES[0]).act("search")

    def _switch_lock(self) -> None:
        if self.desk.unlocked:
            self.desk.lock()
        else:
            self.desk.unlock(_UNLOCK, lambda: None)

    def _switch_theme(self) -> None:
        dark = not self.desktop.theme.dark
        self.desktop.theme.use(dark=dark)
        save_scheme("dark" if dark else "light")

    def _show_keys(self) -> None:
        lines = [f"{shown_shortcut(spec)}　{spec.text}" for spec in BUREAU_ACTIONS if spec.shortcut]
        lines += ["方向键　在表中移动；Enter　打开这一行", "Tab　下一个按钮或表格"]
        lines += ["Ctrl+C　复制一行；单击列标题排序"]
        self.desktop.messages.inform(
            "快捷键", "所有步骤都可以只用键盘完成。", detail="\n".join(lines)
        )

    # -- keeping up ----------------------------------------------------------------------------

    def _show_facts(self) -> None:
        facts = self.desk.facts
        self.header.show_facts(facts, today=datetime.now(UTC).astimezone().date())
        self.side.show_facts(facts)
        self.header.show_next(next_step(facts))

    def _on_facts_changed(self) -> None:
        self._show_facts()
        self.pages.refresh()

    def _on_keys_changed(self) -> None:
        self.header.show_keys(unlocked=self.desk.unlocked)
        self.strip.clear()

    def _on_said(self, sentence: str, tone: str) -> None:
        self.strip.say(sentence, tone=tone)

    def _on_page_shown(self, page_id: str) -> None:
        if page_id in PAGES:
            self.side.pages.select(page_id)
        self.strip.clear()

    # -- leaving -------------------------------------------------------------------------------

    def hand_on(self) -> None:
        """Hand on what is being typed into the bureau's form, and stop a running import."""
        self.pages.stop()
        widget = QApplication.focusWidget()
        if isinstance(widget, (LineInput, BoxInput)) and self.isAncestorOf(widget):
            widget.left.emit()

    def may_leave(self) -> bool:
        """Ask when something could not be saved."""
        if not self.pages.unsaved:
            return True
        text = f"区级数据的最后几处修改还没有写进文件。{self.pages.unsaved}"
        return self.desktop.messages.confirm("有修改没有保存", text, accept="放弃修改", danger=True)

    def release(self) -> None:
        """Close the store."""
        self.desk.close()
