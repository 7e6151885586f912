"""An enum with labels: what is kept is the value, and no member is without words."""

import json
import pickle

import pytest

from forms.labelled_enum import LabelledEnum
from forms.workflow import State


def test_a_member_is_its_value_wherever_it_is_kept_or_sent() -> None:
    assert State.DRAFT == State("draft") == "draft"
    assert f"{State.DRAFT}" == State.DRAFT.value == "draft"
    assert json.dumps(State.DRAFT) == '"draft"'
    assert pickle.loads(pickle.dumps(State.DRAFT)) is State.DRAFT
    assert State.DRAFT.label == "填报中"


def test_a_member_without_a_label_stops_the_program_where_it_is_written() -> None:
    with pytest.raises(
        (TypeError, RuntimeError)
    ) as caught:  # Python 3.11 wraps what a member raises

        class Forgotten(LabelledEnum):
            TOLD = "told", "已告知"
            UNTOLD = "untold"

    cause = caught.value.__cause__ or caught.value
    assert str(cause) == "Forgotten: 'untold' has no label"
