"""DecisionCard: the principal signs a review file, gives it back, or sends his remarks alone."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal, Slot

from operations.failures.explain import Failure
from operations.files import write_file
from operations.school.handover.answer import Answered, answer_review, note_answered
from operations.school.handover.sign import draw_review, sign_review
from operations.school.records import SchoolStore
from operations.school.signing.seen_report import SeenReport
from operations.school.signing.sign import unlock_school_key
from ui.dialogs.replacing import write_asking
from ui.parts.controls.buttons import button, button_row
from ui.parts.controls.why_not import WhyNot, allow
from ui.parts.page.cards import Card
from ui.parts.page.saved import say_saved
from ui.parts.page.strips import MessageStrip
from ui.school.desk import SchoolDesk
from ui.school.signing.signing import Signing

_REMARKED = "写了意见的不能同时签名，请退回填报员，或删去意见。"

Remarks = tuple[tuple[str, str], ...]
"""Address and text of each remark."""


@dataclass(frozen=True)
class ToDecide:
    """The review file that is decided about.

    Attributes:
        content: The file.
        hindrance: Why it cannot be signed here; ``""`` if it can.
        facts: Label and value of what stands beside the pages while they are read before signing.

    """

    content: bytes
    hindrance: str
    facts: tuple[tuple[str, str], ...]


class DecisionCard(Card):
    """Makes the answer and saves it as one file."""

    answered = Signal()
    """The answer is saved."""

    def __init__(
        self, desk: SchoolDesk, strip: MessageStrip, remarks: Callable[[], Remarks]
    ) -> None:
        super().__init__(
            "答复",
            note="先在窗口里查看要签名的文件，再输入口令签名；签名的文件和意见都存成答复，交回填报员。",
            icon="signature",
        )
        self._desk = desk
        self._strip = strip
        self._remarks = remarks
        self._file: ToDecide | None = None
        self.sign = button("查看、确认并签名(&S)…", icon="signature", style="primary")
        self.give_back = button("退回并保存答复(&B)…", icon="corner-up-left", style="danger")
        self.only_comments = button("只带回意见(&K)…", icon="save")
        self.sign.clicked.connect(self._on_sign)
        self.give_back.clicked.connect(self._on_give_back)
        self.only_comments.clicked.connect(self._on_only_comments)
        self.content.addLayout(button_row(self.sign, self.give_back, self.only_comments))
        self._why_not = WhyNot(self.sign)
        self.content.addWidget(self._why_not)

    def decide(self, file: ToDecide | None) -> None:
        """Be about this file; ``None`` when none is open."""
        self._file = file
        self.refresh()

    @Slot()
    def refresh(self) -> None:
        """Offer what can be done now: who remarked something cannot sign."""
        remarks, file = self._remarks(), self._file
        hindrance = file.hindrance if file is not None else "还没有打开送审文件。"
        self._why_not.say(hindrance or (_REMARKED if remarks else ""))
        allow(self.only_comments, "" if remarks else "还没有写意见。")

    def go_on(self) -> None:
        """Put the keyboard where the answer is decided."""
        (self.sign if self.sign.isEnabled() else self.give_back).setFocus()

    @Slot()
    def _on_sign(self) -> None:
        """Show the very PDF that is signed; he confirms and signs it there."""
        file = self._file
        if file is None or not self.sign.isEnabled():
            return
        content = file.content

        def sign(store: SchoolStore, passphrase: str, seen: SeenReport) -> Answered:
            key = unlock_school_key(store, passphrase)
            return sign_review(store, content, key=key, seen=seen)

        self.sign.clearFocus()  # else Qt passes the keyboard on to the button that gives it back
        self.sign.setEnabled(False)
        self._strip.say("正在准备要签名的文件，请稍候…")
        Signing(
            self._desk,
            self.window(),
            file.facts,
            draw=lambda store: draw_review(store, content),
            sign=sign,
        ).begin(shown=self._on_shown, signed=self._save, fail=self._on_failed)

    def _on_shown(self) -> None:
        self._strip.clear()
        self.refresh()
        self.sign.setFocus()

    def _on_failed(self, failure: Failure) -> None:
        self.refresh()
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
        if self._file is None:
            return
        content, remarks = self._file.content, self._remarks()
        person = self._desk.principal.name
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
        self.answered.emit()
        sentence = f"答复（{made.decision.label}）已保存，请交回填报员，在填报员的电脑上读入。"
        say_saved(self._strip, sentence, path)
