"""Kills the running window of a school: ``python -m tests.proof.windows STORE FOLDER KILLS SEED``.

STORE holds a return that is being filled. Every window goes on with the store the last one left.
The last line gives the figures.
"""

import random
import shutil
import sys
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Final

from storage.errors import StoreError
from storage.school.store import SchoolStore
from tests.operations.wreckage import unopened
from tests.proof.figures import Figures, total
from tests.proof.killing import ended
from tests.proof.typist import type_into

_ONE_IN: Final = 5
"""One window in so many is killed while it opens."""
_OPENING: Final = 1.5
_EDITS: Final = 12
_TYPING: Final = 0.2
"""Up to so many edits are saved, then up to so many seconds pass: a slow computer types no less."""
_FRESH_AFTER: Final = 50
"""So many windows write one store; checking its whole journal would take ever longer."""

Answers = Mapping[str, str]


def judged(store: Path, told: Sequence[str], before: Answers) -> tuple[Figures, dict[str, str]]:
    """Compare a store with what its window had told.

    Args:
        store: The store; its window was killed.
        told: The lines the window had told, oldest first.
        before: What had been saved before that window.

    Returns:
        The figures, and what is saved now.

    """
    saved, tried = dict(before), dict(before)
    words = [line.split(" ") for line in told if line != "open"]
    for kind, field, text in words:
        (saved if kind == "saved" else tried)[field] = text
    closed = unopened(store.parent)
    for fault in closed:
        print(fault, file=sys.stderr, flush=True)
    try:
        with SchoolStore.open(store, read_only=True) as opened:
            found = opened.answers.load().answers
    except StoreError:
        found = {}
    missing = [field for field in saved if found.get(field) not in {saved[field], tried[field]}]
    acknowledged = sum(kind == "saved" for kind, *_ in words)
    figures = Figures(acknowledged=acknowledged, lost=len(missing), unopened=len(closed))
    return figures, {field: found[field] for field in tried if field in found}


def main(source: Path, folder: Path, kills: int, seed: int) -> Figures:
    """Kill so many windows."""
    chance = random.Random(seed)
    found: list[Figures] = []
    place, saved, number = folder, dict[str, str](), 0
    for round_ in range(kills):
        if round_ % _FRESH_AFTER == 0:
            place, saved = folder / f"{round_:05d}", {}
            place.mkdir(parents=True)
            shutil.copy(source, place / "school.yhs")
        opening = chance.randrange(_ONE_IN) == 0
        outcome = ended(
            partial(type_into, place / "school.yhs", number=number, copies=place),
            after=chance.uniform(0, _OPENING if opening else _TYPING),
            lines=0 if opening else 1 + 2 * chance.randint(0, _EDITS),
        )
        number += 1000
        figures, saved = judged(place / "school.yhs", outcome.told, saved)
        found.append(figures + Figures(kills=int(outcome.killed)))
        if round_ % 50 == 49:
            print(total(found), file=sys.stderr, flush=True)
    return total(found)


if __name__ == "__main__":
    done = main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    print(done.to_json())
