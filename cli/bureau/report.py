"""``main.py bureau report``: the report to the leaders of the district."""

import argparse
from pathlib import Path

from cli.bureau.desk import bureau_verb
from cli.output import Result
from cli.parser import Verbs, add_force
from operations.bureau.leaders.report import write_leaders_report
from operations.bureau.store import open_bureau


def add_to(verbs: Verbs) -> None:
    """Add the verb ``report``."""
    text = "写给领导的评估情况报告：结论、图、不达标的学校和差距，一份不超过 8 页的 PDF"
    verb = bureau_verb(verbs, "report", report, text=text)
    verb.add_argument("target", type=Path, metavar="目标", help="报告写到哪个文件（.pdf）或文件夹")
    add_force(verb)


def report(arguments: argparse.Namespace) -> Result:
    """``bureau report``: write the report; nothing in the store is changed."""
    with open_bureau(arguments.store, read_only=True) as store:
        path = write_leaders_report(store, arguments.target, replace=arguments.force)
    return Result({"file": str(path)}, [f"评估情况报告已写到 {path}。"])
