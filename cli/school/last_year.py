"""``main.py school last``: last year's answers beside this year's, and what is brought over from them."""

import argparse
from pathlib import Path

from cli.output import Result
from cli.parser import Verbs
from cli.school.desk import clerk, opened, school_verb
from forms.workflow import Actor
from operations.school import last_year as school_last
from operations.school import store as school_store
from operations.school.records import SchoolStore


def add_to(verbs: Verbs) -> None:
    """Add the verb."""
    text = "从上年带来不常变的内容（标识、房间、课程、名册），逐处待确认"
    parser = school_verb(verbs, "last", _last, text=text)
    parser.add_argument(
        "older",
        type=Path,
        nargs="?",
        metavar="上年填报库",
        help="本校上年的填报库；不写就用区局开户文件带来的上年数",
    )
    choice = parser.add_mutually_exclusive_group()
    choice.add_argument("--dry-run", action="store_true", help="只说会带来多少，不写入")
    choice.add_argument("--confirm", action="store_true", help="确认全部带来的内容，不再带来新的")


def _last(arguments: argparse.Namespace) -> Result:
    actor = clerk(arguments)
    with opened(arguments, read_only=arguments.dry_run) as store:
        if arguments.confirm:
            count = school_last.confirm_all(store, actor=actor)
            return Result({"confirmed": count}, [f"已确认 {count} 处从上年带来的内容。"])
        brought = _bring(store, arguments, actor)
        left = len(school_last.unconfirmed(store))
    data = {"fields": brought.fields, "rows": brought.rows, "unconfirmed": left}
    if arguments.dry_run:
        return Result(data, [f"会从上年带来 {brought.fields} 项、{brought.rows} 行，没有写入。"])
    return Result(data, [brought.sentence])


def _bring(store: SchoolStore, arguments: argparse.Namespace, actor: Actor) -> school_last.Brought:
    if arguments.older is None:
        if arguments.dry_run:
            return school_last.plan_bringing(store)
        return school_last.bring_last_year(store, actor=actor)
    with school_store.open_school(arguments.older, read_only=True) as older:
        if arguments.dry_run:
            return school_last.plan_taking(store, older)
        return school_last.take_older(store, older, actor=actor)
