"""``main.py demo DIR``: the whole job, from an empty folder to the official tables."""

import argparse
from pathlib import Path

from cli.output import Result, say
from cli.parser import Verbs, add_command, whole
from cli.places import ADDRESS, store_place
from operations.demo.run import run_demo
from operations.errors import Misused

MOST = 500


def add_to(groups: Verbs) -> None:
    """Add the command ``demo``."""
    parser = add_command(groups, "demo", _demo, text="演示：建局端库和各校填报库，走完全部步骤")
    parser.add_argument(
        "folder", type=Path, metavar="文件夹", help="新的或空的文件夹，所有文件留在里面"
    )
    parser.add_argument("--schools", type=whole, default=12, metavar="所", help="学校数，默认 12")
    parser.add_argument(
        "--store",
        type=store_place,
        metavar="局端库",
        help=f"局端库建在哪里，例如空的数据库 {ADDRESS}；默认在文件夹里",
    )
    parser.add_argument("--seed", type=whole, default=1, metavar="数", help="随机种子，默认 1")


def _demo(arguments: argparse.Namespace) -> Result:
    if not 1 <= arguments.schools <= MOST:
        raise Misused(f"学校数应在 1 到 {MOST} 之间，写的是 {arguments.schools}。")
    made = run_demo(
        arguments.folder,
        schools=arguments.schools,
        seed=arguments.seed,
        store=arguments.store,
        progress=say,
    )
    data = {
        "bureau_store": str(made.place),
        "school_stores": [str(path) for path in made.school_stores],
        "packages": [str(path) for path in made.packages],
        "tables": [str(path) for path in made.tables],
        "receipts": [str(path) for path in made.receipts],
        "pages": [str(path) for path in made.pages],
        "report": str(made.report),
        "raw_table": str(made.raw_table),
        "data": str(made.data),
        "plan": str(made.plan),
        "root": str(made.root),
        "crl": str(made.crl),
        "passphrases": str(made.passphrases),
    }
    return Result(data, made.summary)
