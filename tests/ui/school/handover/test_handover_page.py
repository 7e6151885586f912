"""The page of the two computers: what each side can do there, and what is said where it cannot."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from operations.demo.run import DemoFiles
from operations.school.handover.save import make_review
from operations.school.store import open_school
from tests.operations.two_computers import CELL, two_computers
from ui.app import make_window
from ui.desktop import Desktop
from ui.school.face import SchoolFace
from ui.school.handover.handover_page import HandoverPage
from ui.school.keys.keys_page import KeysPage
from ui.verify.dialog import VerifyDialog

Open = Callable[[Path], HandoverPage]


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


def open_in_store(dialog: VerifyDialog) -> bool:
    """What a double click shows: the file is a review file, and leads to the page."""
    assert dialog.what.text() == "送审文件"
    assert dialog.reviewer.isDefault(), "Enter opens it"
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
    facts = dict(page.answer.facts.facts())
    assert facts["报告期"] == "2024 年，第 2 版，未签名"
    assert "摘要" not in str(list(facts)), "what was confirmed has another digest than the paper"
    broken = tmp_path / "broken.yhr"
    broken.write_bytes(made.content[:-40])
    desktop.messages.script(lambda dialog: dialog.reviewer.isHidden())
    window.open_file(broken)


def test_a_comment_can_be_taken_back_and_the_file_closed(
    opened: Open, stores: tuple[Path, Path, Path], desktop: Desktop, tmp_path: Path
) -> None:
    clerk, theirs, opening = stores
    with open_school(clerk) as store:
        sent = tmp_path / "sent.yhr"
        sent.write_bytes(make_review(store).content)
    page = opened(theirs)
    read_opening_in_window(page, desktop, opening)
    page.answer.open_file(sent)
    facts = dict(page.answer.facts.facts())
    assert facts["报告期"] == "2024 年，第 2 版，未签名"
    assert facts["已确认"] == "统计人员王样例、审核人李样例"
    QApplication.processEvents()
    assert page.answer.answers.list.visibleRegion().isEmpty()
    page.answer.changes.list.chosen.emit(CELL)
    assert "小学少数民族学生" in page.answer.remarks.comment.text()
    assert page.answer.answers.list.current_payload() == CELL
    assert not page.answer.answers.list.visibleRegion().isEmpty(), "the line is in sight"
    face = page.window().face  # type: ignore[attr-defined]
    page.window().resize(910, 512)
    assert face.side.steps.verticalScrollBar().maximum() == 0, "the whole column is free for them"
    desktop.messages.script("请核对")
    page.answer.remarks.comment.click()
    assert not page.answer.decision.sign.isEnabled()
    assert (
        page.answer.decision._why_not.text() == "写了意见的不能同时签名，请退回填报员，或删去意见。"
    )
    page.answer.remarks.drop.click()
    assert "选中一条" in page.strip.text()
    page.answer.remarks.list.select(0)
    page.answer.remarks.list.chosen.emit(0)
    assert page.answer.answers.list.current_payload() == CELL
    page.answer.remarks.drop.click()
    assert page.answer.decision.sign.isEnabled()
    desktop.messages.script("还是写一条", False, True)
    page.answer.remarks.comment.click()
    page.answer.close_file.click()
    assert page.answer.close_file.isVisible(), "the remark was not given up"
    page.answer.close_file.click()
    assert not page.answer.close_file.isVisible()
    assert page.answer.open.isVisible()


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
