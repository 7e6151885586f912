"""Typing on real threads while the server is killed at random: screen and store end alike."""

import os
import random

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from operations.bureau.store import open_bureau
from storage.address import ServerAddress
from tests.support.postgres import Server
from tests.ui.bureau.conftest import opened_on_threads
from ui.desktop import Desktop

KILLS = int(os.environ.get("YOUHENG_WINDOW_KILLS", "3"))
SEED = os.environ.get("YOUHENG_SEED") or str(random.randrange(1 << 30))
FIELDS = ("district.population", "district.migrant_purchased")
BETWEEN = 12
"""Edits between two kills."""


def strike(chance: random.Random, server: Server, database: str) -> None:
    """Kill the processes that serve a database, or the whole server as when the power goes."""
    if chance.random() < 0.7:
        server.end_sessions(f"datname = '{database}'")
    else:
        server.stop("immediate")
        server.start()


def test_what_was_typed_is_there_once_however_often_the_server_is_killed(
    qtbot: QtBot, threaded: Desktop, on_server: ServerAddress, postgres: Server
) -> None:
    print(f"YOUHENG_SEED={SEED}")
    chance = random.Random(SEED)
    window, face = opened_on_threads(qtbot, threaded, on_server)
    desk = face.desk
    face.pages.show_page("page.form")
    qtbot.waitUntil(lambda: desk.form is not None)
    form = desk.form
    assert form is not None
    for number in range(KILLS * BETWEEN):
        form.set_text(chance.choice(FIELDS), str(number))
        if chance.random() < 0.1:
            form.undo()
        QApplication.processEvents()
        if number % BETWEEN == BETWEEN // 2:
            strike(chance, postgres, on_server.stem)

    def is_settled() -> bool:
        if desk.is_disconnected:
            desk.reconnect()
        return desk.is_settled and not threaded.runner.is_busy

    qtbot.waitUntil(is_settled)
    with open_bureau(on_server, read_only=True) as store:
        typed = store.answers.typed()
        assert {name: typed[name] for name in FIELDS} == {
            name: form.sheet.cell(name).raw for name in FIELDS
        }
        assert store.verify_journal().intact
        assert store.replay().differences == ()
    window.close()
    qtbot.waitUntil(lambda: not window.isVisible())
