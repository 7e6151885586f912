"""Writing files under their usual names into a folder the user chose: asks once before any is replaced.

A dialog for saving asks itself about the one file that is chosen in it; one for folders cannot.
"""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from operations.failures.explain import Failure
from ui.desk import Fail, StoreDesk, StoreT
from ui.messages import Messages

_Made = TypeVar("_Made")


def write_asking(
    desk: StoreDesk[StoreT, Any],
    write: Callable[[StoreT, bool], _Made],
    *,
    owner: QObject,
    then: Callable[[_Made], object],
    fail: Fail,
    changes: bool = False,
) -> None:
    """Write files; where some are there that say something else, ask, and write again.

    Args:
        desk: The open store.
        write: Gets the store, and whether files are replaced; if not, it writes all or none.
        owner: Its death drops the result.
        then: Gets what ``write`` returned.
        fail: Gets the failure, also when the user does not want files replaced.
        changes: Whether the store notes the writing.

    """
    run = desk.step if changes else desk.run

    def refused(failure: Failure) -> None:
        taken = failure.would_replace
        if taken and may_replace(desk.desktop.messages, taken):
            run(lambda store: write(store, True), owner=owner, then=then, fail=fail)
        else:
            fail(failure)

    run(lambda store: write(store, False), owner=owner, then=then, fail=refused)


def may_replace(messages: Messages, paths: Sequence[Path]) -> bool:
    """Ask whether these files, all in one folder, may be replaced."""
    return messages.confirm(
        "替换已有的文件？",
        f"“{paths[0].parent}”里已有 {len(paths)} 个同名的文件，内容不同。替换后，原来的内容找不回来。",
        accept="替换",
        detail="\n".join(path.name for path in paths),
        danger=True,
    )
