"""What a command adds to a refusal: how the command line does what the sentence asks for.

The sentences themselves name neither a command nor a button, for the other face does not have it.
"""

import argparse
from typing import Final

from operations.bureau.clock import SeenLater
from operations.errors import Undecided
from operations.failures.explain import Failure
from operations.read_tables import ChooseSheet

_GROUPS: Final = frozenset({"school", "bureau"})


def way_on(failure: Failure, arguments: argparse.Namespace) -> str:
    """Say which command or option is the way on (Chinese sentences); ``""`` where there is none."""
    return _option(failure, arguments) or _command(failure, arguments)


def _option(failure: Failure, arguments: argparse.Namespace) -> str:
    """What to add to the same command, where it takes that."""
    if failure.would_replace and "force" in arguments:
        return "确实要替换，请加 --force。"
    if isinstance(failure.error, Undecided) and "take" in arguments:
        return "先用 --dry-run 查看，再用 --take file（用文件里的）或 --take mine（留这里的）。"
    if isinstance(failure.error, ChooseSheet) and "sheet" in arguments:
        return "用 --sheet 写明工作表的名称。"
    return ""


def _command(failure: Failure, arguments: argparse.Namespace) -> str:
    """Which command comes before this one."""
    if failure.has_backups:
        group = arguments.group if arguments.group in _GROUPS else "school（局端库用 bureau）"
        return f"恢复用命令 {group} restore。"
    if failure.may_be_founded:
        return "新建用命令 bureau new。"
    if failure.needs_upgrade:
        return "升级用命令 bureau upgrade。"
    return "校正用命令 bureau clock。" if isinstance(failure.error, SeenLater) else ""
