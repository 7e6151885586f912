"""Runs a sample of mutants and names the survivors: ``python3 dev.py test --mutants [PATH…]``."""

import argparse
import os
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass

from tests.mutants.faults import mutants
from tests.mutants.plugin import VARIABLE
from tests.mutants.targets import TARGETS, Target, all_mutants, own_tests, target_of
from tests.support.places import ROOT


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many mutants of a target were noticed, and which were not."""

    target: Target
    run: int
    survivors: Sequence[tuple[str, int]]

    def __str__(self) -> str:
        """One line for the target and one for each survivor."""
        killed = self.run - len(self.survivors)
        share = f"{killed / self.run:.0%}" if self.run else "-"
        head = f"{self.target.name}: {killed} of {self.run} mutants noticed ({share})"
        return "\n".join([head, *(f"  {_told(*survivor)}" for survivor in self.survivors)])


def _told(file: str, number: int) -> str:
    found = mutants((ROOT / file).read_text(encoding="utf-8"))[number]
    return f"{file}:{found.line}: {found.before}  →  {found.after}"


def passes(tests: Sequence[str], *, mutant: str = "", patience: float | None = None) -> bool:
    """Run tests with a fault in a file, or none; whether all pass within so many seconds."""
    words = ["-m", "pytest", "-q", "-x", "-m", "not slow", "-p", "tests.mutants.plugin"]
    try:
        done = subprocess.run(
            [sys.executable, *words, "-p", "no:cacheprovider", *tests],
            cwd=ROOT,
            env={**os.environ, VARIABLE: mutant},
            capture_output=True,
            timeout=patience,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return False
    return done.returncode == 0


def patience_for(tests: Sequence[str]) -> float:
    """Measure the tests without a fault; a mutant that takes many times as long hangs.

    Raises:
        SystemExit: They fail without one, so that they would say nothing.

    """
    start = time.monotonic()
    if not passes(tests):
        raise SystemExit(f"these tests fail without any fault: {' '.join(tests)}")
    return 60 + 10 * (time.monotonic() - start)


def run(target: Target, *, sample: int, seed: int) -> Outcome:
    """Run a sample of a target's mutants: their own tests first, then all of the target."""
    everything = all_mutants(target)
    chosen = random.Random(seed).sample(everything, min(sample, len(everything)))
    patience = patience_for(target.tests)
    survivors = []
    for file, number in sorted(chosen):
        # The tests of the file's own first: they are few, and mostly enough.
        sets = [tests for tests in (own_tests(file), target.tests) if tests]
        mutant = f"{file}:{number}"
        if all(passes(tests, mutant=mutant, patience=patience) for tests in sets):
            survivors.append((file, number))
            print(f"\n{_told(file, number)}", file=sys.stderr, flush=True)
        else:
            print(".", end="", file=sys.stderr, flush=True)
    return Outcome(target, len(chosen), survivors)


def main() -> int:
    """Print the share of mutants noticed and the survivors of each target."""
    parser = argparse.ArgumentParser(prog="dev.py test --mutants", description=__doc__)
    parser.add_argument("paths", nargs="*", help="files or targets; all targets unless given")
    parser.add_argument("--sample", type=int, default=60, help="mutants per target")
    parser.add_argument("--seed", type=int, default=2024, help="another seed, another sample")
    words = parser.parse_args()
    named = {target.name: target for target in TARGETS}
    targets = [
        named.get(path) or Target(path, [path], target_of(path).tests) for path in words.paths
    ] or list(TARGETS)
    for target in targets:
        print(run(target, sample=words.sample, seed=words.seed), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
