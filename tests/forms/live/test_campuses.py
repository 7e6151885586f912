"""A school with campuses sees the figures the evaluation will use, also while they are typed."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.edits import DeleteRow, Edit, InsertRow, SetAnswer, SetCell
from forms.evaluation import evaluate, raw_rows
from forms.indicator_value import IndicatorState
from forms.known_names import CAMPUSES
from forms.live.campuses import campus_note, own_figures, separate_campuses
from forms.live.engine import Sheet
from forms.record import Row
from forms.schooling import Section
from tests.forms.rules.returns import read_edits
from tests.forms.samples.full_pack import context, engine, pack, record, sheet

EAST = {
    **dict.fromkeys(
        [column.id for column in pack().tables[CAMPUSES].columns if column.type.is_numeric], "0"
    ),
    "campus_no": "01",
    "campus_name": "东校区",
    "campus_treatment": "merge",
    "enrolled_primary": "120",
    "bachelor_primary": "6",
    "backbone_primary": "1",
    "pe_primary": "2",
    "teaching_area": "1200.00",
    "indoor_sports_area": "100.00",
    "sports_ground_area": "900.00",
    "equipment_value": "30.00",
    "multimedia_rooms": "4",
}
WEST = {**EAST, "campus_no": "02", "campus_name": "西校区", "campus_treatment": "separate"}


def with_campuses(*rows: dict[str, str]) -> Sheet:
    opened = sheet("nine_year")
    opened.apply_all(
        read_edits(
            {
                f"{CAMPUSES}": False,
                "profile.has_campuses": "yes",
                **{f"{CAMPUSES}[r{place}]": row for place, row in enumerate(reversed(rows))},
            }
        )
    )
    return opened


def test_a_merged_campus_is_split_by_itself_and_added_up() -> None:
    opened = with_campuses(EAST)
    # 8900 ㎡ of the school less 1100 ㎡ of the campus, shared by weighted pupils of the main campus;
    # the campus teaches primary pupils only and gives them everything.
    main = Fraction(7800 * 900) / (900 + Fraction("1.1") * 576)
    figure = opened.indicators["L4_primary"]
    assert figure.value == (main + 1100) / 1020
    assert figure.state is IndicatorState.REACHED
    assert figure.value != sheet("nine_year").indicators["L4_primary"].value
    assert (
        opened.indicators["L1_primary"].value == sheet("nine_year").indicators["L1_primary"].value
    )


def test_the_live_figures_are_those_of_the_evaluation() -> None:
    opened = with_campuses(EAST, WEST)
    evaluation = evaluate(raw_rows(opened.scope), pack=pack())
    for level in evaluation.levels.values():
        own = next(school for school in level.schools if not school.unit.campus)
        for number, value in enumerate(own.values, start=1):
            assert opened.indicators[f"L{number}_{level.level.value}"].value == value
        verdict = opened.indicators[f"school_passes_{level.level.value}"]
        assert verdict.value is own.passes
    apart = [school for school in evaluation.levels[Section.PRIMARY].schools if school.unit.campus]
    (west,) = separate_campuses(opened.scope, pack())
    assert (west.name, west.section) == ("西校区", Section.PRIMARY)
    assert [one.value for one in west.figures] == list(apart[0].values)
    assert [one.state for one in west.figures] == list(apart[0].states)
    assert west.verdict.value is apart[0].passes is False


def test_a_campus_by_itself_takes_its_pupils_and_things_along() -> None:
    together, apart = with_campuses(EAST), with_campuses({**EAST, "campus_treatment": "separate"})
    figures = [one.indicators["L7_primary"].value for one in (together, apart)]
    assert figures[0] != figures[1]
    assert separate_campuses(together.scope, pack()) == ()


def test_a_level_that_is_only_taught_on_a_separate_campus_is_not_applicable_to_the_school() -> None:
    opened = with_campuses({**WEST, "enrolled_primary": "1020"})
    assert opened.indicators["L1_primary"].state is IndicatorState.NOT_APPLICABLE
    assert opened.indicators["L1_primary"].text == "不适用"
    assert opened.indicators["school_passes_primary"].state is IndicatorState.NOT_APPLICABLE
    assert opened.indicators["L1_junior"].state is IndicatorState.REACHED


def test_what_is_missing_of_a_campus_leaves_the_figures_open() -> None:
    opened = with_campuses({**EAST, "teaching_area": ""})
    assert opened.indicators["L4_primary"].state is IndicatorState.MISSING
    assert opened.indicators["L6_primary"].state is IndicatorState.REACHED


@pytest.mark.parametrize("number", ["", "00", "02"])
def test_numbers_of_campuses_may_be_missing_or_repeated_while_they_are_typed(number: str) -> None:
    opened = with_campuses({**WEST, "campus_no": number, "campus_name": ""}, WEST)
    names = [one.name for one in separate_campuses(opened.scope, pack())]
    assert names == ["第 1 行校区", "西校区"]


def test_a_school_without_campuses_keeps_the_formulas_of_the_pack() -> None:
    scope = sheet("nine_year").scope
    assert own_figures(scope, pack()) == {}
    assert separate_campuses(scope, pack()) == ()
    assert campus_note(scope) == ""


def test_a_school_that_takes_no_part_keeps_the_formulas_of_the_pack() -> None:
    opened = with_campuses(EAST)
    before = opened.indicators["L1_primary"].value
    opened.apply(SetAnswer("profile.school_type", "218"))
    opened.apply_all([DeleteRow("pupils.classes", row.id) for row in opened.rows("pupils.classes")])
    assert own_figures(opened.scope, pack()) == {}
    assert opened.indicators["L1_primary"].value != before


@pytest.mark.parametrize(
    ("rows", "note"),
    [
        ([EAST], "按校区分别计算：主校区与并入的 1 个校区合计。"),
        ([WEST], "按校区分别计算：主校区，另有 1 个校区单列。"),
        ([EAST, WEST], "按校区分别计算：主校区与并入的 1 个校区合计，另有 1 个校区单列。"),
    ],
)
def test_the_note_says_how_the_campuses_are_counted(rows: list[dict[str, str]], note: str) -> None:
    assert campus_note(with_campuses(*rows).scope) == note


COLUMNS = ["campus_no", "campus_treatment", "enrolled_primary", "enrolled_junior", "pe_primary"]
EDITS = st.one_of(
    st.builds(
        SetCell,
        st.just(CAMPUSES),
        st.sampled_from(["r0", "r1"]),
        st.sampled_from([*COLUMNS, "teaching_area"]),
        st.sampled_from([None, "0", "7", "01", "60", "merge", "separate", "x"]),
    ),
    st.builds(
        InsertRow,
        st.just(CAMPUSES),
        st.just(0),
        st.builds(Row, st.sampled_from(["r7", "r8", "r9"]), st.sampled_from([EAST, WEST, {}])),
    ),
    st.builds(SetAnswer, st.just("profile.has_campuses"), st.sampled_from(["yes", "no", None])),
    st.builds(
        SetAnswer, st.just("facilities.indoor_sports_area"), st.sampled_from(["0", "600", None])
    ),
)


@settings(max_examples=25, deadline=None)
@given(edits=st.lists(EDITS, max_size=5, unique_by=repr))
def test_edits_of_campuses_keep_the_figures_up_to_date(edits: list[Edit]) -> None:
    opened = with_campuses(EAST, WEST)
    inserted: set[str] = set()
    for edit in edits:
        if isinstance(edit, InsertRow):
            if edit.row.id in inserted:
                continue
            inserted.add(edit.row.id)
        opened.apply(edit)
    fresh = engine().open(opened.record, context("nine_year"))
    assert opened.indicators == fresh.indicators
    assert record("nine_year").tables.get(CAMPUSES) is None
