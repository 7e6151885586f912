"""The JSON of the journal: one text for a value, the same in every version of Python and for ever."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.journal.entry_json import canonical

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def test_keys_are_sorted_and_nothing_stands_between() -> None:
    assert canonical({"b": ["一", 1, None], "a": True}) == '{"a":true,"b":["一",1,null]}'
    assert canonical('"\n') == '"\\"\\n"'


@given(value=VALUES)
def test_every_value_is_read_back(value: object) -> None:
    assert json.loads(canonical(value)) == value


def test_what_is_no_json_is_refused() -> None:
    with pytest.raises(TypeError, match="not JSON serializable"):
        canonical({"a": object()})
