"""What comes next for a school's return. Pure."""

from enum import StrEnum

from forms.workflow import State


class ReturnStep(StrEnum):
    """The one thing to do now."""

    FILL = "fill"
    CORRECT = "correct"
    CONFIRM = "confirm"
    SUBMIT = "submit"
    ENROL = "enrol"
    SIGN = "sign"
    EXPORT = "export"
    READ_REPLY = "read_reply"
    FINISHED = "finished"


_DRAFT_STEPS = (ReturnStep.CORRECT, ReturnStep.FILL, ReturnStep.CONFIRM)


def return_step(
    state: State, *, wrong: int, blank: int, enrolled: bool, waiting: int = 0
) -> ReturnStep:
    """Say what comes next.

    Args:
        state: Where the return stands.
        wrong: Open problems that are more than a blank.
        blank: Open problems that only say that something is not filled in yet.
        enrolled: Whether the bureau's opening file was read.
        waiting: Fields and rows brought over from last year that are not confirmed.

    """
    match state:
        case State.DRAFT:
            steps = zip((wrong, blank, waiting), _DRAFT_STEPS, strict=True)
            return next((step for count, step in steps if count), ReturnStep.SUBMIT)
        case State.IN_REVIEW:
            return ReturnStep.SIGN if enrolled else ReturnStep.ENROL
        case State.SIGNED:
            return ReturnStep.EXPORT
        case State.DELIVERED:
            return ReturnStep.READ_REPLY
        case State.ACCEPTED:
            return ReturnStep.FINISHED
