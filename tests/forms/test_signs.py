"""The sign for nothing is written in one place: two pages never show two."""

import ast
from pathlib import Path

from forms.signs import NOTHING
from tests.support.places import ROOT

PARTS = ("forms", "operations", "exporters", "cli", "ui")
THEIRS = {
    "forms/signs.py": NOTHING,
    "forms/official/cells.py": "——",
}
"""Here it is written: ours, and what the official form prints."""
NOT_SHOWN = {"forms/types/choices.py", "forms/types/numbers.py", "exporters/documents/linebreak.py"}
"""They know a dash where it is typed: in place of a number, behind a code, or where a line may break."""


def dashes(path: Path) -> set[str]:
    """The texts of a module that are nothing but a dash."""
    text = path.read_text(encoding="utf-8")
    nodes = ast.walk(ast.parse(text)) if "—" in text else ()
    found = (node.value for node in nodes if isinstance(node, ast.Constant))
    return {value for value in found if isinstance(value, str) and value in {"—", "——"}}


def test_no_other_module_has_a_dash_of_its_own() -> None:
    found = {
        path.relative_to(ROOT).as_posix(): sign
        for part in PARTS
        for path in sorted((ROOT / part).rglob("*.py"))
        for sign in dashes(path)
    }
    assert {place: sign for place, sign in found.items() if place not in NOT_SHOWN} == THEIRS
