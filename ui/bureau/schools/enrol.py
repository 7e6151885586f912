"""EnrolFlow: from the schools' requests to their opening files, each fingerprint compared first."""

from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from operations.bureau.enrol import Enrolled, enrol_school, look_at_request
from operations.bureau.issue import IssuedBytes
from operations.bureau.store import Desk, unlock_authority
from operations.files import REQUEST, read_file, write_file
from ui.bureau.desk import BureauDesk
from ui.bureau.keys.authority import ask_authority
from ui.bureau.work_page import BureauPage
from ui.parts.check import CheckBox
from ui.parts.facts import FactRows
from ui.parts.form_dialog import FormDialog

_REQUESTS = "开户申请 (*.csr)"
_WHY = "签发开户文件要用区局的操作员密钥。"


class Request:
    """A request as it was read, and why it replaces an earlier certificate (perhaps ``""``)."""

    def __init__(self, content: bytes) -> None:
        found = look_at_request(content)
        self.content = content
        self.school = found.school
        self.fingerprint = found.fingerprint
        self.words = found.words
        self.replaces = ""


class EnrolDialog(FormDialog):
    """Shows one request; goes on only when its fingerprint was compared with the stamped sheet."""

    def __init__(self, parent: QWidget | None, request: Request, *, name: str, again: bool) -> None:
        text = "请把申请的指纹与学校盖章的申请表核对：输入纸上的指纹，或打电话逐字核对。"
        if again:
            text += "这所学校已经开过户：写明原因就同时吊销旧证书，留空则旧证书仍有效。"
        super().__init__(parent, title=f"给{name}开户", text=text, icon="user-plus")
        self._digits = _digits(request.fingerprint)
        facts = FactRows()
        facts.show_facts(
            [
                ("学校", f"{name}（{request.school}）"),
                ("申请指纹", request.fingerprint),
                ("电话核对", request.words),
            ]
        )
        self.body.insertWidget(self.body.count() - 1, facts)
        self.typed = self.entry(
            "纸上的指纹(&F)", "盖章申请表上的指纹", example="20 位，空格和大小写不影响"
        )
        self.replaces = self.entry(
            "吊销旧证书(&E)", "吊销旧证书的原因", example="例如“校长更换”“密钥遗失”，记入日志"
        )
        self.rows.setRowVisible(self.replaces, again)
        self.compared = CheckBox("已打电话逐字核对，完全一致(&T)")
        self.body.addWidget(self.compared)
        self.add_hint()
        self.add_buttons("指纹一致，开户", "不开户")
        self.typed.textChanged.connect(self._on_changed)
        self.compared.toggled.connect(self._on_changed)
        self._on_changed()
        self.typed.setFocus()

    @Slot()
    def _on_changed(self) -> None:
        typed = _digits(self.typed.text())
        same = typed == self._digits
        wrong = bool(typed) and not self._digits.startswith(typed)
        self.accept_button.setEnabled(same or (self.compared.isChecked() and not wrong))
        if wrong:
            self.tell("与申请的指纹不同。请再核对一遍，不一致就不要开户。", wrong=True)
        else:
            self.tell("指纹一致。" if same else "")


class EnrolFlow(QObject):
    """Several requests one after the other; the root key is asked for once and then forgotten."""

    def __init__(self, desk: BureauDesk, page: BureauPage) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page

    @Slot()
    def start(self, school: str = "") -> None:
        """Choose the requests; ``school`` is the one the officer is looking at."""
        messages = self._desk.desktop.messages
        paths = messages.open_files("选择学校的开户申请", pattern=_REQUESTS, many=not school)
        if paths:
            self._desk.run(
                lambda _: [Request(read_file(path, limit=REQUEST)) for path in paths],
                owner=self,
                then=lambda found: self._compare(found, str(school or "")),
                fail=self._page.fail,
            )

    def _compare(self, requests: list[Request], school: str) -> None:
        agreed = [item for item in requests if self._may_enrol(item, school)]
        given = ask_authority(self._desk, "开户要用根密钥签发证书。") if agreed else None
        if given is None:
            return
        key_file, passphrase = given

        def work(desk: Desk) -> list[Enrolled]:
            authority = unlock_authority(desk.store, key_file, passphrase)
            with desk.store.transaction():
                return [
                    enrol_school(desk, item.content, authority=authority, replaces=item.replaces)
                    for item in agreed
                ]

        self._desk.keyed_step(
            work, owner=self, why=_WHY, then=self._on_enrolled, fail=self._page.fail
        )

    def _may_enrol(self, request: Request, school: str) -> bool:
        listed = self._desk.facts.by_code.get(request.school)
        if school and request.school != school:
            self._page.refuse(
                f"这份开户申请是学校 {request.school} 的，不是 {school} 的，请核对文件。"
            )
            return False
        if listed is None or not listed.school.active:
            self._page.refuse(f"学校 {request.school} 不在名册中或已停用，请先核对学校名册。")
            return False
        dialog = EnrolDialog(
            self._page, request, name=listed.school.name, again=listed.certificate is not None
        )
        agreed = self._desk.desktop.messages.dialog(dialog)
        request.replaces = dialog.replaces.text().strip()
        dialog.deleteLater()
        return agreed

    def _on_enrolled(self, enrolled: list[Enrolled]) -> None:
        save_issued(
            self._desk,
            self._page,
            [item.opening for item in enrolled],
            done=f"{len(enrolled)} 所学校已开户，请把开户文件交给学校。",
            detail=f"根证书指纹（印在通知上）：{enrolled[0].root_fingerprint}",
        )


def save_issued(
    desk: BureauDesk, page: BureauPage, files: list[IssuedBytes], *, done: str, detail: str = ""
) -> None:
    """Write files for schools into a folder the officer chooses; they are kept in the store anyway."""
    folder = desk.desktop.messages.folder("把文件保存到哪个文件夹")
    if folder is None:
        later = (
            "文件还没有保存。回执可以在“导入上报包”页用“再存已发的回执”一次存下；"
            "其他文件在各学校的页面“发出的文件”中保存。"
        )
        page.say(done, tone="query", detail=later)
        return

    def work(_: object) -> Path:
        for item in files:
            write_file(folder / item.name, item.content, name=item.name)
        return folder

    saved = f"{len(files)} 个文件在 {folder}"
    desk.run(
        work,
        owner=page,
        then=lambda _: page.say(done, detail="　".join(part for part in (saved, detail) if part)),
        fail=page.fail,
    )


def _digits(text: str) -> str:
    return "".join(text.split()).replace("-", "").replace(":", "").lower()
