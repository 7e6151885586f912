"""The faults that are put in are faults, one at a time, and a run with one of them fails."""

import ast
import os
import subprocess
import sys

import pytest

from tests.mutants.faults import mutants, with_fault
from tests.mutants.plugin import VARIABLE
from tests.mutants.targets import TARGETS, own_tests, target_of
from tests.support.places import ROOT


def faults(source: str) -> list[tuple[str, str]]:
    return [(mutant.before, mutant.after) for mutant in mutants(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = a < b", [("a < b", "a <= b")]),
        ("x = a == b != c", [("a == b != c", "a != b != c"), ("a == b != c", "a == b == c")]),
        ("x = a in b", [("a in b", "a not in b")]),
        ("x = a and b", [("a and b", "a or b")]),
        ("x = not a", [("not a", "not not a")]),
        ("x = a + b", [("a + b", "a - b")]),
        ("x = 'a' + b", []),
        ("a = True", [("True", "False")]),
        ("a = 7", [("7", "8")]),
        ("a = 'text'", []),
        ("a += b", [("a += b", "pass")]),
        ("a(b)", [("a(b)", "pass")]),
        ("if a:\n    b = c", [("if a:", "if False:")]),
        ("if a:\n    raise E", [("if a:", "if False:"), ("raise E", "pass")]),
        ("if TYPE_CHECKING:\n    a(1)", []),
        ("@a(1)\ndef f(b: L[1]) -> L[2]:\n    'doc'", []),
    ],
)
def test_faults_of_a_source(source: str, expected: list[tuple[str, str]]) -> None:
    assert faults(source) == expected


def test_a_source_has_one_fault_at_a_time() -> None:
    source = "x = a < 1 and b\n"
    made = [ast.unparse(with_fault(source, number)) for number in range(len(mutants(source)))]
    assert made == ["x = a < 1 or b", "x = a <= 1 and b", "x = a < 2 and b"]


def test_a_fault_is_in_the_module_that_is_tested_and_nowhere_else() -> None:
    file = "forms/rounding.py"
    code = (
        "import forms.rounding, forms.values, tests.mutants.plugin as p; print(p.sys.meta_path[0])"
    )
    tree = "import forms.rounding as r; print(type(r.__loader__).__name__, r.__cached__ is None)"
    for mutant, expected in (("", "SourceFileLoader"), (f"{file}:0", "_Loader")):
        done = subprocess.run(
            [sys.executable, "-c", f"import tests.mutants.plugin; {tree}; {code}"],
            cwd=ROOT,
            env={**os.environ, VARIABLE: mutant},
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.split()[0] == expected


def test_every_target_has_sources_and_tests() -> None:
    for target in TARGETS:
        assert [file for file in target.files() if not (ROOT / file).is_file()] == []
        assert list(target.files())
        assert [test for test in target.tests if not (ROOT / test).exists()] == []


def test_the_tests_of_a_file_mirror_it() -> None:
    assert own_tests("forms/rounding.py") == ["tests/forms/test_rounding.py"]
    assert own_tests("forms/expr/parser.py") == ["tests/forms/expr"]
    assert own_tests("operations/bureau/sent/issue.py") == ["tests/operations/bureau/sent"]
    assert own_tests("operations/clock.py") == []
    assert target_of("exporters/asic/verify.py").name == "verifier"
    assert target_of("cli/main.py").tests == ["tests/cli"]
