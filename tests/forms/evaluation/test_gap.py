"""What is lacking in the thing itself, and who makes the spread."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings

from forms.evaluation import RawSchool, SchoolResult, Standards, evaluate, gap
from forms.evaluation.gap import rounded_up
from forms.schooling import Section
from tests.forms.evaluation.exact_shares import contributions
from tests.forms.evaluation.schools import districts, school
from tests.forms.samples.full_pack import pack


def one(row: RawSchool, level: Section = Section.PRIMARY) -> SchoolResult:
    return evaluate([row], pack=pack()).levels[level].schools[0]


def test_teachers_and_rooms_are_counted_whole() -> None:
    found = gap(one(school(staffing__backbone_primary=7)), 1)
    assert found is not None
    assert found.to_reach == 3
    assert found.to_ge85 == Fraction(3, 2)
    assert rounded_up(found.to_ge85, 1) == 2
    assert rounded_up(Fraction(10, 3), 3) == Fraction("3.34")


def test_what_is_reached_lacks_nothing() -> None:
    found = gap(one(school()), 0)
    assert found is not None
    assert found.to_reach == 0
    assert found.to_ge85 == 0


def test_a_missing_figure_has_no_gap() -> None:
    assert gap(one(school(facilities__multimedia_rooms=None)), 6) is None
    assert gap(one(school(pupils__enrolled_primary=None)), 6) is None


def test_a_split_school_needs_so_much_as_a_whole() -> None:
    row = school(kind="312", facilities__multimedia_rooms=40)
    needed = gap(one(row, Section.JUNIOR), 6)
    assert needed is not None
    more = RawSchool({**row.values, "facilities.multimedia_rooms": 40 + needed.to_reach})
    assert one(more, Section.JUNIOR).values[6] == Fraction("2.4")


@settings(max_examples=30, deadline=None)
@given(rows=districts(largest=5))
def test_the_parts_of_the_spread_make_one(rows: list[RawSchool]) -> None:
    for level in evaluate(rows, pack=pack()).levels.values():
        for place in range(7):
            parts = contributions(level, place)
            if parts is None:
                assert not level.coefficients[place].is_known
                continue
            shares = [share for _, share in parts]
            assert sum(shares) in {0, 1}
            assert shares == sorted(shares, reverse=True)


def test_a_coefficient_that_cannot_be_calculated_has_no_parts() -> None:
    level = evaluate([school(1, facilities__multimedia_rooms=None)], pack=pack()).levels
    assert contributions(level[Section.PRIMARY], 6) is None


def test_a_pack_without_a_standard_cannot_evaluate() -> None:
    full = pack()
    bare = tuple(
        replace(indicator, standard=None) if indicator.id == "L3_junior" else indicator
        for indicator in full.indicators
    )
    with pytest.raises(ValueError, match="L3_junior has no standard"):
        Standards.of(replace(full, indicators=bare))
