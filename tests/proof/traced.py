"""The program that is traced: ``python -m tests.proof.traced edits STORE`` or ``… STEP FOLDER``.

Tells a line when something is done: ``saved N`` after each edit, ``done`` after a step.
"""

import sys
from pathlib import Path

from exporters import age_passphrase
from forms.edits import SetAnswer
from storage.school.store import SchoolStore
from tests.operations.plug import STEPS, run
from tests.storage.stores import CLERK

EDITS = 6


def edit(path: Path) -> None:
    """Type, undo once, and make a backup."""
    with SchoolStore.open(path) as store:
        for number in range(1, EDITS + 1):
            both = [SetAnswer("pupils.a", str(number)), SetAnswer("pupils.b", str(number))]
            store.answers.write(both, actor=CLERK)
            print(f"saved {number}", flush=True)
        store.backups.make()


if __name__ == "__main__":
    # Keys that open at once: what a guess costs is no matter here.
    age_passphrase.WORK = 8  # type: ignore[misc]
    if sys.argv[1] == "edits":
        edit(Path(sys.argv[2]))
    else:
        run(STEPS[sys.argv[1]].act, Path(sys.argv[2]))
        print("done", flush=True)
