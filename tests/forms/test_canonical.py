"""The one byte form of a JSON value, and the text form with exact numbers."""

import json
from collections import UserList
from decimal import Decimal
from fractions import Fraction
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.canonical import (
    LARGEST_INTEGER,
    canonical_bytes,
    canonical_members,
    canonical_object,
    json_text,
)
from forms.schooling import Section

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER) | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=20,
)


@given(value=VALUES)
def test_the_bytes_are_read_back_and_written_the_same(value: object) -> None:
    data = canonical_bytes(value)
    assert json.loads(data) == value
    assert canonical_bytes(json.loads(data)) == data


@given(value=st.dictionaries(TEXTS, st.integers(0, 9)))
def test_the_order_of_keys_does_not_matter(value: dict[str, int]) -> None:
    turned = dict(reversed(value.items()))
    assert canonical_bytes(turned) == canonical_bytes(value)


def test_other_mappings_and_sequences_are_written_as_what_they_hold() -> None:
    value = MappingProxyType({"b": range(2), "a": UserList(["校"])})
    assert canonical_bytes(value) == '{"a":["校"],"b":[0,1]}'.encode()


def test_the_form_is_as_documented() -> None:
    value = {"b": [1, True, None], "a": "校", "ä": ()}
    assert canonical_bytes(value) == '{"a":"校","b":[1,true,null],"ä":[]}'.encode()


@pytest.mark.parametrize(
    "value", [1.5, float("nan"), Decimal(1), Fraction(1), b"x", {1: 2}, object()]
)
def test_what_json_should_not_hold_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match=r"no place in canonical JSON|a key has to be a text"):
        canonical_bytes({"x": [value]} if not isinstance(value, dict) else value)


@pytest.mark.parametrize("value", [LARGEST_INTEGER + 1, -LARGEST_INTEGER - 1, "\ud800"])
def test_what_others_would_read_differently_is_refused(value: object) -> None:
    with pytest.raises(ValueError, match=r"integer too large for JSON|surrogates not allowed"):
        canonical_bytes([value])


@given(value=VALUES)
def test_the_text_form_means_the_same(value: object) -> None:
    assert json.loads(json_text(value)) == value


def test_decimals_stay_exact_numbers() -> None:
    text = json_text({"cv": Decimal("0.1643547558198761730712615"), "zero": Decimal("0.00")})
    assert text == '{\n  "cv": 0.1643547558198761730712615,\n  "zero": 0\n}'
    assert json_text([Decimal("1E+3"), Decimal("1E-9")]) == "[\n  1000,\n  0.000000001\n]"
    with pytest.raises(TypeError, match="a key has to be a text: 1"):
        json_text({1: 2})
    with pytest.raises(TypeError, match="no place in canonical JSON: float"):
        json_text([0.5])


def test_members_put_together_again_are_the_object_itself() -> None:
    value = {"b": [1, {"z": "校", "a": None}], 'ä"': "x", "a": {}}
    members = canonical_members(value)
    assert canonical_object(members) == canonical_bytes(value)
    assert canonical_object({name: members[name] for name in ("b", "a")}) == canonical_bytes(
        {"b": value["b"], "a": value["a"]}
    )


@pytest.mark.parametrize("wrong", [{"x": 1.5}, {1: "x"}, {"x": {1: "y"}}])
def test_members_that_json_should_not_hold_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(TypeError, match=r"no place in canonical JSON|a key has to be a text"):
        canonical_members(wrong)


def test_keys_may_be_members_of_an_enumeration_of_texts() -> None:
    assert canonical_bytes({Section.JUNIOR: 1, "a": 2}) == b'{"a":2,"junior":1}'
