"""Others open, read and copy a store all the time while it is written: nothing is lost.

A copy by foreign means that falls into the very moment of a commit may hold pages of before and
after (decision 0027); such a copy has to be found by opening it or by holding it against its journal.
"""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from forms.edits import SetAnswer
from operations.files import read_file
from operations.verify.inspect_file import FileKind, inspect_file
from storage.errors import OpenHere
from storage.files.open_files import is_open_here
from storage.school.store import SchoolStore
from tests.storage.stores import CLERK, new_school
from tests.support.children import TIED
from tests.support.opens import watched
from tests.support.places import ROOT

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="inotify")

EDITS = int(os.environ.get("YOUHENG_EDITS", "250"))
"""Edits typed under the eyes of the meddler; 5 000 in a long run."""


def typed(store: SchoolStore, number: int) -> None:
    text = str(number)
    store.answers.write([SetAnswer("pupils.a", text), SetAnswer("pupils.b", text)], actor=CLERK)


@pytest.mark.slow
def test_all_that_was_acknowledged_is_in_the_file_and_in_each_copy(tmp_path: Path) -> None:
    path, told = tmp_path / "s.yhs", tmp_path / "told" / "number"
    told.parent.mkdir()
    (tmp_path / "copies").mkdir()
    with new_school(path) as store:
        typed(store, 0)
        told.write_text(f"{0:08d}", encoding="ascii")
        command = ("-m", "tests.storage.meddler", str(path), str(told), str(tmp_path / "copies"))
        meddler = subprocess.Popen(
            [*TIED, sys.executable, *command], stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        assert meddler.stdout is not None
        assert meddler.stdout.readline() == "ready\n"
        with told.open("r+b", buffering=0) as note:
            for number in range(1, EDITS + 1):
                typed(store, number)
                note.seek(0)
                note.write(f"{number:08d}".encode())
        told.with_name("over").touch()
        said, _ = meddler.communicate()
    kinds = json.loads(said)
    print(f"edits {EDITS}, copies {kinds}")
    assert kinds["whole"] > 0
    assert set(kinds) <= {"whole", "found"}
    with SchoolStore.open(path) as store:
        assert store.answers.load().answers == {"pupils.a": str(EDITS), "pupils.b": str(EDITS)}
        assert store.verify_journal().entries == EDITS + 2
        assert store.verify_journal().intact


def test_nothing_in_this_program_opens_the_file_of_an_open_store(tmp_path: Path) -> None:
    path = tmp_path / "s.yhs"
    other_name = tmp_path / "other name"
    with new_school(path) as store:
        other_name.symlink_to(path)
        with watched(path) as opens:
            typed(store, 1)
            store.answers.undo(CLERK)
            store.backups.make()
            store.backups.write_to(tmp_path / "copy.yhs", replace=False)
            for name in (path, other_name):
                with pytest.raises(OpenHere, match="本程序正打开的库"):
                    read_file(name)
            assert opens.look() == 0
        # SQLite's own second opening knows of the first: its locks stay.
        assert inspect_file(path).kind is FileKind.SCHOOL_STORE
        assert is_open_here(path)
    assert not is_open_here(path)
    assert read_file(path).startswith(b"SQLite format 3\0")


def test_the_locks_are_held_while_others_of_this_program_look(tmp_path: Path) -> None:
    """A stranger who finds a transaction running must meet its lock, or he would undo it."""
    path = tmp_path / "s.yhs"
    program = (
        "import sqlite3, sys\n"
        "connection = sqlite3.connect(sys.argv[1], timeout=0, isolation_level=None)\n"
        "try:\n    connection.execute('BEGIN IMMEDIATE')\n"
        "except sqlite3.OperationalError as error:\n    print(error)\n"
    )
    with new_school(path) as store, store.transaction():
        typed(store, 1)
        assert inspect_file(path).kind is FileKind.SCHOOL_STORE
        with pytest.raises(OpenHere):
            read_file(path)
        stranger = subprocess.run(
            [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True
        )
        assert stranger.stdout == "database is locked\n"
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT DISTINCT text FROM answer").fetchall() == [("1",)]
