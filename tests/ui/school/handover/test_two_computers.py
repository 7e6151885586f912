"""The whole way over two computers: two stores, two homes, an edit on the way, a slip, the next revision."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from pytestqt.qtbot import QtBot

from forms.edits import SetAnswer
from forms.reply import PointReply, ReplyKind
from forms.workflow import State
from operations.bureau.sent.issue import (
    SlipComment,
    issue_receipt,
    issue_return_slip,
    waiting_for_receipt,
)
from operations.bureau.store import Desk, open_bureau
from operations.clock import now
from operations.demo.run import PASSPHRASE, DemoFiles
from operations.school.check import send_back, submit_return
from operations.school.points.points import read_points
from operations.school.points.returned import answer_comment
from storage.school.store import SchoolStore
from tests.operations import staging
from tests.operations.staging import CLERK, import_package
from tests.operations.two_computers import CELL, NOW, submitted, two_computers
from tests.support import environment
from tests.ui.keys import press
from ui.app import make_window
from ui.desktop import Desktop
from ui.messages import Request
from ui.models.row_list import LOOK_ROLE
from ui.parts.page.cards import Page
from ui.recent import recent_places
from ui.school.delivery.delivery_page import DeliveryPage
from ui.school.face import SchoolFace
from ui.school.handover.handover_page import HandoverPage
from ui.school.keys.keys_page import KeysPage
from ui.school.review.review_page import ReviewPage
from ui.school.signing.sign_dialog import SignDialog
from ui.shell import MainWindow
from ui.verify.dialog import VerifyDialog

LATER = "14"
"""What the clerk corrects the cell to after the bureau's slip."""


@dataclass
class Computers:
    """One window; with a store comes the home of the computer it lies on."""

    window: MainWindow
    desktop: Desktop
    clerks: Path
    principals: Path
    stick: Path

    def sit_at(self, store: Path) -> HandoverPage:
        """Go to the computer of a store and open it there."""
        self.window.go_home()
        home = store.parent / f"home of {store.stem}"
        home.mkdir(exist_ok=True)
        environment.move_home(home)
        QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(home))
        self.window.open_store(store)
        assert recent_places() == (store,), "the other computer's stores are not known here"
        return self.handover

    @property
    def face(self) -> SchoolFace:
        face = self.window.face
        assert isinstance(face, SchoolFace)
        return face

    def page(self, name: str) -> Page:
        self.face.pages.show_page(name)
        page = self.face.pages.currentWidget()
        assert isinstance(page, Page)
        return page

    @property
    def handover(self) -> HandoverPage:
        page = self.page("page.handover")
        assert isinstance(page, HandoverPage)
        return page

    @property
    def delivery(self) -> DeliveryPage:
        page = self.page("page.delivery")
        assert isinstance(page, DeliveryPage)
        return page

    def state(self) -> State:
        return self.face.desk.facts.state

    def told(self) -> tuple[str, str, bool, bool]:
        """State and next step in the header; whether sections and findings of the store are shown."""
        face = self.face
        return (
            face.header.state.text(),
            face.header.next.accessibleName(),
            not face.side.sections.isHidden(),
            not face.aside.isHidden(),
        )

    def send(self, *replacing: bool) -> None:
        self.desktop.messages.script(str(self.stick), *replacing)
        self.handover.save.click()
        assert "送审文件已保存" in self.handover.strip.text()

    def take(self) -> str:
        self.desktop.messages.script([str(self.stick / "2142100001-2024-answer.yhr")])
        self.handover.take.click()
        return self.handover.strip.text()

    def export(self) -> Path:
        """Export the package; where it is."""
        self.desktop.messages.script(str(self.stick))
        delivery = self.delivery
        delivery.export.click()
        assert "号上报包已导出" in delivery.strip.text()
        return self.stick / dict(delivery.exported.facts.facts())["文件名"]

    def read_reply(self, content: bytes) -> str:
        path = self.stick / "reply.asice"
        path.write_bytes(content)
        self.desktop.messages.script([str(path)])
        delivery = self.delivery
        delivery.reply.click()
        return delivery.strip.text()


@pytest.fixture
def computers(qtbot: QtBot, desktop: Desktop, demo: DemoFiles, tmp_path: Path) -> Computers:
    clerk, theirs, opening = two_computers(demo.school_stores[0], tmp_path)
    window = make_window(desktop)
    qtbot.addWidget(window, before_close_func=lambda _: window.go_home())
    window.resize(1366, 768)
    window.show()
    stick = tmp_path / "U 盘"
    stick.mkdir()
    found = Computers(window, desktop, clerk, theirs, stick)
    found.sit_at(theirs)
    keys = found.page("page.keys")
    assert isinstance(keys, KeysPage)
    desktop.messages.script([str(opening)], True)
    keys.opening.click()
    assert found.told()[0] == "填报中"
    return found


@pytest.fixture
def bureau(demo: DemoFiles, tmp_path: Path) -> Iterator[Desk]:
    district = staging.copy_of(demo, tmp_path / "district")
    with open_bureau(district.bureau) as store:
        yield staging.desk_at(district, store)


@pytest.mark.slow
def test_from_the_first_review_file_to_a_second_package_chained_to_the_first(
    computers: Computers, bureau: Desk
) -> None:
    comment_and_give_back(computers)
    sign_and_meet_an_edit(computers)
    first = computers.export()
    assert import_package(bureau, first).accepted
    [waiting] = waiting_for_receipt(bureau.store)
    assert "区局已接收" in computers.read_reply(issue_receipt(bureau, waiting).content)
    assert computers.told()[0] == "区局已接收"
    today = now().astimezone().date()
    said = computers.delivery.standing.text()
    assert said == f"区局已接收第 2 号上报包（{today}），不需要再导出。"
    review = computers.page("page.review")
    assert isinstance(review, ReviewPage)
    assert dict(review.facts.facts())["区局接收"].startswith(f"第 2 号，{today}")
    answer_slip(computers, bureau)
    sign_the_second(computers)
    assert import_package(bureau, computers.export()).accepted
    every = sorted(bureau.store.packages.all("2142100001"), key=lambda one: one.number)
    assert [one.number for one in every] == [1, 2, 3]
    assert every[2].previous == every[1].identity


def comment_and_give_back(computers: Computers) -> None:
    computers.sit_at(computers.clerks)
    computers.send()
    page = computers.sit_at(computers.principals)
    messages = computers.desktop.messages
    messages.script([str(computers.stick / "2142100001-2024-review.yhr")])
    page.answer.open.click()
    assert computers.told() == ("送审文件，待审", "审核送审文件", False, False)
    assert "第 2 版送审文件" in computers.face.header.line.text()
    assert page.title.text() == "审核送审文件"
    comment_by_key(computers, page)
    assert not page.answer.decision.sign.isEnabled()  # there are comments
    messages.script("先核对", str(computers.stick))
    page.answer.decision.give_back.click()
    assert "答复（退回修改）已保存" in page.strip.text()
    assert computers.told() == ("校长审核用", "打开送审文件", True, False)
    assert "版" not in computers.face.header.line.text()
    computers.sit_at(computers.clerks)
    assert "张样例退回了填报表：先核对" in computers.take()
    computers.face.desk.step(submitted, owner=computers.window)


def comment_by_key(computers: Computers, page: HandoverPage) -> None:
    answers = page.answer.answers
    computers.window.activateWindow()
    answers.list.setFocus()
    answers.list.select(CELL)
    computers.desktop.messages.script(comment_asked)
    press(answers.list, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    assert answers.list.rows.find(CELL).data(LOOK_ROLE).beside == ("请核对",)


def comment_asked(request: Request) -> str:
    assert "小学少数民族学生" in request.text
    return "请核对"


def sign_and_meet_an_edit(computers: Computers) -> None:
    """The clerk edits while the principal signs; changed back, the signature holds."""
    computers.send(True)
    computers.sit_at(computers.principals)
    computers.desktop.messages.script(open_in_store)
    computers.window.open_file(computers.stick / "2142100001-2024-review.yhr")
    sign(computers)
    page = computers.sit_at(computers.clerks)
    computers.face.desk.step(edited, owner=page)
    assert "送审以后这里又改了 1 处" in computers.take()
    assert not page.edited.isHidden()
    assert computers.state() is State.DRAFT
    computers.face.desk.step(edited_back, owner=page)
    assert "张样例已签名，可以导出上报包。" in computers.take()
    assert computers.state() is State.SIGNED


def open_in_store(dialog: VerifyDialog) -> bool:
    dialog.reviewer.click()
    return bool(dialog.result())


def sign(computers: Computers) -> None:
    page = computers.face.pages.currentWidget()
    assert isinstance(page, HandoverPage)
    assert page.answer.decision.sign.isEnabled()
    computers.desktop.messages.script(read_and_sign, str(computers.stick), True)
    page.answer.decision.sign.click()
    assert "答复（已签名）已保存" in page.strip.text()


def read_and_sign(dialog: SignDialog) -> bool:
    """The very PDF is on the screen; the passphrase signs it."""
    assert dialog.reader is not None
    assert len(dialog.reader.views) > 1
    dialog.passphrase.first.setText(PASSPHRASE)
    dialog.sign.click()
    return bool(dialog.result())


def edited(store: SchoolStore) -> None:
    send_back(store, actor=CLERK, reason="再改")
    store.answers.write([SetAnswer(CELL, "15")], actor=CLERK)


def edited_back(store: SchoolStore) -> None:
    store.answers.write([SetAnswer(CELL, NOW)], actor=CLERK)
    submit_return(store, actor=CLERK)


def answer_slip(computers: Computers, bureau: Desk) -> None:
    """The bureau asks about the cell; the clerk corrects it, replies and submits again."""
    slip = issue_return_slip(
        bureau, "2142100001", reason="与学籍不符。", comments=[SlipComment(CELL, "请再核对。")]
    )
    computers.read_reply(slip.content)
    facts = computers.face.desk.facts
    assert (facts.state, facts.revision) == (State.DRAFT, 3)
    computers.face.desk.step(corrected, owner=computers.window)


def corrected(store: SchoolStore) -> None:
    store.answers.write([SetAnswer(CELL, LATER)], actor=CLERK)
    waiting = [point.comment for point in read_points(store) if point.comment.is_open]
    for comment in waiting:
        answer_comment(store, comment.id, PointReply(ReplyKind.CHANGED, "按学籍改"), actor=CLERK)
    submitted(store)


def sign_the_second(computers: Computers) -> None:
    """The principal begins where he opens files, and sees what has changed since his signature."""
    computers.send(True)
    computers.window.go_home()
    computers.sit_at(computers.principals)
    computers.desktop.messages.script([str(computers.stick / "2142100001-2024-review.yhr")])
    computers.face.header.next.click()
    page = computers.handover
    assert "第 3 版送审文件" in computers.face.header.line.text()
    assert [row.payload for row in page.answer.answers.list.rows.rows][1:] == [CELL]
    (change,) = page.answer.changes.list.rows.rows
    assert change.look.subtitle == f"{NOW} → {LATER}"
    sign(computers)
    computers.sit_at(computers.clerks)
    assert "张样例已签名，可以导出上报包。" in computers.take()
