"""Backups and a look into stores: a school's at work, a damaged one, one of a newer version."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from PySide6.QtWidgets import QWidget

from forms.edits import SetAnswer
from forms.workflow import Actor, Role
from operations.copies.backups import Backup, survey_closed
from operations.copies.view import view_store
from operations.school.records import SchoolStore
from tests.shots.frame import open_window
from tests.shots.school import filled_store
from ui.copies.backups import is_meant
from ui.copies.backups_dialog import BackupsDialog
from ui.copies.lines_dialog import differences_dialog, view_dialog
from ui.desktop import Desktop
from ui.dialogs.prompts import confirm_dialog
from ui.dialogs.replacing import may_replace
from ui.messages import Messages, Request

CLERK = Actor("王样例", Role.CLERK)


def scenes(desktop: Desktop, folder: Path) -> Iterator[tuple[str, QWidget]]:
    """Yield (name, window)."""
    path = filled_store(folder / "崇仁路小学-2024.yhs")
    with SchoolStore.open(path) as store:
        store.backups.make()
        edits = [SetAnswer("profile.postcode", "430000"), SetAnswer("profile.address", "")]
        store.answers.write(edits, actor=CLERK)
    broken = path.with_name("broken.yhs.backups") / "20240901T080000Z-upgrade.yhs"
    own = path.with_name(f"{path.name}.backups")
    shutil.copy(next(own.iterdir()), own / "20240918T093000Z-upgrade.yhs")
    (own / "20240920T020000Z-auto.yhs").write_bytes(b"SQLite format 3\0" + bytes(4096))
    window = open_window(desktop)
    found = survey_closed(SchoolStore, path)
    dialogs = {
        "backups": BackupsDialog(window, desktop.theme, found),
        "differences": differences_dialog(window, desktop.theme, found.backups[0]),
        "view": view_dialog(window, desktop.theme, view_store(SchoolStore, path)),
    }
    for name, dialog in dialogs.items():
        dialog.show()
        yield f"copies-{name}", dialog
        dialog.close()
    yield from _questions(window, path, found.backups[-1])
    newer = _newer(path, folder / "更新版本-2024.yhs")
    window.open_store(newer)
    yield "copies-newer-refused", window
    dialog = view_dialog(window, desktop.theme, view_store(SchoolStore, newer))
    dialog.show()
    yield "copies-newer-view", dialog
    dialog.close()
    broken.parent.mkdir()
    shutil.copy(next(own.iterdir()), broken)
    (folder / "broken.yhs").write_bytes(b"SQLite format 3\0" + bytes(4096))
    window.open_store(folder / "broken.yhs")
    yield "copies-damaged", window
    window.close()


def _questions(window: QWidget, path: Path, backup: Backup) -> Iterator[tuple[str, QWidget]]:
    """The questions before something is replaced, as they are really asked."""
    asked: list[Request] = []
    messages = Messages(lambda request, _parent: asked.append(request))
    may_replace(
        messages,
        [Path("/home/wang/回执") / f"214210000{n}-2024-receipt-0002.asice" for n in range(1, 8)],
    )
    is_meant(messages, path, backup)
    for name, request in zip(("replace", "restore"), asked, strict=True):
        dialog = confirm_dialog(request, window)
        dialog.show()
        yield f"dialog-{name}", dialog
        dialog.close()


def _newer(path: Path, target: Path) -> Path:
    shutil.copy(path, target)
    with closing(sqlite3.connect(target)) as connection:
        connection.execute("PRAGMA user_version = 9001")
        connection.execute("ALTER TABLE journal RENAME TO journal_of_later")
        connection.commit()
    return target
