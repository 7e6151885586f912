"""The store's return behaves like one in memory, through any edits, undoing and restarts."""

import re
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from forms.edits import Edit, EditError, SetAnswer
from forms.effects import apply_all
from forms.record import Return
from storage.school.store import SchoolStore
from tests.storage import edit_strategies
from tests.storage.model import Model, plain
from tests.storage.stores import CLERK, StepClock, new_school


class StoreAgainstModel(RuleBasedStateMachine):
    """Do the same to both, compare after each step."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.clock = StepClock()
        self.store = new_school(self.folder / "s.yhs", self.clock)
        self.model = Model()
        self.follower: Return = self.store.answers.load()

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    @rule(edits=edit_strategies.edits)
    def write(self, edits: list[Edit]) -> None:
        try:
            applied = self.model.write(edits, now=self.clock.moment)
        except EditError as error:
            with pytest.raises(EditError, match=f"^{re.escape(str(error))}$"):
                self.store.answers.write(edits, actor=CLERK)
            return
        written = self.store.answers.write(edits, actor=CLERK)
        assert len(written) == len(applied)
        self.follow(written)

    @rule()
    def undo(self) -> None:
        undone = self.store.answers.undo(CLERK)
        assert (undone is not None) is self.model.undo()
        self.follow(undone or ())

    @rule()
    def redo(self) -> None:
        redone = self.store.answers.redo(CLERK)
        assert (redone is not None) is self.model.redo()
        self.follow(redone or ())

    @rule(seconds=st.sampled_from([1, 30, 59, 61]))
    def wait(self, seconds: int) -> None:
        self.clock.forward(seconds=seconds)

    @rule()
    def restart(self) -> None:
        self.store.close()
        self.store = SchoolStore.open(self.folder / "s.yhs", clock=self.clock)

    def follow(self, edits: tuple[Edit, ...]) -> None:
        self.follower = apply_all(self.follower, edits)[0]

    @invariant()
    def same_answers(self) -> None:
        stored = self.store.answers.load()
        assert plain(self.follower) == stored
        assert stored == plain(self.model.record)

    @invariant()
    def same_steps_offered(self) -> None:
        assert self.store.answers.can_undo is bool(self.model.done)
        assert self.store.answers.can_redo is bool(self.model.undone)

    @invariant()
    def journal_is_whole(self) -> None:
        assert self.store.verify_journal().intact


TestStoreAgainstModel = pytest.mark.slow(StoreAgainstModel.TestCase)
TestStoreAgainstModel.settings = settings(max_examples=40, stateful_step_count=25)


def test_what_was_typed_and_taken_back_is_no_step_to_undo() -> None:
    both = StoreAgainstModel()
    try:
        both.write([SetAnswer("a", "1")])
        both.write([SetAnswer("b", "2")])
        both.write([SetAnswer("b", None)])
        both.undo()
        assert both.model.record.answers == {}
        both.same_answers()
        both.same_steps_offered()
        both.redo()
        both.same_answers()
        both.same_steps_offered()
    finally:
        both.teardown()


@given(edits=edit_strategies.edits)
@settings(max_examples=60)
def test_undoing_everything_gives_back_the_beginning(edits: list[Edit]) -> None:
    with tempfile.TemporaryDirectory() as folder, new_school(Path(folder) / "s.yhs") as store:
        for edit in edits:
            try:
                store.answers.write([edit], actor=CLERK)
            except EditError:
                continue
        end = store.answers.load()
        while store.answers.undo(CLERK) is not None:
            pass
        assert store.answers.load() == Return("4201040001", 2024, store.meta.pack)
        while store.answers.redo(CLERK) is not None:
            pass
        assert store.answers.load() == end
