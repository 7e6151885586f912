"""The power goes in the middle of writing: nothing that was acknowledged is lost, nothing is half."""

import os
import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from storage.school.schema import SCHOOL_FORMAT
from storage.school.store import SchoolStore
from tests.storage.stores import new_school

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="SIGKILL")

# Each write sets two fields to one number; the number is told only after the write returned.
WRITER = """
import sys
from pathlib import Path
from forms.edits import InsertRow, SetAnswer
from forms.record import Row
from forms.workflow import Actor, Role
from storage.school.store import SchoolStore
actor = Actor("写", Role.CLERK)
store = SchoolStore.open(Path(sys.argv[1]))
number = int(store.answers.load().answers.get("pupils.a", "0"))
while True:
    number += 1
    row = Row(f"r{number}", {"name": str(number)})
    edits = [SetAnswer("pupils.a", str(number)), SetAnswer("pupils.b", str(number))]
    store.answers.write([*edits, InsertRow("pupils.classes", 0, row)], actor=actor)
    print(number, flush=True)
    if number % 7 == 0:
        store.answers.undo(actor)
        store.answers.redo(actor)
    if number % 20 == 0:
        store.backups.make()
"""


def started(program: str, path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", program, str(path)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
    )


def killed_after(program: str, path: Path, lines: int) -> list[str]:
    """Let another program work, kill it when it has told so many lines, and give all it told."""
    with started(program, path) as process:
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(lines)]
        process.send_signal(signal.SIGKILL)
        # By the same reader: what it has in its buffer is lost to any other.
        told += process.stdout.readlines()
    return [line for line in told if line.endswith("\n")]


@pytest.mark.slow
def test_killed_in_the_middle_of_writing(tmp_path: Path) -> None:
    path = tmp_path / "s.yhs"
    new_school(path).close()
    chance = random.Random(20240901)
    for _ in range(15):
        acknowledged = int(killed_after(WRITER, path, chance.randrange(1, 25))[-1])
        with closing(sqlite3.connect(path)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        with SchoolStore.open(path) as store:
            record = store.answers.load()
            assert store.verify_journal().intact
        present = int(record.answers["pupils.a"])
        # One more may have been committed than could be told; an undo may have been cut off
        # from its redo.
        assert present - acknowledged in ({0, 1} if acknowledged % 7 else {-1, 0, 1})
        assert record.answers["pupils.b"] == str(present)
        assert [row.id for row in record.tables["pupils.classes"]] == [
            f"r{n}" for n in range(present, 0, -1)
        ]
        redo_if_cut_off(path, acknowledged, present)


def redo_if_cut_off(path: Path, acknowledged: int, present: int) -> None:
    """Bring back what a cut-off undo took, for the next round; it must not be lost either."""
    if present < acknowledged:
        with SchoolStore.open(path) as store:
            assert store.answers.can_redo
            store.answers.redo(store.journal.entries(limit=1)[0].actor)
            assert store.answers.load().answers["pupils.a"] == str(acknowledged)


MIGRATOR = """
import sys
from pathlib import Path
from storage.opening import open_database
from storage.migrations import Format, Step
from storage.school.schema import SCHOOL_FORMAT as known
def slow(schema):
    schema.table("half").create({"id": int}, pk="id", strict=True)
    for number in range(10**6):
        print(number, flush=True)
        schema.execute("INSERT INTO half VALUES (?)", [number])
steps = (*known.steps, Step(known.version + 1, slow))
open_database(Path(sys.argv[1]), Format(known.application_id, known.label, steps))
"""


@pytest.mark.slow
def test_killed_in_the_middle_of_upgrading(tmp_path: Path) -> None:
    path = tmp_path / "s.yhs"
    new_school(path).close()
    for rows in (1, 100):
        assert len(killed_after(MIGRATOR, path, rows)) >= rows
        with SchoolStore.open(path) as store:
            assert store._database.all("SELECT name FROM sqlite_master WHERE name = 'half'") == []
            assert store._database.integer("PRAGMA user_version") == SCHOOL_FORMAT.version
            assert store.verify_journal().intact
            assert store.backups.all()
