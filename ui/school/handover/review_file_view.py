"""ReviewFileView: the principal opens a review file on his own computer, and answers it."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from forms.live.last_year import LastYearAnswers
from forms.places import place_of
from forms.problems import Severity
from operations.failures.explain import Failure
from operations.files import read_file, write_file
from operations.school.handover.answer import (
    Answered,
    answer_review,
    note_answered,
)
from operations.school.handover.open import OpenedReview, open_review
from operations.school.handover.sign import draw_review, sign_review
from operations.school.records import SchoolStore
from operations.school.review.reading import lines_of
from operations.school.signing.seen_report import SeenReport
from operations.school.signing.sign import unlock_school_key
from ui.dialogs.replacing import write_asking
from ui.metrics import space
from ui.models.row_list import ListRow, RowLook
from ui.parts.controls.buttons import button, button_row
from ui.parts.controls.why_not import WhyNot, allow
from ui.parts.labels.texts import text_label
from ui.parts.page.cards import Card
from ui.parts.page.facts import FactRows, grouped
from ui.parts.page.saved import say_saved
from ui.parts.page.strips import MessageStrip
from ui.school.desk import SchoolDesk
from ui.school.review.answers_card import AnswersCard
from ui.school.review.briefing_card import BriefingCard
from ui.school.review.review_cards import ListCard, address_in, change_rows, query_rows
from ui.school.signing.signing import Signing

_FILES = "送审文件 (*.yhr)"
_REMARKED = "写了意见的不能同时签名，请退回填报员，或删去意见。"


@dataclass(frozen=True)
class _Opened:
    """A review file and what it holds."""

    content: bytes
    review: OpenedReview


class ReviewFileView(QWidget):
    """Cards from what the file is to the answer; everything goes back in one file.

    They stand one below the other on the page, as on the page of the clerk's store.
    """

    shown = Signal(bool)
    """Whether a review file is open."""
    wanted = Signal(QWidget)
    """A part of it that is to be in sight."""

    def __init__(self, desk: SchoolDesk, strip: MessageStrip) -> None:
        super().__init__()
        self._desk = desk
        self._strip = strip
        self._opened: _Opened | None = None
        self._remarks: list[tuple[str, str]] = []
        self._address = ""
        self.briefing = BriefingCard(desk.desktop)
        self.changes = ListCard(desk.desktop, "与上一版相比的修改", "git-compare")
        self.queries = ListCard(desk.desktop, "经验校验和填报员的说明", "message-square-text")
        self.answers = AnswersCard(desk.desktop)
        self._lists = (
            *(self.briefing.changes, self.queries.list),
            *(self.changes.list, self.answers.list),
        )
        for shown in self._lists:
            shown.chosen.connect(self._on_chosen)
        for shown in self._lists[:-1]:
            shown.chosen.connect(self._show_line)
        self._parts = (
            *(self._make_what(), self.briefing, self.queries, self.changes, self.answers),
            *(self._make_remarks(), self._make_decision()),
        )
        column = QVBoxLayout(self)
        space(column, gap=2)
        column.addWidget(self._make_opening())
        for part in self._parts:
            column.addWidget(part)
        self._show_parts(shown=False)

    def _make_opening(self) -> Card:
        self._opening = Card(
            "校长的电脑",
            note="在放着签名密钥的填报库里打开送审文件，看过之后写意见、退回，或者确认并签名；答复存成一个文件，交回填报员。",
            icon="signature",
        )
        self.open = button("打开送审文件(&O)…", icon="folder-open")
        self.open.clicked.connect(self._on_open)
        self._opening.content.addLayout(button_row(self.open))
        return self._opening

    def _make_what(self) -> Card:
        card = Card("要签名的内容", icon="file-text")
        self.facts = FactRows()
        self.hindrance = text_label()
        self.close_file = button("合上送审文件(&Q)", icon="x", style="quiet")
        self.close_file.clicked.connect(self._on_close)
        card.content.addWidget(self.facts)
        card.content.addWidget(self.hindrance)
        card.content.addLayout(button_row(self.close_file))
        return card

    def _make_remarks(self) -> Card:
        self.remarks = ListCard(self._desk.desktop, "要带回去的意见", "message-square")
        self.comment = button("写意见(&M)…", icon="message-square", style="quiet")
        self.comment.setToolTip("对选中的一项写意见（Ctrl+M）")
        self.drop = button("删去选中的意见(&D)", icon="trash-2", style="quiet")
        self.comment.clicked.connect(self._on_comment)
        self.drop.clicked.connect(self._on_drop)
        self.remarks.list.chosen.connect(self._on_remark)
        self.remarks.content.addLayout(button_row(self.comment, self.drop))
        return self.remarks

    def _make_decision(self) -> Card:
        card = self.decision = Card(
            "答复",
            note="先在窗口里查看要签名的文件，再输入口令签名；签名的文件和意见都存成答复，交回填报员。",
            icon="signature",
        )
        self.sign = button("查看、确认并签名(&S)…", icon="signature", style="primary")
        self.give_back = button("退回并保存答复(&B)…", icon="corner-up-left", style="danger")
        self.only_comments = button("只带回意见(&K)…", icon="save")
        self.sign.clicked.connect(self._on_sign)
        self.give_back.clicked.connect(self._on_give_back)
        self.only_comments.clicked.connect(self._on_only_comments)
        card.content.addLayout(button_row(self.sign, self.give_back, self.only_comments))
        self._why_not = WhyNot(self.sign)
        card.content.addWidget(self._why_not)
        return card

    def _show_parts(self, *, shown: bool) -> None:
        self._opening.setVisible(not shown)
        for part in self._parts:
            part.setVisible(shown)

    def go_on(self) -> None:
        """Put the keyboard where the answer is decided."""
        (self.sign if self.sign.isEnabled() else self.give_back).setFocus()

    # -- looking -------------------------------------------------------------------------------

    @Slot()
    def _on_open(self) -> None:
        for path in self._desk.desktop.messages.open_files("打开送审文件", pattern=_FILES):
            self.open_file(path)

    def open_file(self, path: Path) -> None:
        """Open a review file of the clerk's."""

        def opened(store: SchoolStore) -> _Opened:
            content = read_file(path)
            return _Opened(content, open_review(store, content))

        self._desk.run(opened, owner=self, then=self._on_opened, fail=self._strip.fail)

    def _on_opened(self, opened: _Opened) -> None:
        self._opened, self._remarks, self._address = opened, [], ""
        self.comment.setText("写意见(&M)…")
        self._strip.clear()
        self._show_parts(shown=True)
        review = opened.review
        sheet = review.sheet
        given = "、".join(f"{one.signatory.label}{one.name}" for one in review.given)
        record = sheet.record
        self.facts.show_facts(
            [
                ("学校", f"{self._desk.facts.meta.school_name}（{record.school_code}）"),
                ("报告期", f"{record.period} 年，第 {record.revision} 版，未签名"),
                ("已确认", given or "还没有人确认"),
                ("内容摘要", grouped(review.digest)),
            ]
        )
        self.hindrance.setText(review.hindrance)
        self.hindrance.setVisible(bool(review.hindrance))
        self.briefing.show_sheet(sheet, LastYearAnswers(sheet, sheet.context.last))
        explained = [one for one in sheet.problems if one.severity is Severity.QUERY]
        self.queries.show_rows(query_rows(explained), empty="没有需要说明的经验校验。")
        self.changes.show_rows(
            change_rows(review.changes),
            empty="没有可比的上一版。" if review.changes is None else "与上一版相同。",
        )
        self._show_remarks()
        self._on_ready()
        self._desk.show_review(record.revision)
        self.shown.emit(True)

    @Slot()
    def _on_close(self) -> None:
        """Nothing is kept of the file; remarks that were not sent are given up only when asked."""
        waiting = len(self._remarks)
        if not waiting or self._desk.desktop.messages.confirm(
            "合上送审文件？",
            f"写下的 {waiting} 条意见还没有带回，合上就没有了。",
            accept="合上",
            danger=True,
        ):
            self._close()

    def _close(self) -> None:
        self._opened, self._remarks = None, []
        self._show_parts(shown=False)
        self._desk.show_review(None)
        self.shown.emit(False)

    def _show_remarks(self) -> None:
        if self._opened is not None:
            review = self._opened.review
            self.answers.show_lines(lines_of(review.sheet, review.changes or (), self._remarks))
        pack = self._desk.session.pack
        rows = [
            ListRow(
                RowLook(
                    text, subtitle=place_of(pack, address) if address else "整份填报表", lines=3
                ),
                number,
            )
            for number, (address, text) in enumerate(self._remarks)
        ]
        self.remarks.show_rows(rows, empty="还没有意见。先选中上面的一行再写，就是对那一项的意见。")
        allow(self.only_comments, "" if rows else "还没有写意见。")
        self.drop.setVisible(bool(rows))

    # -- answering -----------------------------------------------------------------------------

    @Slot()
    def _on_ready(self) -> None:
        opened = self._opened
        hindrance = opened.review.hindrance if opened is not None else "还没有打开送审文件。"
        self._why_not.say(hindrance or (_REMARKED if self._remarks else ""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ctrl+M comments on the row in focus, as on the page of the clerk's store."""
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and event.key() == Qt.Key.Key_M and self._opened is not None:
            if address := address_in(self._lists):
                self._on_chosen(address)
            self._on_comment()
        else:
            super().keyPressEvent(event)

    @Slot()
    def _on_comment(self) -> None:
        address = self._address
        place = place_of(self._desk.session.pack, address) if address else "整份填报表"
        text = self._desk.desktop.messages.text(
            "写意见",
            f"对“{place}”的意见，随答复带回给填报员。有意见的不能同时签名。",
            label="意见",
            accept="记下",
        )
        if text is not None:
            self._remarks.append((address, text))
            self._show_remarks()
            self._on_ready()

    @Slot(object)
    def _on_remark(self, payload: object) -> None:
        """Show the line a remark is about."""
        if isinstance(payload, int):
            self._show_line(self._remarks[payload][0])

    @Slot(object)
    def _show_line(self, address: object) -> None:
        """Lead to a line among all the answers: there is no form to go to."""
        if self.answers.show_line(str(address)):
            self.wanted.emit(self.answers)
            self.answers.list.lead_the_page()  # where the page is lower than the list

    @Slot()
    def _on_drop(self) -> None:
        marked = self.remarks.list.current_payload()
        if not isinstance(marked, int):
            self._strip.say("请先在“要带回去的意见”里选中一条。", tone="query")
            return
        del self._remarks[marked]
        self._show_remarks()
        self._on_ready()

    @Slot(object)
    def _on_chosen(self, payload: object) -> None:
        self._address = str(payload)
        pack = self._desk.session.pack
        self.comment.setText(f"对“{place_of(pack, self._address)}”写意见(&M)…")

    @Slot()
    def _on_sign(self) -> None:
        """Show the very PDF that is signed; he confirms and signs it there."""
        opened = self._opened
        if opened is None or not self.sign.isEnabled():
            return
        content = opened.content

        def sign(store: SchoolStore, passphrase: str, seen: SeenReport) -> Answered:
            key = unlock_school_key(store, passphrase)
            return sign_review(store, content, key=key, seen=seen)

        self.sign.setEnabled(False)
        self._strip.say("正在准备要签名的文件，请稍候…")
        facts = tuple(fact for fact in self.facts.facts() if fact[0] != "内容摘要")
        Signing(
            self._desk,
            self.window(),
            facts,
            draw=lambda store: draw_review(store, content),
            sign=sign,
        ).begin(shown=self._on_shown, signed=self._save, fail=self._on_failed)

    def _on_shown(self) -> None:
        self._strip.clear()
        self._on_ready()

    def _on_failed(self, failure: Failure) -> None:
        self._on_ready()
        self._strip.fail(failure)

    @Slot()
    def _on_give_back(self) -> None:
        reason = self._desk.desktop.messages.text(
            "退回填报员",
            "填报员读入答复后会看到退回的原因和各处的意见，修改后再送审。",
            label="退回原因",
            accept="退回",
        )
        if reason is not None:
            self._answer(reason=reason)

    @Slot()
    def _on_only_comments(self) -> None:
        self._answer()

    def _answer(self, *, reason: str = "") -> None:
        """Make an answer without a signature, then save it."""
        opened = self._opened
        if opened is None:
            return
        content, remarks, person = opened.content, tuple(self._remarks), self._desk.principal.name
        self._desk.run(
            lambda store: answer_review(
                store, content, person=person, remarks=remarks, reason=reason
            ),
            owner=self,
            then=self._save,
            fail=self._strip.fail,
        )

    def _save(self, made: Answered) -> None:
        """Ask where the answer goes; one that was not saved is made again."""
        folder = self._desk.desktop.messages.folder("答复保存到哪个文件夹或 U 盘")
        if folder is None:
            self._strip.say("答复没有保存，请再做一次并选择保存的地方。", tone="query")
            return

        def write(store: SchoolStore, replace: bool) -> tuple[Path, Answered]:
            path = write_file(folder, made.file.content, name=made.file.name, replace=replace)
            note_answered(store, made)
            return path, made

        write_asking(
            self._desk,
            write,
            changes=True,
            owner=self,
            then=self._on_answered,
            fail=self._strip.fail,
        )

    def _on_answered(self, done: tuple[Path, Answered]) -> None:
        path, made = done
        self._close()
        sentence = f"答复（{made.decision.label}）已保存，请交回填报员，在填报员的电脑上读入。"
        say_saved(self._strip, sentence, path)
