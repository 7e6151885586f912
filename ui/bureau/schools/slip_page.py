"""SlipPage: send a return back – the reason, and comments on single items of the forms."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import (
    QCompleter,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
)

from forms.places import place_of
from forms.spec import Pack
from forms.types.visible import one_line
from operations.bureau.sent.issue import (
    AlreadyReturned,
    IssuedBytes,
    SlipBefore,
    SlipComment,
    issue_return_slip,
    slip_before,
)
from operations.failures.explain import Failure
from operations.packs.bundled import bundled_pack
from ui.bureau.desk import BureauDesk
from ui.bureau.reason_card import ReasonCard
from ui.bureau.schools.colleagues_chip import ColleaguesChip
from ui.bureau.schools.enrol import save_issued
from ui.bureau.work_page import BureauPage, SlipAbout
from ui.metrics import space
from ui.models.row_list import ListRow, RowLook
from ui.parts.controls.buttons import button, button_row
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card
from ui.parts.rows.row_list import RowList

_NOTE = (
    "退回单由区局签名，学校读入后自动开始新的一版，只改有意见的地方，由校长重新签名上报。"
    "区局不能替学校改数。"
)

_ANEW, _BESIDE = "生成退回单(&K)…", "再发一份退回单(&K)…"
_STAYS = "您写的都还在这里，没有发出。学校已经有的意见不必再写；仍要补充的，可以再发一份。"
_BOTH = "再发一份，学校会收到两份退回单，两份的意见都要逐条回复。不发，您写的仍留在这一页。"


class SlipPage(BureauPage):
    """Reason and comments are kept per school until the slip is made."""

    def __init__(self, desk: BureauDesk) -> None:
        super().__init__(desk, "退回学校", note=_NOTE, back=True)
        self._items = _item_names(bundled_pack())
        column = QVBoxLayout()
        self.add_columns(column)
        column.addWidget(self._make_reason())
        column.addWidget(self._make_comments())
        column.addStretch(1)
        self.issue = button(_ANEW, icon="corner-up-left", style="primary")
        self.issue.clicked.connect(self._on_issue)
        self.add_buttons(self.issue)
        self.colleagues = ColleaguesChip(self)
        self.top.add_states(self.colleagues)
        self._told = 0

    def _make_reason(self) -> Card:
        card = ReasonCard(note="学校会看到这句话。", lines=4)
        self.reason, self.due = card.reason, card.due
        self.reason.textChanged.connect(self._on_reason)
        return card

    def _make_comments(self) -> Card:
        card = Card("对各项的意见", icon="list")
        rows = QFormLayout()
        space(rows, gap=1)
        self.item = QLineEdit()
        self.item.setAccessibleName("哪一项")
        self.item.setPlaceholderText("输入项目名称或编号的一部分，留空表示整份填报表")
        completer = QCompleter(list(self._items), self.item)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(10)
        if (popup := completer.popup()) is not None:
            popup.setProperty("part", "lines")
        self.item.setCompleter(completer)
        self.comment = QLineEdit()
        self.comment.setAccessibleName("意见")
        self.comment.setPlaceholderText("要学校做什么，例如“请核对不动产证后改正”")
        self.item.returnPressed.connect(self.comment.setFocus)
        self.comment.returnPressed.connect(self._on_add)
        rows.addRow("哪一项(&I)", self.item)
        rows.addRow("意见(&O)", self.comment)
        card.content.addLayout(rows)
        self.add = button("加入意见(&A)", icon="plus")
        self.add.clicked.connect(self._on_add)
        self.remove = button("去掉选中的意见", icon="trash-2", style="quiet")
        self.remove.clicked.connect(self._on_remove)
        card.content.addLayout(button_row(self.add, self.remove))
        self.list = RowList(self.desk.desktop.theme, "意见")
        self.empty = text_label("还没有对单项的意见。没有也可以退回。", style="muted")
        card.content.addWidget(self.list)
        card.content.addWidget(self.empty)
        return card

    # -- what is shown -------------------------------------------------------------------------

    @property
    def code(self) -> str:
        """学校标识码 of the school the slip is for."""
        return self.subject.school if isinstance(self.subject, SlipAbout) else ""

    @property
    def school_in_sight(self) -> str:
        return self.code

    @property
    def drafts(self) -> list[SlipComment]:
        """The comments so far."""
        return list(self.desk.slips.of(self.code))

    def show_subject(self, subject: object) -> None:
        """Take a school, and the item the officer was looking at."""
        super().show_subject(subject)
        address = subject.address if isinstance(subject, SlipAbout) else ""
        self.item.setText(self._name_of(address))
        self.comment.clear()
        self.reason.setPlainText(self.desk.slips.reason(self.code))
        self._told = 0

    @Slot()
    def refresh(self) -> None:
        """Show the school and the comments so far."""
        found = self.desk.facts.by_code.get(self.code)
        if found is None:
            return
        number = found.package.number if found.package else 0
        self.title.setText(f"退回 {found.school.name}　第 {number} 号上报包")
        self.colleagues.refresh()
        self._show_drafts()
        code = self.code
        self.desk.run(
            lambda store: slip_before(store, code),
            owner=self,
            then=lambda before: self._show_before(code, before),
            fail=self.fail,
        )

    def _show_before(self, code: str, before: SlipBefore | None) -> None:
        """Say at once that the package was returned meanwhile, unless the slip is one's own that is done."""
        if code != self.code:
            return
        self.issue.setText(_ANEW if before is None else _BESIDE)
        if before is None or before.number == self._told:
            return
        is_own = before.by == self.desk.actor.name
        if not is_own or code in self.desk.slips.schools():
            self._told = before.number
            why = f"原因：{one_line(before.reason)}"
            self.say(f"{before.told}。{why}", tone="query", detail=_STAYS)

    def _show_drafts(self) -> None:
        pack = bundled_pack()
        rows = [
            ListRow(
                RowLook(
                    draft.text,
                    subtitle=place_of(pack, draft.address) or "整份填报表",
                    icon="message-square",
                    tone="accent",
                    lines=2,
                ),
                place,
            )
            for place, draft in enumerate(self.drafts)
        ]
        self.list.show_rows(rows)
        self.list.fit_height(most=8)
        self.list.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.remove.setEnabled(bool(rows))
        self.issue.setEnabled(bool(self.reason.toPlainText().strip()))

    def focus_first(self) -> None:
        """Begin with the comment if an item was brought along, else with the reason."""
        (self.comment if self.item.text() else self.reason).setFocus()

    def _name_of(self, address: str) -> str:
        names = (name for name, known in self._items.items() if known == address)
        return next(names, address)

    # -- writing -------------------------------------------------------------------------------

    @Slot()
    def _on_reason(self) -> None:
        text = self.reason.toPlainText()
        self.desk.slips.keep_reason(self.code, text)
        self.issue.setEnabled(bool(text.strip()))

    @Slot()
    def _on_add(self) -> None:
        typed, text = self.item.text().strip(), self.comment.text().strip()
        address = self._items.get(typed, typed)
        if address and not place_of(bundled_pack(), address):
            self.refuse(f"表册中没有“{typed}”这一项，请从列表中选择。")
            self.item.setFocus()
            return
        if not text:
            self.refuse("请写明要学校做什么，再加入意见。")
            self.comment.setFocus()
            return
        self.strip.clear()
        self.desk.slips.add(self.code, SlipComment(address, text))
        self.item.clear()
        self.comment.clear()
        self.item.setFocus()
        self._show_drafts()

    @Slot()
    def _on_remove(self) -> None:
        place = self.list.current_payload()
        self.desk.slips.remove(self.code, place if isinstance(place, int) else -1)
        self._show_drafts()

    @Slot()
    def _on_issue(self) -> None:
        if self.comment.text().strip():
            self._on_add()
        self._issue(known=0)

    def _issue(self, *, known: int) -> None:
        """Make the slip; beside the one of another officer only if that is known and wanted."""
        self.strip.clear()
        code, reason, due = self.code, self.reason.toPlainText().strip(), self.due.text()
        comments = self.drafts
        self.desk.keyed_step(
            lambda desk: issue_return_slip(
                desk, code, reason=reason, comments=comments, due=due, known=known
            ),
            owner=self,
            why="签发退回单要用区局的操作员密钥。",
            then=self._on_issued,
            fail=self._on_failed,
        )

    def _on_failed(self, failure: Failure) -> None:
        error = failure.error
        if not isinstance(error, AlreadyReturned):
            self.fail(failure)
            return
        self._show_before(self.code, error.slip)
        if self.desk.desktop.messages.confirm(
            "这份上报包已经退回", f"{error.slip.told}。{_BOTH}", accept="仍然再发一份"
        ):
            self._issue(known=error.slip.number)

    def _on_issued(self, made: IssuedBytes) -> None:
        self.desk.slips.forget(self.code)
        self.reason.clear()
        self.due.clear()
        self._show_drafts()
        save_issued(self.desk, self, [made], done="退回单已生成，请交给学校读入。")


def _item_names(pack: Pack) -> dict[str, str]:
    """How each item is called in the list → its address."""
    found: dict[str, str] = {}
    for form in pack.school_forms:
        named = [(item.label, item.id) for item in form.fields()]
        named += [(table.label, table.id) for table in form.tables()]
        found |= {f"{form.label} › {label}（{item_id}）": item_id for label, item_id in named}
    return found
