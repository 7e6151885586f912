"""``main.py school identity``: code and name of a school, put right before it is enrolled."""

import argparse

from cli.output import Result
from cli.parser import Verbs
from cli.school.desk import clerk, opened, school_verb
from operations.school.identity import correct_identity


def add_to(verbs: Verbs) -> None:
    """Add the verb."""
    text = "开户以前改正写错的学校标识码或名称"
    parser = school_verb(verbs, "identity", _identity, text=text)
    parser.add_argument("--code", default="", metavar="代码", help="10 位学校标识码；不写则不变")
    parser.add_argument("--name", default="", metavar="校名", help="学校名称；不写则不变")


def _identity(arguments: argparse.Namespace) -> Result:
    actor = clerk(arguments)
    with opened(arguments) as store:
        correct_identity(
            store,
            school_code=arguments.code or store.meta.school_code,
            school_name=arguments.name or store.meta.school_name,
            actor=actor,
        )
        meta = store.meta
    data = {"school": meta.school_code, "name": meta.school_name}
    return Result(data, [f"已改正：{meta.school_name}（{meta.school_code}）。"])
