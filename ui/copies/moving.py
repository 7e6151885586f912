"""搬到另一台电脑: asks where the one file goes, writes it, says what to do with it."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject

from operations.copies.moving import Moving, take_along
from ui.desk import Fail, StoreDesk, StoreT
from ui.kinds import kind_of

_TITLE = "搬到另一台电脑"


def move(desk: StoreDesk[StoreT, Any], *, owner: QObject, fail: Fail) -> None:
    """Let a person take the open store to another computer."""
    messages, kind = desk.desktop.messages, kind_of(desk.place)
    ending, pattern = ("", "") if kind is None else (kind.suffix, kind.pattern)
    today = datetime.now(UTC).astimezone()
    target = messages.save_file(
        _TITLE,
        suggestion=Path.home() / f"{desk.place.stem}-搬家-{today:%Y%m%d}{ending}",
        pattern=pattern,
    )
    if target is None:
        return

    def told(made: Moving) -> None:
        steps = "\n".join(f"{number}．{step}" for number, step in enumerate(made.steps, start=1))
        text = "库的全部内容已写成一个文件，并读回核对一致。这台电脑上的库没有变。接下来："
        messages.inform(_TITLE, f"{text}\n\n{steps}", detail=str(made.path), place=made.path)

    # The dialog for saving has asked about a file that is there.
    desk.run(
        lambda store: take_along(store, target, replace=True), owner=owner, then=told, fail=fail
    )
