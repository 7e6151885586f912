"""A scratch copy: what a step does, and what cannot be done, in words."""

from decimal import Decimal
from fractions import Fraction

import pytest

from forms.evaluation import RawColumns
from forms.plan.steps import (
    Merger,
    PlanError,
    SetFigure,
    Step,
    Transfer,
    amount_of,
    scratch,
)
from forms.schooling import Section
from forms.values import NA
from tests.forms.evaluation.schools import campus, school
from tests.forms.plan.plain import again

ONE, TWO = "2142100001", "2142100002"


def district() -> RawColumns:
    return RawColumns.of([school(1, "211"), school(2, "311")])


def test_the_returns_stay_as_they_are() -> None:
    raw = district()
    changed = scratch(raw, [SetFigure(ONE, "", "facilities.multimedia_rooms", 99)])
    assert (raw["facilities.multimedia_rooms"][0], changed["facilities.multimedia_rooms"][0]) == (
        60,
        99,
    )


def test_pupils_move_with_the_figures_of_both_schools() -> None:
    raw = RawColumns.of([school(1), school(2)])
    after = again(scratch(raw, [Transfer(ONE, TWO, "pupils.enrolled_primary", 400)]))
    level = after.levels[Section.PRIMARY]
    assert list(level.sections.pupils) == [600, 1400]
    assert level.pupils == 2000


def test_a_school_that_is_merged_brings_everything_it_has() -> None:
    after = scratch(district(), [Merger(ONE, TWO)])
    assert list(after.codes) == [TWO]
    assert after["profile.school_type"] == ["312"]
    assert after["pupils.enrolled_primary"] == [1000]
    assert after["facilities.teaching_area"] == [24000]
    assert again(after).levels.keys() == {Section.PRIMARY, Section.JUNIOR}


def test_what_one_of_two_merged_schools_lacks_stays_missing() -> None:
    raw = RawColumns.of(
        [school(1, facilities__multimedia_rooms=None, staffing__pe_primary=NA), school(2)]
    )
    after = scratch(raw, [Merger(ONE, TWO)])
    assert after["facilities.multimedia_rooms"] == [None]
    assert after["staffing.pe_primary"] == [10]


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (
            SetFigure("9", "", "facilities.multimedia_rooms", 1),
            "方案里的学校 9 不在参加评估的学校中",
        ),
        (SetFigure(ONE, "07", "facilities.multimedia_rooms", 1), f"学校 {ONE} 的校区 07 不在"),
        (
            SetFigure(ONE, "", "profile.school_name", 1),
            "“profile.school_name”不是原始表里可以改的数",
        ),
        (SetFigure(ONE, "", "facilities.multimedia_rooms", -1), "应为不小于 0 的整数，方案里是 -1"),
        (
            SetFigure(ONE, "", "facilities.multimedia_rooms", Decimal("1.5")),
            "应为不小于 0 的整数，方案里是 1.5",
        ),
        (Transfer(ONE, ONE, "pupils.enrolled_primary", 1), "调配要写明从哪所学校到另一所学校"),
        (Transfer(ONE, TWO, "pupils.enrolled_primary", 1001), "小学在校生数是 1000，不够调出 1001"),
        (Transfer(ONE, TWO, "facilities.teaching_area", 1), "不是人数，不能在学校之间调配"),
        (Merger(ONE, ONE), f"学校 {ONE} 不能并入自己"),
    ],
)
def test_what_cannot_be_done_is_told(step: Step, sentence: str) -> None:
    with pytest.raises(PlanError, match=sentence):
        scratch(district(), [step])


def test_a_merged_school_is_gone_for_later_steps() -> None:
    later = SetFigure(ONE, "", "facilities.multimedia_rooms", 1)
    with pytest.raises(PlanError, match="已经并入别的学校，不能再改它的数"):
        scratch(district(), [Merger(ONE, TWO), later])


def test_a_school_with_campuses_is_not_merged_by_halves() -> None:
    raw = RawColumns.of([school(1), campus("01", "separate", 1), school(2)])
    with pytest.raises(PlanError, match="有几个校区"):
        scratch(raw, [Merger(ONE, TWO)])


def test_nobody_moves_into_a_level_that_a_school_has_not() -> None:
    raw = RawColumns.of([school(1), school(2, "311", pupils__enrolled_primary=NA)])
    with pytest.raises(PlanError, match=f"学校 {TWO} 没有小学在校生数这一项，不能调入"):
        scratch(raw, [Transfer(ONE, TWO, "pupils.enrolled_primary", 1)])


def test_a_figure_kept_as_a_fraction_is_told_as_a_decimal() -> None:
    assert amount_of(Fraction(25, 4)) == Decimal("6.25")
    assert amount_of(NA) is None
