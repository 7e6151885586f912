"""Pictures as data: everything in its room, a sentence and a table with each, and nothing divides by zero."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given, settings

from forms.evaluation import DistrictEvaluation, FigureKey, RawSchool, evaluate
from forms.evaluation.two_years import TwoYears
from forms.pictures import Chart, Room, matrix, spread, strip, two_years
from forms.pictures.geometry import elided, hatching, lines_of, spaced, text_width, ticks
from forms.pictures.picture import Box, Dot, Label, Meaning, Stroke, TextAnchor
from forms.schooling import Section
from tests.forms.evaluation.schools import districts, school
from tests.forms.samples.full_pack import pack

ROOM = Room(500, 240)
PRIMARY = Section.PRIMARY
Make = Callable[[DistrictEvaluation], Chart]
MAKERS: dict[str, Make] = {
    "spread": lambda found: spread(found, PRIMARY, ROOM),
    "strip": lambda found: strip(found, PRIMARY, 4, ROOM),
    "matrix": lambda found: matrix(found, PRIMARY, ROOM),
}
each = pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)


def judged(*rows: RawSchool) -> DistrictEvaluation:
    return evaluate(rows, pack=pack())


def small(code: int, **changes: object) -> RawSchool:
    """A school that lacks something of everything."""
    few = {"facilities__equipment_value": Fraction(60), "facilities__multimedia_rooms": 3}
    return school(code, **(few | changes))  # type: ignore[arg-type] # exact values


def ends(picture: Chart) -> Iterator[tuple[float, float]]:
    """Outermost places of everything that is painted."""
    for shape in picture.shapes:
        if isinstance(shape, Stroke):
            yield shape.x1, shape.y1
            yield shape.x2, shape.y2
        elif isinstance(shape, Box):
            yield shape.x, shape.y
            yield shape.x + shape.width, shape.y + shape.height
        elif isinstance(shape, Dot):
            yield shape.x, shape.y
        else:
            width = text_width(shape.text, shape.size)
            left = {TextAnchor.LEFT: 0.0, TextAnchor.MIDDLE: width / 2, TextAnchor.RIGHT: width}[
                shape.anchor
            ]
            yield shape.x - left, shape.y
            yield shape.x - left + width, shape.y


def texts(picture: Chart) -> list[str]:
    return [shape.text for shape in picture.shapes if isinstance(shape, Label)]


# -- every picture -----------------------------------------------------------------------------


@each
@settings(max_examples=25, deadline=None)
@given(rows=districts(largest=6))
def test_a_picture_has_its_sentence_and_table_and_keeps_to_its_room(
    make: Make, rows: list[RawSchool]
) -> None:
    picture = make(judged(*rows))
    assert picture.title
    assert picture.sentence.endswith("。")
    for x, y in ends(picture):
        assert -1 <= x <= picture.room.width + 1
        assert -1 <= y <= picture.room.height + 1
    for row in picture.table.rows:
        assert len(row.cells) == len(picture.table.headings)


@each
def test_an_empty_district_has_no_picture_but_its_sentence(make: Make) -> None:
    picture = make(judged())
    assert picture.is_empty
    assert picture.sentence == "没有参加评估的小学，没有可以画的图。"
    assert picture.table.rows == ()


@each
def test_a_district_without_the_level_says_so(make: Make) -> None:
    assert make(judged(school(kind="311"))).is_empty


@each
def test_one_school_is_drawn(make: Make) -> None:
    picture = make(judged(school()))
    assert not picture.is_empty
    assert len(picture.table.rows) in {1, 7}


@each
def test_a_school_without_pupils_divides_nothing(make: Make) -> None:
    picture = make(judged(school(), school(2, pupils__enrolled_primary=None)))
    assert (
        "第2学校" in picture.sentence
        or "1 所缺数据" in picture.sentence
        or "7 项" in picture.sentence
    )


# -- the coefficients --------------------------------------------------------------------------


def test_one_school_has_no_spread() -> None:
    picture = spread(judged(school()), PRIMARY, ROOM)
    assert picture.sentence == (
        "小学七项差异系数中 7 项不超过限值 0.50；只有 1 所学校，没有校际差异。"
    )
    assert {row.cells[-1].text for row in picture.table.rows} == {"—"}


def test_a_coefficient_over_the_limit_is_named_and_hatched() -> None:
    rows = [school(1), school(2, facilities__multimedia_rooms=600)]
    picture = spread(judged(*rows), PRIMARY, ROOM)
    assert "L7 网络多媒体教室（0.8182）超过" in picture.sentence
    assert "6 项不超过限值 0.50" in picture.sentence
    assert any(isinstance(one, Stroke) and one.x1 != one.x2 != 0 for one in picture.shapes)
    assert "0.8182 超过" in texts(picture)
    over = picture.table.rows[6]
    assert [cell.text for cell in over.cells[4:7]] == ["0.8182", "0.50", "超过限值"]
    assert over.cells[-1].text in {"第1学校 50.0%", "第2学校 50.0%"}


def test_what_all_lack_is_said_with_the_names() -> None:
    rows = [school(code, facilities__multimedia_rooms=None) for code in range(1, 6)]
    picture = spread(judged(*rows), PRIMARY, ROOM)
    assert "L7 不能计算，缺 第1学校、第2学校、第3学校 等 5 所的数据" in picture.sentence
    assert "缺数据，不能计算" in texts(picture)


def labels(picture: Chart) -> list[Label]:
    return [shape for shape in picture.shapes if isinstance(shape, Label)]


@pytest.mark.parametrize("width", [320, 360, 419, 420, 500])
def test_in_any_width_what_is_said_of_a_missing_coefficient_stays_off_the_limit(width: int) -> None:
    rows = [school(1, facilities__equipment_value=None), small(2), school(3)]
    picture = spread(judged(*rows), PRIMARY, Room(width, 150))
    (missing,) = [one for one in labels(picture) if one.text.startswith("缺数据")]
    (limit,) = [
        one for one in picture.shapes if isinstance(one, Stroke) and one.ink is Meaning.TEXT
    ]
    end = missing.x + text_width(missing.text, missing.size)
    assert end < limit.x1 or missing.x > limit.x1
    assert end <= width
    assert all(0 <= x <= width for x, _ in ends(picture))


@pytest.mark.parametrize(("width", "text"), [(320, "缺数据"), (400, "缺数据，不能计算")])
def test_where_the_limit_is_near_a_missing_coefficient_is_said_in_the_place_of_its_figure(
    width: int, text: str
) -> None:
    rows = [school(1, facilities__equipment_value=None), school(2), *map(small, (3, 4, 5))]
    picture = spread(judged(*rows), PRIMARY, Room(width, 150))
    assert [one for one in texts(picture) if "缺数据" in one] == [text]


@pytest.mark.parametrize("width", [320, 500])
@pytest.mark.parametrize("smaller", range(1, 4))
def test_no_line_of_the_grid_goes_through_a_figure(width: int, smaller: int) -> None:
    found = judged(*map(small, range(1, smaller + 1)), school(5), school(6))
    both = TwoYears(found, found, (2023, 2024))
    for picture in (
        spread(found, PRIMARY, Room(width, 150)),
        two_years(both, PRIMARY, Room(width, 150)),
    ):
        figures = min(one.x for one in labels(picture) if one.bold)
        across = [one.x1 for one in picture.shapes if isinstance(one, Stroke) and one.x1 == one.x2]
        assert max(across) < figures


@pytest.mark.parametrize("width", [320, 500])
def test_numbers_of_an_axis_never_touch(width: int) -> None:
    picture = spread(judged(small(1), school(2), school(3)), PRIMARY, Room(width, 150))
    axis = [one for one in labels(picture) if one.anchor is TextAnchor.MIDDLE and one.y > 120]
    assert len(axis) >= 3
    for one, other in pairwise(axis):
        gap = other.x - one.x - (text_width(one.text, 7.5) + text_width(other.text, 7.5)) / 2
        assert gap > 2


def test_who_adds_most_is_named_where_there_is_room() -> None:
    found = judged(small(1), school(2), school(3))
    narrow, wide = (spread(found, PRIMARY, Room(width, 150)) for width in (419, 420))
    assert "影响最大的学校" in texts(wide)
    assert "影响最大的学校" not in texts(narrow)
    assert narrow.table == wide.table


def test_nothing_known_is_no_picture() -> None:
    rows = [school(code, pupils__enrolled_primary=None) for code in (1, 2)]
    picture = spread(judged(*rows), PRIMARY, ROOM)
    assert picture.is_empty
    assert picture.sentence.startswith("小学七项差异系数都不能计算，画不出图")


def test_a_resource_nobody_has_cannot_be_compared() -> None:
    rows = [school(code, facilities__multimedia_rooms=0) for code in (1, 2)]
    picture = spread(judged(*rows), PRIMARY, ROOM)
    assert "L7 不能计算，没有可以比较的数" in picture.sentence
    alone = strip(judged(*rows), PRIMARY, 6, ROOM)
    assert "没有可以比较的数，差异系数不能计算" in alone.sentence
    assert not alone.is_empty


# -- one indicator -----------------------------------------------------------------------------


def test_a_strip_says_how_the_schools_stand() -> None:
    rows = [
        school(1),
        small(2, facilities__multimedia_rooms=20),
        small(3, pupils__enrolled_primary=400),
    ]
    picture = strip(judged(*rows), PRIMARY, 6, ROOM)
    assert picture.sentence.startswith("3 所小学中 1 所达标，1 所达到85%，1 所不达标；全区平均 ")
    assert "超过限值 0.50" in picture.sentence
    marks = {one.key: one for one in picture.shapes if isinstance(one, Dot) and one.key}
    assert len(marks) == 3
    assert len({(one.form, one.ink) for one in marks.values()}) == 3
    largest, *_, least = sorted(marks.values(), key=lambda one: -one.radius)
    assert largest.radius**2 / least.radius**2 == pytest.approx(1000 / 400)


def test_the_area_of_a_mark_is_its_pupils_whatever_its_form() -> None:
    picture = strip(judged(school(1), small(2)), PRIMARY, 6, ROOM)
    marks = [one for one in picture.shapes if isinstance(one, Dot) and one.key]
    assert len({one.radius for one in marks}) == 1


def test_lines_are_named_and_never_one_over_another() -> None:
    picture = strip(judged(school(1), small(2)), PRIMARY, 6, ROOM)
    named = [one for one in picture.shapes if isinstance(one, Label) and one.x > 430]
    wanted = {"标准 2.3", "85% 1.955"}
    assert wanted <= {one.text for one in named}
    heights = sorted(one.y for one in named if one.text[:2] in {"标准", "85", "平均"})
    assert all(after - before >= 9.9 for before, after in pairwise(heights))


def test_the_school_that_is_chosen_is_named_at_either_side() -> None:
    found = judged(school(1), school(2, pupils__enrolled_primary=60))
    for one in found.levels[PRIMARY].schools:
        picture = strip(found, PRIMARY, 4, ROOM, selected=one.unit.key)
        (bold,) = [label for label in picture.shapes if isinstance(label, Label) and label.bold]
        assert bold.text.startswith(one.unit.name)
        expected = TextAnchor.RIGHT if one.unit.pupils == 1000 else TextAnchor.LEFT
        assert bold.anchor is expected


def test_the_name_of_a_school_stands_above_or_below_a_row_of_marks_rather_than_over_it() -> None:
    crowd = [school(n, pupils__enrolled_primary=900 + 10 * n) for n in range(1, 10)]
    picture = strip(judged(*crowd), PRIMARY, 4, ROOM)
    marks = [
        one for one in picture.shapes if isinstance(one, Dot) and isinstance(one.key, FigureKey)
    ]
    last = max(marks, key=lambda one: one.x)
    assert isinstance(last.key, FigureKey)
    picture = strip(judged(*crowd), PRIMARY, 4, ROOM, selected=last.key.unit)
    (name,) = [label for label in picture.shapes if isinstance(label, Label) and label.bold]
    assert name.text.startswith("第9学校 ")
    assert abs(name.y - last.y) > last.radius
    right = name.x + text_width(name.text, name.size)
    under = [mark for mark in marks if name.x < mark.x < right]
    assert len(under) > 3
    assert all(abs(name.y - name.size / 2 - mark.y) > mark.radius for mark in under)
    assert right <= last.x + last.radius


def test_schools_that_fall_short_are_named_as_far_as_they_fit() -> None:
    rows = [small(code) for code in range(1, 9)]
    picture = strip(judged(*rows, school(9)), PRIMARY, 6, ROOM)
    assert sum(text.startswith("第") for text in texts(picture)) == 1
    apart = [small(1, pupils__enrolled_primary=400), small(2, pupils__enrolled_primary=900)]
    picture = strip(judged(*apart, school(9)), PRIMARY, 6, ROOM)
    assert sum(text.startswith("第") for text in texts(picture)) == 2


def test_a_figure_far_beyond_stands_hollow_on_the_edge() -> None:
    rows = [school(code) for code in range(1, 20)]
    far = school(20, pupils__enrolled_primary=50, facilities__multimedia_rooms=60)
    picture = strip(judged(*rows, far), PRIMARY, 6, ROOM)
    assert "1 所超出图的上边，以空心画在边上" in picture.sentence
    hollow = [one for one in picture.shapes if isinstance(one, Dot) and not one.filled]
    assert len(hollow) == 1


def test_who_lacks_the_figure_is_named_and_left_out() -> None:
    found = judged(school(1), school(2, facilities__multimedia_rooms=None))
    picture = strip(found, PRIMARY, 6, ROOM)
    assert "第2学校缺数据，没有画出，差异系数不能计算" in picture.sentence
    assert [row.cells[4].text for row in picture.table.rows] == ["—", "—"]


@settings(max_examples=25, deadline=None)
@given(rows=districts(largest=6))
def test_who_is_below_the_mean_comes_first_and_adds_most_first(rows: list[RawSchool]) -> None:
    found = judged(*rows)
    level = found.levels.get(PRIMARY)
    for place in range(7 if level is not None else 0):
        table = strip(found, PRIMARY, place, ROOM).table
        below = [(row.cells[3].order or 0) < 0 for row in table.rows]  # type: ignore[operator]
        assert below == sorted(below, reverse=True)
        parts = [row.cells[4].order or 0 for row in table.rows]
        for group in (parts[: sum(below)], parts[sum(below) :]):
            assert group == sorted(group, reverse=True)


def test_an_indicator_all_lack_is_no_picture() -> None:
    rows = [school(code, facilities__multimedia_rooms=None) for code in (1, 2)]
    picture = strip(judged(*rows), PRIMARY, 6, ROOM)
    assert picture.is_empty
    assert picture.sentence == (
        "2 所小学都缺 L7 网络多媒体教室 的数据，画不出图；补齐后这里显示各校的分布。"
    )


# -- geometry ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("most", "about", "expected"),
    [
        (Fraction(7), 5, ["0", "2", "4", "6", "8"]),
        (Fraction("0.6"), 6, ["0", "1/10", "1/5", "3/10", "2/5", "1/2", "3/5"]),
        (Fraction(1209), 6, ["0", "500", "1000", "1500"]),
        (Fraction(100), 1, ["0", "100"]),
    ],
)
def test_an_axis_has_round_numbers(most: Fraction, about: int, expected: list[str]) -> None:
    assert [str(tick) for tick in ticks(most, about=about)] == expected


def test_a_text_is_cut_to_its_room() -> None:
    assert elided("云杉小学", 100, 10) == "云杉小学"
    assert elided("云杉市第一实验小学", 40, 10) == "云杉市…"
    assert elided("云杉", 5, 10) == "…"


def test_a_sentence_is_broken_into_lines() -> None:
    assert lines_of("一二三四五六七", 30, 10) == ["一二三", "四五六", "七"]
    assert lines_of("", 30, 10) == []
    assert lines_of("一", 1, 10) == ["一"]


def test_hatching_stays_in_its_box() -> None:
    box = Box(10, 20, 30, 8, Meaning.SHORT)
    lines = list(hatching(box, Meaning.GROUND))
    assert len(lines) > 5
    for line in lines:
        assert 10 <= min(line.x1, line.x2) <= max(line.x1, line.x2) <= 40
        assert 20 <= min(line.y1, line.y2) <= max(line.y1, line.y2) <= 28


def test_names_are_moved_apart_within_their_ends() -> None:
    assert spaced([10, 11, 30], gap=5, least=8, most=100) == [10, 15, 30]
    assert spaced([10, 11, 12], gap=5, least=8, most=20) == [10, 15, 20]
    assert spaced([1, 50], gap=5, least=8, most=20) == [8, 20]


def test_a_picture_of_another_room_is_another_picture() -> None:
    found = judged(school())
    wide = spread(found, PRIMARY, replace(ROOM, width=900))
    assert max(x for x, _ in ends(wide)) > 800
