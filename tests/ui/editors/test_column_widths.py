"""Columns give way where that makes a table fit, and only then."""

import pytest

from ui.editors.table_measures import ColumnWidth, fitted

WIDTHS = [ColumnWidth(100, 60), ColumnWidth(80, 80), ColumnWidth(120, 40)]


@pytest.mark.parametrize(
    ("room", "expected"),
    [
        (400, [100, 80, 120]),
        (300, [100, 80, 120]),
        (240, [80, 80, 80]),
        (180, [60, 80, 40]),
        (179, [100, 80, 120]),
        (-5, [100, 80, 120]),
    ],
)
def test_columns_share_what_is_too_much(room: int, expected: list[int]) -> None:
    assert fitted(WIDTHS, room) == expected


def test_rounding_never_makes_it_too_wide() -> None:
    widths = [ColumnWidth(101, 60), ColumnWidth(77, 40), ColumnWidth(53, 30)]
    for room in range(130, 231):
        assert sum(fitted(widths, room)) <= room


def test_columns_that_cannot_give_way_stay() -> None:
    assert fitted([ColumnWidth(50, 50)], 40) == [50]
    assert fitted([], 40) == []
