"""Two years side by side: what moved, and what cannot be compared."""

from fractions import Fraction

import pytest

from forms.evaluation.two_years import Trend, TwoYears
from forms.pictures import Room, two_years
from forms.pictures.geometry import text_width
from forms.pictures.moves import school_moves
from forms.pictures.picture import Label, Meaning, Stroke
from forms.schooling import Section
from tests.forms.evaluation.schools import school
from tests.forms.pictures.test_pictures import PRIMARY, ROOM, judged, small, texts

JUNIOR = Section.JUNIOR
YEARS = (2022, 2024)


def test_two_years_say_what_moved() -> None:
    then = judged(school(1), school(2), small(3), school(4))
    now = judged(small(1), school(2), school(3), school(5))
    both = TwoYears(then, now, YEARS)
    picture = two_years(both, PRIMARY, ROOM)
    assert picture.sentence.startswith("小学：差异系数 ")
    assert "学校 1 所下降，1 所上升，1 所新参加，1 所不再参加。" in picture.sentence
    moves = {one.name: one.move for one in both.schools(PRIMARY)}
    assert moves == {
        "第1学校": Trend.FELL,
        "第2学校": Trend.SAME,
        "第3学校": Trend.ROSE,
        "第4学校": Trend.GONE,
        "第5学校": Trend.NEW,
    }
    assert next(one.move for one in both.schools(PRIMARY)) is Trend.FELL
    assert Trend.FELL.label == "下降"


def test_a_school_may_rise_and_fall() -> None:
    then = judged(school(1, facilities__multimedia_rooms=3))
    now = judged(school(1, facilities__equipment_value=Fraction(60)))
    (moved,) = TwoYears(then, now, YEARS).schools(PRIMARY)
    assert moved.move is Trend.MIXED
    assert (moved.fallen, moved.risen) == ((5,), (6,))


def test_a_figure_that_is_missing_in_a_year_is_not_compared() -> None:
    then = judged(school(1), school(2))
    now = judged(school(1, facilities__multimedia_rooms=None), school(2))
    both = TwoYears(then, now, YEARS)
    picture = two_years(both, PRIMARY, ROOM)
    assert "1 项缺数据不能比较" in picture.sentence
    assert picture.sentence.endswith("各校都没有升降。")
    assert picture.table.rows[6].cells[3].text == "—"


def test_a_level_that_only_one_year_has_is_told() -> None:
    primary, junior = judged(school(1)), judged(school(2, kind="311"))
    both = TwoYears(primary, junior, YEARS)
    assert both.sections == (PRIMARY, JUNIOR)
    for section in both.sections:
        picture = two_years(both, section, ROOM)
        assert "7 项缺数据不能比较" in picture.sentence
        assert {row.cells[3].text for row in picture.table.rows} == {"—"}
    assert two_years(both, PRIMARY, ROOM).table.rows[0].cells[6].text == "—"


def test_years_of_which_nothing_is_known_are_no_picture() -> None:
    nothing = judged(school(1, pupils__enrolled_primary=None))
    assert two_years(TwoYears(nothing, nothing, YEARS), PRIMARY, ROOM).is_empty


def test_a_coefficient_that_grew_over_the_limit_is_hatched() -> None:
    then = judged(school(1), school(2))
    now = judged(school(1), school(2, facilities__multimedia_rooms=600))
    picture = two_years(TwoYears(then, now, YEARS), PRIMARY, ROOM)
    assert "1 项扩大" in picture.sentence
    assert "0.0000 → 0.8182" in texts(picture)
    assert any(isinstance(one, Stroke) and one.ink is Meaning.GROUND for one in picture.shapes)


def test_each_school_has_its_figures_of_both_years_and_says_how_it_moved() -> None:
    then = judged(
        school(1, facilities__multimedia_rooms=3, facilities__equipment_value=Fraction(600)),
        small(2),
        school(3),
        school(4),
    )
    now = judged(
        school(1, facilities__equipment_value=Fraction(60)),
        school(2),
        school(3, facilities__multimedia_rooms=None),
        school(5),
    )
    table = school_moves(TwoYears(then, now, YEARS), PRIMARY)
    rows = {row.cells[0].text: [cell.text for cell in row.cells[1:]] for row in table.rows}
    assert list(rows) == ["第1学校", "第2学校", "第3学校", "第5学校", "第4学校"]
    assert rows["第1学校"][0] == "下降 L6；上升 L7"
    assert rows["第1学校"][-1] == "0.30 → 6.00"
    assert rows["第2学校"][0].startswith("上升 L")
    assert rows["第3学校"][0] == "不变"
    assert rows["第3学校"][-1] == "6.00 → 缺"
    assert rows["第5学校"][0] == "新参加"
    assert rows["第5学校"][-1] == "— → 6.00"
    assert rows["第4学校"][0] == "不再参加"
    assert table.rows[0].cells[-1].order == Fraction(57, 10)
    assert table.rows[-1].cells[-1].state is None


def test_the_heads_name_the_years() -> None:
    both = TwoYears(judged(school(1)), judged(school(1)), YEARS)
    picture = two_years(both, PRIMARY, ROOM)
    assert picture.title == "小学　2022 年与 2024 年的差异系数"
    assert [one.label for one in picture.table.headings][1:3] == [
        "2022 年差异系数",
        "2024 年差异系数",
    ]
    assert "2022 年（空心）" in texts(picture)
    nobody = two_years(TwoYears(judged(), judged(), YEARS), PRIMARY, ROOM)
    assert nobody.sentence == "没有参加评估的小学，没有可以画的图。"


@pytest.mark.parametrize("width", [320.0, 380.0, 500.0])
def test_the_key_keeps_to_a_narrow_picture(width: float) -> None:
    both = TwoYears(judged(school(1), small(2)), judged(school(1), small(2)), YEARS)
    picture = two_years(both, PRIMARY, Room(width, 150))
    labels = [shape for shape in picture.shapes if isinstance(shape, Label)]
    (key,) = [one for one in labels if "实心" in one.text]
    assert key.x + text_width(key.text, key.size) <= width
