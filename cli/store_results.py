"""Answers about a store, a school's or the bureau's: its journal, its backup."""

import argparse
from pathlib import Path

from cli.output import Exit, Result
from cli.parser import Parser, counting
from forms.workflow import Actor
from operations import history
from operations.stores import BureauStore, SchoolStore


def add_limit(parser: Parser) -> None:
    """Give a verb that shows the journal ``--limit``."""
    parser.add_argument(
        "--limit", type=counting, default=50, metavar="条", help="最多显示几条，默认 50"
    )


def history_result(store: history.AnyStore, arguments: argparse.Namespace) -> Result:
    """The journal; with ``--verify`` the exit code says whether it is whole."""
    events = history.read_history(store, limit=arguments.limit)
    data: dict[str, object] = {
        "events": [
            {
                "seq": event.seq,
                "at": event.at.isoformat(),
                "who": event.who,
                "what": event.what,
                "where": list(event.where),
                "reason": event.reason,
            }
            for event in events
        ]
    }
    lines = [
        f"{event.seq:>5}  {event.at.astimezone():%Y-%m-%d %H:%M:%S}  {event.who}  {event.what}  "
        f"{'、'.join(event.where[:3])}  {event.reason}".rstrip()
        for event in events
    ]
    if not arguments.verify:
        return Result(data, lines)
    verdict = history.verify_history(store)
    data |= {"intact": verdict.intact, "entries": verdict.entries}
    code = Exit.DONE if verdict.intact else Exit.REFUSED
    return Result(data, [*lines, verdict.message], code)


def add_target(parser: Parser) -> None:
    """Give a verb that makes a backup the place for it."""
    parser.add_argument(
        "target", type=Path, nargs="?", metavar="目标", help="备份到哪个文件或文件夹"
    )


def backup_result(store: history.AnyStore, arguments: argparse.Namespace) -> Result:
    """Make a backup and say where it is.

    Only one beside the store needs the right to write there: a copy to another place is possible
    while the store is open elsewhere, or lies where nothing can be written.
    """
    path = history.back_up(store, arguments.target)
    return Result({"file": str(path)}, [f"已备份到 {path}，并核对一致。"])


def add_copy(parser: Parser) -> None:
    """Give a verb that restores a store the backup."""
    parser.add_argument("copy", type=Path, metavar="备份", help="要恢复的备份文件")


def restore_result(
    kind: type[SchoolStore] | type[BureauStore], arguments: argparse.Namespace, *, actor: Actor
) -> Result:
    """Put a backup in the place of a store and say where the old one is."""
    aside = history.restore(kind, arguments.store, arguments.copy, actor=actor)
    data = {"store": str(arguments.store), "set_aside": None if aside is None else str(aside)}
    lines = [f"已从 {arguments.copy} 恢复 {arguments.store}；备份以后的改动不在里面。"]
    if aside is not None:
        lines.append(f"原来的库没有删除，在 {aside}。")
    return Result(data, lines)
