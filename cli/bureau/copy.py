"""``bureau copy``: a whole store moves between a file and a server."""

import argparse

from cli.bureau.desk import bureau_verb
from cli.output import Result
from cli.parser import Verbs
from cli.places import ADDRESS, store_place
from operations.bureau.server.copying import copy_bureau


def add_to(verbs: Verbs) -> None:
    """Add the verb ``copy``."""
    text = "把整个局端库复制到另一处：文件和服务器之间都可以，并逐项核对"
    verb = bureau_verb(verbs, "copy", copy, text=text)
    verb.add_argument(
        "target",
        type=store_place,
        metavar="目标",
        help=f"复制到哪里：还不存在的文件，或空的数据库（{ADDRESS}）",
    )


def copy(arguments: argparse.Namespace) -> Result:
    """Copy and say what was found equal."""
    made = copy_bureau(arguments.store, arguments.target)
    data = {
        "store": str(arguments.store),
        "copy": str(arguments.target),
        "rows": made.rows,
        "packages": made.packages,
        "entries": made.entries,
        "schools": made.schools,
    }
    counts = f"{made.rows} 行，{made.packages} 份上报包，日志 {made.entries} 条"
    lines = [
        f"已复制到 {arguments.target}：{counts}，逐项相同。",
        f"两边各评估一次，{made.schools} 所学校的每个数都相同。原来的库没有改动；以后请只用一份。",
    ]
    return Result(data, lines)
