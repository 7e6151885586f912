"""The published fixtures and the two example schools, figure by figure."""

from collections.abc import Callable
from fractions import Fraction
from statistics import fmean, pstdev, stdev

import pytest

from forms.evaluation import Coefficient, PerPupil, RawSchool, evaluate, raw_rows, to_json
from forms.rounding import rounded
from forms.schooling import Section
from tests.forms.evaluation.schools import school
from tests.forms.samples.full_pack import NAMES, context, example, pack, sheet

PUPILS = [45, 37, 89, 76, 55]
BOOKS = [279, 137, 935, 160, 402]


def fixture_a() -> Coefficient:
    return Coefficient(PerPupil(BOOKS, PUPILS), PUPILS, Fraction("0.65"))


def test_fixture_a_the_published_worked_example() -> None:
    found = fixture_a()
    assert found.mean is not None
    assert found.sd is not None
    assert found.cv is not None
    assert rounded(found.mean, 6) == "6.334437"
    assert rounded(Fraction(found.sd), 6) == "3.263861"
    assert rounded(Fraction(found.cv), 6) == "0.515257"
    assert found.passes is True


Method = Callable[[list[float]], float]
WRONG: dict[str, tuple[Method, str]] = {
    "population, not weighted": (lambda x: pstdev(x) / fmean(x), "0.488771"),
    "sample, not weighted": (lambda x: stdev(x) / fmean(x), "0.546462"),
}


@pytest.mark.parametrize(("method", "figure"), WRONG.values(), ids=WRONG)
def test_the_wrong_methods_give_other_figures(method: Method, figure: str) -> None:
    values = [books / count for books, count in zip(BOOKS, PUPILS, strict=True)]
    assert f"{method(values):.6f}" == figure
    assert figure != rounded(Fraction(fixture_a().cv or 0), 6)


def test_rounding_the_values_first_or_leaving_out_a_zero_gives_other_figures() -> None:
    exact = fixture_a().cv_squared
    values = [Fraction(books, count) for books, count in zip(BOOKS, PUPILS, strict=True)]
    tenths = [int(rounded(value, 1).replace(".", "")) for value in values]
    cut = PerPupil(tenths, [10] * len(tenths))
    assert Coefficient(cut, PUPILS, Fraction(1)).cv_squared != exact
    with_zero = Coefficient(PerPupil([5, 0], [10, 10]), [10, 10], Fraction(1))
    assert with_zero.cv == 1
    assert Coefficient(PerPupil([5], [10]), [10], Fraction(1)).cv == 0


def test_fixture_b_the_published_split() -> None:
    row = school(
        kind="312",
        pupils__enrolled_primary=166,
        pupils__enrolled_junior=210,
        facilities__teaching_area=23226,
        facilities__indoor_sports_area=0,
    )
    levels = evaluate([row], pack=pack()).levels
    primary, junior = (levels[level].schools[0] for level in (Section.PRIMARY, Section.JUNIOR))
    assert rounded(primary.values[3] or 0, 6) == "58.503778"
    assert rounded(junior.values[3] or 0, 6) == "64.354156"
    shares = [Fraction(*(found.unit.resources[3] or (0, 1))) for found in (primary, junior)]
    assert [rounded(share, 3) for share in shares] == ["9711.627", "13514.373"]
    assert sum(shares) == 23226


def district() -> list[RawSchool]:
    return [row for name in NAMES for row in raw_rows(sheet(name).scope)]


@pytest.mark.parametrize("name", NAMES)
def test_evaluation_and_form_give_the_same_figures(name: str) -> None:
    opened = sheet(name)
    evaluation = evaluate(raw_rows(opened.scope), pack=pack(), settings=context(name).settings)
    judged = [found for level in evaluation.levels.values() for found in level.schools]
    for found in judged:
        section = found.unit.level.value
        for place, value in enumerate(found.values, start=1):
            live = opened.indicators[f"L{place}_{section}"]
            assert live.value == value
            assert live.state is found.states[place - 1]
            assert str(value) == example(name)["indicators"][f"L{place}_{section}"]["value"]
        assert opened.indicators[f"school_passes_{section}"].value is found.passes
    assert judged


def test_the_two_as_a_district_have_the_catalogues_figures() -> None:
    evaluation = evaluate(district(), pack=pack())
    primary = evaluation.levels[Section.PRIMARY]
    means = "5.485437 1.165049 1.067961 5.237787 8.039300 2556.832753 2.930799"
    spreads = "0.000859 0.009709 0.009709 0.027304 0.164355 0.009833 0.050345"
    found = primary.coefficients
    assert " ".join(rounded(one.mean or 0, 6) for one in found) == means
    assert " ".join(rounded(Fraction(one.cv or 0), 6) for one in found) == spreads
    assert rounded(Fraction(primary.composite or 0), 6) == "0.038873"
    junior = evaluation.levels[Section.JUNIOR]
    assert {one.cv for one in junior.coefficients} == {0}
    assert junior.composite == 0
    assert evaluation.passes is True
    assert [level.passes for level in evaluation.levels.values()] == [True, True]


def test_the_json_has_the_keys_of_the_command_line() -> None:
    data = to_json(evaluate(district(), pack=pack()))
    assert set(data) == {"passes", "levels", "schools", "excluded"}
    levels = data["levels"]
    assert isinstance(levels, dict)
    assert set(levels) == {"primary", "junior"}
    assert set(levels["primary"]) == {"schools", "pupils", "indicators", "composite"}
    assert list(levels["primary"]["indicators"]) == [f"L{place}" for place in range(1, 8)]
    assert set(levels["primary"]["indicators"]["L1"]) == {
        *("mean", "sd", "cv", "limit", "passes", "reached"),
    }
    assert (levels["primary"]["schools"], levels["primary"]["pupils"]) == (2, 2060)
    schools = data["schools"]
    assert isinstance(schools, list)
    assert set(schools[0]) == {"code", "name", "level", "pupils", "indicators", "passes"}
    assert schools[0]["indicators"]["L5"]["reached"] is False
    assert schools[0]["indicators"]["L5"]["ge85"] is True
    assert [(one["code"], one["level"]) for one in schools] == [
        ("2142100001", "primary"),
        ("3142100002", "primary"),
        ("3142100002", "junior"),
    ]
