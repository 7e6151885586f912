"""Plans for whole districts, each evaluated again; and what cannot be planned, in words."""

from random import Random

import pytest

from forms.evaluation import RawColumns, to_json
from forms.plan.mending import EVERYTHING
from forms.plan.offer import is_mended, least_additions, least_moves
from forms.plan.steps import PlanError, SetFigure, Transfer, scratch
from forms.schooling import Section
from tests.forms.evaluation.schools import campus, school
from tests.forms.plan.plain import PRICES, again, poor, with_backbone


@pytest.mark.parametrize("seed", range(5))
def test_a_district_with_its_plan_passes(seed: int) -> None:
    random = Random(seed)
    raw = RawColumns.of([poor(number, random) for number in range(1, 25)])
    assert again(raw).passes is False
    offer = least_additions(raw, EVERYTHING, evaluate=again, prices=PRICES, spare=True)
    assert offer.after.passes is True
    assert to_json(again(scratch(raw, offer.steps))) == to_json(offer.after)
    for bound in offer.bounds:
        assert bound.least <= bound.planned
    assert all(
        isinstance(step, SetFigure) and step.before is not None and step.after > step.before
        for step in offer.steps
    )


def test_campuses_of_one_school_are_mended_together() -> None:
    rows = [
        school(1, "312", pupils__enrolled_primary=0, facilities__multimedia_rooms=2),
        campus("01", "merged", 1, "312", pupils__enrolled_junior=0, facilities__multimedia_rooms=1),
        school(2, "312"),
        school(3, "312"),
    ]
    raw = RawColumns.of(rows)
    assert again(raw).passes is False
    offer = least_additions(raw, EVERYTHING, evaluate=again, prices=PRICES, spare=True)
    assert offer.after.passes is True
    assert {(step.school, step.campus) for step in offer.steps if isinstance(step, SetFigure)} == {
        ("2142100001", ""),
        ("2142100001", "01"),
    }


def test_nothing_is_planned_for_a_district_that_passes() -> None:
    offer = least_additions(
        RawColumns.of([school(1), school(2)]), EVERYTHING, evaluate=again, prices=PRICES, spare=True
    )
    assert (offer.steps, offer.bounds) == ((), ())


def test_one_school_is_brought_to_its_lines() -> None:
    raw = RawColumns.of([school(1, staffing__backbone_primary=7, facilities__multimedia_rooms=1)])
    offer = least_additions(raw, EVERYTHING, evaluate=again, prices=PRICES, spare=True)
    assert [(step.column, step.after) for step in offer.steps if isinstance(step, SetFigure)] == [
        ("staffing.backbone_primary", 10),
        ("facilities.multimedia_rooms", 20),  # to 85 % of 23
    ]


def test_an_empty_district_is_told() -> None:
    with pytest.raises(PlanError, match="还没有参加评估的学校，没有可以补的短板"):
        least_additions(RawColumns.of([]), EVERYTHING, evaluate=again, prices=PRICES, spare=True)


def test_a_level_without_schools_is_told() -> None:
    with pytest.raises(PlanError, match="全区没有参加评估的初中，这个学段不用方案。"):
        least_moves(RawColumns.of([school(1)]), (Section.JUNIOR, 1), evaluate=again)


def test_schools_that_all_lack_a_figure_are_told_where_nothing_else_was_asked() -> None:
    raw = RawColumns.of([school(n, staffing__backbone_primary=None) for n in (1, 2)])
    with pytest.raises(PlanError, match="小学 L2 缺 2 所学校的数据（第1学校、第2学校）"):
        least_additions(raw, [(Section.PRIMARY, 1)], evaluate=again, prices=PRICES, spare=False)


def test_what_can_be_planned_is_planned_beside_a_missing_figure() -> None:
    rows = [school(1, staffing__backbone_primary=None), school(2, facilities__multimedia_rooms=1)]
    offer = least_additions(
        RawColumns.of(rows), EVERYTHING, evaluate=again, prices=PRICES, spare=True
    )
    assert offer.unknown == {(Section.PRIMARY, 1): ("第1学校",)}
    assert offer.after.passes is None
    assert [step.column for step in offer.steps if isinstance(step, SetFigure)] == [
        "facilities.multimedia_rooms"
    ]


def test_teachers_move_and_nobody_is_added() -> None:
    offer = least_moves(with_backbone([100, 100], [4, 0]), (Section.PRIMARY, 1), evaluate=again)
    moved = Transfer("2142100001", "2142100002", "staffing.backbone_primary", 1, before=(4, 0))
    assert offer.steps == (moved,)
    assert offer.after.levels[Section.PRIMARY].coefficients[1].passes is True


@pytest.mark.parametrize(
    ("teachers", "sentence"),
    [
        ([1, 0], "小学骨干教师只靠校际调配不够：各校都达标还缺 1 人，请先做“增加”的方案。"),
        ([0, 0], "小学骨干教师只靠校际调配不够：各校都达标还缺 2 人"),
    ],
)
def test_moving_that_is_not_enough_is_told(teachers: list[int], sentence: str) -> None:
    with pytest.raises(PlanError, match=sentence):
        least_moves(with_backbone([100, 100], teachers), (Section.PRIMARY, 1), evaluate=again)


def test_people_move_until_the_limit_is_kept() -> None:
    uneven = with_backbone([100, 100, 100, 100], [1, 1, 1, 9])
    offer = least_moves(uneven, (Section.PRIMARY, 1), evaluate=again)
    moved = [step.amount for step in offer.steps if isinstance(step, Transfer)]
    # 2, 2, 2, 6 would still be at 0.577; 3, 2, 2, 5 is at 0.408, and the limit is 0.5.
    assert sum(moved) == 4


def test_people_that_cannot_be_halved_leave_too_much_spread() -> None:
    nobody_to_spare = with_backbone([10, 1000], [1, 10])
    another_would_go_too_far = with_backbone([10, 1000], [1, 11])
    for raw in (nobody_to_spare, another_would_go_too_far):
        with pytest.raises(PlanError, match="小学骨干教师按整人调配，差异系数降不到限值以内"):
            least_moves(raw, (Section.PRIMARY, 1), evaluate=again)


def test_rooms_do_not_move() -> None:
    with pytest.raises(PlanError, match="L7 是用房、场地或设备，不能在学校之间调配"):
        least_moves(RawColumns.of([school(1)]), (Section.PRIMARY, 6), evaluate=again)


def test_missing_figures_are_told_before_anybody_moves() -> None:
    raw = RawColumns.of([school(n, staffing__backbone_primary=None) for n in (1, 2)])
    with pytest.raises(PlanError, match="小学 L2 缺 2 所学校的数据"):
        least_moves(raw, (Section.PRIMARY, 1), evaluate=again)


def test_a_coefficient_or_a_school_that_falls_short_is_not_mended() -> None:
    uneven = again(with_backbone([100, 100, 100, 100], [1, 1, 1, 9]))
    assert uneven.levels[Section.PRIMARY].coefficients[1].passes is False
    assert not is_mended(uneven, [(Section.PRIMARY, 1)], spare=True)
    short = again(with_backbone([200, 200], [1, 1]))
    assert short.levels[Section.PRIMARY].coefficients[1].passes is True
    assert not is_mended(short, [(Section.PRIMARY, 1)], spare=True)


def test_a_plan_that_does_not_mend_yet_is_mended_again_and_at_last_offered_as_it_is() -> None:
    raw = with_backbone([100, 100], [1, 0])
    first = again(raw)
    offer = least_additions(
        raw, [(Section.PRIMARY, 1)], evaluate=lambda _: first, prices=PRICES, spare=False
    )
    assert offer.after is first  # what the evaluation says is offered, not what was meant
    assert len(offer.steps) == 1
