"""Life of a return: its states, who may move it, and what each move needs (DESIGN 6)."""

from dataclasses import dataclass
from enum import StrEnum

from forms.labelled_enum import LabelledEnum


class State(LabelledEnum):
    """Where a revision of a return stands."""

    DRAFT = "draft", "填报中"
    IN_REVIEW = "in_review", "待校长审核"
    SIGNED = "signed", "已签名"
    DELIVERED = "delivered", "已导出待回执"
    ACCEPTED = "accepted", "区局已接收"


class Role(LabelledEnum):
    """Who acts."""

    CLERK = "clerk", "填报员"
    REVIEWER = "reviewer", "审核人"
    PRINCIPAL = "principal", "校长"
    OFFICER = "officer", "区局"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, as the journal names them.

    Attributes:
        name: Name as the person gave it.
        role: As what they act.

    """

    name: str
    role: Role


class Move(StrEnum):
    """A step from one state to another."""

    SUBMIT = "submit"
    RETURN = "return"
    SIGN = "sign"
    EXPORT = "export"
    ACCEPT = "accept"
    REOPEN = "reopen"


@dataclass(frozen=True, slots=True)
class Transition:
    """One allowed move.

    Attributes:
        source: From where.
        move: What is done.
        target: To where.
        roles: Who may do it.
        needs_clean: No error may be left, and no query without a sufficient 说明.
        needs_reason: A reason has to be given; it goes into the journal.
        new_revision: The move starts revision n + 1.

    """

    source: State
    move: Move
    target: State
    roles: frozenset[Role]
    needs_clean: bool = False
    needs_reason: bool = False
    new_revision: bool = False


_CLERK = frozenset({Role.CLERK})
_PRINCIPAL = frozenset({Role.PRINCIPAL})
_SCHOOL = frozenset({Role.CLERK, Role.PRINCIPAL})
_REVIEWING = _SCHOOL | {Role.REVIEWER}

TRANSITIONS: tuple[Transition, ...] = (
    Transition(State.DRAFT, Move.SUBMIT, State.IN_REVIEW, _CLERK, needs_clean=True),
    Transition(State.IN_REVIEW, Move.RETURN, State.DRAFT, _REVIEWING, needs_reason=True),
    Transition(State.IN_REVIEW, Move.SIGN, State.SIGNED, _PRINCIPAL, needs_clean=True),
    Transition(State.SIGNED, Move.EXPORT, State.DELIVERED, _SCHOOL),
    Transition(State.DELIVERED, Move.EXPORT, State.DELIVERED, _SCHOOL),
    Transition(State.DELIVERED, Move.ACCEPT, State.ACCEPTED, frozenset({Role.OFFICER})),
    *(
        Transition(
            source, Move.REOPEN, State.DRAFT, frozenset(Role), needs_reason=True, new_revision=True
        )
        for source in (State.SIGNED, State.DELIVERED, State.ACCEPTED)
    ),
)


class MoveError(ValueError):
    """A move that is not allowed; the message is a Chinese sentence for the user."""


def transition(state: State, move: Move, role: Role) -> Transition:
    """Find the transition of ``move`` from ``state``.

    Raises:
        MoveError: There is none, or ``role`` may not do it.

    """
    for candidate in TRANSITIONS:
        if candidate.source is state and candidate.move is move:
            if role not in candidate.roles:
                who = "、".join(sorted(item.label for item in candidate.roles))
                message = f"这一步只能由{who}操作，现在的身份是{role.label}。"
                raise MoveError(message)
            return candidate
    message = f"填报表现在是“{state.label}”，不能做这一步。{_ADVICE[state]}"
    raise MoveError(message)


def check_confirming(state: State) -> None:
    """Refuse to confirm a return that is not in review.

    Raises:
        MoveError: It is not.

    """
    if state is not State.IN_REVIEW:
        message = f"填报表现在是“{state.label}”，不能确认。{_ADVICE[state]}"
        raise MoveError(message)


def editable(state: State) -> bool:
    """Whether answers may be changed: only in a draft."""
    return state is State.DRAFT


def why_read_only(state: State) -> str:
    """Why answers cannot be changed, and what has to be done first; ``""`` in a draft."""
    if editable(state):
        return ""
    return f"填报表现在是“{state.label}”，内容不能改。{_ADVICE[state]}"


_ADVICE = {
    State.DRAFT: "请先填完并提交审核。",
    State.IN_REVIEW: "请由校长审核签名，或退回填报员修改。",
    State.SIGNED: "请导出上报包；要修改请先重新打开填报表。",
    State.DELIVERED: "请等待区局回执；要修改请先重新打开填报表。",
    State.ACCEPTED: "区局已经接收；要修改请先重新打开填报表。",
}
