"""Edits survive the way through JSON."""

import json

import pytest
from hypothesis import given

from forms.edits import Await, DeleteRow, Edit, InsertRow, Justify, MarkEmpty, SetAnswer, SetCell
from forms.record import Row
from storage.journal import edit_codec
from tests.storage.edit_strategies import edits

EXAMPLES: list[tuple[Edit, str, bool]] = [
    (SetAnswer("a.b", "1"), "a.b", True),
    (SetAnswer("a.b", None), "a.b", True),
    (SetCell("a.t", "r1", "c", None), "a.t[r1].c", True),
    (InsertRow("a.t", 2, Row("r2", {"c": "x"})), "a.t[r2]", False),
    (DeleteRow("a.t", "r1"), "a.t[r1]", False),
    (MarkEmpty("a.t", empty=True), "a.t#none", False),
    (Justify("R-a-001@primary", "因为"), "R-a-001@primary", True),
    (Await("a.t[r1]", waiting=True), "a.t[r1]", False),
]


@pytest.mark.parametrize(("edit", "address", "typing"), EXAMPLES)
def test_each_edit_says_what_it_is_about(edit: Edit, address: str, typing: bool) -> None:
    assert edit_codec.address_of(edit) == address
    assert edit_codec.types_text(edit) is typing
    assert edit_codec.from_json(json.loads(json.dumps(edit_codec.to_json([edit])))) == (edit,)


@given(edits)
def test_reading_gives_back_what_was_written(several: list[Edit]) -> None:
    text = json.dumps(edit_codec.to_json(several))
    assert edit_codec.from_json(json.loads(text)) == tuple(several)


@pytest.mark.parametrize(
    "entry",
    [
        {},
        {"do": "fly"},
        {"do": "set", "field": "a"},
        {"do": "set", "field": "a", "text": 5},
        {"do": "cell", "table": "a", "row": "r1", "column": "c", "text": 5},
        {"do": "justify", "key": 1, "text": "x"},
    ],
)
def test_what_is_no_edit_is_refused(entry: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="not an edit"):
        edit_codec.from_json([entry])
