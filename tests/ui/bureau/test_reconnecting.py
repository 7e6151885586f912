"""A window whose server goes away: said once, above every page; nothing typed is lost or written twice."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from forms.live.context import DUE_DATE
from operations.bureau.settings import change_settings
from operations.bureau.store import open_bureau
from storage.address import ServerAddress, StorePlace
from tests.operations.staging import copy_to
from tests.support.cable import Cable
from tests.support.postgres import Server
from tests.ui.bureau.conftest import District, section_of, shown
from tests.ui.keys import press, tab_to
from ui.bureau import colleagues_watch
from ui.bureau.actions import PAGES
from ui.bureau.face import BureauFace
from ui.bureau.form_page import FormPage
from ui.bureau.intake.import_page import ImportPage
from ui.bureau.work_page import BureauPage

POPULATION = "district.population"


@pytest.fixture
def face(open_face: Callable[[StorePlace], BureauFace], on_server: ServerAddress) -> BureauFace:
    return open_face(on_server)


@contextmanager
def away(server: Server) -> Iterator[None]:
    """The server stops as when the power goes; afterwards it is there again."""
    server.stop("immediate")
    try:
        yield
    finally:
        server.start()


def said(face: BureauFace) -> str:
    """What stands above every page about the connection."""
    return "" if face.connection is None else face.connection.text()


def written(place: ServerAddress) -> list[str]:
    """The entries of the journal about the population, the newest first."""
    with open_bureau(place, read_only=True) as store:
        assert store.verify_journal().intact
        return [
            entry.kind.value
            for entry in store.journal.entries(limit=None)
            if POPULATION in entry.addresses
        ]


def test_what_is_typed_stays_on_the_screen_and_is_saved_once_the_server_is_back(
    face: BureauFace, on_server: ServerAddress, postgres: Server
) -> None:
    before = written(on_server)
    face.pages.show_page("page.form")
    page = shown(face, FormPage)
    assert page.entry is not None
    session, strip = page.entry.session, page.strip
    with away(postgres):
        session.set_text(POPULATION, "58.5")
        assert "与服务器的连接断了" in said(face)
        assert "留在屏幕上，连上后自动保存" in said(face)
        assert page.saved.text().startswith("未保存")
        assert (face.strip.isHidden(), strip.isHidden()) == (True, True)
        session.set_text("district.migrant_purchased", "3")
        press(None, Qt.Key.Key_F5)
        assert "连不上" in said(face)
        assert session.sheet.cell(POPULATION).raw == "58.5"
    press(None, Qt.Key.Key_F5)
    assert said(face) == ""
    assert face.strip.text() == "已重新连接服务器。"
    assert page.saved.text().startswith("已保存")
    assert section_of(page, 0) is not None
    assert session.sheet.cell(POPULATION).raw == "58.5"
    assert written(on_server) == ["edit", *before]
    with open_bureau(on_server, read_only=True) as store:
        assert store.answers.typed()["district.migrant_purchased"] == "3"


def test_a_killed_process_of_the_server_is_not_even_noticed(
    face: BureauFace, on_server: ServerAddress, postgres: Server
) -> None:
    before = written(on_server)
    face.pages.show_page("page.form")
    page = shown(face, FormPage)
    assert page.entry is not None
    postgres.end_sessions(f"datname = '{on_server.stem}'")
    page.entry.session.set_text(POPULATION, "58.5")
    assert page.saved.text().startswith("已保存")
    assert said(face) == ""
    assert written(on_server) == ["edit", *before]


def test_a_window_notices_by_itself_that_its_server_goes_and_comes(
    open_face: Callable[[StorePlace], BureauFace],
    on_server: ServerAddress,
    postgres: Server,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(colleagues_watch, "_AGAIN_MS", 20)
    face = open_face(on_server)
    with away(postgres):
        qtbot.waitUntil(lambda: "与服务器的连接断了" in said(face))
    qtbot.waitUntil(lambda: said(face) == "")
    assert face.strip.text() == "已重新连接服务器。"


@pytest.mark.parametrize(
    ("is_saved", "told"), [(True, "已经写入，不用再做"), (False, "没有写入，请再做一次")]
)
def test_a_step_in_doubt_is_told_of_once_the_server_can_be_asked(
    face: BureauFace,
    postgres: Server,
    monkeypatch: pytest.MonkeyPatch,
    *,
    is_saved: bool,
    told: str,
) -> None:
    cable = Cable(monkeypatch)
    cable.break_at_end(is_saved=is_saved)
    before = face.desk.facts.due
    face.desk.step(
        lambda store: change_settings(store, {DUE_DATE: "2024-11-30"}, actor=face.desk.actor),
        owner=face,
    )
    assert "还不知道这一步是否已写入" in said(face)
    cable.mend()
    press(None, Qt.Key.Key_F5)
    assert said(face) == ""
    assert told in face.strip.text()
    assert face.desk.facts.due == (date(2024, 11, 30) if is_saved else before)


def test_an_import_that_broke_off_is_done_again_and_takes_nothing_twice(
    open_face: Callable[[StorePlace], BureauFace],
    district: District,
    postgres: Server,
    passphrase: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    place = postgres.copy_of("waiting", partial(copy_to, district.waiting))
    face = open_face(place)
    face.desktop.messages.script(passphrase)
    face.pages.show_page("page.import")
    page = shown(face, ImportPage)
    page.add_files(district.packages)
    cable = Cable(monkeypatch)
    cable.break_at_end(is_saved=True, after=1)
    page.start.click()
    assert said(face)
    assert not page.progress.is_running
    cable.mend()
    press(None, Qt.Key.Key_F5)
    assert said(face) == ""
    page.start.click()
    assert face.desk.facts.delivered == 2
    with open_bureau(place, read_only=True) as store:
        taken = [record.school_code for record in store.packages.all()]
        assert len(taken) == len(set(taken)) == 2
        assert store.verify_journal().intact


def test_no_page_says_it_itself_and_all_are_read_again(face: BureauFace, postgres: Server) -> None:
    with away(postgres):
        for name in PAGES:
            face.pages.show_page(name)
            face.pages.page(name).refresh()
            page = shown(face, BureauPage)
            assert page.strip.text() == "", name
        assert face.strip.isHidden()
        assert said(face)
    assert face.connection is not None
    tab_to(face.connection.again)
    press(None, Qt.Key.Key_Return)
    assert said(face) == ""
    page = shown(face, BureauPage)
    assert page.hasFocus() or page.isAncestorOf(face.window().focusWidget())
    face.pages.show_page("page.journal")
    assert shown(face, BureauPage).strip.text() == ""


def test_a_window_without_its_server_is_left_at_once_unless_something_is_unsaved(
    face: BureauFace, postgres: Server
) -> None:
    window, messages = face.window(), face.desktop.messages
    face.pages.show_page("page.form")
    page = shown(face, FormPage)
    assert page.entry is not None
    with away(postgres):
        page.entry.session.set_text(POPULATION, "58.5")
        messages.script(False)
        face.left.emit()
        assert messages.shown[-1].title == "有修改没有保存"
        assert said(face)
        messages.script(True)
        face.left.emit()
        assert window.windowTitle() == "优衡填报"
