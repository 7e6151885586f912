"""Kills each verb of the program at random moments: ``python -m tests.proof.verbs SOURCE FOLDER KILLS SEED``.

SOURCE is a district. Every kill works on a copy of what was prepared for its verb; what the stores
held before is promised, whatever the verb does. The last line gives the figures.
"""

import random
import shutil
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Final

from exporters import age_passphrase
from exporters.age import Identity
from tests.operations import staging
from tests.operations.plug import STEPS, Step, prepare, run
from tests.operations.wreckage import Hashes, half_files, lost, promises_in, unopened
from tests.proof.figures import Figures, total
from tests.proof.killing import ended

_SCHOOL: Final = "schools/{school}.yhs"
READING: Final = {
    "check": Step(("school", "check", _SCHOOL)),
    "template": Step(("school", "template", _SCHOOL, "out/template.xlsx")),
    "evaluate": Step(("bureau", "evaluate", "bureau.yhb")),
    "tables": Step(("bureau", "tables", "bureau.yhb", "out")),
    "raw table": Step(("bureau", "export", "bureau.yhb", "out/raw.xlsx")),
}
"""Verbs that write no store, but maybe files."""
ALL: Final = {**STEPS, **READING}

_KILLS_EACH: Final = 4


@dataclass(frozen=True)
class Prepared:
    """A verb made ready to be killed.

    Attributes:
        step: The verb.
        folder: The district before it.
        promised: What its stores hold.
        seconds: How long the verb takes.

    """

    step: Step
    folder: Path
    promised: Mapping[Path, Hashes]
    seconds: float


def prepared(name: str, source: Path, folder: Path) -> Prepared:
    """Do what comes before a verb, and the verb once to its end."""
    step, ready, whole = ALL[name], folder / name / "prepared", folder / name / "whole"
    prepare(step, source, ready)
    promised = promises_in(ready)
    shutil.copytree(ready, whole)
    start = time.monotonic()
    if ended(lambda _: run(step.act, whole), after=None).killed:
        message = f"{name} did not come to its end"
        raise RuntimeError(message)
    shutil.rmtree(whole)
    return Prepared(step, ready, promised, time.monotonic() - start)


def killed_once(verb: Prepared, folder: Path, identity: Identity, chance: random.Random) -> Figures:
    """Kill a verb at a random moment and look at what is left."""
    shutil.copytree(verb.folder, folder)
    outcome = ended(lambda _: run(verb.step.act, folder), after=chance.uniform(0, verb.seconds))
    closed = unopened(folder)
    missing = [] if closed else lost(folder, verb.promised)
    half = half_files(folder, identity)
    for fault in (*closed, *missing, *half):
        print(fault, file=sys.stderr, flush=True)
    if not (closed or missing or half):
        shutil.rmtree(folder)
    return Figures(
        kills=int(outcome.killed), lost=len(missing), half=len(half), unopened=len(closed)
    )


def main(source: Path, folder: Path, kills: int, seed: int) -> Figures:
    """Kill the verbs in turn until there were so many kills."""
    chance = random.Random(seed)
    identity = staging.daily_keys(source / "bureau.yhb").identity
    # Making a verb ready takes as long as some kills: few kills hit some verbs, other ones each time.
    names = chance.sample(sorted(ALL), min(-(-kills // _KILLS_EACH), len(ALL)))
    verbs = {name: prepared(name, source, folder) for name in names}
    found: list[Figures] = []
    for number, name in enumerate(cycle(names)):
        if total(found).kills >= kills:
            break
        found.append(killed_once(verbs[name], folder / name / f"{number:05d}", identity, chance))
        if number % 50 == 49:
            print(total(found), file=sys.stderr, flush=True)
    return total(found)


if __name__ == "__main__":
    # Keys that open at once: what a guess costs is no matter here.
    age_passphrase.WORK = 8  # type: ignore[misc]
    done = main(Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
    print(done.to_json())
