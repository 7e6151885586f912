"""What holds for every section and every step of a school's window, at double size as well."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget

from tests.ui.cut import cut_in, settle
from tests.ui.large import SMALLEST, at_size
from ui.school.face import SchoolFace
from ui.school.side import STEPS


@pytest.fixture
def large(school: SchoolFace) -> Iterator[SchoolFace]:
    """The school at double size, in a window as small as the smallest screen."""
    with at_size(school.window(), school.desktop, percent=200) as window:
        assert isinstance(window.face, SchoolFace)
        yield window.face


def every_page(face: SchoolFace) -> Iterator[str]:
    """Bring each section, and the page of each step, into sight."""
    for place in face.side.sections.places():
        face.entry.pages.show_place(place)
        yield str(place)
    for step in STEPS:
        face.pages.show_page(step)
        yield step


def test_at_double_size_every_page_fits_the_smallest_screen_and_cuts_nothing(
    large: SchoolFace,
) -> None:
    window, found = large.window(), dict[str, list[str]]()
    for shown in every_page(large):
        settle()
        assert fits(window), shown
        if cut := cut_in(window):
            found[shown] = cut
    assert found == {}


def fits(window: QWidget) -> bool:
    """Whether a window is no larger than the smallest screen, and need not be."""
    room, least = QSize(*SMALLEST), window.minimumSizeHint()
    return window.size() == room and room.expandedTo(least) == room


def test_at_double_size_what_stands_beside_the_page_takes_the_place_of_the_list(
    large: SchoolFace,
) -> None:
    window = large.window()
    large.entry.pages.show_place(large.side.sections.places()[2])
    callbacks = {
        **large.entry.callbacks(),
        "panel.toggle": large.actions_table["panel.toggle"].trigger,
    }
    for action in ("panel.toggle", "place.explain"):
        callbacks[action]()
        settle()
        assert large.aside.isVisible(), action
        assert fits(window), action
        assert large.side.isHidden(), action
        assert large.pages.width() >= window.width() * 4 // 9, action
        assert cut_in(large.aside) == [], action
        callbacks[action]()
        settle()
        assert large.aside.isHidden(), action
        assert large.side.isVisible(), action
