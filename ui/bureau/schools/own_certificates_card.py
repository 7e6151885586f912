"""OwnCertificatesCard: certificates for a school's 统计人员 and 审核人, each request compared first."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from forms.confirmation import Signatory
from operations.bureau.schools.own_keys import (
    Office,
    OwnCertificate,
    certify,
    own_certificates,
    revoke_own,
)
from operations.bureau.schools.requests import SchoolRequest, SortedRequests, sort_requests
from operations.bureau.store import unlock_authority
from operations.files import REQUEST, read_file, write_file
from ui.bureau.keys.authority import ask_authority, ask_revocation
from ui.bureau.schools.enrol import FingerprintDialog
from ui.bureau.work_page import BureauPage
from ui.models.row_list import ListRow, RowLook
from ui.parts.controls.buttons import button, button_row
from ui.parts.controls.segments import Segments
from ui.parts.page.cards import Card
from ui.parts.rows.row_list import RowList

_OFFICES = (Signatory.STATISTICIAN, Signatory.REVIEWER)
_NOTE = "学校愿意的，统计人员、审核人可以用自己的密钥签名确认。"
_TEXT = "请把申请的指纹与盖章的申请表核对，姓名和身份照申请表填写。同一身份以前的证书随即吊销。"


class OfficeDialog(FingerprintDialog):
    """The request, as what its holder signs, and his name."""

    def __init__(self, parent: QWidget | None, request: SchoolRequest) -> None:
        super().__init__(parent, request, title=f"给{request.school.name}颁发签名证书", text=_TEXT)
        self.office = Segments("身份", [(one.value, one.label) for one in _OFFICES], small=False)
        self.rows.addRow("身份", self.office)
        self.name = self.entry("姓名(&M)", "申请表上的姓名", example="写进证书")
        self.name.textChanged.connect(self.on_changed)
        self.finish("指纹一致，颁发证书", "不颁发")

    @property
    def is_filled(self) -> bool:
        """Whether the name is there."""
        return bool(self.name.text().strip())

    @property
    def chosen(self) -> Office:
        """Who is certified as what."""
        signatory = Signatory(self.office.current)
        return Office(self.request.school.code, signatory, self.name.text().strip())


class OwnCertificatesCard(Card):
    """Those in force; one more, or one less."""

    def __init__(self, page: BureauPage) -> None:
        super().__init__("统计人员、审核人的证书", note=_NOTE, icon="user-check")
        self._page = page
        self._code = ""
        self._shown: Sequence[OwnCertificate] = ()
        self.list = RowList(page.desk.desktop.theme, "统计人员、审核人的证书")
        self.certify = button("颁发…", icon="user-plus")
        self.revoke = button("吊销选中的…", icon="shield-x", style="danger")
        self.again = button("再存选中的…", icon="save")
        self.again.clicked.connect(self._on_again)
        self.certify.clicked.connect(self._on_certify)
        self.revoke.clicked.connect(self._on_revoke)
        self.content.addWidget(self.list)
        self.content.addLayout(button_row(self.certify, self.again, self.revoke))

    def show_school(self, code: str) -> None:
        """Read what a school has."""
        self._code = code
        self._page.desk.run(
            lambda store: own_certificates(store, code),
            owner=self,
            then=self._show,
            fail=self._page.fail,
        )

    def _show(self, found: Sequence[OwnCertificate]) -> None:
        self._shown = found
        self.list.show_rows([ListRow(_look(one), one.office.signatory) for one in found])
        self.list.fit_height(most=len(_OFFICES))
        self.list.setVisible(bool(found))
        self.again.setVisible(bool(found))
        self.revoke.setVisible(bool(found))

    # -- issuing -------------------------------------------------------------------------------

    @Slot()
    def _on_certify(self) -> None:
        desk, code = self._page.desk, self._code
        paths = desk.desktop.messages.open_files("选择证书申请", pattern="证书申请 (*.csr)")
        if paths:
            desk.run(
                lambda store: sort_requests(
                    store, [read_file(path, limit=REQUEST) for path in paths], school=code
                ),
                owner=self,
                then=self._compare,
                fail=self._page.fail,
            )

    def _compare(self, requests: SortedRequests) -> None:
        if requests.faults:
            self._page.refuse("".join(requests.faults))
        for request in requests.good:
            dialog = OfficeDialog(self._page, request)
            agreed = self._page.desk.desktop.messages.dialog(dialog)
            office = dialog.chosen
            dialog.deleteLater()
            if agreed:
                self._issue(request.content, office)

    def _issue(self, request: bytes, office: Office) -> None:
        desk = self._page.desk
        given = ask_authority(desk, "颁发证书要用根密钥。")
        if given is None:
            return
        (key_file, passphrase), actor = given, desk.actor
        desk.step(
            lambda store: certify(
                store,
                request,
                office,
                request_fingerprint=None,
                authority=unlock_authority(store, key_file, passphrase),
                actor=actor,
            ),
            owner=self,
            then=self._save,
            fail=self._page.fail,
        )

    def _save(self, made: OwnCertificate) -> None:
        desk = self._page.desk
        said = f"{made.office.signatory.label}{made.office.name}的证书已颁发"
        target = desk.desktop.messages.save_file(
            "保存证书", suggestion=Path.home() / made.name, pattern="证书 (*.cer)"
        )
        if target is None:
            self._page.say(f"{said}，还没有保存；选中列表中的证书可以再存。", tone="query")
            return
        desk.run(
            lambda _: write_file(target, made.content, name=made.name, replace=True),
            owner=self,
            then=partial(self._on_saved, said),
            fail=self._page.fail,
        )

    def _on_saved(self, said: str, path: Path) -> None:
        self._page.say_saved(f"{said}，请把文件交给学校读入。", path)

    @property
    def _marked(self) -> OwnCertificate | None:
        marked = self.list.current_payload()
        found = next((one for one in self._shown if one.office.signatory == marked), None)
        if found is None:
            self._page.refuse("请先在列表中选中一张证书。")
        return found

    @Slot()
    def _on_again(self) -> None:
        if (found := self._marked) is not None:
            self._save(found)

    # -- taking back ---------------------------------------------------------------------------

    @Slot()
    def _on_revoke(self) -> None:
        desk, found = self._page.desk, self._marked
        if found is None:
            return
        office = found.office
        asked = ask_revocation(
            desk,
            f"吊销后{office.name}的签名不再有效，带着它的上报包会被拒收。已经接收的不受影响。",
            example="“换人”“密钥遗失”",
        )
        if asked is None:
            return
        actor = desk.actor
        desk.step(
            lambda store: revoke_own(
                store,
                office.school,
                office.signatory,
                authority=unlock_authority(store, asked.key_file, asked.passphrase),
                actor=actor,
                reason=asked.reason,
            ),
            owner=self,
            then=lambda _: self._page.say(f"已吊销{office.signatory.label}{office.name}的证书。"),
            fail=self._page.fail,
        )


def _look(found: OwnCertificate) -> RowLook:
    return RowLook(
        f"{found.office.signatory.label}　{found.office.name}",
        icon="badge-check",
        tone="ok",
        trailing=f"有效期至 {found.not_after.astimezone():%Y-%m-%d}",
    )
