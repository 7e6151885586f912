"""Filling a form from files: rehearsed first, asked about what is in doubt, then written."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QWidget

from operations.entry.fill_file import FillMode, FillReport
from ui.desk import Fail, StoreDesk, StoreT
from ui.entry.fill_rehearsal import ask_decisions
from ui.messages import Messages

_FILES = "填好的模板或 JSON (*.xlsx *.json)"


def ask_files(messages: Messages) -> tuple[Path, ...]:
    """Ask for filled files, several templates or one file of data."""
    return messages.open_files("读入填好的文件", pattern=_FILES, many=True)


def fill_asking(
    desk: StoreDesk[StoreT, Any],
    fill: Callable[[StoreT, FillMode], FillReport],
    *,
    owner: QWidget,
    then: Callable[[FillReport], object],
    fail: Fail,
) -> None:
    """Fill the open form; nothing is written where the user turns away.

    Args:
        desk: The open store.
        fill: Gets the store and how to fill.
        owner: Its death drops the result; questions come above its window.
        then: Gets what was filled and what was left over.
        fail: Gets the failure.

    """

    def write(found: FillReport) -> None:
        decisions = ask_decisions(found, desk.desktop.messages, owner.window())
        if decisions is None:
            return
        mode = FillMode(decisions=decisions)
        desk.step(lambda store: fill(store, mode), owner=owner, then=then, fail=fail)

    rehearse = FillMode(rehearse=True)
    desk.run(lambda store: fill(store, rehearse), owner=owner, then=write, fail=fail)


def tell_leftovers(messages: Messages, leftovers: Sequence[object], *, act: str) -> None:
    """List what of a file could not be read, if anything; ``act`` is the verb: 填入, 读入."""
    if leftovers:
        messages.inform(
            f"{len(leftovers)} 处没有{act}",
            f"其余的已经{act}。请在文件中改正下面各处，再{act}一次。",
            detail="\n".join(map(str, leftovers)),
            tone="query",
        )
