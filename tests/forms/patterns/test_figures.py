"""Figures far from like schools and from last year: exact, and held against the standard library."""

from fractions import Fraction
from statistics import median as plain_median

from hypothesis import given
from hypothesis import strategies as st

from forms.patterns import PatternKind
from forms.patterns.middle import deviation, median
from forms.values import Number
from tests.forms.patterns.seen import found, seen

AREA = "facilities.teaching_area"
ROOMS = "facilities.multimedia_rooms"
NUMBERS = st.lists(
    st.one_of(st.integers(0, 10**6), st.fractions(0, 10**4, max_denominator=100)),
    min_size=1,
    max_size=30,
)


@given(NUMBERS)
def test_median_and_deviation_are_those_of_the_standard_library(values: list[Number]) -> None:
    middle = median(values)
    fractions = [Fraction(value) for value in values]
    assert middle == plain_median(fractions)
    distances = [abs(value - middle) for value in fractions]
    spread = deviation(values, middle)
    assert spread == (plain_median(distances) or sum(distances) / len(distances))
    assert (spread == 0) == (len(set(fractions)) == 1)


@given(st.lists(st.integers(1000, 9000), min_size=5, max_size=12), st.integers(1000, 9000))
def test_a_school_is_shown_exactly_if_it_lies_beyond_five_deviations(
    areas: list[int], last: int
) -> None:
    values = [*areas, last]
    middle = Fraction(plain_median(map(Fraction, values)))
    distances = [abs(value - middle) for value in values]
    spread = plain_median(distances) or Fraction(sum(distances)) / len(values)
    wanted = {f"第{n}学校" for n, value in enumerate(distances) if spread and value > 5 * spread}
    patterns = found(*(seen(n, {AREA: value}) for n, value in enumerate(values)))
    shown = {place.name for one in patterns.of(PatternKind.FAR) for place in one.places}
    assert shown == wanted


def test_a_figure_far_from_its_group_says_median_and_deviation() -> None:
    areas: list[Number] = [5900, 6000, 6100, 6200, Fraction(12345, 2), 62000]
    patterns = found(*(seen(n, {AREA: area}) for n, area in enumerate(areas)))
    (far,) = patterns.of(PatternKind.FAR)
    assert far.id == f"far:{AREA}"
    (place,) = far.places
    assert place.said == (
        "62000 ㎡；小学，学生 600 到 1199 人 6 所的中位数是 6136.25 ㎡，离差 100，相差 558.6 个离差"
    )
    assert "第5学校" not in far.advice
    assert patterns.notes[0] == "离差是同组各校与中位数之差的中位数，相差超过 5 个离差的列出。"


def test_where_most_are_alike_the_mean_distance_is_the_measure() -> None:
    patterns = found(*(seen(n, {ROOMS: 20}) for n in range(8)), seen(9, {ROOMS: 90}))
    (far,) = patterns.of(PatternKind.FAR)
    assert "中位数是 20 间，离差 7.7778，相差 9.0 个离差" in far.sentence
    assert not found(*(seen(n, {ROOMS: 0}) for n in range(8)), seen(9, {ROOMS: 9})).found
    assert not found(*(seen(n, {ROOMS: 20}) for n in range(8))).found


def test_schools_of_another_type_or_size_are_not_compared() -> None:
    five = [seen(n, {AREA: 6000 + n}) for n in range(4)]
    for other in (
        seen(9, {AREA: 62000}, pupils=1200),
        seen(9, {AREA: 62000}, kind="311"),
    ):
        patterns = found(*five, other)
        assert not patterns.found
        assert patterns.notes[0].startswith("同类型、同规模不到 5 所的不比较：小学，学生 600 到")
    sizes = found(seen(1, pupils=99), seen(2, pupils=2400)).notes[0]
    assert "小学，学生不到 100 人 1 所；小学，学生 2400 人以上 1 所。" in sizes


def test_a_figure_that_few_of_a_group_have_is_not_compared() -> None:
    rows = [seen(n, {AREA: 6000 + n}) for n in range(4)]
    assert not found(*rows, seen(8), seen(9)).found


def test_a_school_without_pupils_or_type_is_counted() -> None:
    patterns = found(seen(1, pupils=None), seen(2, kind=""))
    assert "2 所没有办学类型或学生数，没有与同类学校比较。" in patterns.notes
    assert "2 所没有上年的数，没有与上年比较。" in patterns.notes


def test_a_change_beyond_the_bureaus_limit_is_told_the_farthest_first() -> None:
    patterns = found(
        seen(1, {AREA: 6000}, last={AREA: 5000}),
        seen(2, {AREA: 6001}, last={AREA: 5000}),
        seen(3, {AREA: 2500}, last={AREA: 5000}),
        seen(4, {AREA: 30}, last={AREA: 0}),
        seen(5, {AREA: 0}, last={AREA: 0}),
        seen(6, {AREA: 9}),
    )
    (change,) = patterns.of(PatternKind.CHANGE)
    assert [place.said for place in change.places] == [
        "上年 0 ㎡，今年 30 ㎡，上年为 0",
        "上年 5000 ㎡，今年 2500 ㎡，-50.0%",
        "上年 5000 ㎡，今年 6001 ㎡，+20.0%",
    ]
    assert change.sentence.startswith("3 所比上年变动超过 20%，最大的是第4学校：")


def test_counts_below_ten_leap_without_meaning() -> None:
    assert not found(seen(1, {ROOMS: 9}, last={ROOMS: 3})).found
    assert found(seen(1, {ROOMS: 10}, last={ROOMS: 3})).found
