"""Modules that stay at 100 % branch coverage.

``python3 dev.py test`` measures the whole suite and then runs this module, which names each line
and branch that no test reached. To hold a module, add its glob to RATCHET; never take one out.
"""

import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from coverage import Coverage

# fnmatch: a star crosses folders.
RATCHET = (
    "forms/*.py",
    "exporters/asic/*.py",
    "exporters/pki/trust.py",
    "exporters/age*.py",
    "exporters/foreign*.py",
    "exporters/strict_json.py",
    "exporters/limits.py",
    "storage/*journal*.py",
    "storage/*migration*.py",
)


class Gap(NamedTuple):
    """What no test of a listed module reached."""

    name: str
    lines: list[int]
    branches: list[tuple[int, int]]

    def __str__(self) -> str:
        """One line: the module, its lines, its branches."""
        parts = []
        if self.lines:
            parts.append("lines " + ", ".join(ranges(self.lines)))
        if self.branches:
            ends = [(start, "exit" if end < 0 else end) for start, end in self.branches]
            parts.append("branches " + ", ".join(f"{start}->{end}" for start, end in ends))
        return f"{self.name}: {'; '.join(parts)}"


def ranges(lines: list[int]) -> Iterator[str]:
    """Write neighbours as one range."""
    for _, group in groupby(enumerate(lines), lambda pair: pair[1] - pair[0]):
        run = [line for _, line in group]
        yield str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}"


def listed(names: Iterable[str], globs: Iterable[str] = RATCHET) -> list[str]:
    """Pick the modules the ratchet holds."""
    globs = tuple(globs)
    return [name for name in names if any(fnmatchcase(name, glob) for glob in globs)]


def gaps(report: dict[str, Any], globs: Iterable[str] = RATCHET) -> list[Gap]:
    """Find the listed modules below 100 % in coverage's JSON report."""
    files = {name.replace("\\", "/"): facts for name, facts in report["files"].items()}
    found = []
    for name in listed(sorted(files), globs):
        lines = files[name]["missing_lines"]
        # A branch from a line that never ran says nothing more than the line.
        branches = [(a, b) for a, b in files[name].get("missing_branches", []) if a not in lines]
        if lines or branches:
            found.append(Gap(name, lines, branches))
    return found


def report_of(coverage: Coverage) -> dict[str, Any]:
    """Read coverage's own JSON report of the data on disk."""
    coverage.load()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "coverage.json"
        coverage.json_report(outfile=str(path))
        report: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return report


def main() -> int:
    """Print the gaps; 1 when there are any."""
    report = report_of(Coverage())
    found = gaps(report)
    for gap in found:
        print(f"not fully tested: {gap}")
    held = len(listed(name.replace("\\", "/") for name in report["files"]))
    total = report["totals"]["percent_covered"]
    print(
        f"coverage ratchet: {held - len(found)} of {held} listed modules at 100 %, all {total:.1f} %"
    )
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
