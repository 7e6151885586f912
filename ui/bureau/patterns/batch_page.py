"""BatchPage: return slips for many schools in one step, each seen before any is made."""

from dataclasses import replace

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout

from forms.places import place_of
from operations.bureau.sent.slip_batch import (
    BatchedSlip,
    ChosenPattern,
    IssuedBatch,
    batched_slips,
    issue_batch,
)
from operations.errors import Refused
from operations.packs.bundled import bundled_pack
from ui.bureau.desk import BureauDesk
from ui.bureau.reason_card import ReasonCard
from ui.bureau.work_page import BureauPage
from ui.metrics import line_height
from ui.models.row_list import ListRow, RowLook
from ui.parts.controls.buttons import button
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card
from ui.parts.rows.row_list import RowList

_NOTE = "每所学校一份退回单，写进以学校命名的文件夹。学校看到原因和意见，看不到别的学校。"
_ALL_SENT = "退回单都已生成，这里没有要退回的了。按“返回”继续看别的规律。"
_REASON = "请按下面的意见逐项核对，有错的改正，属实的写明原因，再重新上报。"


class BatchPage(BureauPage):
    """One text for each pattern at the left, what each school gets at the right."""

    def __init__(self, desk: BureauDesk) -> None:
        super().__init__(desk, "成批退回", note=_NOTE, back=True)
        self.chosen: list[ChosenPattern] = []
        self.slips: tuple[BatchedSlip, ...] = ()
        left, right = QVBoxLayout(), QVBoxLayout()
        self.add_columns(left, right)
        self._asked = (self._make_reason(), self._make_texts())
        for card in self._asked:
            left.addWidget(card)
        left.addStretch(1)
        right.addWidget(self._make_preview())
        right.addStretch(1)
        self.issue = button("生成退回单(&K)…", icon="corner-up-left", style="primary")
        self.issue.clicked.connect(self._on_issue)
        self.add_buttons(self.issue)

    def _make_reason(self) -> Card:
        card = ReasonCard(note="各校相同。", lines=3)
        self.reason, self.due = card.reason, card.due
        self.reason.textChanged.connect(self._show_ready)
        return card

    def _make_texts(self) -> Card:
        card = Card("每一条的意见", note="选一条，在下面改写；写给它涉及的每所学校。", icon="list")
        self.patterns = RowList(self.desk.desktop.theme, "退回所据的规律")
        self.patterns.selectionModel().currentChanged.connect(self._show_text)
        card.content.addWidget(self.patterns)
        self.text = _text_box("这一条的意见", lines=3)
        self.text.textChanged.connect(self._on_text)
        card.content.addWidget(self.text)
        return card

    def _make_preview(self) -> Card:
        card = Card("每所学校会收到", icon="school")
        self.count = text_label(style="strong")
        card.content.addWidget(self.count)
        self.schools = RowList(self.desk.desktop.theme, "会收到退回单的学校")
        self.schools.selectionModel().currentChanged.connect(self._show_slip)
        card.content.addWidget(self.schools)
        self.preview = _text_box("这所学校会收到的意见", lines=9)
        self.preview.setReadOnly(True)
        card.content.addWidget(self.preview)
        return card

    # -- what is shown -------------------------------------------------------------------------

    def show_subject(self, subject: object) -> None:
        """Take the patterns that are to be answered."""
        super().show_subject(subject)
        self.chosen = list(subject) if isinstance(subject, tuple) else []
        self.reason.setPlainText(_REASON)
        self.due.clear()
        self._show_chosen()

    def focus_first(self) -> None:
        """Begin with the texts."""
        self.patterns.setFocus()

    def _show_chosen(self) -> None:
        self.patterns.show_rows(
            [
                ListRow(
                    RowLook(
                        one.pattern.title,
                        subtitle=one.pattern.kind.label,
                        trailing=f"{len(one.places)} 所",
                    ),
                    place,
                )
                for place, one in enumerate(self.chosen)
            ]
        )
        self.patterns.fit_height(most=3)
        for part in (*self._asked, self.schools, self.preview):
            part.setVisible(bool(self.chosen))
        self.patterns.select(0)
        self._show_text()
        self._show_slips()

    @property
    def _place(self) -> int:
        """Which of the chosen patterns is current; -1 without one."""
        place = self.patterns.current_payload()
        return place if isinstance(place, int) and place < len(self.chosen) else -1

    @Slot()
    def _show_text(self) -> None:
        place = self._place
        text = self.chosen[place].text if place >= 0 else ""
        self.text.setEnabled(place >= 0)
        if self.text.toPlainText() != text:
            self.text.setPlainText(text)

    @Slot()
    def _on_text(self) -> None:
        place = self._place
        if place >= 0:
            self.chosen[place] = replace(self.chosen[place], text=self.text.toPlainText())
            self._show_slips()

    def _show_slips(self) -> None:
        try:
            self.slips = batched_slips(self.chosen)
            self.count.setText(f"{len(self.slips)} 所学校，每所一份退回单")
        except Refused as error:
            self.slips = ()
            self.count.setText(error.message)
        self.schools.show_rows(
            [
                ListRow(RowLook(slip.name, trailing=f"{len(slip.comments)} 条"), number)
                for number, slip in enumerate(self.slips)
            ]
        )
        self.schools.fit_height(most=8)
        if self.slips and self.schools.current_payload() is None:
            self.schools.select(0)
        self._show_slip()
        self._show_ready()

    @Slot()
    def _show_slip(self) -> None:
        place = self.schools.current_payload()
        lines = []
        if isinstance(place, int) and place < len(self.slips):
            for comment in self.slips[place].comments:
                where = place_of(bundled_pack(), comment.address) or "整份填报表"
                lines.append(f"{where}\n    {comment.text}")
        self.preview.setPlainText("\n".join(lines))

    @Slot()
    def _show_ready(self) -> None:
        self.issue.setEnabled(bool(self.slips) and bool(self.reason.toPlainText().strip()))

    # -- writing -------------------------------------------------------------------------------

    @Slot()
    def _on_issue(self) -> None:
        folder = self.desk.desktop.messages.folder("把各校的退回单保存到哪个文件夹")
        if folder is None:
            return
        slips, reason, due = self.slips, self.reason.toPlainText().strip(), self.due.text()

        def then(done: IssuedBatch) -> None:
            self._on_issued(done)
            sentence = f"已生成 {len(done.made)} 所学校的退回单，每校一个文件夹。"
            names = {slip.school: slip.name for slip in slips}
            faults = "　".join(f"{names[code]}：{fault}" for code, fault in done.faults.items())
            self.say_saved(
                sentence, folder, note=faults and f"有 {len(done.faults)} 所没有做成。{faults}"
            )

        self.desk.keyed_step(
            lambda desk: issue_batch(desk, slips, folder, reason=reason, due=due),
            owner=self,
            why="签发退回单要用区局的操作员密钥。",
            then=then,
            fail=self.fail,
        )

    def _on_issued(self, done: IssuedBatch) -> None:
        """What was sent is no longer waiting here; what failed is."""
        sent = {made.school for made in done.made}
        left = [
            replace(one, schools=frozenset(place.school for place in one.places) - sent)
            for one in self.chosen
        ]
        self.chosen = [one for one in left if one.schools]
        self._show_chosen()
        if not self.chosen:
            self.count.setText(_ALL_SENT)


def _text_box(name: str, *, lines: int) -> QPlainTextEdit:
    made = QPlainTextEdit()
    made.setAccessibleName(name)
    made.setTabChangesFocus(True)
    made.setFixedHeight(line_height() * (lines + 1))
    return made
