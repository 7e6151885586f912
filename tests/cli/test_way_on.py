"""A sentence both faces say names no command; the command line adds its own way on."""

import argparse
import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from cli.way_on import way_on
from operations.bureau.clock import SeenLater
from operations.errors import Refused, Undecided
from operations.failures.explain import explain
from operations.read_tables import ChooseSheet
from storage.address import ServerAddress
from storage.errors import NoStoreThere, ServerOlder, StoreDamaged, WouldReplace
from tests.support.places import ROOT

CHINESE = re.compile("[\u4e00-\u9fff]")
COMMANDS = re.compile(
    r"(?<![-\w])--[a-z][a-z-]+|main\.py|命令(?:行用)? ?[a-z]|(?:school|bureau) [a-z]+"
)
TERMINAL = ROOT / "ui" / "display.py"
"""Said in a terminal, where no window can be opened."""
SERVER = ServerAddress("postgresql://db.example/youheng")


def sentences(path: Path) -> Iterator[str]:
    """The texts of a module, without those that explain its code."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


@pytest.mark.parametrize("layer", ["forms", "storage", "exporters", "operations", "ui"])
def test_what_a_window_can_show_names_no_command(layer: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {text}"
        for path in sorted((ROOT / layer).rglob("*.py"))
        for text in sentences(path)
        if path != TERMINAL and CHINESE.search(text) and COMMANDS.search(text)
    ]
    assert found == []


def test_no_sentence_of_the_use_cases_sends_to_the_first_page_of_the_window() -> None:
    damaged = str(StoreDamaged(Path("校.yhs"), [Path("校.bak.yhs")]))
    assert "请从备份恢复" in damaged
    assert "首页" not in damaged


@pytest.mark.parametrize(
    ("error", "arguments", "said"),
    [
        (StoreDamaged(Path("校.yhs"), [Path("b.yhs")]), {"group": "school"}, "school restore"),
        (StoreDamaged(Path("局.yhb"), [Path("b.yhb")]), {"group": "bureau"}, "bureau restore"),
        (StoreDamaged(Path("局.yhb"), [Path("b.yhb")]), {"group": "verify"}, "局端库用 bureau"),
        (StoreDamaged(Path("校.yhs")), {"group": "school"}, ""),
        (WouldReplace([Path("a.pdf")]), {"force": False}, "--force"),
        (WouldReplace([Path("a.pdf")]), {}, ""),
        (NoStoreThere(SERVER), {}, "bureau new"),
        (ServerOlder(SERVER, "owner", may_upgrade=False), {}, "bureau upgrade"),
        (SeenLater("时间早了。"), {}, "bureau clock"),
        (Undecided("有 1 项不同。"), {"take": None}, "--take file"),
        (Undecided("有 1 项不同。"), {}, ""),
        (ChooseSheet("有 2 张。", ["甲", "乙"]), {"sheet": ""}, "--sheet"),
        (ChooseSheet("有 2 张。", ["甲", "乙"]), {}, ""),
        (Refused("不行。"), {"take": None}, ""),
    ],
)
def test_the_command_line_says_which_command_is_the_way_on(
    error: BaseException, arguments: dict[str, object], said: str
) -> None:
    found = way_on(explain(error), argparse.Namespace(**arguments))
    assert said in found
    assert bool(found) is bool(said)
