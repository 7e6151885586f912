"""The way of an edit stands in docs/architecture.md as it really is."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType

import pytest

from storage.answers.texts import Texts
from tests.support.places import ROOT
from tests.ui.entry.test_section_page import page_of
from ui.school.face import SchoolFace

POOL = "ui.tasks._Inline.submit"
"""Stands in tests where the program changes to the store's own thread."""


def listed() -> list[str]:
    """The functions of the list, in its order."""
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    section = text.partition("### One edit")[2].partition("\n##")[0]
    return re.findall(r"^\d+\. `([\w.]+)`", section, flags=re.MULTILINE)


def standing(frame: FrameType | None) -> Iterator[str]:
    """Name the functions of the program that stand on each other, innermost first."""
    while frame is not None:
        path, name = Path(frame.f_code.co_filename), frame.f_code.co_qualname
        if path.is_relative_to(ROOT) and "<lambda>" not in name:
            made_by = name.partition(".<locals>")[0]
            yield ".".join([*path.relative_to(ROOT).with_suffix("").parts, made_by])
        frame = frame.f_back


def test_the_map_lists_the_functions_an_edit_passes(
    school: SchoolFace, monkeypatch: pytest.MonkeyPatch
) -> None:
    editor = page_of(school, "facilities", 0).fields["facilities.site_area"]
    real, passed = Texts.put, list[str]()

    def put(texts: Texts, *where: object) -> None:
        passed.extend(standing(sys._getframe(1)))
        real(texts, *where)  # type: ignore[arg-type] # as it was called

    monkeypatch.setattr(Texts, "put", put)
    editor.show_text("31000.00")
    editor.hand_on()
    last = f"{real.__module__}.{real.__qualname__}"
    way = [*(name for name in reversed(passed) if name != POOL), last]
    assert way[way.index(listed()[0]) :] == listed()
