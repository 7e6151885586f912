"""Grouping of edits for undo, without a store."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage.answers import undo
from storage.answers.undo import DEPTH, JournalStep, UndoStacks, replay
from storage.journal.journal import EntryKind
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


def test_what_joins_belongs_to_the_step_before_and_is_taken_back_from_its_end() -> None:
    stacks = UndoStacks().edited(1, place=None, at=START)
    for seq in (2, 3):
        stacks = stacks.edited(seq, place=None, at=START + seconds(90), joins=True)
    (group,) = stacks.done
    assert (group.undone_by, group.redone_by) == ((3, 2, 1), (1, 2, 3))
    assert len(stacks.edited(4, place=None, at=START).done) == 2


def test_typing_is_taken_back_by_its_first_entry_alone() -> None:
    stacks = UndoStacks().edited(1, place=HERE, at=START).edited(2, place=HERE, at=START)
    assert (stacks.done[-1].undone_by, stacks.done[-1].redone_by) == ((1,), (2,))
    (joined,) = stacks.edited(3, place=HERE, at=START, joins=True).done
    assert joined.undone_by == (3, 2, 1)


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


@st.composite
def histories(draw: st.DrawFn) -> list[JournalStep]:
    """Entries of a journal in which nothing is undone or redone that is not there."""
    steps: list[JournalStep] = []
    done = undone = 0
    at = START
    for seq in range(1, draw(st.integers(1, 40)) + 1):
        kinds = [EntryKind.EDIT] * 3 + [EntryKind.MOVE]
        kinds += [EntryKind.UNDO] * (done > 0) + [EntryKind.REDO] * (undone > 0)
        kind = draw(st.sampled_from(kinds))
        at += seconds(draw(st.sampled_from([-90, 1, 30, 90])))
        place = draw(st.sampled_from([None, HERE, ("张会计", "pupils.b")]))
        edits = kind is EntryKind.EDIT
        # Only what is written in one go joins: right after an edit, with nothing undone between.
        joins = edits and bool(steps) and steps[-1].kind is EntryKind.EDIT and draw(st.booleans())
        steps.append(JournalStep(kind, seq, place if edits else None, at, joins=joins))
        stacks = replay(steps, whole=True)
        assert stacks is not None
        done, undone = len(stacks.done), len(stacks.undone)
    return steps


@given(histories(), st.data())
def test_the_last_steps_alone_tell_the_same_or_nothing(
    steps: list[JournalStep], data: st.DataObject
) -> None:
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(undo, "DEPTH", 4)
        everything = replay(steps, whole=True)
        last = steps[data.draw(st.integers(0, len(steps))) :]
        assert replay(last, whole=False) in {None, everything}


def test_a_long_history_is_told_by_its_end() -> None:
    steps = [JournalStep(EntryKind.EDIT, seq, None, START) for seq in range(1, 3 * DEPTH)]
    assert replay(steps[-DEPTH:], whole=False) is None  # the first might have joined another
    assert replay(steps[-DEPTH - 1 :], whole=False) == replay(steps, whole=True)


def test_what_was_undone_further_back_is_not_guessed() -> None:
    steps = [JournalStep(EntryKind.EDIT, seq, None, START) for seq in range(1, 3 * DEPTH)]
    steps += [JournalStep(EntryKind.UNDO, 3 * DEPTH + seq, None, START) for seq in range(DEPTH)]
    assert replay(steps[-DEPTH - 2 :], whole=False) is None
    found = replay(steps, whole=True)
    assert found is not None
    assert (len(found.done), len(found.undone)) == (0, DEPTH)
