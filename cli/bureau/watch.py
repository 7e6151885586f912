"""``main.py bureau import --watch``: what is put into a folder is taken as it comes, until Ctrl+C."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, cast

from cli.output import Exit, Result, say
from operations.bureau.intake.package_files import FoundFiles
from operations.bureau.intake.watching import WatchedFolder, arrivals
from operations.errors import Misused
from operations.scratch import folder_of_this_program

_SECONDS: Final = 2
"""Between two looks; a file that is still copied changes within it."""


def pause() -> bool:
    """Wait for the next look; false when the user has had enough (Ctrl+C)."""
    try:
        time.sleep(_SECONDS)
    except KeyboardInterrupt:
        return False
    return True


def import_watched(places: Sequence[Path], take: Callable[[FoundFiles], Result]) -> Result:
    """Take what comes into a folder, and the folders below it, until the user ends it.

    Args:
        places: One folder.
        take: Imports what came; its lines are said at once.

    Raises:
        Misused: It is no folder, or there are several places.

    """
    if len(places) != 1 or not places[0].is_dir():
        raise Misused("--watch 要给一个文件夹，而且只给一个。")
    say(f"正在监视 {places[0]}，放进来的上报包随到随导入。按 Ctrl+C 结束。")
    files: list[object] = []
    skipped: list[object] = []
    for found in arrivals(
        WatchedFolder(places[0]), wait=pause, lost=say, unpacked=folder_of_this_program
    ):
        if not found.packages:
            say(found.told)
            skipped += [{"file": str(one.path), "reason": one.reason} for one in found.others]
            continue
        result = take(found)
        files += cast("list[object]", result.data["files"])
        skipped += cast("list[object]", result.data["skipped"])
        for line in result.lines:
            say(line)
    told = [cast("dict[str, object]", item) for item in files]
    accepted = sum(bool(item["accepted"]) for item in told)
    refused = len(told) - accepted - sum(bool(item.get("elsewhere")) for item in told)
    return Result(
        {"files": files, "skipped": skipped},
        [f"监视结束：接收 {accepted} 份，拒收 {refused} 份。"],
        Exit.REFUSED if refused else Exit.DONE,
    )
