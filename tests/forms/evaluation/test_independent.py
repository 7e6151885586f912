"""Random districts against a calculation that shares no code with the program."""

import json
import random
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings

from forms.canonical import json_text
from forms.evaluation import Coefficient, PerPupil, RawSchool, evaluate, to_json
from forms.schooling import Section
from tests.forms.evaluation import independent
from tests.forms.evaluation.schools import districts, school
from tests.forms.samples.full_pack import pack


def assert_agreement(rows: list[RawSchool]) -> None:
    evaluation = evaluate(rows, pack=pack())
    every_level: list[bool | None] = []
    for level in ("primary", "junior"):
        taught = [row for row in rows if independent.pupils(row, level)]
        if not taught:
            assert Section(level) not in evaluation.levels
            continue
        found = evaluation.levels[Section(level)]
        figures = [independent.values(row, level) for row in taught]
        assert [list(one.values) for one in found.schools] == figures
        verdicts = [independent.school_passes(values, level) for values in figures]
        assert [one.passes for one in found.schools] == verdicts
        weights = [independent.pupils(row, level) for row in taught]
        keeps: list[bool | None] = []
        for place, coefficient in enumerate(found.coefficients):
            mean, squared = independent.spread([values[place] for values in figures], weights)
            assert coefficient.mean == mean
            if squared < 0:
                assert coefficient.cv is None
                keeps.append(None)
                continue
            assert coefficient.cv_squared == squared
            keeps.append(squared <= independent.LIMITS[level] ** 2)
            assert coefficient.cv is not None
            assert abs(coefficient.cv - independent.root(squared)) <= Decimal("1e-30")
        assert [one.passes for one in found.coefficients] == keeps
        every_level.extend([*verdicts, *keeps])
    expected = False if False in every_level else None if None in every_level else True
    assert evaluation.passes is expected


@settings(max_examples=60, deadline=None)
@given(rows=districts())
def test_small_districts_agree_exactly(rows: list[RawSchool]) -> None:
    assert_agreement(rows)


@pytest.mark.parametrize("seed", range(3))
def test_a_district_of_three_hundred_schools_agrees(seed: int) -> None:
    chance = random.Random(seed)
    rows = []
    for code in range(1, 301):
        kind = chance.choice(["211"] * 5 + ["311"] * 3 + ["312", "341", "345", "218"])
        changes: dict[str, int | Fraction] = {
            f"pupils__enrolled_{section}": chance.randint(60, 2500)
            for section in ("primary", "junior", "senior")
            if independent.pupils(school(1, kind), section)
        }
        changes["facilities__multimedia_rooms"] = chance.randint(0, 90)
        changes["facilities__sports_ground_area"] = chance.randint(0, 4_000_000) / Fraction(100)
        rows.append(school(code, kind, **changes))
    assert_agreement(rows)


@settings(max_examples=20, deadline=None)
@given(rows=districts(largest=4))
def test_the_json_figures_are_within_one_in_a_trillion(rows: list[RawSchool]) -> None:
    evaluation = evaluate(rows, pack=pack())
    data = json.loads(json_text(to_json(evaluation)))
    for level, found in evaluation.levels.items():
        for name, coefficient in zip(
            data["levels"][level.value]["indicators"].values(), found.coefficients, strict=True
        ):
            assert coefficient.mean is not None
            assert name["mean"] == pytest.approx(float(coefficient.mean), rel=1e-12)


def test_a_coefficient_exactly_at_its_limit_passes_and_a_hair_above_does_not() -> None:
    # Two schools of equal size with 1 ± c have CV = c. The sums agree in more than 160 bits.
    for above in (0, 1):
        base = 10**70
        half = base // 2 + above
        figures = PerPupil([base + half, base - half], [base, base])
        assert Coefficient(figures, [7, 7], Fraction(1, 2)).passes is (above == 0)
