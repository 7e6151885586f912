"""Gaps and shares in the object of the command line."""

import json
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings

from forms.canonical import json_text
from forms.evaluation import RawSchool, evaluate, to_json
from forms.evaluation.detail import detailed_json, lacks, shares
from forms.evaluation.gap import gap
from forms.schooling import Section
from tests.forms.evaluation.exact_shares import contributions
from tests.forms.evaluation.schools import GOOD, districts, school
from tests.forms.samples.full_pack import pack


def test_equipment_is_lacking_in_units_of_ten_thousand_yuan() -> None:
    row = school(facilities__equipment_value=Decimal("150.00"))
    found = evaluate([row], pack=pack()).levels[Section.PRIMARY].schools[0]
    assert found.unit.pupils is not None
    needed = Fraction(2000 * found.unit.pupils, 10_000) - 150
    short = lacks(found, 5)
    assert short is not None
    assert short[0] == needed
    assert short[1] == max(Fraction(0), Fraction(1700 * found.unit.pupils, 10_000) - 150)


@pytest.mark.parametrize("place", range(7))
def test_what_is_lacking_is_rounded_up_to_what_can_be_had(place: int) -> None:
    """People and rooms come whole, areas and 万元 to two decimals."""
    step = Fraction(1) if place in {0, 1, 2, 6} else Fraction(1, 100)
    areas = ("teaching_area", "indoor_sports_area", "sports_ground_area", "equipment_value")
    values = {
        **school().values,
        **dict.fromkeys((f"staffing.{name}_primary" for name in GOOD), 1),
        **dict.fromkeys((f"facilities.{name}" for name in areas), Decimal("0.01")),
        "facilities.multimedia_rooms": 0,
        "pupils.enrolled_primary": 997,
    }
    row = RawSchool(values)
    found = evaluate([row], pack=pack()).levels[Section.PRIMARY].schools[0]
    exact, rounded = gap(found, place), lacks(found, place)
    assert exact is not None
    assert rounded is not None
    per_unit = 10_000 if place == 5 else 1
    for amount, had in zip((exact.to_reach, exact.to_ge85), rounded, strict=True):
        needed = amount / per_unit
        assert 0 <= had - needed < step
        assert (had / step).denominator == 1
    # Standards and values leave no third decimal of 万元: there is nothing to round.
    assert (rounded[1] > exact.to_ge85 / per_unit) == (place != 5)


@settings(max_examples=30, deadline=None)
@given(rows=districts(largest=6))
def test_shares_agree_with_the_exact_contributions(rows: list[RawSchool]) -> None:
    for level in evaluate(rows, pack=pack()).levels.values():
        for place in range(7):
            found, exact = shares(level, place), contributions(level, place)
            assert (found is None) == (exact is None)
            if found is None or exact is None:
                continue
            by_school = dict(zip([id(one) for one in level.schools], found, strict=True))
            for one, part in exact:
                assert abs(Fraction(by_school[id(one)]) - part) < Fraction(1, 10**30)


def test_alike_schools_have_no_share() -> None:
    level = evaluate([school(1), school(2)], pack=pack()).levels[Section.PRIMARY]
    assert shares(level, 0) == (Decimal(0), Decimal(0))


@settings(max_examples=20, deadline=None)
@given(rows=districts(largest=4))
def test_details_only_add_to_the_object(rows: list[RawSchool]) -> None:
    evaluation = evaluate(rows, pack=pack())
    detailed = json.loads(json_text(detailed_json(evaluation)))
    for one in detailed["schools"]:
        for figure in one["indicators"].values():
            gap, share = figure.pop("gap"), figure.pop("share")
            assert (gap is None) == (figure["value"] is None)
            assert share is None or 0 <= share <= 1
            if gap is not None:
                assert (gap["reached"] == 0) == figure["reached"]
                assert (gap["ge85"] == 0) == figure["ge85"]
    assert detailed == json.loads(json_text(to_json(evaluation)))


@pytest.mark.parametrize(
    "first",
    [school(1, facilities__multimedia_rooms=None), school(1, pupils__enrolled_primary=None)],
)
def test_a_missing_figure_has_neither(first: RawSchool) -> None:
    rows = [first, school(2)]
    data = json.loads(json_text(detailed_json(evaluate(rows, pack=pack()))))
    figure = data["schools"][0]["indicators"]["L7"]
    assert (figure["gap"], figure["share"]) == (None, None)
