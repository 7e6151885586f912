"""The school's whole job in the window, as a user does it: keys, paste, passphrase, file choosers."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from forms.workflow import State
from operations.bureau.schools.enrol import enrol_school
from operations.bureau.schools.roster import put_roster
from operations.bureau.sent.issue import (
    SlipComment,
    issue_receipt,
    issue_return_slip,
    waiting_for_receipt,
)
from operations.bureau.store import BureauPlan, NewBureau, create_bureau
from operations.school.exchange.fill import fill_from_document
from tests.operations.staging import import_package
from tests.support.places import EXAMPLES
from tests.ui.ime import commit
from tests.ui.keys import press
from ui.app import make_window
from ui.desktop import Desktop
from ui.editors.base import FieldEditor
from ui.entry.paste_preview import PastePreview
from ui.entry.places import Place
from ui.models.row_list import LOOK_ROLE
from ui.school.delivery.delivery_page import DeliveryPage
from ui.school.face import SchoolFace
from ui.school.keys.keys_page import KeysPage
from ui.school.review.review_page import ReviewPage
from ui.school.signing.sign_dialog import SignDialog
from ui.shell import MainWindow
from ui.start.new_school_page import NewSchoolPage

pytestmark = pytest.mark.usefixtures("cheap_passphrases")

CELL = "pupils.minority_primary"
CTRL = Qt.KeyboardModifier.ControlModifier
PASSPHRASE = "后院的芝麻今年开了十七朵花"
OTHER_PASSPHRASE = "前院的桂花今年一直没有开"


@dataclass
class Clerk:
    """Drives one window with keyboard and scripted choosers."""

    window: MainWindow
    desktop: Desktop
    qtbot: QtBot

    @property
    def face(self) -> SchoolFace:
        face = self.window.face
        assert isinstance(face, SchoolFace)
        return face

    def type_on(self, text: str) -> None:
        widget = QApplication.focusWidget()
        assert widget is not None
        commit(widget, text)

    def key(
        self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        target: QWidget = QApplication.focusWidget() or self.window
        press(target, key, modifier)

    def editor(self, address: str) -> FieldEditor:
        place = Place(address.partition(".")[0], 0)
        return self.face.entry.pages.page(place).fields[address]


@pytest.fixture
def clerk(qtbot: QtBot, desktop: Desktop) -> Clerk:
    window = make_window(desktop)
    qtbot.addWidget(window, before_close_func=lambda _: window.go_home())
    window.resize(1366, 768)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return Clerk(window, desktop, qtbot)


@pytest.fixture
def document() -> dict[str, Any]:
    text = (EXAMPLES / "primary.json").read_text(encoding="utf-8")
    found: dict[str, Any] = json.loads(text)["input"]
    return found


@pytest.fixture
def bureau(tmp_path: Path) -> NewBureau:
    plan = BureauPlan("420104", "硚口区教育局", 2024, "周样例")
    made = create_bureau(tmp_path / "bureau.yhb", plan, passphrase="bureau passphrase")
    rows = [
        ["code", "name", "type", "principal"],
        ["2142100001", "样例小学", "211", "张样例"],
    ]
    put_roster(made.desk.store, rows, actor=made.desk.actor)
    return made


def state_of(clerk: Clerk) -> State:
    return clerk.face.desk.facts.state


def create(clerk: Clerk, path: Path) -> None:
    clerk.window.start_page.new_school.click()
    page = clerk.window.start_page._stack.currentWidget()
    assert isinstance(page, NewSchoolPage)
    page.code.setFocus()
    page.period.clear()
    for text in ("2142100001", "样例小学", "2024", "王样例"):
        clerk.type_on(text)
        clerk.key(Qt.Key.Key_Return)
    clerk.desktop.messages.script(str(path))
    page.accept.click()


def paste_classes(clerk: Clerk, rows: list[list[object]]) -> None:
    face = clerk.face
    face.entry.pages.show_place(Place("pupils", 0))
    table = face.entry.pages.page(Place("pupils", 0)).tables["pupils.classes"]
    table.add.click()
    block = "\n".join("\t".join(str(cell) for cell in row) for row in rows)
    QGuiApplication.clipboard().setText(block)
    seen: list[str] = []

    def accept(dialog: PastePreview) -> bool:
        seen.append(dialog.windowTitle())
        return dialog.accept_button.isEnabled()

    clerk.desktop.messages.script(accept)
    table.view.setCurrentIndex(table.model.index(0, 0))
    table.view.setFocus()
    clerk.key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert seen == ["粘贴表格"]
    assert table.model.rowCount() == len(rows)


def type_postcode(clerk: Clerk) -> None:
    clerk.face.entry.pages.go_to("profile.postcode")
    clerk.type_on("４３００３")
    clerk.key(Qt.Key.Key_Return)
    page = clerk.face.entry.pages.page(Place("profile", 1))
    editor = page.fields["profile.postcode"]
    assert editor.input_text() == "43003"
    assert editor.view.tone == "error"
    clerk.face.entry.pages.go_to("profile.postcode")
    clerk.type_on("430030")
    clerk.key(Qt.Key.Key_Return)
    assert editor.view.tone == ""


def enrol(clerk: Clerk, bureau: NewBureau, folder: Path) -> None:
    face = clerk.face
    face.pages.show_page("page.keys")
    page = face.pages.currentWidget()
    assert isinstance(page, KeysPage)
    page.passphrase.first.setText(PASSPHRASE)
    page.passphrase.second.setText(PASSPHRASE)
    clerk.desktop.messages.script(str(folder / "request.csr"))
    page.request.click()
    assert page.strip.text() == "开户申请已保存，请把文件交给区局。"
    request = (folder / "request.csr").read_bytes()
    opening = folder / "opening.asice"
    enrolled = enrol_school(bureau.desk, request, authority=bureau.authority)
    opening.write_bytes(enrolled.opening.content)
    clerk.desktop.messages.script([str(opening)], lambda asked: "指纹" in asked.options["detail"])
    page.opening.click()
    assert "开户完成" in page.strip.text()
    assert not page.present.isHidden()
    assert not page.passphrase.isVisible(), "nobody has to do the steps again"
    assert page.focusProxy() is page.again


def ask_for_another_key(clerk: Clerk) -> None:
    page = clerk.face.pages.currentWidget()
    assert isinstance(page, KeysPage)
    page.again.setFocus()
    clerk.key(Qt.Key.Key_Return)
    assert page.passphrase.first.hasFocus()
    page.passphrase.first.setText(OTHER_PASSPHRASE)
    page.passphrase.second.setText(OTHER_PASSPHRASE)
    clerk.desktop.messages.script(lambda asked: "仍用现在的密钥和口令签名" in asked.text, None)
    page.request.click()
    assert "申请文件还没有保存" in page.strip.text()
    assert not page.waiting.isHidden()
    assert page.request.isHidden()


def confirm_by_two(clerk: Clerk) -> None:
    """The school says once who is who; two of the three confirm, the principal cannot before them."""
    page = clerk.face.pages.currentWidget()
    assert isinstance(page, ReviewPage)
    messages = clerk.desktop.messages
    assert page.three.confirm.isHidden()
    assert not page.confirmed.isEnabled()
    messages.script("王样例", "李样例")
    page.three.people.click()
    for name in ("统计人员王样例", "审核人李样例"):
        assert name in page.three.confirm.text()
        messages.script(True)
        page.three.confirm.click()
    assert page.three.confirm.isHidden()
    assert page.confirmed.isEnabled()


def sign(clerk: Clerk, passphrase: str) -> tuple[ReviewPage, str]:
    """Read and sign; the page, and what the dialog said."""
    page = clerk.face.pages.currentWidget()
    assert isinstance(page, ReviewPage)
    if not page.confirmed.isChecked():
        page.confirmed.click()
    assert page.sign.isEnabled()

    def with_passphrase(dialog: SignDialog) -> bool:
        assert page.sign.hasFocus(), "not the button that gives the return back"
        dialog.passphrase.first.setText(passphrase)
        press(dialog.passphrase.first, Qt.Key.Key_Return)
        said.append(f"{dialog.strip.text()}{dialog.strip.accessibleName()}")
        return True

    said: list[str] = []
    clerk.desktop.messages.script(with_passphrase)
    page.sign.setFocus()
    press(page.sign, Qt.Key.Key_Space)
    return page, said[0]


def export_again(clerk: Clerk, delivery: DeliveryPage, package: Path) -> None:
    """The package is encrypted anew, so the one that is there is replaced only when asked."""
    content, messages = package.read_bytes(), clerk.desktop.messages
    messages.script(str(package.parent), False)
    delivery.export.click()
    assert messages.shown[-1].title == "替换已有的文件？"
    assert ("没有写" in delivery.strip.text(), package.read_bytes()) == (True, content)
    messages.script(str(package.parent), True)
    delivery.export.click()
    assert "第 1 号上报包已导出" in delivery.strip.text()
    assert package.read_bytes() != content


def comment_and_give_back(clerk: Clerk) -> None:
    """The principal comments on the line in focus by one key, and gives the return back."""
    page = clerk.face.pages.currentWidget()
    assert isinstance(page, ReviewPage)
    page.answers.list.setFocus()
    page.answers.list.select(CELL)
    clerk.desktop.messages.script(lambda asked: "请核对。" if "少数民族" in asked.text else None)
    clerk.key(Qt.Key.Key_M, CTRL)
    assert page.answers.list.rows.find(CELL).data(LOOK_ROLE).beside == ("请核对。",)
    clerk.desktop.messages.script("有一处要核对。")
    page.give_back.click()
    assert state_of(clerk) is State.DRAFT


def submit(clerk: Clerk) -> None:
    clerk.desktop.messages.script(True)
    clerk.key(Qt.Key.Key_F9)
    assert state_of(clerk) is State.IN_REVIEW
    assert not clerk.face.desk.session.editable


def correct(clerk: Clerk, value: str) -> None:
    """The clerk changes what was asked about, answers the point, and submits again."""
    face = clerk.face
    face.entry.pages.go_to(CELL)
    face.desk.session.set_text(CELL, value)
    clerk.desktop.messages.script(True)
    clerk.key(Qt.Key.Key_M, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert face.banner.rest.text() == "意见都已回复，可以重新提交。"
    submit(clerk)


def second_revision(clerk: Clerk, bureau: NewBureau, folder: Path) -> None:
    """A slip opens it; only what changed is shown; its package follows the first in the chain."""
    face, messages = clerk.face, clerk.desktop.messages
    slip = issue_return_slip(
        bureau.desk, "2142100001", reason="与学籍不符。", comments=[SlipComment(CELL, "请再核对。")]
    )
    path = folder / "slip.asice"
    path.write_bytes(slip.content)
    delivery = face.pages.currentWidget()
    assert isinstance(delivery, DeliveryPage)
    messages.script([str(path)])
    delivery.reply.click()
    assert (state_of(clerk), face.desk.facts.revision) == (State.DRAFT, 2)
    correct(clerk, "14")
    page = face.pages.currentWidget()
    assert isinstance(page, ReviewPage)
    assert [row.payload for row in page.answers.list.rows.rows][1:] == [CELL]
    for _ in range(2):
        messages.script(True)
        page.three.confirm.click()
    page, _ = sign(clerk, PASSPHRASE)
    assert "已签名：第 2 号上报包" in page.strip.text()
    clerk.key(Qt.Key.Key_F9)
    messages.script(str(folder))
    delivery.export.click()
    assert import_package(bureau.desk, folder / "2142100001-2024-0002.asice.age").accepted
    first, second = sorted(bureau.desk.store.packages.all("2142100001"), key=lambda one: one.number)
    assert second.previous == first.identity


@pytest.mark.slow
def test_from_the_empty_store_to_the_receipt(
    clerk: Clerk, document: dict[str, Any], bureau: NewBureau, tmp_path: Path
) -> None:
    create(clerk, tmp_path / "样例小学-2024.yhs")
    face = clerk.face
    assert face.desk.facts.meta.school_name == "样例小学"
    assert face.header.state.text() == "填报中"
    assert "继续填写" in face.header.next.text()

    classes = document.pop("pupils.classes")
    document["profile"].pop("postcode")
    actor = face.desk.clerk
    face.desk.step(
        lambda store: fill_from_document(store, document, actor=actor, find=lambda _: b"file"),
        owner=face,
    )
    paste_classes(clerk, classes["rows"])
    type_postcode(clerk)
    assert [problem.code for problem in face.desk.session.open_problems()] == []
    assert "提交审核" in face.header.next.text()
    assert face.header.saved.text().startswith("已保存")

    enrol(clerk, bureau, tmp_path)
    ask_for_another_key(clerk)
    submit(clerk)
    comment_and_give_back(clerk)
    correct(clerk, "12")
    confirm_by_two(clerk)
    _, said = sign(clerk, "不是这个口令")
    assert "口令不对" in said
    assert "大写锁定" in said
    assert state_of(clerk) is State.IN_REVIEW
    page, _ = sign(clerk, PASSPHRASE)
    assert "已签名：第 1 号上报包" in page.strip.text()
    assert state_of(clerk) is State.SIGNED

    clerk.key(Qt.Key.Key_F9)
    delivery = face.pages.currentWidget()
    assert isinstance(delivery, DeliveryPage)
    clerk.desktop.messages.script(str(tmp_path))
    delivery.export.click()
    package = tmp_path / "2142100001-2024-0001.asice.age"
    assert package.read_bytes().startswith(b"age-encryption.org/v1")
    assert state_of(clerk) is State.DELIVERED
    export_again(clerk, delivery, package)

    assert import_package(bureau.desk, package).accepted
    receipt = tmp_path / "receipt.asice"
    [waiting] = waiting_for_receipt(bureau.desk.store)
    receipt.write_bytes(issue_receipt(bureau.desk, waiting).content)
    clerk.desktop.messages.script([str(receipt)])
    delivery.reply.click()
    assert "区局已接收" in delivery.strip.text()
    assert state_of(clerk) is State.ACCEPTED
    assert face.header.state.text() == "区局已接收"
    second_revision(clerk, bureau, tmp_path)
    bureau.desk.store.close()
