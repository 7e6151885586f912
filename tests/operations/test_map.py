"""The ways of a package and of a figure stand in docs/architecture.md as they really are."""

import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

import pytest

from operations.bureau.evaluation.find_figures import find_figures
from operations.bureau.intake.import_packages import import_packages
from operations.bureau.store import Desk
from tests.operations.staging import District
from tests.support.places import ROOT


def listed(title: str) -> list[str]:
    """The function each numbered step of a section begins with, in order."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    section = text.partition(f"## {title}\n")[2].partition("\n## ")[0]
    return re.findall(r"^\d+\. `([\w.]+)`", section, flags=re.MULTILINE)


def passed(step: Callable[[], object]) -> list[str]:
    """The functions of the program that a step enters, each where it was entered first."""
    entered: dict[str, None] = {}

    def note(frame: FrameType, event: str, _argument: object) -> None:
        path = Path(frame.f_code.co_filename)
        if event == "call" and path.is_relative_to(ROOT):
            parts = path.relative_to(ROOT).with_suffix("").parts
            entered.setdefault(".".join([*parts, frame.f_code.co_qualname]))

    sys.setprofile(note)
    try:
        step()
    finally:
        sys.setprofile(None)
    return list(entered)


@pytest.mark.parametrize("title", ["One package", "One figure back to its cell and signature"])
def test_the_map_lists_the_functions_that_are_passed(
    desk: Desk, district: District, title: str
) -> None:
    package = district.next_package()
    steps: dict[str, Callable[[], object]] = {
        "One package": lambda: import_packages(desk, [package], workers=1),
        "One figure back to its cell and signature": lambda: find_figures(
            desk.store, "2142100001", "L4"
        ),
    }
    way = listed(title)
    assert len(way) >= 5
    real = [name for name in passed(steps[title]) if name in way]
    assert real == way
