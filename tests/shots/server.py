"""A bureau's store on a server: naming it, making it there, the recent list, a server that is away."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtWidgets import QPushButton, QWidget

from operations.demo.run import run_demo
from operations.failures.explain import explain
from storage.address import ServerAddress
from storage.errors import NoStoreThere, ServerLost, ServerOlder
from tests.shots.frame import open_window
from ui.bureau.face import BureauFace
from ui.bureau.store.new_page import NewBureauPage
from ui.desktop import Desktop
from ui.dialogs.prompts import PassphraseDialog, confirm_dialog
from ui.kinds import BUREAU
from ui.messages import Request
from ui.recent import remember
from ui.start.server_dialog import ServerDialog

PLACE = ServerAddress("postgresql://youheng_li@db.example/youheng?sslmode=verify-full")


def scenes(desktop: Desktop, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """Yield (name, window)."""
    window = open_window(desktop)
    path = folder / "硚口区教育局-2024.yhb"
    path.write_bytes(b"")
    remember(path)
    remember(PLACE, "硚口区教育局")
    window.start_page.refresh()
    yield "server-recent", window
    window.start_page.say_failed(PLACE, explain(NoStoreThere(PLACE)))
    yield "server-empty", window
    older = ServerOlder(PLACE, "youheng_owner", may_upgrade=True)
    window.start_page.say_failed(PLACE, explain(older))
    yield "server-older", window
    asked: list[Request] = []
    desktop.messages.script(asked.append)
    offers = window.start_page.strip.findChildren(QPushButton)
    next(offer for offer in offers if "升级" in offer.text()).click()
    question = confirm_dialog(asked[0], window)
    question.show()
    yield "server-upgrade", question
    question.close()
    window.start_page.set_busy(f"正在升级 {PLACE.name}，请不要关闭程序…")
    yield "server-upgrading", window
    window.start_page.set_busy("")
    dialog = ServerDialog(window, title="打开服务器上的局端库", accept="打开")
    dialog.show()
    yield "server-dialog", dialog
    for field, text in (
        (dialog.host, "db.example"),
        (dialog.database, "youheng"),
        (dialog.user, "youheng_li"),
    ):
        field.setText(text)
        field.textEdited.emit(text)
    yield "server-dialog-filled", dialog
    dialog.verifies.click()
    yield "server-dialog-unsafe", dialog
    dialog.close()
    wanted = Request(
        "passphrase",
        "输入数据库口令",
        "youheng@db.example。服务器要求口令。口令只用到程序关闭为止，不保存。",
        {"repeat": False, "label": "数据库口令"},
    )
    password = PassphraseDialog(window, wanted)
    password.show()
    yield "server-password", password
    password.close()
    page = window.start_page.begin_new(BUREAU)
    assert isinstance(page, NewBureauPage)
    page.begin_at(PLACE)
    yield "server-new", window
    window.close()
    yield from _away(desktop, folder / "away")


def _away(desktop: Desktop, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """What a server says that is not there; the store itself is a file, for no picture needs more."""
    run_demo(folder, schools=2)
    window = open_window(desktop)
    window.open_store(folder / "bureau.yhb")
    face = window.face
    assert isinstance(face, BureauFace)
    face.pages.show_page("page.form")
    face.desk.tell(ServerLost(PLACE), None)
    yield "server-away", window
    face.desk.reconnecting.emit()
    yield "server-reconnecting", window
    face.desk.note_answer()
    yield "server-back", window
    window.close()
