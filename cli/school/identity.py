"""``main.py school identity``: code and name of a school, put right before it is enrolled."""

import argparse
from pathlib import Path

from cli.output import Result
from cli.parser import Parser, add_command, spoken
from forms.workflow import Actor, Role
from operations.school.identity import correct_identity
from operations.school.store import open_school
from operations.store_files import SCHOOL_ENDING


def add_to(verbs: "argparse._SubParsersAction[Parser]") -> None:
    """Add the verb."""
    text = "开户以前改正写错的学校标识码或名称"
    parser = add_command(verbs, "identity", _identity, text=text)
    parser.add_argument(
        "store", type=Path, metavar="填报库", help=f"学校的填报库（{SCHOOL_ENDING}）"
    )
    parser.add_argument("--code", default="", metavar="代码", help="10 位学校标识码；不写则不变")
    parser.add_argument("--name", default="", metavar="校名", help="学校名称；不写则不变")
    parser.add_argument(
        "--person", type=spoken, default="", metavar="姓名", help="操作人姓名，记入日志"
    )


def _identity(arguments: argparse.Namespace) -> Result:
    actor = Actor(arguments.person or "填报员", Role.CLERK)
    with open_school(arguments.store) as store:
        correct_identity(
            store,
            school_code=arguments.code or store.meta.school_code,
            school_name=arguments.name or store.meta.school_name,
            actor=actor,
        )
        meta = store.meta
    data = {"school": meta.school_code, "name": meta.school_name}
    return Result(data, [f"已改正：{meta.school_name}（{meta.school_code}）。"])
