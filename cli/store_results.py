"""Answers about a store, a school's or the bureau's: its journal, its backup."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from cli.output import Exit, Result
from cli.parser import Parser, add_force, counting
from forms.wording import file_size
from forms.workflow import Actor
from operations.any_store import AnyStore
from operations.copies import backups
from operations.copies.back_up import back_up, restore
from operations.errors import Misused
from operations.journal import proof as journal_proof
from operations.journal.history import read_history
from operations.journal.proof import HistoryVerdict

_SHOWN = 50
"""So many findings are told in lines; all of them are in the JSON."""


def add_limit(parser: Parser) -> None:
    """Give a verb that shows the journal ``--limit``."""
    parser.add_argument(
        "--limit", type=counting, default=50, metavar="条", help="最多显示几条，默认 50"
    )


def add_verify(parser: Parser, *, text: str) -> None:
    """Give a verb that shows the journal ``--verify``, ``--against`` and ``--head``."""
    parser.add_argument("--verify", action="store_true", help=text)
    parser.add_argument(
        "--against",
        type=Path,
        nargs="+",
        default=[],
        metavar="文件",
        help="与 --verify 同用：从这个库发出的文件或它的备份，日志里必须有它们记下的末端",
    )
    parser.add_argument(
        "--head",
        nargs="+",
        default=[],
        metavar="末端",
        help="与 --verify 同用：申报表页脚上印的日志末端，例如 34:0f3c9a7be1d25846",
    )


def history_result(store: AnyStore, arguments: argparse.Namespace) -> Result:
    """The journal; with ``--verify`` the exit code says whether it is whole."""
    if (arguments.against or arguments.head) and not arguments.verify:
        raise Misused("--against 和 --head 要与 --verify 同用。")
    events = read_history(store, limit=arguments.limit)
    data: dict[str, object] = {
        "events": [
            {
                "seq": event.seq,
                "at": event.at.isoformat(),
                "who": event.who,
                "what": event.what,
                "where": list(event.where),
                "told": event.told,
                "reason": event.reason,
            }
            for event in events
        ]
    }
    lines = [
        f"{event.seq:>5}  {event.at.astimezone():%Y-%m-%d %H:%M:%S}  {event.who}  "
        f"{event.told}  {event.reason}".rstrip()
        for event in events
    ]
    if not arguments.verify:
        return Result(data, lines)
    verdict = journal_proof.verify_history(store, arguments.against, printed=arguments.head)
    return with_verdict(Result(data, lines), verdict)


def with_verdict(result: Result, verdict: HistoryVerdict) -> Result:
    """Add to an answer what was found about a journal."""
    data = {
        **result.data,
        "intact": verdict.intact,
        "entries": verdict.entries,
        "findings": list(verdict.findings),
        "remarks": list(verdict.remarks),
    }
    shown = verdict.findings[:_SHOWN]
    more = len(verdict.findings) - len(shown)
    lines = [
        *result.lines,
        *shown,
        *([f"还有 {more} 处，用 --json 看全部。"] if more else []),
        *verdict.remarks,
        verdict.message,
    ]
    return Result(data, lines, result.code if verdict.intact else Exit.REFUSED)


def add_target(parser: Parser) -> None:
    """Give a verb that makes a backup the place for it."""
    parser.add_argument(
        "target", type=Path, nargs="?", metavar="目标", help="备份到哪个文件或文件夹"
    )
    add_force(parser)


def backup_result(store: AnyStore, arguments: argparse.Namespace) -> Result:
    """Make a backup and say where it is.

    Only one beside the store needs the right to write there: a copy to another place is possible
    while the store is open elsewhere, or lies where nothing can be written.
    """
    path = back_up(store, arguments.target, replace=arguments.force)
    return Result({"file": str(path)}, [f"已备份到 {path}，并核对一致。"])


def backups_result(kind: type[AnyStore], arguments: argparse.Namespace) -> Result:
    """The backups of a store, newest first, and what going back to each would lose."""
    found = backups.survey_closed(kind, arguments.store)
    if found.failure is not None and not found.backups:
        raise found.failure.error
    return _survey_result(found, found.backups)


def _rehearsal_result(kind: type[AnyStore], arguments: argparse.Namespace) -> Result:
    """What a backup holds, and what restoring it would lose."""
    found = backups.survey_closed(kind, arguments.store, [arguments.copy])
    shown = [one for one in found.backups if one.path == arguments.copy]
    for one in shown:
        if one.failure is not None:
            raise one.failure.error
    return _survey_result(found, shown)


def _survey_result(found: backups.Survey, shown: Sequence[backups.Backup]) -> Result:
    trouble = None if found.failure is None else found.failure.message
    lines = [] if trouble is None else [trouble]
    for one in shown:
        lines += [_told_in_line(one), *(f"    {text}" for text in backups.explained(one))]
    data = {
        "store": str(found.path),
        "trouble": trouble,
        "backups": [_backup_json(one) for one in shown],
    }
    return Result(data, lines or ["还没有备份。"])


def _told_in_line(one: backups.Backup) -> str:
    holds = one.contents
    state = "" if holds is None else f"  {holds.state or '读不出'}"
    filled = "" if holds is None or holds.filled is None else f"  填了 {holds.filled} 项"
    made = f"{one.made.astimezone():%Y-%m-%d %H:%M:%S}"
    return f"{made}  {one.origin}{state}{filled}  {file_size(one.size)}  {one.path}"


def _backup_json(one: backups.Backup) -> dict[str, object]:
    holds, compared = one.contents, one.comparison
    return {
        "file": str(one.path),
        "made": one.made.isoformat(),
        "size": one.size,
        "state": None if holds is None else holds.state,
        "answers": None if holds is None else holds.filled,
        "trouble": None if one.failure is None else one.failure.message,
        "relation": None if compared is None else compared.relation.value,
        "lost": [] if compared is None else list(compared.lost),
        "gained": [] if compared is None else list(compared.gained),
        "differences": []
        if compared is None
        else [[one.place, one.there, one.here] for one in compared.differences],
    }


def add_copy(parser: Parser) -> None:
    """Give a verb that restores a store the backup."""
    parser.add_argument("copy", type=Path, metavar="备份", help="要恢复的备份文件")
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="不恢复，只说这份备份里有什么、恢复它会失去什么",
    )


def restore_result(kind: type[AnyStore], arguments: argparse.Namespace, *, actor: Actor) -> Result:
    """Put a backup in the place of a store and say where the old one is."""
    if arguments.dry_run:
        return _rehearsal_result(kind, arguments)
    aside = restore(kind, arguments.store, arguments.copy, actor=actor)
    data = {"store": str(arguments.store), "set_aside": None if aside is None else str(aside)}
    lines = [f"已从 {arguments.copy} 恢复 {arguments.store}；备份以后的改动不在里面。"]
    if aside is not None:
        lines.append(f"原来的库没有删除，在 {aside}。")
    return Result(data, lines)
