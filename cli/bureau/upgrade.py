"""``main.py bureau upgrade``: a store of an earlier version of the program, in its place."""

import argparse

from cli.bureau.desk import bureau_verb
from cli.output import Result
from cli.parser import Verbs
from operations.bureau.upgrade import upgrade_bureau


def add_to(verbs: Verbs) -> None:
    """Add the verb."""
    bureau_verb(
        verbs, "upgrade", _upgrade, text="把旧版本程序建立的局端库就地升级；升级前请先备份服务器"
    )


def _upgrade(arguments: argparse.Namespace) -> Result:
    upgrade_bureau(arguments.store)
    return Result({"store": str(arguments.store)}, ["局端库是本程序的格式，可以使用。"])
