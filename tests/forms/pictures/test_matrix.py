"""The picture of schools × the seven: who is drawn, where marks stand, what it says."""

import re

from forms.pictures import Room, matrix
from forms.pictures.geometry import text_width
from forms.pictures.matrix import height_for
from forms.pictures.picture import Box, Dot
from tests.forms.evaluation.schools import school
from tests.forms.pictures.test_pictures import PRIMARY, ROOM, judged, labels, small, texts


def test_the_matrix_begins_with_who_fails_and_says_who_is_not_drawn() -> None:
    found = judged(*(school(code) for code in range(1, 30)), small(30))
    picture = matrix(found, PRIMARY, Room(500, height_for(10)))
    assert picture.table.rows[0].cells[0].text == "第30学校"
    assert len(picture.table.rows) == 30
    assert picture.sentence == (
        "30 所小学中 29 所达标，1 所不达标；图中画出 10 所，其余 20 所见表。"
    )
    assert "第30学校" in texts(picture)
    assert "第10学校" not in texts(picture)


def test_of_some_schools_the_matrix_says_out_of_how_many() -> None:
    found = judged(*(school(code) for code in range(1, 6)), small(6))
    failing = [one for one in found.levels[PRIMARY].schools if one.passes is False]
    picture = matrix(found, PRIMARY, Room(499, height_for(1)), schools=failing)
    assert picture.sentence == "6 所小学中列出 1 所：1 所不达标。"


def test_a_mark_of_the_matrix_stands_behind_its_own_figure_and_no_name_is_cut() -> None:
    picture = matrix(judged(small(1)), PRIMARY, Room(499, height_for(1)))
    figures = [one for one in labels(picture) if re.fullmatch(r"\d+\.\d+", one.text)]
    marks = [one for one in picture.shapes if isinstance(one, Dot) and one.y < height_for(1) - 14]
    assert marks
    for mark in marks:
        own = max((one for one in figures if one.x < mark.x), key=lambda one: one.x)
        after = min((one.x for one in figures if one.x > mark.x), default=499.0)
        assert 0 < mark.x - mark.radius - own.x - text_width(own.text, own.size) < 4
        assert mark.x + mark.radius < after
    assert not [text for text in texts(picture) if "…" in text]


def test_a_long_bar_ends_where_bars_end_and_a_missing_figure_has_none() -> None:
    row = school(1, facilities__multimedia_rooms=None)
    picture = matrix(judged(row), PRIMARY, Room(500, height_for(1)))
    bars = [one for one in picture.shapes if isinstance(one, Box)]
    assert len(bars) == 6
    assert "缺" in texts(picture)
    assert max(bar.width for bar in bars) <= (500 - 196) / 7 - 12 + 0.001


def test_a_filter_that_leaves_nobody_is_said() -> None:
    picture = matrix(judged(school()), PRIMARY, ROOM, schools=())
    assert picture.is_empty
    assert picture.sentence == "没有符合条件的小学，没有可以画的图。"
