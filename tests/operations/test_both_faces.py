"""A sentence of a use-case is read in the window and on the command line, so it speaks of neither."""

import ast
from collections.abc import Iterator

import pytest

from tests.support.places import ROOT

_OF_ONE_FACE = ("窗口里", "在窗口", "在命令行", " --", "点“", "单击", "双击")


def _sentences(tree: ast.Module) -> Iterator[str]:
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    notes = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in notes:
            yield node.value


@pytest.mark.parametrize("folder", ["operations", "forms", "storage", "exporters"])
def test_no_sentence_of_what_both_faces_use_speaks_of_one_of_them(folder: str) -> None:
    found = [
        f"{path.relative_to(ROOT)}: {text}"
        for path in sorted((ROOT / folder).rglob("*.py"))
        for text in _sentences(ast.parse(path.read_text(encoding="utf-8")))
        if any(sign >= "\u4e00" for sign in text) and any(word in text for word in _OF_ONE_FACE)
    ]
    assert found == []
