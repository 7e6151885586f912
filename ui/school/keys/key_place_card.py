"""KeyPlaceCard: the principal's key goes to his own computer, and is taken into the store there."""

from pathlib import Path

from PySide6.QtCore import Slot

from operations.files import KEY, read_file
from operations.school.keys.key_moving import has_key, move_key
from operations.school.keys.renew import restore_key
from operations.school.keys.requests import RequestFile
from ui.parts.controls.buttons import button, button_row
from ui.parts.page.cards import Card
from ui.parts.page.saved import say_saved
from ui.parts.page.strips import MessageStrip
from ui.school.desk import SchoolDesk

_NOTE = (
    "校长在自己的电脑上签名时，密钥放在那台电脑的填报库里，这里不用有。"
    "移出时写到 U 盘，读回核对一致才从这里删除；"
    "在那边新建同一学校同一年的填报库，读入移来的密钥，再读入开户文件。"
)
_MOVED = "签名密钥已移出，读回核对一致，填报库里不再有。请交给校长；以前的备份里可能还有它，没有口令打不开。"


class KeyPlaceCard(Card):
    """One button where the key lies here, the other where it does not."""

    def __init__(self, desk: SchoolDesk, strip: MessageStrip) -> None:
        super().__init__("校长的密钥放在哪台电脑", note=_NOTE, icon="usb")
        self._desk = desk
        self._strip = strip
        self.move_out = button("把密钥移到 U 盘…", icon="usb")
        self.take_in = button("读入移来的密钥…", icon="key-round")
        self.move_out.clicked.connect(self._on_move)
        self.take_in.clicked.connect(self._on_take)
        self.content.addLayout(button_row(self.move_out, self.take_in))

    def refresh(self) -> None:
        """Read whether the key lies here."""
        self._desk.run(has_key, owner=self, then=self._show)

    def _show(self, is_here: bool) -> None:
        waits = self._desk.facts.request is not None and self._desk.facts.request.waiting
        self.move_out.setVisible(is_here)
        self.take_in.setVisible(not is_here)
        self.move_out.setEnabled(self._desk.facts.enrolment is not None and not waits)

    @Slot()
    def _on_move(self) -> None:
        messages = self._desk.desktop.messages
        folder = messages.folder("把密钥移到哪个 U 盘或文件夹")
        if folder is None:
            return
        passphrase = messages.passphrase(
            "输入校长的签名口令", "打不开的密钥不移出。口令不变，在校长的电脑上照样用它签名。"
        )
        if passphrase is None:
            return
        actor = self._desk.principal
        self._desk.step(
            lambda store: move_key(store, folder, passphrase, actor=actor),
            owner=self,
            then=self._on_moved,
            fail=self._strip.fail,
        )

    def _on_moved(self, path: Path) -> None:
        say_saved(self._strip, _MOVED, path)

    @Slot()
    def _on_take(self) -> None:
        messages = self._desk.desktop.messages
        paths = messages.open_files("读入移来的密钥", pattern="密钥文件 (*.age)")
        if not paths:
            return
        passphrase = messages.passphrase("输入校长的签名口令", "用原来的口令打开移来的密钥。")
        if passphrase is None:
            return
        path, actor = paths[0], self._desk.principal
        self._desk.step(
            lambda store: restore_key(store, read_file(path, limit=KEY), passphrase, actor=actor),
            owner=self,
            then=self._on_taken,
            fail=self._strip.fail,
        )

    def _on_taken(self, _: RequestFile) -> None:
        enrolled = self._desk.facts.enrolment is not None
        after = "可以签名了。" if enrolled else "下一步：读入区局原来的开户文件。"
        self._strip.say(f"密钥已在这个填报库里。{after}", tone="ok")
