"""Naming a server by keyboard: parts and address are one, a store is opened or made there."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from operations.bureau.server.address_parts import parts_of
from operations.bureau.store import open_bureau, unlock_authority, unlock_daily_keys
from storage.address import ServerAddress
from tests.support.postgres import Server
from tests.ui.keys import press, tab_to, type_text
from ui.bureau.face import BureauFace
from ui.bureau.store.new_page import NewBureauPage
from ui.shell import MainWindow
from ui.start.server_dialog import ServerDialog
from ui.theme import Theme

DAILY, ROOT_SECRET = "后院的芝麻今年开了十七朵花", "石榴树下面埋着一坛老酒呢"
KEYS = Qt.Key


@pytest.fixture
def dialog(theme: Theme, qtbot: QtBot) -> ServerDialog:
    del theme
    made = ServerDialog(None, title="打开服务器上的局端库", accept="打开")
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_parts_make_an_address_that_verifies_whoever_is_not_here(dialog: ServerDialog) -> None:
    assert not dialog.accept_button.isEnabled()
    for text in ("db.example", "", "youheng", "youheng_li"):
        type_text(dialog.focusWidget(), text)
        press(dialog.focusWidget(), KEYS.Key_Tab)
    assert dialog.place().url == ("postgresql://youheng_li@db.example/youheng?sslmode=verify-full")
    assert dialog.verifies.isChecked()
    assert "CA 证书" in dialog.hint.text()
    assert dialog.accept_button.isEnabled()
    dialog.verifies.click()
    assert dialog.place().url == "postgresql://youheng_li@db.example/youheng"
    assert "冒充服务器" in dialog.hint.text()
    type_text(dialog.host, ".cn")
    assert not dialog.verifies.isChecked(), "the user has said so"


def test_this_computer_needs_no_proof(dialog: ServerDialog) -> None:
    type_text(dialog.host, "localhost")
    type_text(dialog.database, "youheng")
    assert dialog.place().url == "postgresql://localhost/youheng"
    assert dialog.hint.text() == ""


def test_a_whole_address_fills_the_parts_and_keeps_what_else_it_says(dialog: ServerDialog) -> None:
    given = "postgresql://li@db.example:5433/youheng?sslrootcert=ca.pem&sslmode=verify-full"
    type_text(dialog.address, given)
    shown = [dialog.host, dialog.port, dialog.database, dialog.user, dialog.schema]
    assert [field.text() for field in shown] == ["db.example", "5433", "youheng", "li", ""]
    assert dialog.verifies.isChecked()
    type_text(dialog.schema, "east")
    found = parts_of(dialog.address.text())
    assert (found.schema, found.rest) == ("east", (("sslrootcert", "ca.pem"),))


def test_what_is_wrong_is_said_and_cannot_be_accepted(dialog: ServerDialog) -> None:
    type_text(dialog.address, "postgresql://li:geheim@db.example/youheng")
    assert "不要写口令" in dialog.hint.text()
    assert not dialog.accept_button.isEnabled()
    dialog.address.clear()
    type_text(dialog.address, "youheng")
    assert "应以 postgresql:// 开头" in dialog.hint.text()


def test_a_slip_of_the_pen_is_corrected_where_it_was_made(
    window: MainWindow, on_server: ServerAddress
) -> None:
    right = on_server.stem

    def mended(dialog: QWidget) -> bool:
        assert isinstance(dialog, ServerDialog)
        assert dialog.database.text() == f"{right}x"
        press(dialog.database, KEYS.Key_Backspace)
        return True

    wrong = ServerAddress(on_server.url.replace(f"/{right}?", f"/{right}x?"))
    window.desktop.messages.script(naming(wrong), mended)
    window.start_page.server.click()
    assert "不让登录" in window.start_page.strip.text()
    window.start_page.server.click()
    assert isinstance(window.face, BureauFace)


def naming(place: ServerAddress) -> Callable[[QWidget], bool]:
    """Whoever is asked for a server types this address."""

    def answer(dialog: QWidget) -> bool:
        assert isinstance(dialog, ServerDialog)
        dialog.address.clear()
        type_text(dialog.address, place.url)
        assert dialog.accept_button.isEnabled(), dialog.hint.text()
        return True

    return answer


def test_a_store_on_a_server_is_opened_from_the_start_page(
    window: MainWindow, on_server: ServerAddress
) -> None:
    window.desktop.messages.script(naming(on_server))
    tab_to(window.start_page.server)
    press(None, KEYS.Key_Return)
    assert isinstance(window.face, BureauFace)


@pytest.mark.usefixtures("cheap_passphrases")
def test_a_store_is_made_in_an_empty_database_from_the_start_page(
    window: MainWindow, postgres: Server, tmp_path: Path
) -> None:
    place, start, messages = postgres.new_place(), window.start_page, window.desktop.messages
    messages.script(naming(place))
    tab_to(start.server)
    press(None, KEYS.Key_Return)
    assert start.server.hasFocus()
    assert "还没有局端库" in start.strip.text()
    offered = start.strip.findChild(QPushButton)
    assert offered is not None
    tab_to(offered)
    press(None, KEYS.Key_Return)
    page = start.findChild(NewBureauPage)
    assert page is not None
    assert place.name in page.strip.text()
    fill(page)
    messages.script(None)
    page.accept.click()
    messages.script(tmp_path)
    page.accept.click()
    facts = dict(page.files.facts())
    assert facts["局端库"] == place.url
    assert Path(facts["根密钥文件"]).parent == Path(facts["根证书"]).parent == tmp_path
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [".age", ".pem"]
    with open_bureau(place) as store:
        assert unlock_daily_keys(store, DAILY)
        assert unlock_authority(store, Path(facts["根密钥文件"]), ROOT_SECRET)
    page.enter.click()
    assert isinstance(window.face, BureauFace)


@pytest.mark.usefixtures("cheap_passphrases")
def test_a_place_where_something_stands_is_refused_and_can_be_changed(
    window: MainWindow, postgres: Server, tmp_path: Path
) -> None:
    taken, free = postgres.new_place(), postgres.new_place()
    schema = taken.url.rpartition("%3D")[2]
    postgres.sql(f"CREATE TABLE {schema}.payroll (id int)")
    window.start_page.new_bureau.click()
    page = window.start_page.findChild(NewBureauPage)
    assert page is not None
    fill(page)
    page.code.clear()
    page.on_server.click()
    assert "区局代码" in page.strip.text()
    page.code.setText("420104")
    window.desktop.messages.script(naming(taken), tmp_path)
    page.on_server.click()
    assert "没有在那里建库" in page.strip.text()
    assert list(tmp_path.iterdir()) == []
    window.desktop.messages.script(naming(free), tmp_path)
    page.on_server.click()
    assert dict(page.files.facts())["局端库"] == free.url
    assert not page.form.isVisible()


def fill(page: NewBureauPage) -> None:
    page.code.setText("420104")
    page.name.setText("样例区教育局")
    page.period.setText("2024")
    page.operator.setText("王操作")
    for box, text in ((page.passphrase, DAILY), (page.root_passphrase, ROOT_SECRET)):
        box.first.setText(text)
        box.second.setText(text)
