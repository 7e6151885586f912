"""ReplyDialog: answer one point of principal or bureau: it was changed, or it is explained."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from forms.places import place_of
from forms.record import split_address
from forms.reply import PointReply, ReplyKind, reply_fault
from operations.school.points.points import Point, read_points
from operations.school.points.returned import answer_comment
from operations.school.records import Origin
from ui.dialogs.prompts import PromptDialog
from ui.entry.remarks import author_of
from ui.entry.row_titles import row_titles
from ui.metrics import characters, line_height
from ui.parts.controls.segments import Segments
from ui.parts.labels.texts import text_label
from ui.school.desk import SchoolDesk

_WIDTH = 40
_HINTS = {
    ReplyKind.CHANGED: "已经改好。可以写一句怎样改的，也可以不写。",
    ReplyKind.EXPLAINED: "没有改动，因为原来的填报没有错。请写明原因，并写上日期、文号或数字。",
}
_SAVED = {
    Origin.PRINCIPAL: "回复已保存，校长审核时看得到。",
    Origin.BUREAU: "回复已保存，随下一份上报包交给区局。",
}


class ReplyDialog(PromptDialog):
    """The point, the two ways to answer it, and the words."""

    def __init__(self, parent: QWidget | None, point: Point, place: str) -> None:
        comment = point.comment
        super().__init__(
            parent,
            title="回复意见",
            text=f"{author_of(comment)}对“{place}”的意见：{comment.text}",
            icon="corner-up-left",
        )
        self.setMinimumWidth(characters(_WIDTH))
        if point.values:
            self.body.addWidget(text_label(point.values, style="strong"))
        self.kind = Segments(
            "怎样处理", [(kind.value, kind.label) for kind in ReplyKind], small=False
        )
        self.body.addWidget(self.kind)
        given = comment.reply
        self.edit = QPlainTextEdit("" if given is None else given.text)
        self.edit.setTabChangesFocus(True)
        self.edit.setAccessibleName("回复的内容")
        self.edit.setFixedHeight(line_height() * 5)
        self.body.addWidget(self.edit)
        self.hint = text_label(style="small")
        self.body.addWidget(self.hint)
        self.add_buttons("保存回复")
        explains = point.before is not None and not point.is_changed
        first = ReplyKind.EXPLAINED if explains else ReplyKind.CHANGED
        self.kind.choose((first if given is None else given.kind).value)
        self.kind.chosen.connect(self._on_changed)
        self.edit.textChanged.connect(self._on_changed)
        self._on_changed()
        self.edit.setFocus()

    def reply(self) -> PointReply:
        """What would be answered."""
        return PointReply(ReplyKind(self.kind.current), self.edit.toPlainText().strip())

    @Slot()
    def _on_changed(self) -> None:
        reply = self.reply()
        fault = reply_fault(reply)
        self.accept_button.setEnabled(not fault)
        self.hint.setText(fault if fault and reply.text else _HINTS[reply.kind])


def ask_reply(desk: SchoolDesk, number: int, *, owner: QObject) -> None:
    """Ask how a point is answered, and keep the answer."""

    def ask(points: tuple[Point, ...]) -> None:
        point = next((one for one in points if one.comment.id == number), None)
        if point is None:
            return
        session, address = desk.session, point.comment.address
        rows = row_titles(session, split_address(address)[0])
        place = place_of(session.pack, address, rows) or "整份填报表"
        dialog = ReplyDialog(desk.desktop.messages.window, point, place)
        if not desk.desktop.messages.dialog(dialog):
            return
        reply, actor = dialog.reply(), desk.clerk
        desk.step(
            lambda store: answer_comment(store, number, reply, actor=actor),
            owner=owner,
            then=lambda _: desk.said.emit(_SAVED[point.comment.origin], "ok"),
        )

    desk.run(read_points, owner=owner, then=ask)
