"""Each house rule catches a planted fault and leaves good code alone; the project keeps them all."""

import ast
from collections.abc import Callable, Iterator

import pytest

from tests.house import locks, rules, unused
from tests.house.rules import Finding
from tests.house.sources import read

LONG = "def f():\n" + "    x = 1\n" * 60
TO_DO = "x = 1  # TO" + "DO later\n"
TOLD = '''def f(name, other):
    """Do.

    Args:
        name: What.
        other: What else, on
            two lines.

    Returns:
        third: It.
    """
'''
PLAIN = '''@dataclass(frozen=True)
class A:
    """It.

    Attributes:
        a: One.
        b: Two.

    """

    a: int
    b: int
'''
PROPERTY = "    @property\n    def b(self):\n        return 2\n"
HOST = "see https://pypi" + ".org/simple\n"

TreeRule = Callable[[str, list[ast.AST]], Iterator[Finding]]


@pytest.mark.parametrize(
    ("rule", "name", "source"),
    [
        (rules.length_of_functions, "ui/a.py", LONG),
        (rules.swallowed_errors, "ui/a.py", "try:\n    x()\nexcept:\n    pass\n"),
        (rules.swallowed_errors, "ui/a.py", "try:\n    x()\nexcept Exception:\n    pass\n"),
        (rules.colours, "ui/a.py", "style = 'color: #ff0000'\n"),
        (rules.colours, "ui/a.py", "c = QColor(1, 2, 3)\n"),
        (rules.colours, "ui/a.py", "c = QtGui.QColor('red')\n"),
        (rules.colours, "ui/a.py", "c = Qt.GlobalColor.red\n"),
        (rules.tests_assert, "tests/test_a.py", "def test_a():\n    do()\n"),
        (rules.docstrings_hold, "forms/a.py", TOLD.replace("def f(name, other):", "def f(name):")),
        (rules.docstrings_hold, "forms/a.py", TOLD.replace("def f(", "def f(third, ")),
        (rules.docstrings_hold, "forms/a.py", PLAIN.replace("    b: int\n", "")),
        (rules.docstrings_hold, "forms/a.py", PLAIN + "    c: int\n"),
        (rules.imported_again, "ui/a.py", "from a import b\ndef f():\n    from a import c\n"),
    ],
)
def test_a_fault_is_found(rule: TreeRule, name: str, source: str) -> None:
    (finding,) = rule(name, list(ast.walk(ast.parse(source))))
    assert finding.place == name


@pytest.mark.parametrize(
    ("rule", "name", "source"),
    [
        (rules.length_of_functions, "ui/a.py", LONG.removesuffix("    x = 1\n")),
        (rules.swallowed_errors, "ui/a.py", "try:\n    x()\nexcept KeyError:\n    pass\n"),
        (rules.swallowed_errors, "ui/a.py", "try:\n    x()\nexcept Exception:\n    log()\n"),
        (rules.colours, "ui/theme.py", "c = '#ff0000'\n"),
        (rules.colours, "ui/a.py", "c = QColor(role)\nd = Qt.GlobalColor.transparent\n"),
        (rules.colours, "ui/a.py", "label = '#12号楼 R-1#x'\n"),
        (
            rules.tests_assert,
            "tests/test_a.py",
            "def test_a():\n    with raises(E):\n        do()\n",
        ),
        (rules.tests_assert, "tests/test_a.py", "def test_a(qtbot):\n    qtbot.waitUntil(f)\n"),
        (rules.tests_assert, "tests/support/a.py", "def test_a():\n    do()\n"),
        (rules.docstrings_hold, "forms/a.py", TOLD),
        (rules.docstrings_hold, "forms/a.py", TOLD.replace("Args:", "Names:")),
        (rules.docstrings_hold, "forms/a.py", PLAIN + "    _c: int\n    d: ClassVar[int] = 1\n"),
        (rules.docstrings_hold, "forms/a.py", PLAIN.replace("    b: int\n", PROPERTY)),
        (rules.imported_again, "ui/a.py", "from a import b\ndef f():\n    from c import d\n"),
        (
            rules.imported_again,
            "ui/a.py",
            "from PySide6.QtCore import Qt\ndef f():\n    from PySide6.QtCore import QTimer\n",
        ),
    ],
)
def test_good_code_is_left_alone(rule: TreeRule, name: str, source: str) -> None:
    assert list(rule(name, list(ast.walk(ast.parse(source))))) == []


def test_text_rules() -> None:
    assert [finding.line for finding in rules.unfinished_work("a.py", "\n" + TO_DO)] == [2]
    assert [finding.line for finding in rules.hosts("a.md", HOST)] == [1]
    assert list(rules.length_of_file("a.py", "x\n" * 400)) == []
    assert [finding.line for finding in rules.length_of_file("a.py", "x\n" * 401)] == [401]


def test_broken_python_is_a_finding_not_a_traceback() -> None:
    (finding,) = rules.check_python("ui/a.py", "def f(:\n")
    assert "no valid Python" in finding.text


@pytest.mark.parametrize("name", ["notes.txt", "scripts/a.py", "ui/utils.py", "cli/helpers/a.py"])
def test_a_file_out_of_place(name: str) -> None:
    assert list(rules.place(name)) != []


def test_a_file_in_its_place() -> None:
    assert list(rules.place("ui/pages/home.py")) == []


def test_the_project_keeps_every_rule() -> None:
    found = [str(finding) for finding in rules.check_all()]
    assert not found, "\n".join(found)


def test_what_nothing_reads_is_found_in_whatever_form_it_is_defined() -> None:
    source = (
        "LIMIT = 1\nUSED: int = 2\n"
        "class A:\n    def idle(self): ...\n    def works(self): ...\n    def paintEvent(self): ...\n"
        "def quoted() -> 'B': return USED\nclass B: ...\n"
    )
    other = "from a import A\nA().works\nquoted()\n"
    found = [item.name for item in unused.unused([("a.py", source), ("b.py", other)])]
    assert found == ["LIMIT", "idle"]


def test_an_icon_that_no_text_names_is_found() -> None:
    texts = ["set_icon(button, 'eye')", "url(icons/check.svg)", '"not sun"']
    assert list(unused.unnamed(["eye", "check", "sun"], texts)) == ["sun"]


def test_a_lock_behind_its_project_is_found() -> None:
    lock = "openpyxl==3.1.5 \\\n    --hash=sha256:00\n"
    assert list(locks.out_of_step(["openpyxl>=3.1"], lock)) == []
    assert list(locks.out_of_step(["openpyxl>=4"], lock)) != []
    assert list(locks.out_of_step(["reportlab"], lock)) != []


def test_an_entry_without_a_hash_or_with_an_address_is_found() -> None:
    assert list(locks.unpinned("a==1 \\\n    --hash=sha256:00\n")) == []
    assert list(locks.unpinned("a==1\n")) == ["a==1"]
    assert list(locks.unpinned("--index-url x\n")) != []


def test_the_locks_pin_qt_below_the_version_that_aborts() -> None:
    assert locks.pins(read(locks.RUN))["pyside6-essentials"] == "6.11.3"
    assert locks.faults() == []
