"""Moving a store to another computer, and what its window says when it comes from one."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from operations.copies import whereabouts
from ui.messages import Request
from ui.school.exchange.exchange_page import ExchangePage
from ui.school.face import SchoolFace
from ui.shell import MainWindow


def test_one_file_is_written_and_what_to_do_is_said(school: SchoolFace, tmp_path: Path) -> None:
    school.pages.show_page("page.exchange")
    page = school.pages.currentWidget()
    assert isinstance(page, ExchangePage)
    told: list[Request] = []
    target = tmp_path / "U盘" / "搬家.yhs"
    target.parent.mkdir()
    school.desktop.messages.script(str(target), told.append)
    page.along.click()
    (request,) = told
    assert request.title == "搬到另一台电脑"
    assert "1．把这一个文件复制到 U 盘" in request.text
    assert request.options["detail"] == str(target)
    assert target.is_file()


def test_the_other_computer_says_where_the_store_comes_from(
    tmp_path: Path,
    filled_stores: Callable[[str], Path],
    open_window: Callable[[Path], MainWindow],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    path = Path(shutil.copy(filled_stores("primary"), tmp_path / "样例小学-2024.yhs"))
    monkeypatch.setattr(whereabouts, "computer_here", lambda: "OFFICE-3")
    window = open_window(path)
    assert isinstance(window.face, SchoolFace)
    assert window.face.strip.text() == ""
    early = Path(shutil.copy(path, tmp_path / "早些的.yhs"))
    window.face.desk.session.set_text("profile.postcode", "430099")
    monkeypatch.setattr(whereabouts, "computer_here", lambda: "HOME-1")
    window.open_store(path)
    assert "上次在另一台电脑“OFFICE-3”上由" in window.face.strip.text()
    window.open_store(early)
    assert "它是较早的一份" in window.face.strip.text()
