"""The indicators of the shipped pack, evaluated over made-up schools of every type."""

from dataclasses import replace
from fractions import Fraction

import pytest

from forms.live.engine import Engine
from forms.record import Return
from forms.values import NA, Maybe
from tests.forms.expr.dict_scope import DictScope
from tests.forms.samples.full_pack import NAMES, context, pack, sheet

A, B, C = 600, 300, 450
T = 3960
SPLIT = {
    "211": ((A, NA, NA), Fraction(T, A), NA),
    "311": ((NA, B, NA), NA, Fraction(T, B)),
    "312": ((A, B, NA), T / (A + B * Fraction(11, 10)), T * 11 / (10 * (A + B * Fraction(11, 10)))),
    "341": ((NA, B, C), NA, T / (B + Fraction(6, 5) * C)),
    "345": (
        (A, B, C),
        T / (A + Fraction(11, 10) * B + Fraction(132, 100) * C),
        Fraction(11, 10) * T / (A + Fraction(11, 10) * B + Fraction(132, 100) * C),
    ),
}


def _value(indicator: str, scope: DictScope) -> Maybe:
    return pack().indicator_by_id[indicator].expression.evaluate(scope)


@pytest.mark.parametrize(("pupils", "primary", "junior"), SPLIT.values(), ids=SPLIT)
def test_hardware_is_split_between_the_sections_of_schooling(
    pupils: tuple[Maybe, Maybe, Maybe], primary: Maybe, junior: Maybe
) -> None:
    scope = DictScope(
        {
            **dict(
                zip(("pupils.enrolled_primary", "pupils.enrolled_junior"), pupils, strict=False)
            ),
            "pupils.enrolled_senior": pupils[2],
            "facilities.teaching_area_net": T,
            "facilities.multimedia_rooms": T,
        }
    )
    assert _value("L4_primary", scope) == primary
    assert _value("L4_junior", scope) == junior
    rooms = primary if isinstance(primary, Fraction) else junior
    level = "primary" if isinstance(primary, Fraction) else "junior"
    assert isinstance(rooms, Fraction)
    assert _value(f"L7_{level}", scope) == rooms * 100


def test_visiting_teachers_count_only_in_small_rural_schools_and_only_if_the_bureau_says_so() -> (
    None
):
    facts: dict[str, Maybe] = {
        "staffing.pe_arts_primary": 1,
        "staffing.visiting_pe_arts_primary": 2,
        "pupils.enrolled_primary": 80,
        "pupils.enrolled_compulsory": 80,
        "profile.urban_group": "rural",
        "setting.relax_visiting_teachers": True,
    }
    assert _value("L3_primary", DictScope(facts)) == Fraction(300, 80)
    for name, value in (
        ("setting.relax_visiting_teachers", False),
        ("profile.urban_group", "town"),
        ("pupils.enrolled_compulsory", 100),
        ("pupils.enrolled_compulsory", 49),
    ):
        assert _value("L3_primary", DictScope({**facts, name: value})) == Fraction(100, 80)


SIZES = [
    ("211", "pupils.enrolled_primary", 2000, False),
    ("218", "pupils.enrolled_primary", 2000, False),
    ("311", "pupils.enrolled_junior", 2000, False),
    ("341", "pupils.enrolled_junior", 2000, False),
    ("312", "pupils.enrolled_compulsory", 2500, False),
    ("345", "pupils.enrolled_compulsory", 2500, False),
    ("211", "pupils.enrolled_primary", 2400, True),
    ("312", "pupils.enrolled_compulsory", 3000, True),
]


@pytest.mark.parametrize(("kind", "counted", "limit", "relaxed"), SIZES)
def test_the_size_of_a_school_has_the_limit_of_its_type(
    kind: str, counted: str, limit: int, relaxed: bool
) -> None:
    facts: dict[str, Maybe] = {
        "profile.school_type": kind,
        "setting.relax_school_size": relaxed,
        "profile.built_by_2010": True,
    }
    assert _value("G4_size", DictScope({**facts, counted: limit})) is True
    assert _value("G4_size", DictScope({**facts, counted: limit + 1})) is False
    assert _value("G4_size", DictScope(facts)) is None


def test_music_and_art_rooms_count_apart_or_together() -> None:
    facts: dict[str, Maybe] = {
        "facilities.music_rooms_ok": 1,
        "facilities.art_rooms_ok": 3,
        "facilities.music_art_required": 2,
        "setting.music_art_counting": "separate",
    }
    together: dict[str, Maybe] = {**facts, "setting.music_art_counting": "together"}
    assert _value("G3_music", DictScope(facts)) is False
    assert _value("G3_art", DictScope(facts)) is True
    assert _value("G3_music", DictScope(together)) is True
    assert _value("G3_art", DictScope(together)) is True


def test_exchange_is_at_least_or_more_than_the_line() -> None:
    facts: dict[str, Maybe] = {
        "district.exchange_share": 10,
        "district.exchange_backbone_share": 20,
        "setting.exchange_min": 10,
        "setting.exchange_backbone_min": 20,
    }
    assert _value("D_G11", DictScope({**facts, "setting.exchange_strict": False})) is True
    assert _value("D_G11", DictScope({**facts, "setting.exchange_strict": True})) is False


def test_moral_education_is_not_judged_until_every_school_is_rated() -> None:
    school = DictScope({"profile.school_type": "211", "pupils.enrolled_compulsory": 30})
    point = DictScope({"profile.school_type": "218", "pupils.enrolled_compulsory": 30})
    good: dict[str, Maybe] = {"moral_grade": "good", "culture_grade": "excellent"}
    poor: dict[str, Maybe] = {"moral_grade": "pass", "culture_grade": "good"}

    def judged(*rows: dict[str, Maybe]) -> Maybe:
        scope = DictScope(tables={"district.school_ratings": rows}, returns=[school, school, point])
        return _value("D_Q6", scope)

    assert judged() is None
    assert judged(good) is None
    assert judged(good, poor) is False
    assert judged(poor) is False
    assert judged(good, good) is True


def test_the_district_sums_its_schools() -> None:
    schools = tuple(sheet(name).scope for name in NAMES)
    district = Engine(pack(), "bureau").open(
        Return("420104", 2024, pack().ref), replace(context("primary"), schools=schools)
    )
    expected = {
        "sum_enrolled_primary": 2060,
        "sum_enrolled_junior": 576,
        "sum_fulltime_primary": 113,
        "exchange_share": Fraction(450, 41),
        "catchment_share_primary": 100,
        "retention_junior": Fraction(1890, 19),
        "four_100_share": 100,
        "quota_share": None,
    }
    assert {name: district.value(f"district.{name}") for name in expected} == expected
    assert district.indicators["D_G13"].value is True
    assert district.indicators["D_G14"].value is None
