"""Districts at their thresholds, with holes and campuses, against plain fractions figure by figure."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.evaluation import Coefficient, PerPupil, RawColumns, RawSchool, evaluate
from forms.schooling import Section
from forms.values import NA, Maybe
from tests.forms.evaluation import independent
from tests.forms.evaluation.schools import raw_schools, school
from tests.forms.samples.full_pack import pack

HAIR = Fraction(1, 10**30)
EQUIPMENT, ROOMS = "facilities.equipment_value", "facilities.multimedia_rooms"
TEACHING, INDOOR = "facilities.teaching_area", "facilities.indoor_sports_area"
GROUND = "facilities.sports_ground_area"


def at_its_line(row: RawSchool, level: str, place: int, share: Fraction) -> RawSchool:
    """The school with one of its figures at a part of the standard, exactly."""
    line = Fraction(independent.STANDARDS[level][place]) * share
    pupils = independent.pupils(row, level)
    weighted = independent.weight(row)
    assert weighted is not None
    everyone = weighted / independent.WEIGHTS[level]
    indoor = independent.number(row, INDOOR)
    nothing: dict[str, Maybe] = {
        f"staffing.{name}_{level}": 0 for name in (*independent.DEGREES[level], *independent.ARTS)
    }
    changes: dict[int, dict[str, Maybe]] = {
        0: nothing | {f"staffing.master_{level}": line * pupils / 100},
        1: {f"staffing.backbone_{level}": line * pupils / 100},
        2: nothing | {f"staffing.music_{level}": line * pupils / 100},
        3: {TEACHING: line * everyone + indoor},
        4: {GROUND: line * everyone - indoor},
        5: {EQUIPMENT: line * everyone / 10_000},
        6: {ROOMS: line * everyone / 100},
    }
    return RawSchool({**row.values, **changes[place]})


SHARES = (Fraction(1), Fraction("0.85"), 1 - HAIR, Fraction("0.85") - HAIR, 1 + HAIR)


@settings(max_examples=80, deadline=None)
@given(
    row=raw_schools(1), place=st.integers(0, 6), share=st.sampled_from(SHARES), last=st.booleans()
)
def test_a_figure_at_its_line_is_judged_by_its_last_digit(
    row: RawSchool, place: int, share: Fraction, last: bool
) -> None:
    taught = [level for level in ("primary", "junior") if independent.pupils(row, level)]
    level = taught[-1] if last else taught[0]
    tied = at_its_line(row, level, place, share)
    found = evaluate([tied], pack=pack()).levels[Section(level)].schools[0]
    line = Fraction(independent.STANDARDS[level][place])
    assert found.values[place] == line * share
    assert (
        found.states[place].value
        == {
            SHARES[0]: "reached",
            SHARES[1]: "ge85",
            SHARES[2]: "ge85",
            SHARES[3]: "short",
            SHARES[4]: "reached",
        }[share]
    )


PUPILS = [f"pupils.enrolled_{section}" for section in independent.WEIGHTS]
NOBODY: dict[str, Maybe] = dict.fromkeys(PUPILS, 0)


@st.composite
def messy_schools(draw: st.DrawFn, code: int) -> list[list[RawSchool]]:
    """One school as what is evaluated together: with holes, figures at their lines, campuses."""
    row = draw(raw_schools(code))
    if draw(st.booleans()):
        level = next(one for one in ("primary", "junior") if independent.pupils(row, one))
        row = at_its_line(row, level, draw(st.integers(0, 6)), draw(st.sampled_from(SHARES)))
    holes = draw(
        st.dictionaries(
            st.sampled_from([name for name in row.values if not name.startswith("profile.")]),
            st.sampled_from([None, NA]),
            max_size=2,
        )
    )
    holes = {name: None if name in PUPILS else value for name, value in holes.items()}
    groups = [[RawSchool({**row.values, **holes})]]
    for number in range(1, draw(st.integers(1, 3))):
        further = RawSchool(
            {
                **draw(raw_schools(code)).values,
                **draw(st.sampled_from([{}, NOBODY])),
                "profile.school_type": row.type,
                "profile.campus_no": f"{number:02}",
                "profile.campus_treatment": draw(st.sampled_from(["merge", "separate"])),
            }
        )
        if further.is_separate:
            groups.append([further])
        else:
            groups[0].append(further)
    return groups


@st.composite
def messy_districts(draw: st.DrawFn) -> list[list[RawSchool]]:
    count = draw(st.integers(1, 5))
    return [group for code in range(1, count + 1) for group in draw(messy_schools(code))]


def verdict(states: Sequence[str]) -> bool | None:
    if "short" in states or states.count("ge85") > 1:
        return False
    return None if "missing" in states else True


@settings(max_examples=100, deadline=None)
@given(groups=messy_districts())
def test_messy_districts_agree_exactly(groups: list[list[RawSchool]]) -> None:
    evaluation = evaluate([row for group in groups for row in group], pack=pack())
    for level in ("primary", "junior"):
        taught = [
            group
            for group in groups
            if any(independent.maybe_pupils(row, level) != 0 for row in group)
        ]
        if not taught:
            assert Section(level) not in evaluation.levels
            continue
        found = evaluation.levels[Section(level)]
        assert [(one.unit.code, one.unit.campus) for one in found.schools] == [
            (group[0].code, group[0].campus) for group in taught
        ]
        figures = [independent.section_values(group, level) for group in taught]
        assert [list(one.values) for one in found.schools] == figures
        states = [independent.states(values, level) for values in figures]
        assert [[state.value for state in one.states] for one in found.schools] == states
        assert [one.passes for one in found.schools] == [verdict(one) for one in states]
        weights = [
            independent.added(independent.maybe_pupils(row, level) for row in group)
            for group in taught
        ]
        for place, coefficient in enumerate(found.coefficients):
            column = [values[place] for values in figures]
            known = [one for one in column if one is not None]
            counts = [count for count in weights if count]
            if len(known) < len(column):
                assert coefficient.passes is None
                assert coefficient.lacking == tuple(
                    number for number, one in enumerate(column) if one is None
                )
                continue
            mean, squared = independent.spread(known, counts)
            assert coefficient.mean == mean
            assert coefficient.cv_squared == (squared if mean else None)
            keeps = squared <= independent.LIMITS[level] ** 2 if mean else None
            assert coefficient.passes is keeps


# A coefficient exactly at its limit: half the schools have 1 + L of the mean, half 1 − L.


@pytest.mark.parametrize(
    ("kind", "level", "rooms"), [("211", "primary", (90, 30)), ("311", "junior", (58, 22))]
)
@pytest.mark.parametrize("more", [0, 1])
def test_two_hundred_schools_exactly_at_the_limit(
    kind: str, level: str, rooms: tuple[int, int], more: int
) -> None:
    # Figures of 1000 pupils: 9 and 3 rooms per hundred have CV 0.5, 5.8 and 2.2 have 0.45.
    rows = [
        school(code, kind, facilities__multimedia_rooms=rooms[code % 2]) for code in range(1, 201)
    ]
    rows[0] = RawSchool({**rows[0].values, ROOMS: rooms[1] + more * (rooms[0] - rooms[1] + 1)})
    rows[1] = RawSchool({**rows[1].values, ROOMS: rooms[0] - more * (rooms[0] - rooms[1] + 1)})
    coefficient = evaluate(rows, pack=pack()).levels[Section(level)].coefficients[6]
    assert coefficient.passes is (more == 0)
    if not more:
        assert coefficient.cv_squared == independent.LIMITS[level] ** 2


@given(
    figures=st.lists(st.integers(-50, 50), min_size=1, max_size=6),
    pupils=st.lists(st.integers(-3, 9), min_size=6, max_size=6),
)
def test_amounts_and_pupils_below_zero_are_judged_exactly_too(
    figures: list[int], pupils: list[int]
) -> None:
    # Nonsense that wrong campus figures can bring about; it must neither crash nor be judged wrong.
    counts = [count or 1 for count in pupils[: len(figures)]]
    found = Coefficient(PerPupil(figures, [7] * len(figures)), counts, Fraction(1, 2))
    total = sum(x * p for x, p in zip(figures, counts, strict=True))
    squares = sum(x * x * p for x, p in zip(figures, counts, strict=True))
    assert found.is_known is (total != 0)
    if total:
        squared = Fraction(squares * sum(counts), total * total) - 1
        assert found.cv_squared == squared
        assert found.passes is (squared <= Fraction(1, 4))


# Figures of F = 2³² times themselves: what lies between two whole numbers is left out of the bounds.


def test_what_the_bounds_leave_out_of_a_figure_can_decide() -> None:
    # One pupil in five has 8/3 of what the others have: a coefficient of exactly 1/2.
    tie, tenth = Fraction(8, 3) * 2**32, Fraction(1, 10)
    below = int(tie)
    assert tie == below + Fraction(2, 3)
    for part, passes in ((6 * tenth, True), (7 * tenth, False), (9 * tenth, False)):
        top, bottom = (below + part).as_integer_ratio()
        figures = PerPupil([top, 1], [bottom * 2**32, 1])
        assert figures.floors == [below, 2**32]
        assert Coefficient(figures, [1, 4], Fraction(1, 2)).passes is passes


def test_a_figure_too_small_for_the_bounds_is_judged_exactly() -> None:
    figures = PerPupil([1, 0], [2**32, 1])
    assert figures.floors == [1, 0]
    assert Coefficient(figures, [1, 9], Fraction(1, 2)).passes is False


def test_every_figure_of_decimals_is_whole_on_its_scale() -> None:
    row = school(facilities__teaching_area=Decimal("5500.000"), facilities__indoor_sports_area=1000)
    figures = evaluate([row], pack=pack()).levels[Section.PRIMARY].sections.figures[3]
    assert figures.floors == [figures.marks[0]]
    assert figures.marks[0] == figures.scale * Fraction("4.5")


def test_columns_and_rows_are_the_same_rows() -> None:
    first, second = school(1), school(2, facilities__multimedia_rooms=NA)
    raw = RawColumns.of([first]).with_rows([second])
    assert raw.with_rows([]) is raw
    assert raw.codes == [first.code, second.code]
    assert raw.row(1) == raw.rows[1]
    assert {name: value for name, value in raw.rows[1].values.items() if value is not None} == {
        name: value for name, value in second.values.items() if value is not None
    }
    assert raw["profile.campus_no"] == [None, None]
    assert RawColumns({"profile.school_code": ["1", "2"]})["profile.campus_no"] == [None, None]


def test_a_level_says_which_it_is_and_a_missing_figure_has_no_value() -> None:
    level = evaluate([school(facilities__multimedia_rooms=None)], pack=pack()).levels[
        Section.PRIMARY
    ]
    assert level.level is Section.PRIMARY
    assert level.schools[0].unit.type == "211"
    assert [figures.figure(0) is None for figures in level.sections.figures] == [False] * 6 + [True]
