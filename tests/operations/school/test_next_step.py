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


def test_what_was_brought_over_is_confirmed_after_everything_else() -> None:
    def step(blank: int) -> ReturnStep:
        return return_step(State.DRAFT, wrong=0, blank=blank, enrolled=True, waiting=3)

    assert [step(1), step(0)] == [ReturnStep.FILL, ReturnStep.CONFIRM]
