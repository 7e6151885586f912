"""Attaching files to a field: chosen by the user, kept in the store, then named in the answer."""

from functools import partial
from typing import Any

from PySide6.QtCore import QObject

from operations.entry.attachments import keep_files
from ui.desk import StoreDesk
from ui.entry.session import FormSession

_PATTERN = "常用附件 (*.pdf *.jpg *.jpeg *.png *.docx *.xlsx);;所有文件 (*)"


def attach_files(
    desk: StoreDesk[Any, Any], session: FormSession, address: str, *, owner: QObject
) -> None:
    """Ask for files and add them to the attachment field at ``address``."""
    paths = desk.desktop.messages.open_files("选择附件", pattern=_PATTERN, many=True)
    if paths:
        actor, beside = session.opened.actor, session.opened.attached
        desk.run(
            lambda store: keep_files(store, paths, beside=beside, actor=actor),
            owner=owner,
            then=partial(session.attach, address),
            fail=session.refused.emit,
        )
