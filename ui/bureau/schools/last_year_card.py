"""LastYearCard: last year's figures come from last year's store and go out with the opening files."""

from pathlib import Path

from PySide6.QtCore import Slot

from operations.bureau.records import BureauStore
from operations.bureau.returns.last_year import TakenOver, take_over_last_year
from operations.bureau.store import open_bureau
from ui.bureau.work_page import BureauPage
from ui.kinds import BUREAU
from ui.parts.controls.buttons import button, button_row
from ui.parts.page.cards import Card

_NOTE = (
    "学校的检查要与上年数比较。上年数从本局上年的局端库里、各校签名的上报包中取，"
    "随下一份开户文件发给学校；没有上年数的学校照常填报，只是不作比较。"
)


class LastYearCard(Card):
    """One button; the store of last year is only read."""

    def __init__(self, page: BureauPage) -> None:
        super().__init__("上年数", note=_NOTE, icon="history")
        self._page = page
        self.take = button("从上年的局端库取(&N)…", icon="file-input")
        self.take.clicked.connect(self._on_take)
        self.content.addLayout(button_row(self.take))

    @Slot()
    def _on_take(self) -> None:
        desk = self._page.desk
        found = desk.desktop.messages.open_files("选择本局上年的局端库", pattern=BUREAU.pattern)
        if not found:
            return
        older, actor = found[0], desk.actor

        def work(store: BureauStore) -> TakenOver:
            with open_bureau(older, read_only=True) as old:
                return take_over_last_year(store, old, actor=actor)

        self._page.say("正在从上年的上报包取数…", tone="accent")
        desk.step(
            work, owner=self, then=lambda made: self._on_taken(made, older), fail=self._page.fail
        )

    def _on_taken(self, made: TakenOver, older: Path) -> None:
        count = len(made.schools)
        self._page.say(
            f"已从 {older.name} 取 {count} 所学校的上年数，从下一份开户文件起告诉学校。",
            tone="query" if made.faults or not count else "ok",
            detail=f"{len(made.faults)} 所没有取到。" if made.faults else "",
        )
        if not made.faults:
            return
        names = self._page.desk.facts.by_code
        lines = [f"{names[code].school.name}（{code}）：{why}" for code, why in made.faults.items()]
        self._page.desk.desktop.messages.inform(
            "有学校的上年数没有取到",
            "这些学校照常填报，只是不与上年比较。",
            detail="\n".join(lines),
            tone="query",
        )
