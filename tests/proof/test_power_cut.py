"""The power goes: whatever the disk then holds, stores open, files are whole, what was told is there."""

import os
import random
import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from exporters.age import Identity
from operations.demo.run import DemoFiles
from storage.school.store import SchoolStore
from tests.operations import staging
from tests.operations.plug import STEPS, prepare
from tests.operations.wreckage import half_files, lost, promises_in, unopened
from tests.proof.disk import Disk, State, histories, put, touched
from tests.proof.figures import Figures
from tests.proof.trace import (
    Cut,
    Effect,
    Make,
    Rename,
    Sync,
    Told,
    Write,
    can_trace,
    recorded,
)
from tests.storage.stores import new_school

LONG = bool(os.environ.get("YOUHENG_LONG"))
REORDERINGS = 8 if LONG else 1
STATES = 150 if LONG else 12
"""How many states of each step are looked at; in the long suite every prefix and so many reorderings."""
STEPS_CUT = ("sign", "export", "import", "backup", "copy", "restore")
MORE_STEPS = ("fill", "submit", "receipts", "reply", "enrol", "open", "new school", "new bureau")

traced = pytest.mark.skipif(not can_trace(), reason="strace is missing or may not trace here")
Judge = Callable[[int, Path, State], tuple[int, int, int]]
"""Gets the number of effects, where the disk was put, and what is there; counts what is lost, half and
not opened."""


def traced_run(folder: Path, words: Sequence[str]) -> list[Effect]:
    """Record a run on a folder, of which ``before`` beside it is a copy then."""
    shutil.copytree(folder, folder.with_name("before"))
    return recorded([sys.executable, "-m", "tests.proof.traced", *words], folder)


def chosen_of(count: int, chance: random.Random, *, most: int) -> set[int]:
    """Choose among so many states, of which every first of ``1 + REORDERINGS`` is a prefix."""
    prefixes = set(range(0, count, 1 + REORDERINGS)) if LONG else set[int]()
    others = [index for index in range(count) if index not in prefixes]
    return prefixes | set(chance.sample(others, min(most, len(others))))


def judge_cuts(folder: Path, effects: Sequence[Effect], judge: Judge, *, most: int) -> Figures:
    """Let the power go in ``before`` at many places, and judge what the disk holds then.

    Only what differs from before is put down and judged: the rest is as good as it was.
    """
    chance = random.Random(2024)
    count = sum(not isinstance(effect, Told) for effect in effects) * (1 + REORDERINGS)
    chosen = chosen_of(count, chance, most=most)
    disk, figures = Disk(folder / "before"), Figures()
    before = disk.left_by_a_kill()
    states = histories(disk, effects, chance, reorderings=REORDERINGS)
    for index, (number, make) in enumerate(states):
        if index not in chosen:
            continue
        place, state = folder / f"{number:05d}-{index}", make()
        put(touched(state, before), place)
        missing, half, closed = judge(number, place, state)
        figures += Figures(cuts=1, lost=missing, half=half, unopened=closed)
        if not (missing or half or closed):
            shutil.rmtree(place)
    assert figures.cuts == len(chosen) > 2
    if target := os.environ.get("YOUHENG_FIGURES"):
        with Path(target).open("a", encoding="utf-8") as lines:
            lines.write(figures.to_json() + "\n")
    return figures


@traced
@pytest.mark.slow
def test_what_was_told_saved_survives_a_cut_at_any_effect(tmp_path: Path) -> None:
    folder = tmp_path / "edits"
    folder.mkdir()
    path = folder / "s.yhs"
    new_school(path).close()
    effects = traced_run(folder, ["edits", str(path)])

    def judge(number: int, place: Path, state: State) -> tuple[int, int, int]:
        told = [effect.line for effect in effects[:number] if isinstance(effect, Told)]
        (place / "s.yhs").write_bytes(state["s.yhs"] or b"")  # as it was before the first edit, too
        closed = unopened(place)
        if closed:
            return 0, 0, len(closed)
        with SchoolStore.open(place / "s.yhs", read_only=True) as store:
            answers = store.answers.load().answers
        present = int(answers.get("pupils.a", "0"))
        kept = present - len(told) in {0, 1} and answers.get("pupils.b", "0") == str(present)
        return int(not kept), 0, 0

    assert sum(isinstance(effect, Told) for effect in effects) == 6
    figures = judge_cuts(tmp_path, effects, judge, most=10_000 if LONG else STATES)
    assert figures.is_clean, figures


@traced
@pytest.mark.slow
@pytest.mark.parametrize("name", STEPS_CUT + MORE_STEPS if LONG else STEPS_CUT)
def test_a_step_cut_at_any_effect_leaves_nothing_half_done(
    name: str, demo: DemoFiles, tmp_path: Path
) -> None:
    folder = tmp_path / "district"
    prepare(STEPS[name], demo.bureau_store.parent, folder)
    before = promises_in(folder)
    effects = traced_run(folder, [name, str(folder)])
    after = promises_in(folder)
    identity: Identity = staging.daily_keys(demo.bureau_store).identity
    done = effects.index(Told("done"))

    def judge(number: int, place: Path, state: State) -> tuple[int, int, int]:
        closed, half = unopened(place), half_files(place, identity)
        promised = {
            path: hashes
            for path, hashes in (before if number <= done else after).items()
            # What is there and was not put down is as it was.
            if (place / path).exists() or str(path) not in state
        }
        missing = [] if closed else lost(place, promised)
        for fault in (*closed, *half, *missing):
            print(fault)
        return len(missing), len(half), len(closed)

    figures = judge_cuts(tmp_path, effects, judge, most=STATES)
    assert figures.is_clean, figures


def test_what_is_not_flushed_may_be_gone(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"old")
    disk = Disk(tmp_path)
    for effect in (Make("new"), Write("new", 0, b"new"), Rename("new", "old")):
        disk.do(effect)
    assert disk.left_by_a_kill() == {"old": b"new"}
    assert disk.left_by_a_cut(None) == {"old": b"old"}
    seen = {str(disk.left_by_a_cut(random.Random(seed))) for seed in range(50)}
    # The new name over bytes that never came: what a writer without a flush risks.
    assert str({"old": b""}) in seen
    disk.do(Sync("old"))
    disk.do(Sync("."))
    assert disk.left_by_a_cut(None) == {"old": b"new"}


def test_changes_come_in_any_order_and_half(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"0" * 1024)
    disk = Disk(tmp_path)
    disk.do(Write("f", 0, b"1" * 1024))
    disk.do(Cut("f", 600))
    seen = {disk.left_by_a_cut(random.Random(seed))["f"] for seed in range(200)}
    assert {b"0" * 1024, b"0" * 600, b"1" * 600, b"1" * 512 + b"0" * 512} <= seen


def test_what_differs_is_put_down_with_the_store_of_its_journal() -> None:
    before = {"a.yhs": b"a", "b.yhs": b"b", "c.yhs": b"c", "d": None}
    now = {"a.yhs": b"a", "a.yhs-journal": b"x", "b.yhs": b"B", "c.yhs": b"c", "d": None}
    assert touched(now, before) == {
        "a.yhs": b"a",
        "a.yhs-journal": b"x",
        "b.yhs": b"B",
        "d": None,
    }
