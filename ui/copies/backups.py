"""Backups: lets a person look through the backups of a store and take one back; for any page."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from operations.any_store import store_class
from operations.copies.backups import Backup, Survey, explained, survey, survey_closed
from operations.copies.view import StoreView, view_store
from ui.copies.backups_dialog import BackupsDialog
from ui.copies.lines_dialog import differences_dialog, view_dialog
from ui.desk import StoreDesk, StoreT
from ui.desktop import Desktop
from ui.kinds import kind_of
from ui.messages import Messages

Look = Callable[[tuple[Path, ...], Callable[[Survey], object]], object]
"""Looks at the backups of the store, and at those that lie elsewhere, off the GUI thread."""


def closed_look(desktop: Desktop, window: QWidget, path: Path) -> Look:
    """Look at the backups of a store that is not open and perhaps cannot be opened."""

    def look(also: tuple[Path, ...], then: Callable[[Survey], object]) -> None:
        desktop.runner.database(
            lambda: survey_closed(store_class(path), path, also), owner=window, then=then
        )

    return look


def open_look(desk: StoreDesk[StoreT, Any], window: QWidget) -> Look:
    """Look at the backups of the store that is open."""

    def look(also: tuple[Path, ...], then: Callable[[Survey], object]) -> None:
        desk.run(lambda store: survey(store, also), owner=window, then=then)

    return look


class Backups(QObject):
    """Asks for one backup of a store.

    Args:
        desktop: What all pages share.
        look: How the backups are looked at.
        restore: Gets the backup that takes the place of the store.
        window: Dialogs come above it; owns this object.

    """

    def __init__(
        self, desktop: Desktop, look: Look, restore: Callable[[Path], object], window: QWidget
    ) -> None:
        super().__init__(window)
        self._desktop = desktop
        self._look = look
        self._restore = restore
        self._window = window
        self._also: tuple[Path, ...] = ()

    def show(self) -> None:
        """Look at the backups, then show them."""
        self._look(self._also, self._on_found)

    def _on_found(self, found: Survey) -> None:
        dialog = BackupsDialog(self._window, self._desktop.theme, found)
        dialog.view_wanted.connect(partial(look_into, self._desktop, dialog))
        dialog.comparison_wanted.connect(partial(self._compare, dialog))
        dialog.elsewhere_wanted.connect(partial(self._add, dialog, found.path))
        accepted, chosen = self._desktop.messages.dialog(dialog), dialog.chosen
        dialog.deleteLater()
        if accepted and chosen is not None and is_meant(self._desktop.messages, found.path, chosen):
            self._restore(chosen.path)

    def _compare(self, above: QWidget, backup: Backup) -> None:
        self._desktop.messages.dialog(differences_dialog(above, self._desktop.theme, backup))

    def _add(self, dialog: BackupsDialog, store: Path) -> None:
        kind = kind_of(store)
        chosen = self._desktop.messages.open_files(
            "选择别处的备份", pattern="" if kind is None else kind.pattern
        )
        if chosen:
            self._also = tuple(dict.fromkeys((*self._also, chosen[0])))
            self._look(self._also, lambda found: dialog.show_survey(found, select=chosen[0]))


def is_meant(messages: Messages, store: Path, chosen: Backup) -> bool:
    """Ask whether a backup shall take the place of the store, naming what would be lost."""
    return messages.confirm(
        f"恢复到 {chosen.made.astimezone():%Y-%m-%d %H:%M} 的备份？",
        f"现在的“{store.name}”不会删除，会改名放在同一个文件夹里。恢复以后从备份接着填。",
        detail="\n".join(explained(chosen)),
        accept="恢复这一份",
        danger=True,
    )


def look_into(desktop: Desktop, above: QWidget, path: Path) -> None:
    """Lay a store of any version open to be read; nothing of it is written."""

    def show(view: StoreView) -> None:
        desktop.messages.dialog(view_dialog(above, desktop.theme, view))

    def refuse(error: BaseException) -> None:
        desktop.messages.inform("不能查看", desktop.explain(error).message, tone="error")

    desktop.runner.database(
        lambda: view_store(store_class(path), path), owner=above, then=show, fail=refuse
    )
