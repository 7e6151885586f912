"""The life of a return: every state, every move, every role."""

import itertools

import pytest

from forms.workflow import TRANSITIONS, Move, MoveError, Role, State, editable, transition

ALLOWED = {
    (State.DRAFT, Move.SUBMIT): (State.IN_REVIEW, {Role.CLERK}),
    (State.IN_REVIEW, Move.RETURN): (
        State.DRAFT,
        {Role.CLERK, Role.REVIEWER, Role.PRINCIPAL},
    ),
    (State.IN_REVIEW, Move.SIGN): (State.SIGNED, {Role.PRINCIPAL}),
    (State.SIGNED, Move.EXPORT): (State.DELIVERED, {Role.CLERK, Role.PRINCIPAL}),
    (State.DELIVERED, Move.EXPORT): (State.DELIVERED, {Role.CLERK, Role.PRINCIPAL}),
    (State.DELIVERED, Move.ACCEPT): (State.ACCEPTED, {Role.OFFICER}),
    (State.SIGNED, Move.REOPEN): (State.DRAFT, set(Role)),
    (State.DELIVERED, Move.REOPEN): (State.DRAFT, set(Role)),
    (State.ACCEPTED, Move.REOPEN): (State.DRAFT, set(Role)),
}
EVERYTHING = list(itertools.product(State, Move, Role))


@pytest.mark.parametrize(("state", "move", "role"), EVERYTHING)
def test_a_move_is_made_or_refused_in_words(state: State, move: Move, role: Role) -> None:
    target, roles = ALLOWED.get((state, move), (None, set()))
    if role in roles:
        assert transition(state, move, role).target is target
        return
    with pytest.raises(MoveError, match="只能由" if target else state.label):
        transition(state, move, role)


def test_only_a_draft_is_edited() -> None:
    assert [state for state in State if editable(state)] == [State.DRAFT]


def test_leaving_a_draft_and_signing_need_a_clean_return() -> None:
    clean = {entry.move for entry in TRANSITIONS if entry.needs_clean}
    assert clean == {Move.SUBMIT, Move.SIGN}


def test_going_back_needs_a_reason_and_reopening_starts_a_revision() -> None:
    assert {entry.move for entry in TRANSITIONS if entry.needs_reason} == {Move.RETURN, Move.REOPEN}
    assert {entry.move for entry in TRANSITIONS if entry.new_revision} == {Move.REOPEN}


def test_states_and_roles_have_words() -> None:
    assert [state.label for state in State] == [
        "填报中",
        "待校长审核",
        "已签名",
        "已导出待回执",
        "区局已接收",
    ]
    assert [role.label for role in Role] == ["填报员", "审核人", "校长", "区局"]
