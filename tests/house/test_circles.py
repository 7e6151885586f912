"""An import circle is found however late its imports are, and the project has none."""

import pytest

from tests.house.circles import circles
from tests.house.unused import product_sources

DESK = "from ui.desktop import Desktop\ndef watch(desk):\n    from ui.watch import Watch\n"


@pytest.mark.parametrize(
    "back",
    [
        "from ui.desk import Desk\n",
        "import ui.desk\n",
        "from ui import desk\n",
        "class Watch:\n    def look(self):\n        from ui.desk import Desk\n",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from ui.desk import Desk\n",
    ],
)
def test_a_circle_is_found_however_late_it_closes(back: str) -> None:
    (found,) = circles([("ui/desk.py", DESK), ("ui/watch.py", back), ("ui/desktop.py", "")])
    assert (found.file, found.line) == ("ui/desk.py", 3)
    assert str(found) == "ui.desk → ui.watch → ui.desk is an import circle"


def test_a_long_circle_is_found_by_its_shortest_way_and_once() -> None:
    sources = [
        ("forms/a.py", "from forms.b import x\nfrom forms.d import y\n"),
        ("forms/b.py", "from forms.c import x\n"),
        ("forms/c.py", "from forms.d import x\n"),
        ("forms/d.py", "from forms.a import x\n"),
    ]
    assert [found.modules for found in circles(sources)] == [("forms.a", "forms.d")]


def test_what_a_package_gathers_counts_for_who_imports_the_package() -> None:
    sources = [
        ("forms/expr/__init__.py", "from forms.expr.parser import parse\n"),
        ("forms/expr/parser.py", "from forms.words import word\n"),
        ("forms/words.py", "from forms.expr import parse\n"),
    ]
    (found,) = circles(sources)
    assert set(found.modules) == {"forms.expr", "forms.expr.parser", "forms.words"}


def test_a_package_and_its_own_modules_are_no_circle() -> None:
    sources = [
        ("forms/expr/__init__.py", "from forms.expr.parser import parse\n"),
        ("forms/expr/parser.py", "from forms.expr.nodes import Node\n"),
        ("forms/expr/nodes.py", "import ast\n"),
    ]
    assert list(circles(sources)) == []


def test_no_module_of_the_product_needs_one_that_needs_it() -> None:
    assert [str(found) for found in circles(product_sources())] == []


def test_a_circle_planted_into_the_product_is_found() -> None:
    planted = [
        (file, text + "\ndef late():\n    from ui.app import make_window\n")
        if file == "ui/metrics.py"
        else (file, text)
        for file, text in product_sources()
    ]
    (found,) = circles(planted)
    assert {"ui.app", "ui.metrics"} <= set(found.modules)
