"""JournalPage: everything the bureau did, chained entry by entry."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QLineEdit

from forms.places import place_of
from operations.bureau.evaluation.recompute import Recomputation, recompute
from operations.failures.explain import Failure
from operations.journal.history import Event, read_history
from operations.journal.proof import HistoryVerdict, verify_history
from operations.packs.bundled import bundled_pack
from ui.bureau.desk import BureauDesk
from ui.bureau.work_page import BureauPage
from ui.history_verdict import in_one_line, tell_findings
from ui.metrics import characters
from ui.models.records import CellLook, Column, Record
from ui.parts.controls.buttons import button
from ui.parts.labels.texts import text_label
from ui.parts.layout.flow import FlowLayout
from ui.parts.rows.record_table import RecordTable

_MOST = 2000
_COLUMNS = (
    Column("seq", "序号", 5, right=True),
    Column("at", "时间", 11.5),
    Column("who", "操作人", 10.5),
    Column("what", "做了什么", 9),
    Column("where", "学校或项目", 16),
    Column("reason", "原因", 14, stretch=True),
)


class JournalPage(BureauPage):
    """The journal can be read and checked, never changed."""

    def __init__(self, desk: BureauDesk) -> None:
        super().__init__(desk, "操作记录", note="每一步都记在这里，逐条相扣，不能删改。")
        self.verify = button("核对记录是否完整(&C)", icon="shield-check")
        self.verify.clicked.connect(self._on_verify)
        self.recompute = button("从签名原件重新核算(&U)", icon="calculator")
        self.recompute.setToolTip("把每份上报包从签名的原件重新读出、验证、计算，与库里的数比较")
        self.recompute.clicked.connect(self._on_recompute)
        self.add_buttons(self.recompute, self.verify)
        self.search = QLineEdit()
        self.search.setPlaceholderText("查找学校、操作、原因")
        self.search.setAccessibleName("查找记录")
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(characters(18))
        self.count = text_label(style="small", wrap=False)
        self.body.addLayout(FlowLayout(self.search, self.count, gap=2))
        self.table = RecordTable(desk.desktop.theme, "操作记录", _COLUMNS)
        self.search.textChanged.connect(self.table.search)
        self.add_content(self.table)

    @Slot()
    def refresh(self) -> None:
        self.desk.run(lambda store: read_history(store, limit=_MOST), owner=self, then=self._show)

    def _show(self, events: list[Event]) -> None:
        pack = bundled_pack()
        names = {item.id: item.label for item in pack.fields.values()}
        names |= {code: item.school.name for code, item in self.desk.facts.by_code.items()}
        for place in {place for event in events for place in event.where} - set(names):
            names[place] = place_of(pack, place) or place
        self.table.show_records([_record(event, names) for event in events])
        more = f"只显示最近 {_MOST} 条" if len(events) == _MOST else f"共 {len(events)} 条"
        self.count.setText(more)
        self.table.select_first()

    def focus_first(self) -> None:
        self.table.setFocus()

    @Slot()
    def _on_verify(self) -> None:
        self.desk.run(verify_history, owner=self, then=self._on_verified, fail=self.fail)

    def _on_verified(self, verdict: HistoryVerdict) -> None:
        self.say(in_one_line(verdict), tone="ok" if verdict.intact else "error")
        tell_findings(self.desk.desktop.messages, verdict)

    @Slot()
    def _on_recompute(self) -> None:
        self.recompute.setEnabled(False)
        self.say("正在从签名原件重新核算…", tone="accent")
        self.desk.run(recompute, owner=self, then=self._on_recomputed, fail=self._on_failed)

    def _on_recomputed(self, found: Recomputation) -> None:
        self.recompute.setEnabled(True)
        if not found.differences:
            self.say(f"{found.packages} 份上报包已从签名原件重新核算，与库中的数完全一致。")
            return
        count = len(found.differences)
        self.say(f"重新核算发现 {count} 处与签名原件不同，请保留本库并报告。", tone="error")
        lines = "\n".join(item.message for item in found.differences)
        self.desk.desktop.messages.inform(
            "与签名原件不同", "库里的下列数与学校签名的原件不同。", detail=lines, tone="error"
        )

    def _on_failed(self, failure: Failure) -> None:
        self.recompute.setEnabled(True)
        self.fail(failure)


def _record(event: Event, names: dict[str, str]) -> Record:
    places = [names.get(code, code) for code in event.where]
    where = "、".join(places[:2]) + (f" 等 {len(places)} 项" if len(places) > 2 else "")
    return Record(
        event.seq,
        (
            CellLook(str(event.seq), muted=True, order=event.seq),
            CellLook(f"{event.at.astimezone():%Y-%m-%d %H:%M:%S}", muted=True, order=event.at),
            CellLook(event.who),
            CellLook(event.what),
            CellLook(where, tip="、".join(places[:20])),
            CellLook(event.reason),
        ),
        search=f"{event.who} {event.what} {' '.join(places)} {event.reason}",
    )
