"""ReviewPage: the principal sees exactly what is signed, then signs it or gives it back.

What would be signed is read, and what reads it loaded, once the briefing is painted; what makes packages
is loaded when he signs.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout

from forms.confirmation import Signatory
from forms.workflow import State
from operations.school.records import SchoolStore
from ui.metrics import space
from ui.parts.controls.buttons import button
from ui.parts.controls.check import CheckBox
from ui.parts.controls.why_not import allow
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card, Page
from ui.parts.page.facts import FactRows
from ui.parts.page.strips import MessageStrip
from ui.school.desk import SchoolDesk
from ui.school.points.comments_card import CommentsCard
from ui.school.review.answers_card import AnswersCard
from ui.school.review.briefing_card import BriefingCard
from ui.school.review.confirm_card import ConfirmCard
from ui.school.review.review_cards import (
    ListCard,
    address_in,
    change_rows,
    facts_to_sign,
    owner_facts,
    query_rows,
    signed_facts,
)

if TYPE_CHECKING:
    from operations.failures.explain import Failure
    from operations.school.signing.sign import SignedReturn
    from operations.school.signing.signing_preview import SigningPreview

_REMARKS = "还有 {} 条意见没有回复。签名以后填报员不能再改，要他改的请退回。"
_WAITING = "等统计人员和审核人确认后，校长才能确认和签名。"
_UNNAMED = "统计人员和审核人还没有登记：请先在“三人确认”中登记。"


class ReviewPage(Page):
    """From what it says to the passphrase, one card after the other."""

    def __init__(self, desk: SchoolDesk) -> None:
        super().__init__("审核与签名", note="校长不改数字：逐项核对，写意见退回，或用口令签名。")
        self._desk = desk
        self._preview: SigningPreview | None = None
        theme = desk.desktop.theme
        self.strip = MessageStrip()
        self.pin(self.strip)
        self._what = Card("要签名的内容", icon="file-text")
        self.facts = FactRows()
        self._what.content.addWidget(self.facts)
        self.changes = ListCard(desk.desktop, "与上一版相比的修改", "git-compare")
        self.queries = ListCard(desk.desktop, "经验校验和填报员的说明", "message-square-text")
        self.briefing = BriefingCard(desk.desktop)
        self.briefing.chosen.connect(desk.place_wanted)
        self.changes.list.chosen.connect(desk.place_wanted)
        self.queries.list.chosen.connect(desk.place_wanted)
        self.answers = AnswersCard(desk.desktop)
        self.comments = CommentsCard(desk, theme)
        self.three = ConfirmCard(desk)
        self._sign_card = self._make_sign_card()
        for card in (
            self._what,
            self.briefing,
            self.queries,
            self.changes,
            self.answers,
            self.comments,
            self.three,
            self._sign_card,
        ):
            self.column.addWidget(card)
        self.finish()
        desk.facts_changed.connect(self.refresh)
        desk.session.reloaded.connect(self.refresh)

    def _make_sign_card(self) -> Card:
        card = Card(
            "签名",
            note="先在窗口里查看要签名的文件，再输入口令签名。签名后内容不能再改，要修改须重新打开，"
            "形成新的一版。",
            icon="signature",
        )
        self.confirmed = CheckBox("我已核对以上内容，对数据的真实性负责(&T)")
        self.sign = button("查看并签名(&S)…", icon="signature", style="primary")
        self.give_back = button("退回填报员(&B)…", icon="corner-up-left", style="danger")
        self.confirmed.toggled.connect(self._on_ready)
        self.confirmed.clicked.connect(self._on_confirmed)
        self.sign.clicked.connect(self._on_sign)
        self.give_back.clicked.connect(self._on_give_back)
        self.waiting = text_label(style="muted")
        card.content.addWidget(self.waiting)
        card.content.addWidget(self.confirmed)
        row = QHBoxLayout()
        space(row, gap=1)
        row.addWidget(self.sign)
        row.addWidget(self.give_back)
        row.addStretch(1)
        card.content.addLayout(row)
        return card

    # -- showing -------------------------------------------------------------------------------

    @Slot()
    def refresh(self) -> None:
        """Read what would be signed, or say why nothing is to be signed now."""
        facts = self._desk.facts
        in_review = facts.state is State.IN_REVIEW
        self._sign_card.setVisible(in_review)
        if in_review and self._preview is None:
            self.facts.show_facts(facts_to_sign(facts, None))
        if not in_review or self._preview is None:  # else the keyboard would leave what is read
            for card in (self.three, self.answers, self.changes, self.queries):
                card.setVisible(False)
        self.comments.refresh()
        self._say_what_waits("")
        self._show_indicators()
        self._preview = None
        self._on_ready()
        if in_review:
            self.strip.clear()
            self._desk.desktop.runner.after_painting(self._read_preview, owner=self)
            return
        self._show_without_preview()

    def _read_preview(self) -> None:
        """Read on the store's thread what would be signed; the briefing above does not wait for it."""
        if self._desk.facts.state is State.IN_REVIEW:
            self._desk.run(
                _read_preview, owner=self, then=self._on_previewed, fail=self._on_not_previewed
            )

    def _show_without_preview(self) -> None:
        facts = self._desk.facts
        if facts.state is State.DRAFT:
            waiting = len(self._desk.session.open_problems())
            text = (
                f"还在填报中，有 {waiting} 个问题待处理。" if waiting else "还在填报中，尚未提交。"
            )
            self.strip.say(f"{text}填报员提交后，校长在这里审核签名。")
            self.facts.show_facts(owner_facts(facts))
        else:
            self.facts.show_facts(signed_facts(facts))

    def _on_not_previewed(self, failure: "Failure") -> None:
        self.facts.show_facts(owner_facts(self._desk.facts))
        self._on_failed(failure)

    def _on_previewed(self, preview: "SigningPreview") -> None:
        from operations.school.review.reading import lines_of

        self._preview = preview
        facts = self._desk.facts
        self.facts.show_facts(facts_to_sign(facts, preview))
        self._show_changes(preview)
        waiting = [(one.address, one.text) for one in facts.comments if one.is_open]
        changes = preview.since_last_revision or ()
        self.answers.show_lines(lines_of(self._desk.session.sheet, changes, waiting))
        self.answers.setVisible(True)
        self._show_confirmed(preview)
        self.queries.show_rows(query_rows(preview.explained), empty="没有需要说明的经验校验。")
        if facts.enrolment is None:
            self.strip.say("还没有开户，不能签名。请先在“密钥与开户”中完成开户。", tone="query")
        self._on_ready()

    def _show_confirmed(self, preview: "SigningPreview") -> None:
        self.three.show_confirmed(preview.confirmed)
        turn = preview.confirmed.next
        others = turn is not None and turn is not Signatory.HEAD
        unnamed = _UNNAMED if others and turn not in preview.confirmed.people else ""
        why_not = f"{unnamed}{_WAITING}" if others else ""
        allow(self.confirmed, why_not)
        self._say_what_waits(why_not)
        if preview.confirmed.rule.demanded:
            self.confirmed.setChecked(turn is None)

    def _say_what_waits(self, why_not: str) -> None:
        """Say before the decision whom it waits for, and what nobody has answered."""
        remarks = sum(comment.is_open for comment in self._desk.facts.comments)
        said = [_REMARKS.format(remarks) if remarks else "", why_not]
        self.waiting.setText("\n".join(filter(None, said)))
        self.waiting.setVisible(any(said))

    def _show_changes(self, preview: "SigningPreview") -> None:
        first = preview.since_last_revision is None
        empty = "这是第一版，没有可比的上一版。" if first else "与上一版相同。"
        self.changes.show_rows(change_rows(preview.since_last_revision), empty=empty)

    def _show_indicators(self) -> None:
        session = self._desk.session
        self.briefing.show_sheet(session.sheet, session.opened.last_year)

    @Slot()
    def _on_confirmed(self) -> None:
        """The tick is the head's confirmation; what is signed afterwards carries it."""
        preview = self._preview
        if not self.confirmed.isChecked() or preview is None or preview.confirmed.next is None:
            return
        self._desk.step(_confirm, owner=self, fail=self._on_failed)

    @property
    def commented_address(self) -> str:
        """The answer the principal has in focus; ``""`` for the whole return."""
        lists = (self.queries.list, self.changes.list, self.answers.list)
        return address_in((self.briefing.changes, *lists))

    def go_on(self) -> None:
        """Go to the decision, and there to what has to be done first."""
        if self._sign_card.isHidden():
            super().go_on()
            return
        turns = (self.sign, self.confirmed, self.three.confirm, self.three.people)
        self.ensureWidgetVisible(self._sign_card)
        for one in turns:
            if one.isEnabled() and one.isVisibleTo(self):
                one.setFocus()
                self.ensureWidgetVisible(one)
                return

    def search_here(self) -> bool:
        """Search among the answers, where there are any to be read."""
        found = self.answers.search_here()
        if found:
            self.show_part(self.answers)
        return found

    # -- deciding ------------------------------------------------------------------------------

    @Slot()
    def _on_ready(self) -> None:
        allow(self.sign, self._why_not_signed())

    def _why_not_signed(self) -> str:
        if self._desk.facts.enrolment is None:
            return "还没有开户，不能签名。"
        if self.confirmed.isChecked() and self._preview is not None:
            return ""
        return "请先核对，并在上面勾选“我已核对以上内容”。"

    @Slot()
    def _on_sign(self) -> None:
        """Draw what would be signed now, to be read first."""
        if not self.sign.isEnabled() or self._preview is None:
            return
        from operations.school.signing.sign import draw_report, sign_seen
        from ui.school.signing.signing import Signing

        actor = self._desk.principal
        self.setFocus()  # else Qt passes the keyboard on to the button that gives the return back
        self.sign.setEnabled(False)
        self.strip.say("正在准备要签名的文件，请稍候…")
        facts = tuple(facts_to_sign(self._desk.facts, self._preview))
        Signing(
            self._desk,
            self.window(),
            facts,
            draw=draw_report,
            sign=lambda store, passphrase, seen: sign_seen(store, passphrase, seen, actor=actor),
        ).begin(shown=self._on_shown, signed=self._on_signed, fail=self._on_failed)

    def _on_shown(self) -> None:
        self.strip.clear()
        self._on_ready()
        self.sign.setFocus()

    def _on_signed(self, signed: "SignedReturn") -> None:
        self.confirmed.setChecked(False)
        self.strip.say(
            f"已签名：第 {signed.number} 号上报包，签名人 {signed.signer.name}。",
            tone="ok",
            detail="下一步：导出上报包交给区局。",
        )

    @Slot()
    def _on_give_back(self) -> None:
        reason = self._desk.desktop.messages.text(
            "退回填报员",
            "填报员会看到退回的原因和各处的意见，修改后再提交。",
            label="退回原因",
            accept="退回",
        )
        if reason is None:
            return
        from operations.school.check import send_back

        actor = self._desk.principal
        self._desk.step(
            lambda store: send_back(store, actor=actor, reason=reason),
            owner=self,
            fail=self._on_failed,
        )

    def _on_failed(self, failure: "Failure") -> None:
        self._on_ready()
        self.strip.fail(failure)


def _read_preview(store: SchoolStore) -> "SigningPreview":
    from operations.school.signing.signing_preview import preview_signature

    return preview_signature(store)


def _confirm(store: SchoolStore) -> None:
    from operations.school.signing.sign import confirm_as_head

    confirm_as_head(store)
