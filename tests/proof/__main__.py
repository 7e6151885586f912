"""The whole proof: ``python3 dev.py test --long [--kills N] [--seed N]``.

Half of the kills hit the running window and half the verbs; beside them run the tests that know a
longer run (power cuts, kills before each effect, strangers that open the store meanwhile, steps in
any order), as most of the work waits for the disk. The last line gives the figures.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tests.proof.figures import Figures, total
from tests.support.children import TIED
from tests.support.places import ROOT

TESTS: Final = (
    "tests/proof/test_power_cut.py",
    "tests/storage/engines/sqlite/test_foreign_hands.py",
    "tests/operations/test_pull_the_plug.py",
    "tests/storage/engines/postgres/test_server_faults.py",
    "tests/storage/bureau/test_two_officers.py",
    "tests/ui/bureau/test_typing_while_killed.py",
    "tests/proof/test_life.py",
    "tests/proof/test_real_window.py",
)
WORDS: Final = ("-q", "-n", "2", "--durations=5", "-o", "faulthandler_timeout=0")
"""Some of them take longer than the watchdog of the ordinary suite allows a test."""
SCREENLESS: Final = {"QT_QPA_PLATFORM": "offscreen", "QT_LOGGING_RULES": "default.warning=false"}
"""Each of hundreds of windows would say that it has no size without a screen."""
LONGER: Final = {
    "YOUHENG_LONG": "1",
    "YOUHENG_EDITS": "5000",
    "YOUHENG_PLUG_ROUNDS": "12",
    "YOUHENG_SERVER_KILLS": "100",
    "YOUHENG_WINDOW_KILLS": "50",
    "YOUHENG_OFFICERS_SCHOOLS": "200",
}


@dataclass(frozen=True, slots=True)
class Part:
    """A process of the proof; what it prints goes to a file."""

    words: Sequence[str]
    process: subprocess.Popen[bytes]
    output: Path

    def wait(self) -> None:
        """Wait for its end.

        Raises:
            SystemExit: It failed.

        """
        if self.process.wait():
            raise SystemExit(f"{' '.join(self.words)} ended with {self.process.returncode}")

    def figures(self) -> Figures:
        """Wait for its end and read its last line."""
        self.wait()
        return Figures.from_json(self.output.read_text(encoding="utf-8").splitlines()[-1])


def started(folder: Path, name: str, *words: str) -> Part:
    """Start a part of the proof with a home of its own and without a screen."""
    home, output = folder / f"home-{name}", folder / f"{name}.out"
    home.mkdir()
    own = dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"), str(home))
    surroundings = {**os.environ, **own, **SCREENLESS}
    with output.open("wb") as stream:
        command = [*TIED, sys.executable, *words]
        return Part(
            words, subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=stream), output
        )


def killers(folder: Path, *, kills: int, seed: int) -> list[Part]:
    """Start to kill windows and verbs, so many in all."""
    district, store = str(folder / "district"), str(folder / "school.yhs")
    # One school: the verbs touch no more, and the others would be copied and looked at each time.
    started(folder, "demo", "main.py", "demo", district, "--schools", "1", "--seed", "1").wait()
    started(folder, "draft", "-m", "tests.proof.draft", store).wait()
    return [
        started(folder, name, "-m", f"tests.proof.{name}", source, place, str(number), str(seed))
        for name, source, place, number in (
            ("windows", store, str(folder / "windows"), kills // 2),
            ("verbs", district, str(folder / "verbs"), kills - kills // 2),
        )
    ]


def tested(folder: Path) -> tuple[int, Figures]:
    """Run the tests; gives their exit code, and what they counted."""
    target = folder / "figures"
    os.environ.update(LONGER, YOUHENG_FIGURES=str(target))
    code = subprocess.call([sys.executable, "-m", "pytest", *WORDS, *TESTS], cwd=ROOT)
    lines = target.read_text(encoding="utf-8").splitlines() if target.exists() else []
    return code, total(Figures.from_json(line) for line in lines)


def main() -> int:
    """Run everything; the exit code is 0 only if nothing was lost, half or closed."""
    parser = argparse.ArgumentParser(prog="dev.py test --long", description=__doc__)
    parser.add_argument("--kills", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 30))
    words = parser.parse_args()
    print(f"seed {words.seed}", flush=True)
    with tempfile.TemporaryDirectory(prefix="youheng-proof-") as folder:
        parts = killers(Path(folder), kills=words.kills, seed=words.seed)
        code, found = tested(Path(folder))
        for part in parts:
            part.process.wait()
        found += total(part.figures() for part in parts)
    print(found)
    return 0 if not code and found.is_clean else 1


if __name__ == "__main__":
    sys.exit(main())
