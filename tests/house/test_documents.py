"""What the documents point at is there: links, files named by their path, modules named by dots."""

import re
from pathlib import Path, PurePosixPath
from posixpath import normpath

import pytest

from tests.house.sources import project_files, read
from tests.support.places import ROOT

DOCUMENTS = [name for name in project_files() if name.endswith(".md")]
MAPS = ["README.md", "docs/architecture.md", "docs/glossary.md", "docs/form-packs.md"]
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
_PATH = re.compile(r"`((?:forms|storage|exporters|operations|cli|ui|tests|resources)/[\w./-]*)`")
_DOTTED = re.compile(r"`((?:forms|storage|exporters|operations|cli|ui)\.[\w.]+)`")


def is_there(name: str) -> bool:
    return (ROOT / name).exists()


def is_defined(dotted: str) -> bool:
    """Whether dots lead to a module, or to names that its source has."""
    parts = dotted.split(".")
    for count in range(len(parts), 0, -1):
        path = Path(ROOT, *parts[:count])
        if path.is_dir():
            return count == len(parts)
        if path.with_suffix(".py").is_file():
            source = path.with_suffix(".py").read_text(encoding="utf-8")
            return all(re.search(rf"\b{part}\b", source) for part in parts[count:])
    return False


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
