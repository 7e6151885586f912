"""EnrolFlow: from the schools' requests to their opening files, each fingerprint compared first."""

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from operations.bureau.schools.enrol import Enrolled, enrol_school
from operations.bureau.schools.requests import SchoolRequest, SortedRequests, sort_requests
from operations.bureau.sent.issue import IssuedBytes
from operations.bureau.store import Desk, unlock_authority
from operations.files import REQUEST, read_file, write_files
from operations.keys.locked_keys import DIFFERENT_FINGERPRINT, ComparedFingerprint
from ui.bureau.desk import BureauDesk
from ui.bureau.keys.authority import ask_authority
from ui.bureau.work_page import BureauPage
from ui.dialogs.form_dialog import FormDialog
from ui.dialogs.replacing import write_asking
from ui.parts.controls.check import CheckBox
from ui.parts.page.facts import FactRows

_REQUESTS = "开户申请 (*.csr)"
_WHY = "签发开户文件要用区局的操作员密钥。"


class FingerprintDialog(FormDialog):
    """Shows one request; goes on only when its fingerprint was compared with the stamped sheet.

    What else is asked is added before :meth:`finish`.
    """

    def __init__(
        self, parent: QWidget | None, request: SchoolRequest, *, title: str, text: str
    ) -> None:
        super().__init__(parent, title=title, text=text, icon="user-plus")
        self.request = request
        school, asked = request.school, request.request
        facts = FactRows()
        facts.show_facts(
            [
                ("学校", f"{school.name}（{school.code}）"),
                ("申请指纹", asked.fingerprint),
                ("电话核对", asked.words),
            ]
        )
        self.body.insertWidget(self.body.count() - 1, facts)
        self.typed = self.entry(
            "纸上的指纹(&F)", "盖章申请表上的指纹", example="20 位，空格和大小写不影响"
        )

    def finish(self, accept: str, refuse: str) -> None:
        """Add the rest, with these two buttons."""
        self.compared = CheckBox("已打电话逐字核对，完全一致(&T)")
        self.body.addWidget(self.compared)
        self.add_hint()
        self.add_buttons(accept, refuse)
        self.typed.textChanged.connect(self.on_changed)
        self.compared.toggled.connect(self.on_changed)
        self.on_changed()
        self.typed.setFocus()

    @property
    def is_filled(self) -> bool:
        """Whether what else is asked has its answer."""
        return True

    @Slot()
    def on_changed(self) -> None:
        """Let the dialog be accepted once all is there and the fingerprint was compared."""
        compared = self.request.compare(self.typed.text())
        same = compared is ComparedFingerprint.SAME
        wrong = compared is ComparedFingerprint.DIFFERENT
        agreed = same or (self.compared.isChecked() and not wrong)
        self.accept_button.setEnabled(agreed and self.is_filled)
        if wrong:
            self.tell(DIFFERENT_FINGERPRINT, wrong=True)
        else:
            self.tell("指纹一致。" if same else "")


class EnrolDialog(FingerprintDialog):
    """A school's request for its opening file."""

    def __init__(self, parent: QWidget | None, request: SchoolRequest) -> None:
        text = "请把申请的指纹与学校盖章的申请表核对：输入纸上的指纹，或打电话逐字核对。"
        if request.again:
            text += "这所学校已经开过户：写明原因就同时吊销旧证书，留空则旧证书仍有效。"
        super().__init__(parent, request, title=f"给{request.school.name}开户", text=text)
        self.replaces = self.entry(
            "吊销旧证书(&E)", "吊销旧证书的原因", example="例如“校长更换”“密钥遗失”，记入日志"
        )
        self.rows.setRowVisible(self.replaces, request.again)
        self.finish("指纹一致，开户", "不开户")


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
                lambda store: sort_requests(
                    store,
                    [read_file(path, limit=REQUEST) for path in paths],
                    school=str(school) if school else None,
                ),
                owner=self,
                then=self._compare,
                fail=self._page.fail,
            )

    def _compare(self, requests: SortedRequests) -> None:
        if requests.faults:
            self._page.refuse("".join(requests.faults))
        agreed = [
            (item, reason) for item in requests.good if (reason := self._agreed(item)) is not None
        ]
        given = ask_authority(self._desk, "开户要用根密钥签发证书。") if agreed else None
        if given is None:
            return
        key_file, passphrase = given

        def work(desk: Desk) -> list[Enrolled]:
            authority = unlock_authority(desk.store, key_file, passphrase)
            with desk.store.transaction():
                return [
                    enrol_school(desk, item.content, authority=authority, replaces=reason)
                    for item, reason in agreed
                ]

        self._desk.keyed_step(
            work, owner=self, why=_WHY, then=self._on_enrolled, fail=self._page.fail
        )

    def _agreed(self, request: SchoolRequest) -> str | None:
        """Show a request: why it replaces a certificate (perhaps ``""``), or that it is not taken."""
        dialog = EnrolDialog(self._page, request)
        agreed = self._desk.desktop.messages.dialog(dialog)
        reason = dialog.replaces.text().strip()
        dialog.deleteLater()
        return reason if agreed else None

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

    contents = {item.name: item.content for item in files}
    note = "　".join(part for part in (f"共 {len(files)} 个文件", detail) if part)
    write_asking(
        desk,
        lambda _, replace: write_files(folder, contents, replace=replace),
        owner=page,
        then=lambda _: page.say_saved(done, folder, note=note),
        fail=page.fail,
    )
