"""Grouping of edits for undo, without a store."""

from datetime import timedelta

import pytest

from storage.answers.undo import DEPTH, UndoStacks
from tests.storage.stores import START

HERE = ("张会计", "pupils.a")


def seconds(count: float) -> timedelta:
    return timedelta(seconds=count)


@pytest.mark.parametrize(
    ("place", "after", "groups"),
    [
        (HERE, 0, 1),
        (HERE, 60, 1),
        (HERE, 60.000001, 2),
        (("张会计", "pupils.b"), 1, 2),
        (("刘老师", "pupils.a"), 1, 2),
        (None, 1, 2),
    ],
)
def test_typing_in_one_place_within_a_minute_is_one_group(
    place: tuple[str, str] | None, after: float, groups: int
) -> None:
    stacks = UndoStacks().edited(1, place=HERE, at=START)
    stacks = stacks.edited(2, place=place, at=START + seconds(after))
    assert len(stacks.done) == groups
    assert stacks.done[-1].last == 2


def test_the_minute_counts_from_the_first_edit() -> None:
    stacks = UndoStacks()
    for seq in range(1, 8):
        stacks = stacks.edited(seq, place=HERE, at=START + seconds(seq * 20))
    assert [(group.first, group.last) for group in stacks.done] == [(1, 4), (5, 7)]


def test_two_blocks_never_join() -> None:
    stacks = UndoStacks().edited(1, place=None, at=START).edited(2, place=None, at=START)
    assert len(stacks.done) == 2


def test_undo_and_redo_move_a_group_between_the_stacks() -> None:
    stacks = UndoStacks().edited(1, place=HERE, at=START).edited(2, place=None, at=START)
    back = stacks.undo()
    assert [group.first for group in back.done] == [1]
    assert [group.first for group in back.undone] == [2]
    assert [group.first for group in back.redo().done] == [1, 2]
    assert back.redo().undone == ()


def test_a_new_edit_ends_redoing() -> None:
    stacks = UndoStacks().edited(1, place=HERE, at=START).undo()
    stacks = stacks.edited(3, place=HERE, at=START)
    assert stacks.undone == ()
    assert [group.first for group in stacks.done] == [3]


@pytest.mark.parametrize("closing", ["move", "undo", "redo"])
def test_typing_does_not_join_across_another_step(closing: str) -> None:
    stacks = UndoStacks().edited(1, place=HERE, at=START)
    match closing:
        case "move":
            stacks = stacks.closed()
        case "undo":
            stacks = stacks.edited(2, place=None, at=START).undo()
        case _:
            stacks = stacks.undo().redo()
    count = len(stacks.done)
    assert len(stacks.edited(9, place=HERE, at=START).done) == count + 1


def test_closing_nothing_is_nothing() -> None:
    assert UndoStacks().closed() == UndoStacks()


def test_the_oldest_steps_are_forgotten_beyond_the_depth() -> None:
    stacks = UndoStacks()
    for seq in range(1, DEPTH + 6):
        stacks = stacks.edited(seq, place=None, at=START)
    assert len(stacks.done) == DEPTH
    assert (stacks.done[0].first, stacks.done[-1].first) == (6, DEPTH + 5)
