"""Two computers in the window: the clerk saves and takes, the principal opens, comments and signs."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from forms.edits import SetAnswer
from forms.workflow import State
from operations.demo.run import PASSPHRASE, DemoFiles
from operations.school.check import send_back, submit_return
from operations.school.review.save import make_review
from operations.school.store import open_school
from storage.school.store import SchoolStore
from tests.operations import staging
from tests.operations.staging import CLERK
from tests.operations.two_computers import CELL, NOW, submitted, two_computers
from tests.ui.keys import press
from ui.app import make_window
from ui.desktop import Desktop
from ui.messages import Request
from ui.school.face import SchoolFace
from ui.school.handover_page import HandoverPage
from ui.school.keys_page import KeysPage
from ui.school.signing.sign_dialog import SignDialog
from ui.verify.dialog import VerifyDialog

Open = Callable[[Path], HandoverPage]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> DemoFiles:
    return staging.demo_in(tmp_path_factory.getbasetemp())


@pytest.fixture
def stores(demo: DemoFiles, tmp_path: Path) -> tuple[Path, Path, Path]:
    """The clerk's store in review, the principal's with the key, and the opening file."""
    return two_computers(demo.school_stores[0], tmp_path)


@pytest.fixture
def opened(qtbot: QtBot, desktop: Desktop) -> Open:
    """Open a store in the one window, at the page."""
    window = make_window(desktop)
    qtbot.addWidget(window, before_close_func=lambda _: window.go_home())
    window.resize(1366, 768)
    window.show()

    def at(path: Path) -> HandoverPage:
        window.go_home()
        window.open_store(path)
        face = window.face
        assert isinstance(face, SchoolFace)
        face.pages.show_page("page.handover")
        page = face.pages.currentWidget()
        assert isinstance(page, HandoverPage)
        return page

    return at


def read_opening_in_window(page: HandoverPage, desktop: Desktop, opening: Path) -> None:
    face = page.window().face  # type: ignore[attr-defined]
    face.pages.show_page("page.keys")
    keys = face.pages.currentWidget()
    assert isinstance(keys, KeysPage)
    desktop.messages.script([str(opening)], True)
    keys.opening.click()
    face.pages.show_page("page.handover")


def test_there_and_back_with_a_comment_an_edit_and_a_signature(
    opened: Open, stores: tuple[Path, Path, Path], desktop: Desktop, tmp_path: Path
) -> None:
    clerk, theirs, opening = stores
    sent, back = tmp_path / "2142100001-2024-review.yhr", tmp_path / "2142100001-2024-answer.yhr"
    messages = desktop.messages

    page = opened(clerk)
    messages.script(str(tmp_path))
    page.save.click()
    assert "送审文件已保存" in page.strip.text()

    page = opened(theirs)
    read_opening_in_window(page, desktop, opening)
    messages.script([str(sent)])
    page.answer.open.click()
    facts = dict(page.answer.facts.facts())
    assert facts["报告期"] == "2024 年，第 2 版，未签名"
    assert facts["已确认"] == "统计人员王样例、审核人李样例"
    page.answer.changes.list.chosen.emit(CELL)
    assert "小学少数民族学生" in page.answer.comment.text()
    comment_by_key(page, desktop)
    assert not page.answer.sign.isEnabled()  # there are comments
    messages.script("先核对", str(tmp_path))
    page.answer.give_back.click()
    assert "答复（退回修改）已保存" in page.strip.text()

    page = opened(clerk)
    messages.script([str(back)])
    page.take.click()
    assert "张样例退回了填报表：先核对" in page.strip.text()
    page._desk.step(submitted, owner=page)
    messages.script(str(tmp_path), True)
    page.save.click()

    page = opened(theirs)
    messages.script(open_in_store)
    page.window().open_file(sent)  # type: ignore[attr-defined] # the main window
    assert page.answer.sign.isEnabled()
    messages.script(read_and_sign, str(tmp_path), True)
    page.answer.sign.click()
    assert "答复（已签名）已保存" in page.strip.text()

    page = opened(clerk)
    page._desk.step(edited, owner=page)
    messages.script([str(back)])
    page.take.click()
    assert "送审以后这里又改了 1 处" in page.strip.text()
    assert not page.edited.isHidden()
    page._desk.step(edited_back, owner=page)
    messages.script([str(back)])
    page.take.click()
    assert "张样例已签名，可以导出上报包。" in page.strip.text()
    assert page._desk.facts.state is State.SIGNED
    assert messages.unused_answers == 0


def comment_by_key(page: HandoverPage, desktop: Desktop) -> None:
    answers = page.answer.answers
    page.window().activateWindow()
    answers.list.setFocus()
    answers.list.select(CELL)
    desktop.messages.script(comment_asked)
    press(answers.list, Qt.Key.Key_M, Qt.KeyboardModifier.ControlModifier)
    (beside,) = answers.margin.rows.rows
    assert beside.look.title == "请核对"


def comment_asked(request: Request) -> str:
    assert "小学少数民族学生" in request.text
    return "请核对"


def open_in_store(dialog: VerifyDialog) -> bool:
    """What a double click shows: the file is a review file, and leads to the page."""
    assert dialog.what.text() == "送审文件"
    dialog.reviewer.click()
    return bool(dialog.result())


def test_a_double_click_asks_in_which_store(
    qtbot: QtBot, desktop: Desktop, stores: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    clerk, theirs, _ = stores
    with open_school(clerk) as store:
        made = make_review(store)
    sent = tmp_path / made.name
    sent.write_bytes(made.content)
    window = make_window(desktop)
    qtbot.addWidget(window, before_close_func=lambda _: window.go_home())
    window.show()
    desktop.messages.script(open_in_store, ())
    window.open_file(sent)
    assert desktop.messages.shown[-1].title == f"“{sent.name}”在哪个填报库里打开"
    desktop.messages.script(open_in_store, [str(theirs)])
    window.open_file(sent)
    face = window.face
    assert isinstance(face, SchoolFace)
    page = face.pages.currentWidget()
    assert isinstance(page, HandoverPage)
    assert dict(page.answer.facts.facts())["报告期"] == "2024 年，第 2 版，未签名"
    broken = tmp_path / "broken.yhr"
    broken.write_bytes(made.content[:-40])
    desktop.messages.script(lambda dialog: dialog.reviewer.isHidden())
    window.open_file(broken)


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


def test_what_cannot_be_done_is_said(
    opened: Open, stores: tuple[Path, Path, Path], desktop: Desktop, tmp_path: Path
) -> None:
    page = opened(stores[1])
    assert "还没有读入区局的开户文件" in page.standing.text()
    assert not page.save.isEnabled()
    wrong = tmp_path / "wrong.yhr"
    wrong.write_bytes(b"else")
    desktop.messages.script([str(wrong)])
    page.answer.open.click()
    assert "这不是送审文件" in page.strip.text()
    desktop.messages.script([str(wrong)])
    page.take.click()
    assert "这不是送审文件" in page.strip.text()
