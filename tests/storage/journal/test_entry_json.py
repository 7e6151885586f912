"""The JSON of the journal: one text for a value, whichever encoder writes it."""

import json
from collections.abc import Callable
from json import encoder

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.journal.entry_json import canonical, writer

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def by_the_library(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


@given(value=VALUES)
def test_every_value_is_written_as_the_library_does(value: object) -> None:
    assert canonical(value) == by_the_library(value)
    assert writer(None)(value) == by_the_library(value)


def test_no_encoder_is_made_for_each_value(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encoder, "c_make_encoder", None)
    monkeypatch.setattr(json.JSONEncoder, "iterencode", None)
    assert canonical({"b": ["一", 1, None], "a": True}) == '{"a":true,"b":["一",1,null]}'


@pytest.mark.parametrize("write", [canonical, writer(None)])
def test_what_is_no_json_is_refused(write: Callable[[object], str]) -> None:
    with pytest.raises(TypeError, match="not JSON serializable"):
        write({"a": object()})


def test_a_failure_leaves_nothing_behind() -> None:
    value: dict[str, list[object]] = {"a": [object()]}
    for _ in range(2):
        with pytest.raises(TypeError, match="not JSON serializable"):
            canonical(value)
    value["a"] = []
    assert canonical(value) == '{"a":[]}'
