"""ClockCard: when this computer's time had run ahead once, go on with the right time, on the record."""

from datetime import UTC, datetime

from PySide6.QtCore import Slot

from operations.bureau.clock import correct_clock
from operations.bureau.records import BureauStore
from ui.bureau.words import moment
from ui.bureau.work_page import BureauPage
from ui.parts.controls.buttons import button, button_row
from ui.parts.page.cards import Card
from ui.parts.page.facts import FactRows

_NOTE = (
    "局端库记得一个比现在更晚的收件时间，在那之前收到的文件都会被拒收。请先与手机或钟表核对："
    "现在的时间不对，就在系统里校准；现在的时间没错、是当时调快了，再在这里校正。"
)


class ClockCard(Card):
    """There only while a time later than the present has been seen."""

    def __init__(self, page: BureauPage) -> None:
        super().__init__("这台电脑的时间", note=_NOTE, icon="clock")
        self._page = page
        self.times = FactRows()
        self.content.addWidget(self.times)
        self.correct = button("现在的时间是对的，校正(&J)…", icon="clock", style="danger")
        self.correct.clicked.connect(self._on_correct)
        self.content.addLayout(button_row(self.correct))
        self.hide()

    def show_ahead(self, seen: datetime | None) -> None:
        """Show the latest time seen that lies ahead; nothing for ``None``."""
        present = datetime.now(UTC)
        self.setVisible(seen is not None)
        if seen is not None:
            self.times.show_facts([("记得的收件时间", moment(seen)), ("现在", moment(present))])

    @Slot()
    def _on_correct(self) -> None:
        desk, actor = self._page.desk, self._page.desk.actor
        reason = desk.desktop.messages.text(
            "校正时间",
            f"以后按这台电脑现在的时间（{moment(datetime.now(UTC))}）收件。这一步和原因都记入日志。",
            label="当时的情况，例如“主板电池没电，日期跳到了 2031 年”",
            accept="校正时间",
        )
        if reason is None:
            return
        why = reason

        def work(store: BureauStore) -> None:
            correct_clock(store, actor=actor, reason=why)

        desk.step(
            work,
            owner=self,
            then=lambda _: self._page.say("时间已校正，可以导入了。"),
            fail=self._page.fail,
        )
