"""What comes next for a return: decided without a screen."""

import pytest

from forms.workflow import State
from operations.school.next_step import ReturnStep, return_step


@pytest.mark.parametrize(
    ("state", "wrong", "blank", "enrolled", "step"),
    [
        (State.DRAFT, 2, 5, True, ReturnStep.CORRECT),
        (State.DRAFT, 0, 5, True, ReturnStep.FILL),
        (State.DRAFT, 0, 0, False, ReturnStep.SUBMIT),
        (State.IN_REVIEW, 0, 0, False, ReturnStep.ENROL),
        (State.IN_REVIEW, 0, 0, True, ReturnStep.SIGN),
        (State.SIGNED, 0, 0, True, ReturnStep.EXPORT),
        (State.DELIVERED, 0, 0, True, ReturnStep.READ_REPLY),
        (State.ACCEPTED, 0, 0, True, ReturnStep.FINISHED),
    ],
)
def test_a_return_has_one_next_step(
    state: State, wrong: int, blank: int, enrolled: bool, step: ReturnStep
) -> None:
    assert return_step(state, wrong=wrong, blank=blank, enrolled=enrolled) is step
