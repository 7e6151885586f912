"""What the code imports is declared in pyproject.toml, and what is declared is imported."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.house.sources import project_files, read

# Declared without being imported: they are run as programs, or loaded by pytest and mypy.
NOT_IMPORTED = {
    *("pytest-xdist", "pytest-cov", "mypy", "ruff", "import-linter"),
    *("types-openpyxl", "types-defusedxml", "types-reportlab", "types-jsonschema"),
    *("types-pyinstaller", "types-zxcvbn", "psycopg-binary"),
}
_OWN = {"ui", "cli", "operations", "storage", "exporters", "forms", "resources"}
_WORKSHOP = {"tests", "dev", "main", "conftest"}


def imported(source: str) -> set[str]:
    """Return the top-level names that a source imports from outside the standard library."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.partition(".")[0])
    return names - set(sys.stdlib_module_names) - _OWN - _WORKSHOP


def distributions(names: set[str]) -> set[str]:
    """Name the packages that bring these modules."""
    known = packages_distributions()
    return {canonicalize_name(known.get(name, [name])[0]) for name in names}


def undeclared(uses: set[str], declared: set[str], where: str) -> Iterator[str]:
    """Name what is imported and not declared."""
    for name in sorted(uses - declared):
        yield f"{where} imports {name}, which pyproject.toml does not declare"


def unused(uses: set[str], declared: set[str]) -> Iterator[str]:
    """Name what is declared and not imported."""
    for name in sorted(declared - uses - NOT_IMPORTED):
        yield f"pyproject.toml declares {name}, which nothing imports"


def _names(lines: list[str]) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in lines}


def faults() -> list[str]:
    """Compare every source with the project's declarations."""
    project = tomllib.loads(read("pyproject.toml"))["project"]
    run = _names(project["dependencies"])
    extras = {name: _names(lines) for name, lines in project["optional-dependencies"].items()}
    product: set[str] = set()
    workshop: set[str] = set()
    for name in project_files():
        if name.endswith((".py", ".spec")):
            mine = product if name.partition("/")[0] in _OWN else workshop
            mine |= imported(read(name))
    uses, tests = distributions(product), distributions(workshop)
    may = run | extras["token"] | extras["parquet"] | extras["server"]
    found = [*undeclared(uses, may, "the program")]
    found += undeclared(tests, run | extras["dev"], "the workshop")
    return [*found, *unused(uses, may), *unused(uses | tests, extras["dev"])]
