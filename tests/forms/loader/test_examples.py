"""The two example schools of the catalogue give its figures, and raise nothing."""

from fractions import Fraction

import pytest

from forms.values import NA, Maybe
from tests.forms.samples.full_pack import NAMES, example, pack, sheet


def _expected(value: bool | int | str) -> Maybe:
    if isinstance(value, bool) or (isinstance(value, str) and value[0].isalpha()):
        return value
    return Fraction(value)


@pytest.mark.parametrize("name", NAMES)
def test_calculated_fields_are_those_of_the_catalogue(name: str) -> None:
    found = sheet(name)
    expected = example(name)["calculated"]
    assert {field: found.value(field) for field in expected} == {
        field: _expected(value) for field, value in expected.items()
    }


@pytest.mark.parametrize("name", NAMES)
def test_calculated_fields_the_catalogue_leaves_out_do_not_apply(name: str) -> None:
    calculated = [
        field.id for form in pack().school_forms for field in form.fields() if not field.is_input
    ]
    others = [field for field in calculated if field not in example(name)["calculated"]]
    found = sheet(name)
    assert others
    assert {found.value(field) for field in others} == {NA}


@pytest.mark.parametrize("name", NAMES)
def test_the_seven_indicators_are_those_of_the_catalogue(name: str) -> None:
    found = sheet(name).indicators
    for indicator, wanted in example(name)["indicators"].items():
        value = True if wanted is True else Fraction(wanted["value"])
        assert found[indicator].value == value, indicator


@pytest.mark.parametrize("name", NAMES)
def test_no_rule_and_no_check_of_a_field_finds_anything(name: str) -> None:
    assert [(problem.code, problem.message) for problem in sheet(name).problems] == []
