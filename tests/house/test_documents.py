"""What the documents point at is there: links, files named by their path, modules named by dots."""

import re
from pathlib import Path, PurePosixPath
from posixpath import normpath

import pytest

import dev
from cli.main import build_parser
from tests.cli.test_output_never_destroys import parsers_of
from tests.house.sources import project_files, read
from tests.support.places import ROOT

DOCUMENTS = [name for name in project_files() if name.endswith(".md")]
# A decision tells of its day; the cases of people name their tests from tests/.
MAPS = [
    name for name in DOCUMENTS if not name.startswith(("docs/decisions/0", "tests/data/people/"))
]
SOURCES = [name for name in project_files() if name.endswith(".py")]
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
_PATH = re.compile(r"`((?:forms|storage|exporters|operations|cli|ui|tests|resources)/[\w./-]*)`")
_DOTTED = re.compile(r"`((?:forms|storage|exporters|operations|cli|ui)\.[\w.]+)`")

_REFERENCE = re.compile(r":(?:mod|func|class|data|meth|attr):`~?([\w.]+)`")
_OWN = ("forms.", "storage.", "exporters.", "operations.", "cli.", "ui.", "tests.")
_DECISION = re.compile(r"\bdecisions? (\d{4})")
_CODE = re.compile(r"`([^`]+)`")
_COMMAND = re.compile(
    r"(?:^|main\.py |youheng-cli )(school|bureau|pack) ([a-z][a-z-]+)", re.MULTILINE
)
_VERB = re.compile(r"dev\.py ([a-z]+)")


def is_there(name: str) -> bool:
    return (ROOT / name).exists()


def is_defined(dotted: str) -> bool:
    """Whether dots lead to a module, or to names that its source has."""
    parts = dotted.split(".")
    for count in range(len(parts), 0, -1):
        path = Path(ROOT, *parts[:count])
        if path.is_dir() and count == len(parts):
            return True
        module = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
        if module.is_file():
            source = module.read_text(encoding="utf-8")
            return all(re.search(rf"\b{part}\b", source) for part in parts[count:])
    return False


def test_a_name_that_is_gone_is_noticed() -> None:
    assert is_defined("forms.expr.parse")
    assert is_defined("forms.expr.compiler.compile_node")
    assert not is_defined("forms.expr.compiler.compile_nodes")
    assert not is_defined("forms.expression.parse")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_lead_somewhere(name: str) -> None:
    folder = PurePosixPath(name).parent
    links = {normpath(str(folder / link)) for link in _LINK.findall(read(name))}
    assert [link for link in sorted(links) if not is_there(link)] == []


@pytest.mark.parametrize("name", MAPS)
def test_what_the_maps_name_is_there(name: str) -> None:
    text = read(name)
    assert [path for path in _PATH.findall(text) if not is_there(path)] == []
    assert [name for name in _DOTTED.findall(text) if not is_defined(name)] == []


@pytest.mark.parametrize("name", MAPS)
def test_every_command_a_document_names_is_one(name: str) -> None:
    groups = {group: dict(parsers_of(parser)) for group, parser in parsers_of(build_parser())}
    text = read(name)
    named = {found for code in _CODE.findall(text) for found in _COMMAND.findall(code)}
    assert sorted((group, verb) for group, verb in named if verb not in groups[group]) == []
    assert sorted(set(_VERB.findall(text)) - set(dev.VERBS)) == []


def test_what_a_docstring_points_at_is_there() -> None:
    astray = [
        f"{name}: {found}"
        for name in SOURCES
        for found in _REFERENCE.findall(read(name))
        if found.startswith(_OWN) and not is_defined(found)
    ]
    assert astray == []


def test_every_decision_the_code_names_was_taken() -> None:
    numbers = {name.rpartition("/")[2][:4] for name in DOCUMENTS if "/decisions/" in name}
    named = {(name, found) for name in SOURCES for found in _DECISION.findall(read(name))}
    assert sorted((name, found) for name, found in named if found not in numbers) == []
