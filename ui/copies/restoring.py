"""Putting a backup in the place of a closed store, off the GUI thread, and what is said afterwards."""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject

from forms.workflow import Actor, Role
from operations.any_store import store_class
from operations.copies.back_up import restore
from operations.person import name_here
from operations.school.records import SchoolStore
from ui.desktop import Desktop
from ui.recent import saved_name


class News(NamedTuple):
    """What a person is told once the store is open again.

    Attributes:
        sentence: What was done, or why not.
        tone: ``ok`` or ``error``.
        detail: What else is good to know.

    """

    sentence: str
    tone: str
    detail: str = ""


def restored(
    desktop: Desktop, path: Path, backup: Path, *, owner: QObject, then: Callable[[News], object]
) -> None:
    """Restore a store from a backup; ``then`` gets what to tell, also when it was not done."""
    kind = store_class(path)
    role = Role.CLERK if kind is SchoolStore else Role.OFFICER
    actor = Actor(saved_name() or name_here(), role)

    def refused(error: BaseException) -> None:
        then(News("没有恢复，库还是原来的样子。", "error", desktop.explain(error).message))

    desktop.runner.database(
        lambda: restore(kind, path, backup, actor=actor),
        owner=owner,
        then=lambda aside: then(_done(backup, aside)),
        fail=refused,
    )


def _done(backup: Path, aside: Path | None) -> News:
    kept = f"原来的库没有删除，已改名为“{aside.name}”，在同一个文件夹里。" if aside else ""
    return News(f"已从备份“{backup.name}”恢复。", "ok", kept)
