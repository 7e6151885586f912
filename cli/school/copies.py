"""``main.py school history|backup|backups|restore``: the journal of a store, and its copies."""

import argparse

from cli.output import Result
from cli.parser import Verbs
from cli.school.desk import clerk, opened, school_verb
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
from operations.school.records import SchoolStore


def add_to(verbs: Verbs) -> None:
    """Add the verbs."""
    past = school_verb(verbs, "history", _history, text="查看操作日志")
    add_verify(past, text="核对日志是否前后相连、没有改动，库里的内容与日志是否相符")
    add_limit(past)
    add_target(school_verb(verbs, "backup", _backup, text="备份填报库"))
    text = "列出填报库旁边的备份：各有什么，恢复它会失去什么"
    school_verb(verbs, "backups", _backups, text=text)
    text = "从备份恢复填报库；原来的库放在旁边，不删除"
    add_copy(school_verb(verbs, "restore", _restore, text=text))


def _history(arguments: argparse.Namespace) -> Result:
    with opened(arguments, read_only=True) as store:
        return history_result(store, arguments)


def _backup(arguments: argparse.Namespace) -> Result:
    with opened(arguments, read_only=arguments.target is not None) as store:
        return backup_result(store, arguments)


def _backups(arguments: argparse.Namespace) -> Result:
    return backups_result(SchoolStore, arguments)


def _restore(arguments: argparse.Namespace) -> Result:
    return restore_result(SchoolStore, arguments, actor=clerk(arguments))
