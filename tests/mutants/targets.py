"""What is mutated, and which tests have to notice."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.mutants.faults import mutants
from tests.support.places import ROOT


@dataclass(frozen=True, slots=True)
class Target:
    """A part of the product.

    Attributes:
        name: What the report calls it.
        sources: Files and folders below the root.
        tests: What is run for a file without tests of its own, or when those noticed nothing.

    """

    name: str
    sources: Sequence[str]
    tests: Sequence[str]

    def files(self) -> Iterator[str]:
        """Name its sources."""
        for source in self.sources:
            place = ROOT / source
            found = [place] if place.is_file() else sorted(place.rglob("*.py"))
            yield from (path.relative_to(ROOT).as_posix() for path in found)


TARGETS: Final = (
    Target("forms", ["forms"], ["tests/forms"]),
    Target(
        "verifier",
        ["exporters/asic", "exporters/pki", "exporters/strict_json.py"],
        # Not the ones that change every byte: they would take minutes for each mutant.
        [
            *("tests/exporters/asic", "tests/exporters/pki"),
            *(f"tests/exporters/attacks/test_{name}.py" for name in ("zip", "manifest", "parties")),
            *(f"tests/exporters/attacks/test_{name}.py" for name in ("signature", "certificates")),
            "tests/exporters/attacks/test_further.py",
            "tests/exporters/attacks/test_package_json.py",
        ],
    ),
    Target(
        "journal",
        ["storage/journal/journal.py", "storage/answers", "storage/migrations.py"],
        ["tests/storage"],
    ),
    Target(
        "intake",
        [
            *(f"operations/bureau/intake/{name}.py" for name in ("import_packages", "examine")),
            "operations/bureau/intake/rehearsal.py",
            "operations/bureau/schools/roster.py",
        ],
        [
            "tests/operations/bureau/intake/test_import_packages.py",
            "tests/operations/bureau/intake/test_rehearsal.py",
            "tests/operations/bureau/intake/test_import_content.py",
            "tests/operations/bureau/intake/test_journal_continuity.py",
            "tests/operations/bureau/schools/test_roster.py",
            "tests/operations/bureau/schools/test_registry.py",
        ],
    ),
)


def target_of(file: str) -> Target:
    """Give the target a file belongs to; one of its own with the tests of its layer if to none."""
    for target in TARGETS:
        if file in target.files():
            return target
    return Target(file, [file], [f"tests/{file.partition('/')[0]}"])


def own_tests(file: str) -> list[str]:
    """Find the tests that mirror a file: the file of its name, else the folder of its folder."""
    path = Path("tests") / file
    named = path.with_name(f"test_{path.name}")
    if (ROOT / named).is_file():
        return [named.as_posix()]
    folder = path.parent
    return [folder.as_posix()] if (ROOT / folder).is_dir() and len(folder.parts) > 2 else []


def all_mutants(target: Target) -> list[tuple[str, int]]:
    """Name every mutant of a target: file and number of the fault."""
    return [
        (file, mutant.number)
        for file in target.files()
        for mutant in mutants((ROOT / file).read_text(encoding="utf-8"))
    ]
