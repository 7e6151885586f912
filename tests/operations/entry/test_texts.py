"""Which places of a return there are, for a comment from outside."""

import pytest

from operations.entry.texts import check_place
from operations.errors import Refused
from operations.packs.bundled import bundled_engine

PLAN = bundled_engine().plan


@pytest.mark.parametrize(
    "address",
    [
        "pupils",
        "pupils.entrants_primary",
        "profile.campuses",
        "profile.campuses[r1]",
        f"profile.campuses[r1].{PLAN.tables['profile.campuses'].table.columns[0].id}",
    ],
)
def test_a_place_of_the_forms(address: str) -> None:
    check_place(PLAN, address)


@pytest.mark.parametrize(
    "address",
    [
        "no",
        "no.such",
        "no[r1]",
        "pupils[r1]",
        "pupils.entrants_primary[r1]",
        "pupils.entrants_primary[r1].a",
        "profile.campuses[r1].no_column",
    ],
)
def test_no_such_place(address: str) -> None:
    with pytest.raises(Refused, match="表册中没有“"):
        check_place(PLAN, address)
