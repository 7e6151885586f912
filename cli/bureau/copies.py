"""``main.py bureau backup|backups|restore|history``: the journal of a store, and its copies."""

import argparse

from cli.bureau.desk import bureau_verb, officer_of
from cli.bureau.proof import with_breaks
from cli.output import Result
from cli.parser import Verbs
from cli.store_results import (
    add_copy,
    add_limit,
    add_target,
    add_verify,
    backup_result,
    backups_result,
    history_result,
    restore_result,
)
from operations.bureau.records import BureauStore
from operations.bureau.store import open_bureau


def add_to(verbs: Verbs) -> None:
    """Add the verbs."""
    add_target(bureau_verb(verbs, "backup", _backup, text="备份局端库"))
    text = "列出局端库旁边的备份：各有什么，恢复它会失去什么"
    bureau_verb(verbs, "backups", _backups, text=text, only_file=True)
    text = "从备份恢复局端库；原来的库放在旁边，不删除"
    add_copy(bureau_verb(verbs, "restore", _restore, text=text, only_file=True))
    past = bureau_verb(verbs, "history", _history, text="查看操作日志")
    add_verify(
        past,
        text="核对日志是否前后相连、没有改动，库里的内容与日志是否相符，"
        "各校的填报日志在前后两份上报包之间是否接上",
    )
    add_limit(past)


def _backup(arguments: argparse.Namespace) -> Result:
    with open_bureau(arguments.store, read_only=arguments.target is not None) as store:
        return backup_result(store, arguments)


def _backups(arguments: argparse.Namespace) -> Result:
    return backups_result(BureauStore, arguments)


def _restore(arguments: argparse.Namespace) -> Result:
    actor = officer_of(arguments)
    return restore_result(BureauStore, arguments, actor=actor)


def _history(arguments: argparse.Namespace) -> Result:
    with open_bureau(arguments.store, read_only=True) as store:
        found = history_result(store, arguments)
        return with_breaks(found, store) if arguments.verify else found
