"""What the checks of many schools come to: Kleene's *and*, with the schools named, for any answers."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from forms.district.checks import Checked
from forms.district.school import DistrictSchool, SchoolScope
from forms.values import NA, Maybe

ANSWERS = st.sampled_from([True, False, None, NA])
PAIRS = st.lists(st.tuples(ANSWERS, ANSWERS), max_size=30)


def checked(pairs: Sequence[tuple[Maybe, Maybe]]) -> Checked:
    schools = [
        DistrictSchool(f"{place:010}", "", accepted=True, scope=SchoolScope({}))
        for place in range(len(pairs))
    ]
    return Checked(schools, {"A": [pair[0] for pair in pairs], "B": [pair[1] for pair in pairs]})


def expected(pair: tuple[Maybe, Maybe]) -> object:
    """What two answers come to; ``"not asked"`` if neither check applies."""
    asked = [answer for answer in pair if answer is not NA]
    if not asked:
        return "not asked"
    return False if False in asked else None if None in asked else True


@given(pairs=PAIRS)
def test_every_school_stands_in_exactly_one_place(pairs: list[tuple[Maybe, Maybe]]) -> None:
    found = checked(pairs)
    for answer in (True, False, None):
        named = [school.code for school in found.with_answer(["A", "B"], answer=answer)]
        assert named == [
            f"{place:010}" for place, pair in enumerate(pairs) if expected(pair) is answer
        ]


@given(pairs=PAIRS, chosen=st.sets(st.integers(0, 29)))
def test_only_the_schools_that_count_are_named(
    pairs: list[tuple[Maybe, Maybe]], chosen: set[int]
) -> None:
    among = {f"{place:010}" for place in chosen}
    found = checked(pairs)
    for answer in (True, False, None):
        everyone = found.with_answer(["A"], answer=answer)
        some = found.with_answer(["A"], answer=answer, among=among)
        assert [school.code for school in some] == [
            school.code for school in everyone if school.code in among
        ]
